"""What the terms on one line mean, in plain Python."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, assert_never

from constraints.amount import Amount
from constraints.terms import (
    HARD,
    Choice,
    Free,
    Pattern,
    Rest,
    Streak,
    Tally,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from constraints.terms import LineTerm
    from constraints.view import View

__all__ = ["free_min", "line_amounts"]


def line_amounts(term: LineTerm, view: View) -> Iterator[Amount]:
    """Yield the amounts of a term on one line; some are not positive."""
    match term:
        case Choice():
            return _choice(term, view)
        case Rest():
            return _rest(term, view)
        case Free():
            return _free(term, view)
        case Tally():
            return _tally(term, view)
        case Streak():
            return _streak(term, view)
        case Pattern():
            return _pattern(term, view)
        case _:
            assert_never(term)


def _choice(term: Choice, view: View) -> Iterator[Amount]:
    for day in term.days:
        duty = view.choice(term.person, day)
        amount = term.off if duty is None else int(term.amount.by_duty[duty])
        yield Amount(term.because, amount, term.price)


def _rest(term: Rest, view: View) -> Iterator[Amount]:
    previous, last, run = (
        term.previous_end_min,
        term.previous_day,
        term.carried,
    )
    for day in range(view.days):
        duty = view.choice(term.person, day)
        times = (
            None if duty is None else view.times(duty, standby=term.standby)
        )
        if times is None:
            continue
        start, end = times
        inside = term.after is not None and term.after.has(duty)
        goes_on = inside and run > 0 and day == last + 1
        due = term.after is None or (run >= term.run and not goes_on)
        if previous is not None and due:
            missing = term.least_min - (start - previous)
            yield Amount(term.because, missing, term.price)
        previous, last = end, day
        run = (run + 1 if goes_on else 1) if inside else 0


def _free(term: Free, view: View) -> Iterator[Amount]:
    chosen = (view.choice(term.person, day) for day in range(view.days))
    busy = [
        *term.known,
        *(
            times
            for duty in chosen
            if duty is not None
            and (times := view.times(duty, standby=term.standby))
        ),
    ]
    starts = {start for start, _ in busy}
    for window in term.windows:
        if term.at_starts and window[0] not in starts:
            continue
        missed = free_min(term, window, busy) < term.least_min
        yield Amount(term.because, int(missed), term.price)


def free_min(
    term: Free, window: tuple[int, int], busy: Sequence[tuple[int, int]]
) -> int:
    """Return the minutes of a window that count, around some duties."""
    return sum(
        length
        for length in _stretches(term, window, busy)
        if length >= term.part_min
    )


def _stretches(
    term: Free, window: tuple[int, int], busy: Sequence[tuple[int, int]]
) -> Iterator[int]:
    """Yield how long the stretches without duty of a window are."""
    at, last = window
    ever = last + term.least_min + term.part_min
    for start, end in (*busy, (ever, ever)):
        if start > at:
            yield (min(start, last) if term.clip else start) - at
        at = max(at, end)
        if at >= last:
            return


def _tally(term: Tally, view: View) -> Iterator[Amount]:
    def value(day: int) -> int:
        duty = view.choice(term.person, day)
        return 0 if duty is None else int(term.measure.by_duty[duty])

    if term.groups is None:
        first, last = term.days
        counted = sum(value(day) for day in range(first, last + 1))
    else:
        counted = sum(
            any(value(day) for day in group) for group in term.groups
        )
    total = term.carried + counted
    if term.low is not None:
        yield Amount(term.because, term.low - total, term.price_low)
    if term.high is not None:
        yield Amount(term.because, total - term.high, term.price_high)


def _streak(term: Streak, view: View) -> Iterator[Amount]:
    inside = [
        any(term.mark.has(view.choice(term.person, day)) for day in position)
        for position in term.positions
    ]
    for first, after in _runs(inside, term.carried):
        length = after - first + (term.carried if first == 0 else 0)
        if term.high is not None:
            known = term.carried if first == 0 else 0
            excess = max(0, length - term.high) - max(0, known - term.high)
            yield Amount(term.because, excess, term.price_high)
        unjudged = (term.left_open and first == 0) or (
            term.right_open and after == len(inside)
        )
        if term.low is not None and not unjudged:
            yield Amount(term.because, term.low - length, term.price_low)


def _runs(inside: list[bool], carried: int) -> Iterator[tuple[int, int]]:
    """Yield the runs as [first, after); (0, 0) for one that ends at once."""
    if carried and inside and not inside[0]:
        yield 0, 0
    borders = [False, *inside, False]
    changes = [
        at for at, (was, now) in enumerate(pairwise(borders)) if was != now
    ]
    yield from zip(changes[::2], changes[1::2], strict=True)


def _pattern(term: Pattern, view: View) -> Iterator[Amount]:
    state = term.start
    first, last = term.days
    for day in range(first, last + 1):
        duty = view.choice(term.person, day)
        taken = next(
            (a for a in term.arcs if a.state == state and a.mark.has(duty)),
            None,
        )
        if taken is None:
            # There is no state to go on from: the rest is not judged.
            yield Amount(term.because, 1, HARD)
            return
        yield Amount(term.because, taken.amount, term.price)
        state = taken.to
