"""What every term means, in plain Python: the third voice beside engines.

Engines implement terms for speed, rules judge rosters from their own
definition; this module says term by term what a roster amounts to, in the
most direct way there is. Tests hold all three against each other, engines
use it to price the rosters they return.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol, assert_never

from constraints.seating import Seating, seated
from constraints.terms import (
    HARD,
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
    from collections.abc import Iterable, Iterator, Sequence

    from constraints.terms import Because, PresencePart, Price, Term
    from scheduler.problem import Span

__all__ = [
    "Amount",
    "Totals",
    "View",
    "amounts",
    "best_seating",
    "broken",
    "free_min",
    "shortage_min",
    "ticks",
    "totals",
]


class View(Protocol):
    """What terms read of a roster; ``Roster`` satisfies it."""

    @property
    def days(self) -> int:
        """Number of line days."""
        ...

    def choice(self, person: int, day: int) -> int | None:
        """Return the duty index of a line day, None for off."""
        ...

    def times(
        self, duty: int, *, standby: bool = True
    ) -> tuple[int, int] | None:
        """Return the start and the end of a duty, in minutes.

        Parameters
        ----------
        standby
            False for those of its work: None where there is none.
        """
        ...

    def present(
        self,
        person: int,
        start_min: int,
        end_min: int,
        *,
        near: bool = False,
        standby: bool = False,
    ) -> bool:
        """Return whether somebody is free for queues throughout.

        At work, that is, neither on a break nor at an event.

        Parameters
        ----------
        near
            Whether time off the queues counts that is no event.
        standby
            Whether standby counts as well, and such time.
        """
        ...

    def paused(self, person: int, start_min: int, end_min: int) -> bool:
        """Return whether somebody is on a break at any moment."""
        ...

    def at_work(self, person: int, start_min: int, end_min: int) -> bool:
        """Return whether a duty lasts throughout, whatever is done in it."""
        ...

    def events(self, person: int) -> Sequence[Span]:
        """Return the events that somebody attends, in order of time."""
        ...


@dataclass(frozen=True, slots=True)
class Amount:
    """A positive amount of what a term forbids or prices.

    Attributes
    ----------
    shortage
        Whether it is ``must`` coverage missing, in person-minutes: kept as
        low as possible before anything is priced, and never a reason to
        refuse a roster.
    """

    because: Because
    amount: int
    price: Price
    shortage: bool = False


@dataclass(frozen=True, slots=True)
class Totals:
    """What a roster breaks, lacks and costs.

    Attributes
    ----------
    broken
        The hard amounts, but for the shortage of ``must`` coverage.
    shortage_min
        Person-minutes of ``must`` coverage that are missing.
    ticks
        What all the rest costs.
    """

    broken: tuple[Amount, ...]
    shortage_min: int
    ticks: int


def totals(terms: Iterable[Term], view: View) -> Totals:
    """Return what a roster breaks, lacks and costs, in one pass."""
    broken = []
    shortage = cost = 0
    for term in terms:
        for found in amounts(term, view):
            if found.shortage:
                shortage += found.amount
            elif found.price.hard:
                broken.append(found)
            else:
                cost += found.price(found.amount)
    return Totals(tuple(broken), shortage, cost)


def ticks(terms: Iterable[Term], view: View) -> int:
    """Return what a roster costs, in ticks; hard amounts cost nothing."""
    return totals(terms, view).ticks


def broken(terms: Iterable[Term], view: View) -> tuple[Amount, ...]:
    """Return the hard amounts, but for the shortage of ``must`` coverage."""
    return totals(terms, view).broken


def shortage_min(terms: Iterable[Term], view: View) -> int:
    """Return the person-minutes of ``must`` coverage that are missing."""
    return totals(terms, view).shortage_min


def amounts(term: Term, view: View) -> Iterator[Amount]:
    """Yield the positive amounts of one term, hard ones included."""
    match term:
        case Choice() | Rest() | Free() | Tally() | Streak() | Pattern():
            found = _on_line(term, view)
        case _:
            found = _across(term, view)
    for amount in found:
        if amount.amount > 0:
            yield amount


def _on_line(
    term: Choice | Rest | Free | Tally | Streak | Pattern, view: View
) -> Iterator[Amount]:
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


def _across(
    term: Cover | Presence | Meeting | Session | OnQueues | Row, view: View
) -> Iterator[Amount]:
    match term:
        case Cover():
            return _cover(term, view)
        case Presence():
            return _presence(term, view)
        case Meeting():
            return _meeting(term, view)
        case Session():
            return _session(term, view)
        case OnQueues():
            return _on_queues(term, view)
        case Row():
            return _row(term, view)
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


def _cover(term: Cover, view: View) -> Iterator[Amount]:
    minutes = term.end_min - term.start_min
    seating = best_seating(term, view)
    for tier in term.tiers:
        served_min = seating.served_min[term.queues.index(tier.queue)]
        more = served_min - minutes * tier.level
        yield Amount(
            tier.because,
            more if tier.over else -more,
            tier.price,
            shortage=tier.must,
        )
    for pool, used in zip(term.pools, seating.used, strict=True):
        yield Amount(pool.because or term.because, minutes * used, pool.price)


def best_seating(term: Cover, view: View) -> Seating:
    """Seat those present at the least cost, ``must`` shortage first."""
    minutes = term.end_min - term.start_min
    classes: dict[tuple[int, frozenset[int]], int] = {}
    for pool_idx, pool in enumerate(term.pools):
        for person in sorted({p for who in pool.eligible for p in who}):
            if view.present(person, term.start_min, term.end_min):
                serves = frozenset(
                    queue
                    for queue, who in enumerate(pool.eligible)
                    if person in who
                )
                key = pool_idx, serves
                classes[key] = classes.get(key, 0) + 1
    return seated(
        tuple((pool, serves, n) for (pool, serves), n in classes.items()),
        tuple(
            tuple(
                (tier.level, tier.price, tier.over)
                for tier in term.tiers
                if tier.queue == queue
            )
            for queue in term.queues
        ),
        tuple(pool.price for pool in term.pools),
        minutes,
        tuple(pool.share_min(minutes) for pool in term.pools),
    )


def _presence(term: Presence, view: View) -> Iterator[Amount]:
    minutes = term.end_min - term.start_min
    total = sum(
        part.coefficient * _count(part, term, view) for part in term.parts
    )
    for off in (
        None if term.low is None else term.low - total,
        None if term.high is None else total - term.high,
    ):
        if off is not None:
            yield Amount(
                term.because, minutes * off, term.price, shortage=term.must
            )


def _count(part: PresencePart, term: Presence, view: View) -> int:
    cell = term.start_min, term.end_min
    if part.paused:
        return sum(view.paused(person, *cell) for person in part.people)
    return sum(
        view.present(person, *cell, near=True, standby=part.standby)
        for person in part.people
    )


def _meeting(term: Meeting, view: View) -> Iterator[Amount]:
    stretch = term.start_min, term.end_min
    missed = {
        person
        for person in term.people
        if view.at_work(person, *stretch)
        and stretch not in _attended(term.event, person, view)
    }
    left = max(
        len(missed - excused) - heads for excused, heads in term.excuses()
    )
    minutes = term.end_min - term.start_min
    yield Amount(term.because, minutes * left, term.price)


def _session(term: Session, view: View) -> Iterator[Amount]:
    together = set.intersection(
        *(_attended(term.event, person, view) for person in term.people)
    )
    placed = sum(
        end - start
        for start, end in together
        if end - start in term.pieces
        and any(first <= start and end <= last for first, last in term.windows)
    )
    missing = term.length_min - placed
    yield Amount(term.because, len(term.people) * missing, term.price)


def _on_queues(term: OnQueues, view: View) -> Iterator[Amount]:
    (person,) = term.people
    served = sum(
        term.slot_min
        for at in range(term.start_min, term.end_min, term.slot_min)
        if view.present(person, at, at + term.slot_min)
    )
    yield Amount(term.because, served - term.most_min, term.price)


def _attended(event: str, person: int, view: View) -> set[tuple[int, int]]:
    """Return the stretches for which somebody is at an event."""
    return {
        (span.start_min, span.end_min)
        for span in view.events(person)
        if span.event == event
    }


def _row(term: Row, view: View) -> Iterator[Amount]:
    total = sum(
        part.coefficient
        for part in term.parts
        if part.mark.has(view.choice(part.person, part.day))
    )
    if term.low is not None:
        yield Amount(term.because, term.low - total, term.price)
    if term.high is not None:
        yield Amount(term.because, total - term.high, term.price)
