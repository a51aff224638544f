"""Public kit for testing rules and engines: tiny problems and parity.

A tiny problem has a handful of people, one or two shifts and no file; the
builder fills in everything a test does not care about.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from scheduler.clock import zone as clock_of
from scheduler.expand.facts import DutyFacts
from scheduler.parity import ParityCase, ParityCount, assert_parity
from scheduler.problem import (
    Contract,
    Duty,
    DutyTable,
    Person,
    Piece,
    Problem,
    Queue,
    Shift,
    Skill,
    Work,
)
from scheduler.roster import Roster

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from constraints.rule import Rule
    from scheduler.clock import Zone
    from scheduler.problem import Break, Span

__all__ = [
    "ParityCase",
    "ParityCount",
    "TinyShift",
    "assert_parity",
    "tiny_problem",
    "tiny_roster",
    "with_history",
]

MONDAY = date(2027, 3, 1)


@dataclass(frozen=True)
class TinyShift:
    """Starts (minutes of the local day) and lengths of a tiny shift.

    Attributes
    ----------
    parts
        Instead of lengths: pieces as (minutes after the start, length,
        whether it is standby).
    """

    starts: tuple[int, ...] = (8 * 60,)
    lengths: tuple[int, ...] = (8 * 60,)
    breaks: tuple[Break, ...] = ()
    parts: tuple[tuple[int, int, bool], ...] = ()


def tiny_problem(
    people: int | Sequence[Mapping[str, object]] = 2,
    *,
    days: int = 7,
    first_day: date = MONDAY,
    zone: str = "UTC",
    shifts: Mapping[str, TinyShift] | None = None,
    queues: Mapping[str, Sequence[str]] | None = None,
    rules: Sequence[Rule] = (),
    slot_min: int = 60,
    holidays: Mapping[str, Collection[date]] | None = None,
) -> Problem:
    """Build a problem without a file.

    Parameters
    ----------
    people
        How many, or fields of ``Person`` for each; ``skills`` may be plain
        names, given at level 2.
    shifts
        By name; default one 8-hour shift ``day`` at 08:00.
    queues
        By name, the skills each needs; default one queue ``desk`` that
        needs none.
    holidays
        Public holidays by place.
    """
    templates = shifts or {"day": TinyShift()}
    persons = _persons(people, zone)
    zones = list(dict.fromkeys(p.zone for p in persons))
    duties: list[Duty] = []
    menus = []
    beyond, reach = [], []
    for zone_name in zones:
        menu = []
        for day in range(days):
            at = date.fromordinal(first_day.toordinal() + day)
            fresh = _duties(templates, at, zone_name)
            menu.append(tuple(range(len(duties), len(duties) + len(fresh))))
            duties += fresh
        menus.append(tuple(menu))
        outside = [
            duty
            for day in (-1, days)
            for duty in _duties(
                templates, first_day + timedelta(days=day), zone_name
            )
        ]
        beyond.append(tuple(s for duty in outside for s in duty.work))
        reach.append(tuple(s for duty in outside for s in duty.reach))
    table = DutyTable(tuple(duties))
    known = holidays or {}
    return Problem(
        id="tiny",
        name="Tiny",
        zone=zone,
        first_day=first_day,
        days=days,
        slot_min=slot_min,
        people=tuple(
            replace(person, menu=zones.index(person.zone))
            for person in persons
        ),
        shifts=tuple(
            Shift(idx, name, name) for idx, name in enumerate(templates)
        ),
        queues=tuple(
            Queue(idx, name, name, needs=tuple((s, 2) for s in needs))
            for idx, (name, needs) in enumerate(
                (queues if queues is not None else {"desk": ()}).items()
            )
        ),
        duties=table,
        menus=tuple(menus),
        rules=tuple(rules),
        facts=DutyFacts(table, lambda place: known.get(place, ())),
        beyond=tuple(beyond),
        beyond_reach=tuple(reach),
        offsets=_offsets(zone, first_day, days),
    )


def with_history(
    problem: Problem,
    works: Sequence[tuple[int, int, str, int, int]],
    days_known: int = 28,
    shifts: Mapping[str, TinyShift] | None = None,
) -> Problem:
    """Return the problem with works before day 0.

    Parameters
    ----------
    works
        ``(person, day, shift name, local start, length)`` with negative
        days.
    days_known
        How many days the history covers.
    shifts
        Those of the problem whose works have their pieces, by name.
    """
    duties = list(problem.duties.duties)
    history: list[list[Work]] = [[] for _ in problem.people]
    for person, day, shift, start, length in works:
        parts = (shifts or {}).get(shift, TinyShift()).parts
        template = TinyShift((start,), (length,), parts=parts)
        zone_name = problem.people[person].zone
        (duty,) = _duties({shift: template}, problem.date(day), zone_name)
        idx = next(s.idx for s in problem.shifts if s.name == shift)
        duties.append(replace(duty, shift=idx, foreign=True))
        history[person].append(Work(person, day, len(duties) - 1))
    table = DutyTable(tuple(duties))
    return replace(
        problem,
        duties=table,
        facts=problem.facts.extended(table),
        history=tuple(
            tuple(sorted(line, key=lambda w: w.day)) for line in history
        ),
        days_known_before=days_known,
        beyond=_all_after(problem, problem.beyond),
        beyond_reach=_all_after(problem, problem.beyond_reach),
    )


def tiny_roster(
    problem: Problem,
    choices: Sequence[Mapping[int, int]],
    spans: Mapping[tuple[int, int], tuple[Span, ...]] | None = None,
) -> Roster:
    """Build a roster from day to duty index, for each person.

    Parameters
    ----------
    spans
        Breaks and queue blocks by (person, day).
    """
    known = spans or {}
    return Roster(
        problem,
        tuple(
            tuple(
                Work(person, day, duty, known.get((person, day), ()))
                for day, duty in sorted(line.items())
            )
            for person, line in enumerate(choices)
        ),
    )


def _persons(
    people: int | Sequence[Mapping[str, object]], zone: str
) -> list[Person]:
    given = [{} for _ in range(people)] if isinstance(people, int) else people
    found = []
    for idx, fields in enumerate(given):
        name = f"P{idx}"
        base: dict[str, object] = {
            "idx": idx,
            "id": name.lower(),
            "name": name,
            "team": "team",
            "contract": Contract("full-time"),
            "zone": zone,
        }
        extra = dict(fields)
        extra["skills"] = tuple(
            Skill(s, 2) if isinstance(s, str) else s
            for s in extra.get("skills", ())  # type: ignore[attr-defined]
        )
        found.append(Person(**(base | extra)))  # type: ignore[arg-type]
    return found


def _duties(
    templates: Mapping[str, TinyShift], day: date, zone_name: str
) -> list[Duty]:
    clock = clock_of(zone_name)
    return [
        Duty(
            shift=idx,
            day=day,
            zone=zone_name,
            start_min=clock.start_min(day, start),
            end_min=clock.end_min(day, start + length),
            nominal_min=length,
            local_start=start,
            breaks=template.breaks,
        )
        for idx, template in enumerate(templates.values())
        for start in template.starts
        for length in template.lengths
        if not template.parts
    ] + [
        _in_pieces(idx, day, clock, start, template.parts)
        for idx, template in enumerate(templates.values())
        for start in template.starts
        if template.parts
    ]


def _in_pieces(
    shift: int,
    day: date,
    clock: Zone,
    start: int,
    parts: Sequence[tuple[int, int, bool]],
) -> Duty:
    pieces = tuple(
        Piece(
            clock.start_min(day, start + after),
            clock.end_min(day, start + after + length),
            length,
            0 if standby else length,
            standby,
        )
        for after, length, standby in parts
    )
    return Duty(
        shift=shift,
        day=day,
        zone=clock.name,
        start_min=pieces[0].start_min,
        end_min=pieces[-1].end_min,
        nominal_min=sum(p.nominal_min for p in pieces if not p.standby),
        local_start=start,
        pieces=pieces,
    )


def _offsets(
    zone_name: str, first_day: date, days: int
) -> tuple[tuple[int, int], ...]:
    clock = clock_of(zone_name)
    first = clock.start_min(first_day - timedelta(days=7), 0)
    last = clock.end_min(first_day + timedelta(days=days + 7), 0)
    changes = clock.changes(first, last)
    return (
        (first, clock.offset_min(first)),
        *((change.at_min, change.after_min) for change in changes),
    )


def _all_after(
    problem: Problem, beyond: Sequence[tuple[tuple[int, int], ...]]
) -> tuple[tuple[tuple[int, int], ...], ...]:
    return tuple(
        _after(problem, menu, stretches)
        for menu, stretches in zip(problem.menus, beyond, strict=True)
    )


def _after(
    problem: Problem,
    menu: tuple[tuple[int, ...], ...],
    stretches: tuple[tuple[int, int], ...],
) -> tuple[tuple[int, int], ...]:
    """Return the stretches beyond the end: the start is known by history."""
    first = min(problem.duties[duty].start_min for duty in menu[0])
    return tuple(s for s in stretches if s[0] >= first)
