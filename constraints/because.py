"""Why a term exists: every amount can be led back to a statement."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Because"]


@dataclass(frozen=True, slots=True, order=True)
class Because:
    """Why a term exists: the statement, the people and the days it binds.

    Attributes
    ----------
    rule
        Id of the rule instance (or of one line of it), a key of
        ``problem.places``.
    people
        Indices of those bound; empty for everybody.
    days
        First and last line day, both inclusive; (0, -1) for no days.
    """

    rule: str
    people: tuple[int, ...] = ()
    days: tuple[int, int] = (0, -1)
