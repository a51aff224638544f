"""CSV text → rows of cells with their places, after RFC 4180.

The standard library reads CSV but does not say where a cell stands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from scheduler.errors import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Cell", "delimiter_of", "name_fault", "rows"]

DELIMITERS = (",", ";", "\t")

_QUOTED = re.compile(r'"[^"]*"')
_BREAK = re.compile(r"\r\n|\n|\r")

# What makes a spreadsheet run a cell that our own tables later hand to it
# (OWASP, CSV injection).
_FORMULA_STARTS = {**{c: f'"{c}"' for c in "=+-@"}, "\t": "a tab"}


class Cell(NamedTuple):
    """One cell: its text without quotes, and where it begins.

    The column of its place counts the characters of the line from 1, as an
    editor does; the opening quote belongs to the cell.
    """

    text: str
    place: Place


def delimiter_of(text: str) -> str:
    """Return what separates the cells of the first line: , or ; or a tab."""
    header = _QUOTED.sub("", _BREAK.split(text, maxsplit=1)[0])
    return max(DELIMITERS, key=header.count)


def rows(
    text: str, name: str, delimiter: str, findings: list[Finding]
) -> Iterator[list[Cell]]:
    """Yield the rows; those without any text are left out.

    Parameters
    ----------
    text
        The whole file.
    name
        Of the file, for places.
    delimiter
        Between cells.
    findings
        Receives quotes that nobody closed or that text follows; such a cell
        is taken as it stands.
    """
    row: list[Cell] = []
    line, line_start = 1, 0
    for hit in _pattern(delimiter).finditer(text):
        quoted, plain, end = hit.groups()
        place = Place(name, line, hit.start() - line_start + 1)
        if quoted is None:
            row.append(Cell(plain, place))
            if plain.lstrip(" ").startswith('"'):
                findings.append(_stray_quote(place))
        else:
            row.append(Cell(quoted.replace('""', '"'), place))
            for inner in _BREAK.finditer(text, hit.start(1), hit.end(1)):
                line, line_start = line + 1, inner.end()
        if end != delimiter:
            if any(cell.text.strip() for cell in row):
                yield row
            row = []
            line, line_start = line + 1, hit.end()


def name_fault(name: str) -> str | None:
    """Return why a spreadsheet would run `name` as a formula, or None."""
    start = _FORMULA_STARTS.get(name.lstrip(" ")[:1])
    return f"a name may not begin with {start}" if start else None


def _pattern(delimiter: str) -> re.Pattern[str]:
    # Possessive: a quote that is never closed must not make each line below
    # it be searched to the end of the file again and again.
    quoted = r' *+"((?:[^"]++|"")*+)" *+'
    plain = rf"([^{delimiter}\r\n]*+)"
    return re.compile(rf"(?:{quoted}|{plain})({delimiter}|\r\n|\n|\r|\Z)")


def _stray_quote(place: Place) -> Finding:
    message = "the quote that opens here is never closed, or text follows the"
    message += ' closing one: put the whole cell in quotes and write "" for "'
    return Finding(message, place, code="syntax")
