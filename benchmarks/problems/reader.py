"""Any published instance as a case, from its path."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from benchmarks.formats.curtois import Curtois
from benchmarks.formats.inrc1 import Inrc1
from benchmarks.formats.inrc2 import Inrc2
from benchmarks.formats.matsp import Matsp
from benchmarks.formats.reader import read
from benchmarks.problems import curtois, inrc1, inrc2, matsp

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.problems.case import Case

__all__ = ["read_case"]


def read_case(path: Path) -> Case:
    """Return the case that a path names, as ``formats.reader`` reads it.

    Raises
    ------
    FormatError
        When the file is no instance, or one that can only be judged.
    """
    instance = read(path)
    match instance:
        case Curtois():
            return curtois.case(instance)
        case Inrc1():
            return inrc1.case(instance)
        case Inrc2():
            return inrc2.case(instance)
        case Matsp():
            return matsp.case(instance)
        case _:
            assert_never(instance)
