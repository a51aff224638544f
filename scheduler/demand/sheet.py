"""Rows of a CSV file with the place of every cell, for files of volumes."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

from scheduler.errors import Finding, InputError, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MOST_BYTES", "Sheet"]

# Eight weeks of quarter hours for fifty accounts take about 15 MB.
MOST_BYTES = 64_000_000


@dataclass
class Sheet:
    """Lines of a file, and what was found in them so far.

    Attributes
    ----------
    name
        The file's name in messages.
    columns, needed
        Names a header may have, and those it must have.
    lines
        The text, as `load` decoded it.
    findings
        Errors and warnings, added to while rows are read.
    """

    name: str
    columns: tuple[str, ...]
    needed: tuple[str, ...]
    lines: list[str] = field(default_factory=list)
    header: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def load(self, data: bytes) -> None:
        """Decode the bytes into lines.

        Raises
        ------
        InputError
            When there are too many bytes, or some are no UTF-8.
        """
        if len(data) > MOST_BYTES:
            self.refuse(
                1,
                f"The file has {len(data) / 1e6:.0f} MB; at most "
                f"{MOST_BYTES // 1_000_000} MB are read.",
            )
            self.stop_on_errors()
        try:
            self.lines = data.decode("utf-8-sig").splitlines()
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            self.refuse(line, "The file is not UTF-8; save it as such.")
            self.stop_on_errors()

    def place(self, line: int, column: str = "") -> Place:
        """Return where a cell begins, its row if there is no such column."""
        if column not in self.header:
            return Place(self.name, line, 1)
        cell = self.header.index(column)
        return Place(self.name, line, _column(self.lines[line - 1], cell))

    def refuse(self, line: int, message: str, column: str = "") -> None:
        """Add an error at a cell, or at a row without a column."""
        self.findings.append(
            Finding(message, self.place(line, column), code="bad-volume")
        )

    def stop_on_errors(self) -> None:
        """Raise all findings as an InputError if one of them is an error."""
        if any(found.severity == "error" for found in self.findings):
            raise InputError(*self.findings)

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield line number and cells of every row below the header."""
        for line, row in self._split():
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            if not self.header:
                self._accept_header(line, cells)
                if self.findings:
                    return
            elif len(cells) != len(self.header):
                self.refuse(
                    line,
                    f"This row has {len(cells)} cells, the header "
                    f"{len(self.header)}; write decimals with a point.",
                )
            else:
                yield line, dict(zip(self.header, cells, strict=True))
        if not self.header:
            self.refuse(1, "The file is empty; it needs a header row.")

    def _split(self) -> Iterator[tuple[int, list[str]]]:
        for line, text in enumerate(self.lines, start=1):
            try:
                # Line by line: a quote left open must not swallow the rest.
                row = next(csv.reader([text], strict=True), [])
            except csv.Error as error:
                self.refuse(line, f"This row is no CSV: {error}.")
            else:
                yield line, row

    def _accept_header(self, line: int, cells: list[str]) -> None:
        if len(cells) == 1 and ";" in cells[0]:
            self.refuse(line, "Separate cells by commas, not by semicolons.")
        self.header = cells
        if self.findings:
            return
        for cell in dict.fromkeys(cells):
            if cell not in self.columns:
                self.refuse(line, self._unknown(cell), cell)
            elif cells.count(cell) > 1:
                self.refuse(line, f"Column {cell!r} is there twice.", cell)
        for column in self.needed:
            if column not in cells:
                self.refuse(line, f"The file needs a column {column!r}.")

    def _unknown(self, cell: str) -> str:
        near = get_close_matches(cell.lower(), self.columns, 1)
        hint = f"; did you mean {near[0]!r}?" if near else "."
        allowed = ", ".join(self.columns)
        return f"There is no column {cell!r}, only {allowed}{hint}"


def _column(line: str, cell: int) -> int:
    """Return where the text of a cell begins, counting from 1."""
    at = 0
    quoted = False
    while cell:
        if line[at] == '"':
            quoted = not quoted
        elif line[at] == "," and not quoted:
            cell -= 1
        at += 1
    while line[at : at + 1] == " ":
        at += 1
    return at + 1
