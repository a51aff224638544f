"""Any benchmark instance from a path: the format is told by its content."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias
from xml.etree.ElementTree import ParseError

from benchmarks.formats import curtois, inrc1_text, inrc1_xml, inrc2, matsp
from benchmarks.formats.curtois import Curtois
from benchmarks.formats.errors import FormatError
from benchmarks.formats.inrc1 import Inrc1
from benchmarks.formats.inrc2 import Inrc2
from benchmarks.formats.matsp import Matsp

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Instance", "read"]

Instance: TypeAlias = Curtois | Inrc1 | Inrc2 | Matsp


def read(path: Path) -> Instance:
    """Return the instance that a path names.

    Parameters
    ----------
    path
        A file; or, for the second nurse rostering competition, whose
        instances are put together from files, the folder of a data set (or
        of all) followed by a name such as ``n030w4_1_6-2-9-1``.

    Raises
    ------
    FormatError
        When the content is none of the known formats, or broken.
    """
    try:
        return _parsed(path)
    except FormatError:
        raise
    except (IndexError, KeyError, ValueError, ParseError) as error:
        raise FormatError(f"{path.name} is broken: {error!r}") from error


def _parsed(path: Path) -> Instance:
    if not path.exists() and inrc2.NAME.fullmatch(path.name):
        return inrc2.read_named(path.parent, path.name)
    text = path.read_text(encoding="utf-8-sig")
    if text.startswith("<") and "<SchedulingPeriod " in text:
        return inrc1_xml.parse(text)
    if "SCHEDULING_PERIOD" in text:
        return inrc1_text.parse(text)
    if "SECTION_TASKS" in text:
        return matsp.parse(text, path.stem)
    if "SECTION_STAFF" in text:
        return curtois.parse(text, path.stem)
    if text.startswith(("SCENARIO", "WEEK_DATA", "HISTORY")):
        raise FormatError(
            f"{path.name} is a part of an instance: name the whole as"
            " FOLDER/n030w4_1_6-2-9-1 (data set, history file, week files)"
        )
    raise FormatError(f"{path.name} is no benchmark format that is known")
