"""Duties that no shift makes: from history and from hand-made rosters.

They join the duty table behind all others, marked foreign, so that terms
and checks see them; no menu offers them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from scheduler.clock import DAY_MIN, day_number, zone
from scheduler.problem import Break, Duty, DutyTable, Piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheduler.clock import Zone
    from scheduler.problem import Person, Problem, Span

__all__ = ["foreign_duty", "with_foreign"]

NO_SHIFT = -1

PieceTold: TypeAlias = "tuple[int, int, bool, int, int | None]"


def foreign_duty(
    person: Person,
    start_min: int,
    end_min: int,
    shift: int = NO_SHIFT,
    breaks: Sequence[tuple[Span, bool]] = (),
    pieces: Sequence[PieceTold] = (),
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
    pieces
        Start, end, whether it is standby, index of the shift (-1 for that
        of the duty) and minutes paid of each piece; None for all of them,
        or for none of standby.
    """
    clock = zone(person.zone)
    start = clock.local(start_min)
    made = tuple(_piece(clock, told) for told in pieces)
    worked = [p.nominal_min for p in made if not p.standby]
    return Duty(
        shift=shift,
        day=start.day,
        zone=person.zone,
        start_min=start_min,
        end_min=end_min,
        nominal_min=(
            sum(worked) if made else _nominal(clock, start_min, end_min)
        ),
        local_start=start.minute,
        breaks=tuple(_break(span, start_min, paid) for span, paid in breaks),
        foreign=True,
        pieces=made,
    )


def _piece(clock: Zone, told: PieceTold) -> Piece:
    start_min, end_min, standby, shift, paid_min = told
    nominal_min = _nominal(clock, start_min, end_min)
    if paid_min is None:
        paid_min = 0 if standby else nominal_min
    return Piece(start_min, end_min, nominal_min, paid_min, standby, shift)


def _nominal(clock: Zone, start_min: int, end_min: int) -> int:
    start, end = clock.local(start_min), clock.local(end_min)
    days = day_number(end.day) - day_number(start.day)
    return days * DAY_MIN + end.minute - start.minute


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
