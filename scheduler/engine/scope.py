"""What terms look at: whose lines, which days."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from constraints.terms import (
    Choice,
    Cover,
    Free,
    Meeting,
    OnQueues,
    Pattern,
    Presence,
    Rest,
    Row,
    Session,
    Streak,
    Tally,
)

if TYPE_CHECKING:
    from constraints.terms import Term

__all__ = ["people_of", "reads"]


def people_of(term: Term) -> frozenset[int]:
    """Return whose lines a term looks at; nobody's for coverage.

    A row over who is there ties people together where it must hold.
    """
    match term:
        case Cover():
            return frozenset()
        case Presence():
            return term.people if term.binds else frozenset()
        case Row():
            return frozenset(part.person for part in term.parts)
        case Meeting() | Session() | OnQueues():
            return frozenset(term.people)
        case _:
            return frozenset((term.person,))


def reads(term: Term, person: int, day: int) -> bool:
    """Return whether a term on somebody's line looks at a day."""
    match term:
        case Choice():
            return day in term.days
        case Tally() | Pattern():
            return term.days[0] <= day <= term.days[1]
        case Row():
            return any(p.day == day and p.person == person for p in term.parts)
        case Rest() | Free() | Streak():
            return True
        case Meeting() | Session() | OnQueues():
            return person in term.people
        case Cover() | Presence():
            return False
        case _:
            assert_never(term)
