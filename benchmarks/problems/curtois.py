"""The schedulingbenchmarks.org/nrp instances as problems.

Coverage, longest runs of work, shortest runs of days off and weekends are
rules of the language; what it has no word for is in ``benchmarks.rules``.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from benchmarks.evaluators.curtois import evaluate
from benchmarks.problems.shifts import (
    Grid,
    ShiftCase,
    Template,
    build,
    members,
    points,
)
from benchmarks.rules.against import Against, Wish
from benchmarks.rules.head_count import HeadCount, Need
from benchmarks.rules.runs import Runs
from benchmarks.rules.sequences import Sequence, Sequences
from benchmarks.rules.total import Total
from constraints.consecutive_days import ConsecutiveDays
from constraints.coverage import Coverage
from constraints.days_off import DaysOff
from constraints.weekends import Weekends

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.formats.curtois import Curtois, Person
    from constraints.rule import Rule
    from constraints.who import Who

__all__ = ["case"]

_MONDAY = date(2024, 1, 1)
T = TypeVar("T")


def case(instance: Curtois) -> ShiftCase:
    """Return an instance with its problem and its judge."""
    templates = tuple(
        Template(shift.id, idx) for idx, shift in enumerate(instance.shifts)
    )
    grid = Grid(_MONDAY, len(templates))
    problem = build(
        instance.name,
        grid,
        instance.days,
        [person.id for person in instance.people],
        templates,
        [
            *_line_rules(instance),
            *_barred(instance),
            *_requests(instance),
            *_cover(instance, grid),
        ],
    )
    return ShiftCase(problem, templates, partial(evaluate, instance))


def _line_rules(instance: Curtois) -> Iterator[Rule]:
    """Yield one rule for all people who have a bound in common."""
    work = frozenset(range(len(instance.shifts)))
    successions = tuple(
        Sequence((frozenset({shift}), frozenset(bars.bars)))
        for shift, bars in enumerate(instance.shifts)
        if bars.bars
    )
    if successions:
        yield Sequences(id="succession", sequences=successions)
    for who, most in _alike(instance, lambda p: p.most_in_row):
        yield ConsecutiveDays(id=f"most_in_row {most}", who=who, most=most)
    for who, least in _alike(instance, lambda p: p.least_in_row):
        yield Runs(
            id=f"least_in_row {least}",
            who=who,
            of=work,
            least=least,
            before="open",
        )
    for who, least in _alike(instance, lambda p: p.least_off_in_row):
        yield DaysOff(id=f"least_off_in_row {least}", who=who, least=least)
    for who, most in _alike(instance, lambda p: p.most_weekends):
        yield Weekends(id=f"weekends {most}", who=who, most=most)
    lengths = tuple(shift.length_min for shift in instance.shifts)
    for who, most in _alike(instance, lambda p: p.most_total_min):
        yield Total(
            id=f"most_total {most}", who=who, amounts=lengths, most=most
        )
    for who, least in _alike(instance, lambda p: p.least_total_min):
        yield Total(
            id=f"least_total {least}", who=who, amounts=lengths, least=least
        )
    for shift in sorted(work):
        # A shift that is never worked is barred day by day instead.
        one = tuple(int(shift == other) for other in sorted(work))
        for who, times in _alike(instance, partial(_some, shift)):
            if times is not None and times < instance.days:
                yield Total(
                    id=f"most_of_shift {shift}/{times}",
                    who=who,
                    amounts=one,
                    most=times,
                )


def _some(shift: int, person: Person) -> int | None:
    """Return how often somebody may work a shift, None for never."""
    return person.most_of_shift[shift] or None


def _barred(instance: Curtois) -> Iterator[Rule]:
    days = tuple(range(instance.days))
    work = frozenset(range(len(instance.shifts)))
    wishes = [
        Wish(idx, days, frozenset({shift}))
        for idx, person in enumerate(instance.people)
        for shift, most in enumerate(person.most_of_shift)
        if not most
    ]
    if wishes:
        yield Against(id="most_of_shift 0", wishes=tuple(wishes))
    yield Against(
        id="days_off",
        wishes=tuple(
            Wish(idx, tuple(sorted(person.days_off)), work)
            for idx, person in enumerate(instance.people)
            if person.days_off
        ),
    )


def _requests(instance: Curtois) -> Iterator[Rule]:
    choices = frozenset({None, *range(len(instance.shifts))})
    for on in (True, False):
        yield Against(
            id="on" if on else "off",
            importance=points(1),
            wishes=tuple(
                Wish(
                    request.person,
                    (request.day,),
                    choices - {request.shift}
                    if on
                    else frozenset({request.shift}),
                    request.weight,
                )
                for request in instance.requests
                if request.on == on
            ),
        )


def _cover(instance: Curtois, grid: Grid) -> Iterator[Rule]:
    """Yield coverage for what is missing, head counts for what is too much.

    In coverage somebody too many would sit idle and cost nothing.
    """
    under = defaultdict(list)
    over = defaultdict(list)
    for cover in instance.cover:
        under[cover.weight_under].append(
            (cover.day, cover.shift, cover.wanted)
        )
        over[cover.weight_over].append(
            Need(cover.day, frozenset({cover.shift}), most=cover.wanted)
        )
    yield Coverage(
        id="coverage",
        lines=tuple(
            grid.line(f"under {weight}", levels, weight)
            for weight, levels in under.items()
        ),
    )
    for weight, needs in over.items():
        yield HeadCount(
            id=f"over {weight}", importance=points(weight), needs=tuple(needs)
        )


def _alike(
    instance: Curtois, bound: Callable[[Person], T]
) -> Iterator[tuple[Who, T]]:
    """Yield each value of a bound, and the selector of who has it."""
    found: dict[T, list[str]] = defaultdict(list)
    for person in instance.people:
        found[bound(person)].append(person.id)
    for value, ids in found.items():
        yield members(ids), value
