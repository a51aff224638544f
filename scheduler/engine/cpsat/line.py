"""Terms on one line, and rows over lines, as CP-SAT constraints."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from constraints.measures import Mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import (
        Arc,
        Choice,
        Pattern,
        Price,
        Row,
        Streak,
        Tally,
    )
    from scheduler.engine.cpsat.model import Draft, Lit

__all__ = [
    "add_choice",
    "add_pattern",
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
