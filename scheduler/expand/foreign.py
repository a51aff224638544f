"""Duties that no shift makes: from history and from hand-made rosters.

They join the duty table behind all others, marked foreign, so that terms
and checks see them; no menu offers them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scheduler.clock import DAY_MIN, day_number, zone
from scheduler.problem import Break, Duty, DutyTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheduler.problem import Person, Problem, Span

__all__ = ["foreign_duty", "with_foreign"]

NO_SHIFT = -1


def foreign_duty(
    person: Person,
    start_min: int,
    end_min: int,
    shift: int = NO_SHIFT,
    breaks: Sequence[tuple[Span, bool]] = (),
) -> Duty:
    """Return a duty as somebody's own wall clock shows it.

    Parameters
    ----------
    start_min, end_min
        Instants.
    shift
        Index of the shift it is called after, -1 for none.
    breaks
        The breaks it has, and whether they are paid.
    """
    clock = zone(person.zone)
    start, end = clock.local(start_min), clock.local(end_min)
    days = day_number(end.day) - day_number(start.day)
    return Duty(
        shift=shift,
        day=start.day,
        zone=person.zone,
        start_min=start_min,
        end_min=end_min,
        nominal_min=days * DAY_MIN + end.minute - start.minute,
        local_start=start.minute,
        breaks=tuple(_break(span, start_min, paid) for span, paid in breaks),
        foreign=True,
    )


def with_foreign(problem: Problem, duties: Sequence[Duty]) -> Problem:
    """Return the problem with duties behind those it has.

    The first of them has the index ``len(problem.duties)``; the duties
    there were keep theirs.
    """
    if not duties:
        return problem
    marked = tuple(replace(duty, foreign=True) for duty in duties)
    table = DutyTable(problem.duties.duties + marked)
    return replace(problem, duties=table, facts=problem.facts.extended(table))


def _break(span: Span, start_min: int, paid: bool) -> Break:
    after_min = span.start_min - start_min
    return Break(span.end_min - span.start_min, after_min, after_min, paid)
