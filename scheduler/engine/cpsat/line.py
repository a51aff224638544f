"""Terms on one line, and rows over lines, as CP-SAT constraints."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from constraints.measures import Mark
from constraints.terms import HARD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from constraints.terms import (
        Arc,
        Choice,
        Pattern,
        Price,
        Rest,
        Row,
        Streak,
        Tally,
    )
    from scheduler.engine.cpsat.model import Draft, Lit

__all__ = [
    "add_choice",
    "add_no_overlap",
    "add_pattern",
    "add_rest",
    "add_row",
    "add_streak",
    "add_tally",
]


def add_choice(draft: Draft, term: Choice) -> None:
    """Forbid or price duties, and days off, each by itself."""
    for day in term.days:
        for duty, lit in draft.choices[term.person, day].items():
            amount = int(term.amount.by_duty[duty])
            draft.pay_if(term.because, [lit], amount, term.price)
        off = draft.off[term.person, day]
        draft.pay_if(term.because, [off], term.off, term.price)


# Rest


def add_no_overlap(draft: Draft, person: int) -> None:
    """Keep somebody's duties apart: it is part of being a line."""
    for before, after in _pairs(draft, person, 0):
        for lits in _cliques(draft, person, before, after, 0):
            draft.cp.add_at_most_one(lits)


def add_rest(draft: Draft, term: Rest) -> None:
    """Keep duties ``least_min`` apart, or price what is missing.

    Line days order starts, so a hard rest may bind any two duties: where
    one further apart is too close, so is the one between.
    """
    if term.price.hard:
        _add_hard_rest(draft, term)
    else:
        _add_priced_rest(draft, term)


def _add_hard_rest(draft: Draft, term: Rest) -> None:
    if term.previous_end_min is not None:
        earliest = term.previous_end_min + term.least_min
        for day in range(draft.problem.days):
            for duty, lit in draft.choices[term.person, day].items():
                if draft.problem.duties[duty].start_min < earliest:
                    draft.pay_if(term.because, [lit], 1, HARD)
    for before, after in _pairs(draft, term.person, term.least_min):
        for lits in _cliques(
            draft, term.person, before, after, term.least_min
        ):
            draft.hold(term.because, draft.cp.add_at_most_one(lits))


def _pairs(
    draft: Draft, person: int, least_min: int
) -> Iterator[tuple[int, int]]:
    """Yield the days on which two duties could be too close."""
    duties = draft.problem.duties
    days = range(draft.problem.days)
    latest_end = [
        max((duties[d].end_min for d in draft.choices[person, day]), default=0)
        for day in days
    ]
    first_start = [
        min(
            (duties[d].start_min for d in draft.choices[person, day]),
            default=None,
        )
        for day in days
    ]
    for before in days:
        for after in days[before + 1 :]:
            start = first_start[after]
            if start is None:
                continue
            if start >= latest_end[before] + least_min:
                break
            yield before, after


def _cliques(
    draft: Draft, person: int, before: int, after: int, least_min: int
) -> Iterator[list[Lit]]:
    """Yield sets of duties of two days of which at most one may be chosen.

    Ends ``>= e`` clash with all starts ``< e + least_min``: one row for
    each ``e`` that adds a start says all pairs at once, and as tightly as
    linear rows can (the clashes of two ordered days are a perfect graph).
    """
    duties = draft.problem.duties
    enders = draft.choices[person, before]
    starters = sorted(
        (duties[d].start_min, d) for d in draft.choices[person, after]
    )
    starts = [start for start, _ in starters]
    covered = 0
    for end in sorted({duties[d].end_min for d in enders}):
        clashing = bisect_left(starts, end + least_min)
        if clashing > covered:
            covered = clashing
            early = [d for _, d in starters[:clashing]]
            late = [d for d in enders if duties[d].end_min >= end]
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
    for before, after in _pairs(draft, term.person, term.least_min):
        ends = [
            (lit, draft.problem.duties[duty].end_min)
            for duty, lit in draft.choices[term.person, before].items()
        ]
        _pay_gap(draft, term, ends, before, after)
    if term.previous_end_min is not None:
        known = [(draft.yes, term.previous_end_min)]
        for after in range(draft.problem.days):
            _pay_gap(draft, term, known, -1, after)


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
    case; a day without duty, or a duty between, takes it off again.
    """
    starts = [
        (lit, draft.problem.duties[duty].start_min)
        for duty, lit in draft.choices[term.person, after].items()
    ]
    if not starts:
        return
    first = min(start for _, start in starts)
    lacks = [(lit, max(0, end + term.least_min - first)) for lit, end in ends]
    most = max(lack for _, lack in lacks)
    amount = (
        sum(lack * lit for lit, lack in lacks if lack)
        + sum(max(0, most - (start - first)) * lit for lit, start in starts)
        - most
        - sum(
            most * ~draft.off[term.person, day]
            for day in range(before + 1, after)
        )
    )
    draft.pay(term.because, amount, most, term.price)


# Totals


def add_tally(draft: Draft, term: Tally) -> None:
    """Keep a total between its bounds, or price what lies outside."""
    terms: list[tuple[Lit, int]] = []
    least = most = term.carried
    if term.groups is None:
        for day in range(term.days[0], term.days[1] + 1):
            values = [
                (lit, int(term.measure.by_duty[duty]))
                for duty, lit in draft.choices[term.person, day].items()
            ]
            terms += values
            least += min([0, *(value for _, value in values)])
            most += max([0, *(value for _, value in values)])
    else:
        counts = Mark(
            f"{term.measure.key}!=0", duties=term.measure.by_duty != 0
        )
        terms = [
            (draft.marked(term.person, counts, *group), 1)
            for group in term.groups
        ]
        most += len(terms)
    total = sum(value * lit for lit, value in terms if value) + term.carried
    if term.low is not None:
        draft.pay(
            term.because, term.low - total, term.low - least, term.price_low
        )
    if term.high is not None:
        draft.pay(
            term.because, total - term.high, most - term.high, term.price_high
        )


def add_row(draft: Draft, term: Row) -> None:
    """Keep a linear row between its bounds, or price what lies outside."""
    parts = [
        (draft.marked(part.person, part.mark, part.day), part.coefficient)
        for part in term.parts
    ]
    total = sum(value * lit for lit, value in parts)
    least = sum(min(0, value) for _, value in parts)
    most = sum(max(0, value) for _, value in parts)
    if term.low is not None:
        draft.pay(term.because, term.low - total, term.low - least, term.price)
    if term.high is not None:
        draft.pay(
            term.because, total - term.high, most - term.high, term.price
        )


# Runs


def add_streak(draft: Draft, term: Streak) -> None:
    """Forbid or price runs that are too long or too short.

    Both come down to conjunctions of literals: a window of marked
    positions that is one too long, a run that starts and stops too soon.
    """
    lits = [
        draft.marked(term.person, term.mark, *position)
        for position in term.positions
    ]
    if not lits:
        return
    if term.high is not None:
        for excess, step in _steps(term.price_high):
            for window in _long_windows(term, lits, term.high + excess):
                draft.pay_if(term.because, window, 1, step)
    if term.low is not None:
        for run, length in _short_runs(term, lits, term.low):
            draft.pay_if(term.because, run, term.low - length, term.price_low)


def _steps(price: Price) -> Iterator[tuple[int, Price]]:
    """Yield the amounts beyond which each further unit costs more."""
    if price.hard:
        yield 0, price
        return
    previous = 0
    for start, rate in price.slopes:
        yield start, type(price).linear(rate - previous)
        previous = rate


def _long_windows(
    term: Streak, lits: list[Lit], high: int
) -> Iterator[list[Lit]]:
    """Yield one conjunction for each unit a run may be above ``high``.

    A run of ``n`` holds ``n - high`` windows of ``high + 1``. History lends
    its positions to the first window, no more than ``term.high`` of them:
    what it overran is not charged again.
    """
    lent = min(term.carried, term.high or 0)
    for last in range(len(lits)):
        first = last - high
        if first >= -lent:
            yield lits[max(0, first) : last + 1]


def _short_runs(
    term: Streak, lits: list[Lit], low: int
) -> Iterator[tuple[list[Lit], int]]:
    """Yield the runs shorter than ``low`` as conjunctions, and lengths.

    A hard run leaves its middle out: all shorter ones are forbidden too,
    which makes the shorter clause true, and it propagates more.
    """
    for first in range(len(lits)):
        carried = term.carried if first == 0 else 0
        if first == 0 and term.left_open:
            continue
        before = [~lits[first - 1]] if first else []
        shortest = 0 if carried else 1
        for length in range(shortest, low - carried):
            after = first + length
            if after > len(lits) or (after == len(lits) and term.right_open):
                break
            end = [~lits[after]] if after < len(lits) else []
            run = lits[first:after]
            middle = run[:1] if term.price_low.hard else run
            yield before + middle + end, carried + length


# Automata


def add_pattern(draft: Draft, term: Pattern) -> None:
    """Walk the automaton: one arc a day, leaving where the last one led.

    A flow of one unit through the states, arcs that no choice can reach
    left out, which is tighter than the state as a number.
    """
    first, last = term.days
    layers = _layers(draft, term, first, last)
    for day, layer in enumerate(layers, first):
        taken = [lit for _, lit in layer]
        draft.hold(term.because, draft.cp.add(sum(taken) == 1))
        by_mark: dict[str, list[tuple[Arc, Lit]]] = {}
        for arc, lit in layer:
            by_mark.setdefault(arc.mark.key, []).append((arc, lit))
        for same in by_mark.values():
            inside = draft.marked(term.person, same[0][0].mark, day)
            draft.hold(
                term.because,
                draft.cp.add(sum(lit for _, lit in same) <= inside),
            )
        for arc, lit in layer:
            draft.pay_if(term.because, [lit], arc.amount, term.price)
    for before, after in pairwise(layers):
        states = {arc.to for arc, _ in before} | {a.state for a, _ in after}
        for state in sorted(states):
            draft.hold(
                term.because,
                draft.cp.add(
                    sum(lit for arc, lit in before if arc.to == state)
                    == sum(lit for arc, lit in after if arc.state == state)
                ),
            )


def _layers(
    draft: Draft, term: Pattern, first: int, last: int
) -> list[list[tuple[Arc, Lit]]]:
    """Return the arcs that can be taken on each day, with a literal each."""
    states = {term.start}
    layers = []
    for _ in range(first, last + 1):
        arcs = [
            arc
            for arc in term.arcs
            if arc.state in states and not term.price.breaks(arc.amount)
        ]
        layers.append([(arc, draft.cp.new_bool_var("")) for arc in arcs])
        states = {arc.to for arc in arcs}
    return layers
