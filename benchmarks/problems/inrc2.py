"""Static instances of the second nurse rostering competition as problems.

A shift worked with another skill is another template. The history becomes
works before day 0: enough of them to give every run its length.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from benchmarks.evaluators.inrc2 import evaluate
from benchmarks.problems.shifts import (
    Grid,
    ShiftCase,
    Template,
    build,
    members,
    points,
)
from benchmarks.rules.against import Against, Wish
from benchmarks.rules.runs import Runs
from benchmarks.rules.sequences import Sequence, Sequences
from benchmarks.rules.total import Total
from constraints.consecutive_days import ConsecutiveDays
from constraints.coverage import Coverage
from constraints.days_off import DaysOff

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.formats.inrc2 import Contract, Inrc2, Person
    from benchmarks.rules.choices import Choices
    from constraints.rule import Rule
    from constraints.who import Who

__all__ = ["case"]

_MONDAY = date(2024, 1, 1)
_OFF: Choices = frozenset({None})
_OPTIMAL, _DAY, _SAME, _PREFERENCE = 30, 30, 15, 10
_COMPLETE, _TOTAL, _WEEKEND = 30, 20, 30


def case(instance: Inrc2) -> ShiftCase:
    """Return an instance with its problem and its judge."""
    templates = tuple(
        Template(f"{shift.id} {skill}", shift_idx, skill_idx)
        for shift_idx, shift in enumerate(instance.shifts)
        for skill_idx, skill in enumerate(instance.skills)
    )
    grid = Grid(_MONDAY, len(templates))
    past = [_past(instance, person) for person in instance.people]
    problem = build(
        instance.name,
        grid,
        instance.days,
        [person.id for person in instance.people],
        templates,
        [
            _cover(instance, grid),
            *_choices(instance),
            *_sequences(instance),
            *_shift_runs(instance),
            *_contract_rules(instance),
            *_totals(instance),
        ],
        past,
        # Only what the runs need is known, and one day beyond.
        1 + max((-line[0][0] for line in past if line), default=0),
    )
    return ShiftCase(problem, templates, partial(evaluate, instance))


def _past(instance: Inrc2, person: Person) -> list[tuple[int, int]]:
    """Return works before day 0 that give all runs their lengths.

    What was worked before a run is not told; any shift will do.
    """
    history = person.history
    skills = len(instance.skills)
    if history.shift is None:
        return [(-1 - history.off_in_row, 0)] if history.off_in_row else []
    other = (history.shift + 1) % len(instance.shifts)
    return [
        (
            -before,
            skills
            * (history.shift if before <= history.same_in_row else other),
        )
        for before in range(history.in_row, 0, -1)
    ]


def _cover(instance: Inrc2, grid: Grid) -> Rule:
    """Return coverage, of which people beyond the optimum are free."""
    cells = [
        (c, _template(instance, c.shift, c.skill)) for c in instance.cover
    ]
    return Coverage(
        id="coverage",
        lines=(
            grid.line(
                "minimal_coverage",
                [(c.day, template, c.least) for c, template in cells],
            ),
            grid.line(
                "optimal_coverage",
                [(c.day, template, c.optimal) for c, template in cells],
                _OPTIMAL,
            ),
        ),
    )


def _choices(instance: Inrc2) -> Iterator[Rule]:
    days = tuple(range(instance.days))
    skilled = range(len(instance.skills))
    lacking = tuple(
        Wish(
            idx,
            days,
            frozenset(
                _template(instance, shift, skill)
                for shift in range(len(instance.shifts))
                for skill in skilled
                if skill not in person.skills
            ),
        )
        for idx, person in enumerate(instance.people)
        if len(person.skills) < len(instance.skills)
    )
    yield Against(id="required_skill", wishes=lacking)
    yield Against(
        id="preferences",
        importance=points(_PREFERENCE),
        wishes=tuple(
            Wish(
                request.person,
                (request.day,),
                _work(instance)
                if request.shift is None
                else _of_shift(instance, request.shift),
            )
            for request in instance.requests
        ),
    )


def _sequences(instance: Inrc2) -> Iterator[Rule]:
    successions = tuple(
        Sequence(
            (
                _of_shift(instance, idx),
                frozenset().union(
                    *(_of_shift(instance, barred) for barred in shift.bars)
                ),
            )
        )
        for idx, shift in enumerate(instance.shifts)
        if shift.bars
    )
    if successions:
        yield Sequences(id="succession", sequences=successions)
    work = _work(instance)
    flagged = [
        person.id
        for person in instance.people
        if instance.contracts[person.contract].complete_weekends
    ]
    if flagged:
        yield Sequences(
            id="complete_weekends",
            who=members(flagged),
            importance=points(_COMPLETE),
            sequences=(Sequence((work, _OFF)), Sequence((_OFF, work))),
            starts=tuple(range(5, instance.days, 7)),
        )


def _shift_runs(instance: Inrc2) -> Iterator[Rule]:
    for idx, shift in enumerate(instance.shifts):
        yield Runs(
            id=f"consecutive {shift.id}",
            importance=points(_SAME),
            of=_of_shift(instance, idx),
            least=shift.least_in_row,
            most=shift.most_in_row,
        )


def _contract_rules(instance: Inrc2) -> Iterator[Rule]:
    for contract, who in _contracts(instance):
        yield ConsecutiveDays(
            id=f"consecutive {contract.id} most",
            who=who,
            importance=points(_DAY, ConsecutiveDays.worth),
            most=contract.most_in_row,
        )
        yield Runs(
            id=f"consecutive {contract.id} least",
            who=who,
            importance=points(_DAY),
            of=_work(instance),
            least=contract.least_in_row,
        )
        yield Runs(
            id=f"non_working_days {contract.id} most",
            who=who,
            importance=points(_DAY),
            of=_OFF,
            most=contract.most_off_in_row,
        )
        yield DaysOff(
            id=f"non_working_days {contract.id} least",
            who=who,
            importance=points(_DAY, DaysOff.worth),
            least=contract.least_off_in_row,
        )


def _totals(instance: Inrc2) -> Iterator[Rule]:
    """Yield totals of those who have a contract and a past in common."""
    ones = (1,) * len(_work(instance))
    groups = tuple((day, day + 1) for day in range(5, instance.days, 7))
    alike: dict[tuple[int, int, int], list[str]] = defaultdict(list)
    for person in instance.people:
        past = person.history
        alike[person.contract, past.days, past.weekends].append(person.id)
    for (idx, days, weekends), ids in alike.items():
        contract = instance.contracts[idx]
        yield Total(
            id=f"total_assignment {contract.id} {days}/{weekends}",
            who=members(ids),
            importance=points(_TOTAL),
            amounts=ones,
            least=contract.least_days,
            most=contract.most_days,
            carried=days,
        )
        yield Total(
            id=f"max_working_weekend {contract.id} {days}/{weekends}",
            who=members(ids),
            importance=points(_WEEKEND),
            amounts=ones,
            most=contract.most_weekends,
            carried=weekends,
            groups=groups,
        )


def _contracts(instance: Inrc2) -> Iterator[tuple[Contract, Who]]:
    for idx, contract in enumerate(instance.contracts):
        ids = [p.id for p in instance.people if p.contract == idx]
        if ids:
            yield contract, members(ids)


def _template(instance: Inrc2, shift: int, skill: int) -> int:
    return shift * len(instance.skills) + skill


def _of_shift(instance: Inrc2, shift: int) -> frozenset[int]:
    return frozenset(
        _template(instance, shift, skill)
        for skill in range(len(instance.skills))
    )


def _work(instance: Inrc2) -> frozenset[int]:
    return frozenset(range(len(instance.shifts) * len(instance.skills)))
