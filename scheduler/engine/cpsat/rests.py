"""Rest between two duties as CP-SAT constraints: cliques, not pairs."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from constraints.measures import Mark
from constraints.terms import HARD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from constraints.terms import Rest
    from scheduler.engine.cpsat.model import Draft, Lit

__all__ = ["add_no_overlap", "add_rest", "cliques"]


def add_no_overlap(draft: Draft, person: int) -> None:
    """Keep somebody's duties apart: it is part of being a line."""
    for before, after in _pairs(draft, person, 0, standby=True):
        for lits in cliques(draft, person, before, after, 0, standby=True):
            draft.cp.add_at_most_one(lits)


def add_rest(draft: Draft, term: Rest) -> None:
    """Keep duties ``least_min`` apart, or price what is missing.

    Line days order starts, so a hard rest may bind any two duties: where
    one further apart is too close, so is the one between. A run that the
    second of them goes on is over later, which is one more condition.
    """
    if term.price.hard:
        _add_hard_rest(draft, term)
    else:
        _add_priced_rest(draft, term)


def _add_hard_rest(draft: Draft, term: Rest) -> None:
    if term.previous_end_min is not None:
        earliest = term.previous_end_min + term.least_min
        for day in range(draft.problem.days):
            over = _over(draft, term, term.previous_day, day)
            times = draft.times(term.person, day, standby=term.standby)
            for duty in _late(draft, term, term.previous_day, day):
                if times[duty][0] < earliest and over is not None:
                    lit = draft.choices[term.person, day][duty]
                    draft.pay_if(term.because, [*over, lit], 1, HARD)
    for before, after in _pairs(
        draft, term.person, term.least_min, standby=term.standby
    ):
        over = _over(draft, term, before, after)
        if over is None:
            continue
        for lits in cliques(
            draft,
            term.person,
            before,
            after,
            term.least_min,
            standby=term.standby,
            enders=_early(draft, term, before),
            starters=_late(draft, term, before, after),
        ):
            draft.hold(
                term.because,
                draft.cp.add(sum(lits) + sum(over) <= 1 + len(over))
                if over
                else draft.cp.add_at_most_one(lits),
            )


def _early(draft: Draft, term: Rest, day: int) -> list[int]:
    """Return the duties of a day after which the rest may be due."""
    return [
        duty
        for duty in draft.times(term.person, day, standby=term.standby)
        if term.after is None or term.after.has(duty)
    ]


def _late(draft: Draft, term: Rest, before: int, day: int) -> list[int]:
    """Return the duties of a later day that do not go on a run."""
    return [
        duty
        for duty in draft.times(term.person, day, standby=term.standby)
        if term.after is None or day > before + 1 or not term.after.has(duty)
    ]


def _over(
    draft: Draft, term: Rest, before: int, after: int
) -> list[Lit] | None:
    """Return what makes a duty the last of a long run, None for nothing.

    That the duty itself is in the mark is left to the caller.
    """
    if term.after is None:
        return []
    mark = _counted(draft, term, term.after)
    inside = [
        draft.marked(term.person, mark, day)
        for day in range(max(0, before - term.run + 1), before)
    ]
    # Some of the run may lie in the past, or all of it.
    lent = term.run - 1 - len(inside) if before >= 0 else term.run
    joined = term.previous_day == -1 or before < 0
    if lent > (term.carried if joined else 0):
        return None
    if 0 <= before + 1 < after:
        inside.append(~draft.marked(term.person, mark, before + 1))
    return inside


def _counted(draft: Draft, term: Rest, mark: Mark) -> Mark:
    """Return a mark without the duties that rest does not look at."""
    worked = draft.problem.duties.worked
    if term.standby or bool(worked.all()):
        return mark
    return Mark(f"{mark.key} at work", duties=worked & mark.duties)


def _pairs(
    draft: Draft, person: int, least_min: int, *, standby: bool
) -> Iterator[tuple[int, int]]:
    """Yield the days on which two duties could be too close."""
    days = range(draft.problem.days)
    found = [
        draft.times(person, day, standby=standby).values() for day in days
    ]
    latest_end = [max((e for _, e in times), default=0) for times in found]
    first_start = [min((s for s, _ in times), default=None) for times in found]
    for before in days:
        for after in days[before + 1 :]:
            start = first_start[after]
            if start is None:
                continue
            if start >= latest_end[before] + least_min:
                break
            yield before, after


def cliques(
    draft: Draft,
    person: int,
    before: int,
    after: int,
    least_min: int,
    *,
    standby: bool,
    enders: Sequence[int] | None = None,
    starters: Sequence[int] | None = None,
) -> Iterator[list[Lit]]:
    """Yield sets of duties of two days of which at most one may be chosen.

    Ends ``>= e`` clash with all starts ``< e + least_min``: one row for
    each ``e`` that adds a start says all pairs at once, and as tightly as
    linear rows can (the clashes of two ordered days are a perfect graph).

    Parameters
    ----------
    standby
        Whether duties end and begin with their standby, or their work.
    enders, starters
        The duties of the two days that count; by default all.
    """
    first = draft.times(person, before, standby=standby)
    second = draft.times(person, after, standby=standby)
    if enders is None:
        enders = list(first)
    if starters is None:
        starters = list(second)
    ordered = sorted((second[d][0], d) for d in starters)
    starts = [start for start, _ in ordered]
    covered = 0
    for end in sorted({first[d][1] for d in enders}):
        clashing = bisect_left(starts, end + least_min)
        if clashing > covered:
            covered = clashing
            early = [d for _, d in ordered[:clashing]]
            late = [d for d in enders if first[d][1] >= end]
            yield _either(draft, person, before, late) + _either(
                draft, person, after, early
            )


def _either(
    draft: Draft, person: int, day: int, chosen: Sequence[int]
) -> list[Lit]:
    """Return literals that sum to 'one of these duties', few if all."""
    if len(chosen) == len(draft.choices[person, day]):
        return [~draft.off[person, day]]
    return [draft.choices[person, day][d] for d in chosen]


def _add_priced_rest(draft: Draft, term: Rest) -> None:
    for before, after in _pairs(
        draft, term.person, term.least_min, standby=term.standby
    ):
        times = draft.times(term.person, before, standby=term.standby)
        ends = [
            (draft.choices[term.person, before][duty], times[duty][1])
            for duty in _early(draft, term, before)
        ]
        _pay_gap(draft, term, ends, before, after)
    if term.previous_end_min is not None:
        known = [(draft.yes, term.previous_end_min)]
        for after in range(draft.problem.days):
            _pay_gap(draft, term, known, term.previous_day, after)


def _pay_gap(
    draft: Draft,
    term: Rest,
    ends: list[tuple[Lit, int]],
    before: int,
    after: int,
) -> None:
    """Price the rest missing between two days with none worked between.

    With all times counted from the first start of the later day, an end
    ``e`` and a start ``s`` lack ``e + least - s``. ``most`` is the worst
    case; a day without duty, a duty between, or a run that is too short or
    not over, takes it off again.
    """
    over = _over(draft, term, before, after)
    times = draft.times(term.person, after, standby=term.standby)
    starts = [
        (draft.choices[term.person, after][duty], times[duty][0])
        for duty in _late(draft, term, before, after)
    ]
    if not starts or not ends or over is None:
        return
    first = min(start for _, start in starts)
    lacks = [(lit, max(0, end + term.least_min - first)) for lit, end in ends]
    most = max(lack for _, lack in lacks)
    amount = (
        sum(lack * lit for lit, lack in lacks if lack)
        + sum(max(0, most - (start - first)) * lit for lit, start in starts)
        - most
        - sum(
            most * draft.worked(term.person, day, standby=term.standby)
            for day in range(max(0, before + 1), after)
        )
        - sum(most * ~lit for lit in over)
    )
    draft.pay(term.because, amount, most, term.price)
