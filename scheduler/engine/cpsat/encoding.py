"""Terms onto a draft: the one place that knows every kind of term."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from constraints.terms import (
    Choice,
    Cover,
    Pattern,
    Presence,
    Rest,
    Row,
    Streak,
    Tally,
)
from scheduler.engine.cpsat import line
from scheduler.engine.cpsat.cover import Block, add_covers, add_presence
from scheduler.engine.cpsat.model import Draft
from scheduler.engine.cpsat.presence import Attendance, Breaks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from constraints.terms import Term
    from scheduler.problem import Problem

__all__ = ["Encoding", "encode", "encode_lines"]


@dataclass(frozen=True, eq=False)
class Encoding:
    """The draft of a whole model, and where its breaks and seats are."""

    draft: Draft
    breaks: Breaks
    blocks: list[Block]


def encode(problem: Problem, terms: tuple[Term, ...]) -> Encoding:
    """Write a whole model."""
    draft = encode_lines(problem, terms)
    breaks = Breaks(draft)
    attendance = Attendance(draft, breaks)
    blocks = add_covers(
        draft, attendance, (t for t in terms if isinstance(t, Cover))
    )
    for term in terms:
        if isinstance(term, Presence):
            add_presence(draft, attendance, term)
    return Encoding(draft, breaks, blocks)


def encode_lines(
    problem: Problem,
    terms: tuple[Term, ...],
    *,
    assume: bool = False,
    people: Sequence[int] | None = None,
) -> Draft:
    """Return the draft of all terms but coverage.

    Parameters
    ----------
    assume, people
        As in ``Draft``.
    """
    draft = Draft(problem, terms, assume=assume, people=people)
    for person in draft.line_people:
        line.add_no_overlap(draft, person)
    for term in terms:
        _add(draft, term)
    return draft


def _add(draft: Draft, term: Term) -> None:
    match term:
        case Choice():
            line.add_choice(draft, term)
        case Rest():
            line.add_rest(draft, term)
        case Tally():
            line.add_tally(draft, term)
        case Streak():
            line.add_streak(draft, term)
        case Pattern():
            line.add_pattern(draft, term)
        case Row():
            line.add_row(draft, term)
        case Cover() | Presence():
            pass
        case _:
            assert_never(term)
