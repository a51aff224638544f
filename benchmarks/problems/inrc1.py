"""Instances of the first nurse rostering competition as problems."""

from __future__ import annotations

from functools import partial
from itertools import product
from typing import TYPE_CHECKING

from benchmarks.evaluators.inrc1 import evaluate
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

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from benchmarks.formats.inrc1 import Contract, Inrc1, Limit, Pattern
    from benchmarks.rules.choices import Choices
    from constraints.rule import Rule
    from constraints.who import Who

__all__ = ["case"]

_OFF: Choices = frozenset({None})
_PARTLY = {"WWF": 1, "FWW": 1, "WFF": 2, "FWF": 2, "FFW": 2, "WFW": 4}


def case(
    instance: Inrc1, *, night_before_free_weekend: bool = True
) -> ShiftCase:
    """Return an instance with its problem and its judge.

    Parameters
    ----------
    night_before_free_weekend
        False leaves this rule out, as one published evaluator does.
    """
    templates = tuple(
        Template(shift.id, idx) for idx, shift in enumerate(instance.shifts)
    )
    grid = Grid(instance.first_day, len(templates))
    rules = [
        *_cover(instance, grid),
        *_requests(instance),
        *_skills(instance),
    ]
    for idx, contract in enumerate(instance.contracts):
        ids = [p.id for p in instance.people if p.contract == idx]
        if ids:
            who = members(ids)
            rules += _totals(instance, contract, who)
            rules += _weekends(instance, contract, who)
            rules += _patterns(instance, contract, who)
            if night_before_free_weekend:
                rules += _nights(instance, contract, who)
    problem = build(
        instance.name,
        grid,
        instance.days,
        [person.id for person in instance.people],
        templates,
        rules,
    )
    return ShiftCase(
        problem,
        templates,
        partial(
            evaluate,
            instance,
            night_before_free_weekend=night_before_free_weekend,
        ),
    )


def _cover(instance: Inrc1, grid: Grid) -> Iterator[Rule]:
    """Yield coverage for too few, a head count for too many: both broken."""
    levels = [
        (day, shift, wanted)
        for day, by_shift in enumerate(instance.cover)
        for shift, wanted in enumerate(by_shift)
    ]
    yield Coverage(id="coverage", lines=(grid.line("cover", levels),))
    yield HeadCount(
        id="cover most",
        needs=tuple(
            Need(day, frozenset({shift}), most=wanted)
            for day, shift, wanted in levels
        ),
    )


def _requests(instance: Inrc1) -> Iterator[Rule]:
    wishes = []
    for request in instance.requests:
        meant = (
            _work(instance)
            if request.shift is None
            else frozenset({request.shift})
        )
        refused = (_work(instance) | _OFF) - meant if request.on else meant
        wishes.append(
            Wish(request.person, (request.day,), refused, request.weight)
        )
    if wishes:
        yield Against(
            id="requests", importance=points(1), wishes=tuple(wishes)
        )


def _skills(instance: Inrc1) -> Iterator[Rule]:
    wishes = []
    for idx, person in enumerate(instance.people):
        weight = instance.contracts[person.contract].skill
        lacking = frozenset(
            shift
            for shift, needs in enumerate(instance.shifts)
            if not needs.skills <= person.skills
        )
        if weight and lacking:
            days = tuple(range(instance.days))
            wishes.append(Wish(idx, days, lacking, weight))
    if wishes:
        yield Against(id="skills", importance=points(1), wishes=tuple(wishes))


def _totals(instance: Inrc1, contract: Contract, who: Who) -> Iterator[Rule]:
    work = _work(instance)
    ones = (1,) * len(work)
    for name, limit in _on(
        most_days=contract.most_days, least_days=contract.least_days
    ):
        yield Total(
            id=f"{name} {contract.id}",
            who=who,
            importance=points(limit.weight),
            amounts=ones,
            least=limit.value if name == "least_days" else None,
            most=limit.value if name == "most_days" else None,
        )
    if contract.most_in_row and contract.most_in_row.weight:
        yield ConsecutiveDays(
            id=f"most_in_row {contract.id}",
            who=who,
            importance=points(
                contract.most_in_row.weight, ConsecutiveDays.worth
            ),
            most=contract.most_in_row.value,
        )
    yield from _runs(contract, who, work, least_in_row=contract.least_in_row)
    yield from _runs(
        contract,
        who,
        _OFF,
        most_off_in_row=contract.most_off_in_row,
        least_off_in_row=contract.least_off_in_row,
    )
    yield from _runs(
        contract,
        who,
        work,
        instance.weekends(contract),
        most_weekends_in_row=contract.most_weekends_in_row,
        least_weekends_in_row=contract.least_weekends_in_row,
    )


def _runs(
    contract: Contract,
    who: Who,
    of: Choices,
    groups: tuple[tuple[int, ...], ...] | None = None,
    **limits: Limit | None,
) -> Iterator[Rule]:
    """Yield rules on runs, judged at both ends: nothing is known beyond."""
    for name, limit in _on(**limits):
        yield Runs(
            id=f"{name} {contract.id}",
            who=who,
            importance=points(limit.weight),
            of=of,
            least=limit.value if name.startswith("least") else None,
            most=limit.value if name.startswith("most") else None,
            groups=groups,
            after="judged",
        )


def _on(**limits: Limit | None) -> Iterator[tuple[str, Limit]]:
    for name, limit in limits.items():
        if limit is not None and limit.weight:
            yield name, limit


def _weekends(instance: Inrc1, contract: Contract, who: Who) -> Iterator[Rule]:
    length = len(contract.weekend)
    for name, weight, sequences in (
        (
            "complete_weekends",
            contract.complete_weekends,
            _partly(length, _work(instance)),
        ),
        (
            "identical_weekends",
            contract.identical_weekends,
            _different(length, len(instance.shifts)),
        ),
    ):
        if weight:
            yield _anchored(
                f"{name} {contract.id}",
                who,
                weight,
                list(sequences),
                [weekend[0] for weekend in instance.weekends(contract)],
            )


def _partly(length: int, work: Choices) -> Iterator[Sequence]:
    amounts = {"WF": 1, "FW": 1} if length == 2 else _PARTLY
    for word, amount in amounts.items():
        yield Sequence(
            tuple(work if letter == "W" else _OFF for letter in word), amount
        )


def _different(length: int, shifts: int) -> Iterator[Sequence]:
    for word in product(range(shifts), repeat=length):
        seen = dict.fromkeys(word)
        amount = sum(length - word.count(shift) for shift in seen)
        if amount:
            yield Sequence(tuple(frozenset({s}) for s in word), amount)


def _nights(instance: Inrc1, contract: Contract, who: Who) -> Iterator[Rule]:
    nights = frozenset(
        idx for idx, shift in enumerate(instance.shifts) if shift.night
    )
    starts = [
        weekend[0] - 1 for weekend in instance.weekends(contract) if weekend[0]
    ]
    if nights and starts and contract.night_before_free_weekend:
        yield _anchored(
            f"night_before_free_weekend {contract.id}",
            who,
            contract.night_before_free_weekend,
            [Sequence((nights, *[_OFF] * len(contract.weekend)))],
            starts,
        )


def _patterns(instance: Inrc1, contract: Contract, who: Who) -> Iterator[Rule]:
    """Yield one rule for those of any day, one for each of a weekday."""
    anywhere = [p for p in contract.patterns if p.entries[0].weekday is None]
    if anywhere:
        yield Sequences(
            id=f"patterns {contract.id}",
            who=who,
            importance=points(1),
            sequences=tuple(_sequence(pattern) for pattern in anywhere),
        )
    for idx, pattern in enumerate(contract.patterns):
        weekday = pattern.entries[0].weekday
        starts = [
            day
            for day in range(instance.days - len(pattern.entries) + 1)
            if instance.weekday(day) == weekday
        ]
        if starts and pattern.weight:
            yield _anchored(
                f"patterns {contract.id}/{idx}",
                who,
                1,
                [_sequence(pattern)],
                starts,
            )


def _sequence(pattern: Pattern) -> Sequence:
    return Sequence(
        tuple(entry.accepts for entry in pattern.entries), pattern.weight
    )


def _anchored(
    id_: str,
    who: Who,
    weight: int,
    sequences: Iterable[Sequence],
    starts: Iterable[int],
) -> Rule:
    return Sequences(
        id=id_,
        who=who,
        importance=points(weight),
        sequences=tuple(sequences),
        starts=tuple(starts),
    )


def _work(instance: Inrc1) -> Choices:
    return frozenset(range(len(instance.shifts)))
