"""What can go wrong, with the place in the user's file and the exit code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = [
    "Finding",
    "InputError",
    "InternalError",
    "Place",
    "SunrosterError",
]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a file the user gave; line and column count from 1.

    Attributes
    ----------
    sheet
        Of a workbook, where lines and columns are those of cells; else
        empty.
    """

    file: str
    line: int
    column: int
    sheet: str = ""

    def __str__(self) -> str:
        if self.sheet:
            letters, rest = "", self.column
            while rest:
                rest, letter = divmod(rest - 1, 26)
                letters = chr(ord("A") + letter) + letters
            return (
                f"{self.file}, sheet {self.sheet}, cell {letters}{self.line}"
            )
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in the input: where, what, and what to do about it.

    Attributes
    ----------
    message
        A sentence: what was found, what is allowed, the nearest name.
    place
        Where, or None for what concerns the input as a whole.
    severity
        ``error`` stops the run (exit code 2), ``warning`` does not.
    code
        Stable short name for machines, such as ``unknown-key``.
    path
        Keys and indices that lead to the value, as in ``people, 3, team``.
    """

    message: str
    place: Place | None = None
    severity: Literal["error", "warning"] = "error"
    code: str = "invalid"
    path: tuple[str | int, ...] = ()

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.severity}: {self.message}"


class SunrosterError(Exception):
    """Base of every error this library raises on purpose."""

    exit_code = 70


class InputError(SunrosterError):
    """Bad input or usage: all findings at once, exit code 2."""

    exit_code = 2

    def __init__(self, *findings: Finding) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(f) for f in findings))


class InternalError(SunrosterError):
    """Our own bug, such as engine and checker in disagreement."""

    exit_code = 70
