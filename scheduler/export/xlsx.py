"""``roster.xlsx``: a workbook that a manager edits, and we read back.

One sheet per week in which a cell is a day of somebody, on their own clock;
a coverage sheet, a ledger, and all details as a table. openpyxl (MIT) reads
and writes it: an optional part, ``pip install 'sunroster[xlsx]'``.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.errors import Finding, InputError
from scheduler.export.extras import needed

if TYPE_CHECKING:
    from scheduler.result import Result
    from scheduler.roster import Roster

__all__ = ["XlsxExporter", "write_xlsx"]

_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first moment that zip files know
_MOST_PEOPLE_DAYS = 200_000


class XlsxExporter:
    """Writes ``roster.xlsx``."""

    name = "xlsx"
    extra: str | None = "xlsx"

    def render(
        self, roster: Roster, result: Result | None = None
    ) -> dict[Path, bytes]:
        """Return the one file."""
        return {Path("roster.xlsx"): write_xlsx(roster, result)}


def write_xlsx(roster: Roster, result: Result | None = None) -> bytes:
    """Return a roster as a workbook; the same roster gives the same bytes.

    Parameters
    ----------
    result
        The run that made it: its proof stands on the first sheet.

    Raises
    ------
    InputError
        When openpyxl is not installed, or a roster is too large to be
        edited by hand.
    """
    openpyxl = needed("openpyxl", "xlsx")
    cells = len(roster.lines) * roster.days
    if cells > _MOST_PEOPLE_DAYS:
        message = f"{cells} days of people are too many for a workbook: "
        message += "export csv, or split the roster by team"
        raise InputError(Finding(message, code="too-large"))
    from scheduler.export.xlsx_sheets import fill

    book = openpyxl.Workbook()
    book.remove(book.active)
    fill(book, roster, result)
    raw = io.BytesIO()
    book.save(raw)
    return _stable(raw.getvalue())


def _stable(data: bytes) -> bytes:
    """Return a workbook that does not tell when it was written."""
    stable = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(stable, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            content = before.read(name)
            if name == "docProps/core.xml":
                content = _STAMP.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
            info = zipfile.ZipInfo(name, _LONG_AGO)
            info.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(info, content)
    return stable.getvalue()
