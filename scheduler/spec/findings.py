"""How findings are put in order, and how they quote what a user wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.errors import Finding, InputError, Place

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["described", "in_order", "refusal", "shown"]

_MOST = 100
_NOWHERE = Place("", 0, 0)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by place, the same sentence at one place only once."""
    kept: dict[tuple[Place | None, str], Finding] = {}
    for finding in findings:
        kept.setdefault((finding.place, finding.message), finding)
    return sorted(kept.values(), key=lambda found: found.place or _NOWHERE)


def refusal(findings: Iterable[Finding]) -> InputError:
    """Return the error that reports findings; beyond 100 only their number.

    Parameters
    ----------
    findings
        At least one.
    """
    ordered = in_order(findings)
    shown_ones, rest = ordered[:_MOST], ordered[_MOST:]
    if rest:
        more = f"{len(rest)} more findings like these are not shown"
        shown_ones.append(Finding(more, rest[0].place, code="more"))
    return InputError(*shown_ones)


def shown(text: str, most: int = 40) -> str:
    """Return `text` in double quotes, on one line, cut after `most`."""
    line = " ".join(text.split())
    return f'"{line if len(line) <= most else line[: most - 1] + "…"}"'


def described(value: object) -> str:
    """Return what a value is, in words for somebody who never programs."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return f"the number {value}"
        case str():
            return f"the text {shown(value)}"
        case list() | tuple():
            return "a list"
        case dict():
            return "a mapping"
    return type(value).__name__
