"""Idle duties: those that serve no queue and that no rule would miss.

Standby that nobody would miss, beside work, is idle as well. A search stops
when no roster is cheaper, and a duty that costs nothing may be left in it.
Nobody should come for nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from constraints.evaluator import totals
from constraints.terms import Cover, Presence
from scheduler.engine.scope import people_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.model import Model
    from scheduler.problem import Work
    from scheduler.roster import Roster

__all__ = ["without_idle"]


def without_idle(model: Model, roster: Roster) -> tuple[Roster, int]:
    """Take out duties whose absence breaks, lacks and costs nothing.

    Parameters
    ----------
    roster
        With its queue blocks, which tell who serves something.

    Returns
    -------
    tuple
        The roster, and the ticks it costs less: 0 if it was optimal.
    """
    saved = 0
    for work in tuple(roster.works()):
        terms = tuple(_concerned(model, roster, work))
        for lighter in _lighter(roster, work):
            before, after = totals(terms, roster), totals(terms, lighter)
            if (
                not after.broken
                and after.shortage_min <= before.shortage_min
                and after.ticks <= before.ticks
            ):
                saved += before.ticks - after.ticks
                roster = lighter
                break
    return roster, saved


def _lighter(roster: Roster, work: Work) -> Iterator[Roster]:
    """Yield rosters without a work, or without its standby."""
    if not any(span.kind == "queue" for span in work.spans):
        yield _with(roster, work, None)
    duty = roster.duty(work)
    if not (duty.standby and duty.work):
        return
    for idx in roster.problem.menu(work.person, work.day):
        other = roster.problem.duties[idx]
        if (other.shift, other.work, other.standby) == (
            duty.shift,
            duty.work,
            (),
        ):
            yield _with(roster, work, replace(work, duty=idx))


def _concerned(model: Model, roster: Roster, work: Work) -> Iterator[Term]:
    """Yield the terms that can tell whether a work is there."""
    duty = roster.duty(work)
    for term in model.terms:
        if isinstance(term, (Cover, Presence)):
            if term.start_min < duty.end_min and duty.start_min < term.end_min:
                yield term
        elif work.person in people_of(term):
            yield term


def _with(roster: Roster, work: Work, other: Work | None) -> Roster:
    lines = list(roster.lines)
    lines[work.person] = tuple(
        each
        for w in lines[work.person]
        if (each := other if w == work else w) is not None
    )
    return replace(roster, lines=tuple(lines))
