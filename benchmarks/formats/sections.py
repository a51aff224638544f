"""The text layout of the Nottingham sets: SECTION_ headings, comma rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.formats.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Rows", "rows_by_section"]

Rows = list[list[str]]


def rows_by_section(text: str) -> Mapping[str, Rows]:
    """Return the rows of each section, comments and blanks left out.

    Raises
    ------
    FormatError
        When a row comes before the first heading.
    """
    found: dict[str, Rows] = {}
    rows: Rows | None = None
    for number, line in enumerate(text.splitlines(), 1):
        content = line.partition("#")[0].strip()
        if content.startswith("SECTION_"):
            rows = found.setdefault(content, [])
        elif content:
            if rows is None:
                raise FormatError(f"line {number}: a row before any section")
            rows.append([field.strip() for field in content.split(",")])
    return found
