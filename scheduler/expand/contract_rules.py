"""What contracts, teams and ramps promise, as rule instances.

As all statements of a file, validated with it, hence ``model_construct``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from constraints.days_per_week import DaysPerWeek
from constraints.mentor import Mentor
from constraints.on_queues import OnQueuesMost
from constraints.period_hours import PeriodHours
from constraints.shift_length import ShiftLength
from constraints.values import MUST, NORMAL
from constraints.weekly_hours import WeeklyHours
from scheduler.expand.selecting import any_of, named
from scheduler.slug import slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.ranges import PaidHours
    from constraints.rule import Rule
    from constraints.values import Importance
    from constraints.who import Who
    from scheduler.expand.people import People
    from scheduler.spec.origin import Said
    from scheduler.spec.roster import RosterSpec

__all__ = ["contract_rules"]


def contract_rules(
    spec: RosterSpec, team: People
) -> Iterator[tuple[Rule, Said]]:
    """Yield each rule with the path of its statement."""
    yield from _contracts(spec)
    yield from _teams(spec, team)
    yield from _ramps(spec)


def _contracts(spec: RosterSpec) -> Iterator[tuple[Rule, Said]]:
    for name, given in spec.contracts.items():
        who = named("contract", name)
        path: Said = ("contracts", name)
        id_ = f"contracts.{given.id or slug(name)}"
        if given.paid_hours is not None:
            yield from _hours(
                id_, path, given.paid_hours, given.importance, who
            )
        if given.on_queues is not None and given.on_queues.most is not None:
            yield (
                OnQueuesMost.model_construct(
                    id=f"{id_}.on-queues",
                    who=who,
                    most=given.on_queues.most,
                    per=given.on_queues.weeks,
                ),
                (*path, "on queues"),
            )
        if given.days is not None:
            days = given.days
            # One figure is what the contract says: never more, and fewer
            # is a price.
            yield (
                DaysPerWeek.model_construct(
                    id=f"{id_}.days",
                    who=who,
                    least=days.least,
                    most=days.most,
                    per=days.weeks,
                    pro_rata=True,
                    importance=MUST,
                    low_importance=given.importance,
                ),
                (*path, "days"),
            )
        if given.shift is not None:
            yield (
                ShiftLength.model_construct(
                    id=f"{id_}.shift",
                    who=who,
                    least=given.shift.least,
                    most=given.shift.most,
                ),
                (*path, "shift"),
            )


def _teams(spec: RosterSpec, team: People) -> Iterator[tuple[Rule, Said]]:
    """Yield the paid hours of members whose contract says none."""
    for name, given in spec.teams.items():
        members = [
            person.id
            for person, said in zip(team.persons, spec.people, strict=True)
            if person.team == name
            and all(
                spec.contracts[term.contract].paid_hours is None
                for term in said.contract
            )
        ]
        if given.paid_hours is not None and members:
            yield from _hours(
                f"teams.{given.id or slug(name)}",
                ("teams", name),
                given.paid_hours,
                NORMAL,
                any_of("person", members),
            )


def _hours(
    id_: str,
    path: Said,
    hours: PaidHours,
    importance: Importance,
    who: Who,
) -> Iterator[tuple[Rule, Said]]:
    # Highs are hard, lows priced; a target is priced on both sides.
    high: Importance = MUST if hours.target is None else importance
    values: dict[str, Any] = {
        "id": f"{id_}.paid-hours",
        "who": who,
        "target": hours.target,
        "least": hours.least,
        "most": hours.most,
        "count": "paid",
        "pro_rata": True,
        "importance": high,
        "low_importance": importance,
    }
    yield (
        WeeklyHours.model_construct(**values)
        if hours.weeks == 1
        else PeriodHours.model_construct(per=hours.weeks, **values),
        (*path, "paid hours"),
    )


def _ramps(spec: RosterSpec) -> Iterator[tuple[Rule, Said]]:
    for name, given in spec.ramp.items():
        if given.with_ is not None:
            yield (
                Mentor.model_construct(
                    id=f"ramp.{slug(name)}.with",
                    who=named("ramp", name),
                    with_=given.with_,
                    importance=given.importance,
                ),
                ("ramp", name, "with"),
            )
