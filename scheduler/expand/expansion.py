"""From a validated roster file to the problem: the one way in.

Everything the file says becomes people, duties and rule instances; what a
single entry with its own contract or calendar already contradicts is found
here, as bad input, before anything is solved.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from math import gcd
from types import MappingProxyType
from typing import TYPE_CHECKING

from scheduler.clock import zone
from scheduler.errors import Finding, InputError
from scheduler.expand.absences import absences
from scheduler.expand.aliases import broken_aliases
from scheduler.expand.arithmetic import arithmetic
from scheduler.expand.coverage import Demand, Horizon
from scheduler.expand.duties import DutyBook, lengths_of, shift_duties
from scheduler.expand.facts import DutyFacts
from scheduler.expand.history import Past, past_works
from scheduler.expand.intervals import Interval, union
from scheduler.expand.people import people, queues
from scheduler.expand.pins import contradicted_pins
from scheduler.expand.public_holidays import public_holidays
from scheduler.expand.rules import rules
from scheduler.problem import DutyTable, Problem, Shift, Work
from scheduler.slug import ids, slug

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from constraints.needs import Need
    from scheduler.expand.people import People
    from scheduler.problem import Duty
    from scheduler.spec.origin import Origin
    from scheduler.spec.roster import RosterSpec

__all__ = ["expand"]

COARSEST_SLOT_MIN = 60
FINEST_SLOT_MIN = 5
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_VARY = {"per shift": "shift", "per week": "week", "once": "once"}


def expand(spec: RosterSpec, origin: Origin) -> Problem:
    """Turn a roster file into a problem.

    Parameters
    ----------
    origin
        Where things stand in the file, and where its other files are.

    Raises
    ------
    InputError
        With every finding that is an error.
    """
    assert spec.from_ is not None  # the schema sees to it
    days = spec.days or 7 * (spec.weeks or 0)
    first = spec.from_
    horizon = Horizon(first, first + timedelta(days=days - 1), spec.zone)
    findings: list[Finding] = []

    team = people(spec)
    holidays = _holidays(spec, horizon, origin, findings)
    demand = Demand(
        spec,
        origin,
        horizon,
        {name: idx for idx, name in enumerate(spec.queues)},
        holidays,
    )
    lines = demand.lines()
    away, unread = absences(spec, origin, team, horizon)
    shift_ids = ids((n, s.id) for n, s in spec.shifts.items())
    before = _past(spec, origin, team, shift_ids)
    findings += [
        *demand.findings,
        *unread,
        *before.findings,
        *broken_aliases(spec, origin, horizon),
    ]

    book = DutyBook()
    menus, beyond = _menus(
        spec, team, book, horizon, days, known_before=before.days_known > 0
    )
    history = _history(before, book)
    table = DutyTable(tuple(book.duties))
    slot_min = _slot_min(
        table.duties, (need for line, _ in lines for need in line.needs)
    )
    if slot_min < FINEST_SLOT_MIN:
        findings.append(_odd_minutes(spec, origin, slot_min))
    made, places = rules(spec, origin, team, lines, horizon, shift_ids)
    problem = Problem(
        id=spec.id or slug(spec.roster),
        name=spec.roster,
        zone=spec.zone,
        first_day=first,
        days=days,
        slot_min=max(slot_min, FINEST_SLOT_MIN),
        people=team.persons,
        shifts=tuple(
            Shift(idx, id_, name, _VARY[given.vary])
            for idx, (id_, (name, given)) in enumerate(
                zip(shift_ids, spec.shifts.items(), strict=True)
            )
        ),
        queues=queues(spec),
        duties=table,
        menus=menus,
        rules=made,
        facts=DutyFacts(table, holidays),
        places=MappingProxyType(places),
        history=history,
        days_known_before=before.days_known,
        away=away,
        beyond=beyond,
        offsets=_offsets(spec.zone, horizon),
        week_starts=_WEEKDAYS.index(spec.week_starts),
        warnings=(),
    )
    findings += contradicted_pins(spec, origin, problem)
    findings += arithmetic(spec, origin, problem)
    errors = [f for f in findings if f.severity == "error"]
    if errors:
        raise InputError(*findings)
    return problem.warned(findings)


def _past(
    spec: RosterSpec, origin: Origin, team: People, shift_ids: list[str]
) -> Past:
    if spec.history is None or spec.from_ is None:
        return Past(tuple(() for _ in team.persons), 0)
    try:
        return past_works(
            [origin.file(spec.history, "history")],
            team.persons,
            {id_: idx for idx, id_ in enumerate(shift_ids)},
            spec.from_,
        )
    except InputError as error:
        return Past(tuple(() for _ in team.persons), 0, error.findings)


def _history(before: Past, book: DutyBook) -> tuple[tuple[Work, ...], ...]:
    return tuple(
        tuple(
            Work(person, work.day, book.add(work.duty), work.breaks)
            for work in line
        )
        for person, line in enumerate(before.works)
    )


def _menus(
    spec: RosterSpec,
    team: People,
    book: DutyBook,
    horizon: Horizon,
    days: int,
    *,
    known_before: bool,
) -> tuple[
    tuple[tuple[tuple[int, ...], ...], ...], tuple[tuple[Interval, ...], ...]
]:
    """Lay all shifts for every clock that somebody is counted by."""
    # Windows may lie in zones a day ahead and reach over midnights.
    first = horizon.first - timedelta(days=3)
    last = horizon.last + timedelta(days=3)
    menus, beyond = [], []
    for menu, clock in enumerate(team.clocks):
        members = [p for p in team.persons if p.menu == menu]
        found: list[Duty] = []
        for idx, given in enumerate(spec.shifts.values()):
            # Where nobody is offered a shift, nobody's refusal needs it.
            offered = [p for p in members if given.who.matches(p)]
            if offered:
                lengths = lengths_of(given, [p.contract for p in offered])
                found += shift_duties(
                    given, idx, clock.zone, lengths, first, last
                )
        menus.append(book.menu(clock, found, horizon.first, days))
        outside = {days} if known_before else {-1, days}
        beyond.append(
            tuple(
                union(
                    (d.start_min, d.end_min)
                    for d in found
                    if (clock.line_date(d.start_min) - horizon.first).days
                    in outside
                )
            )
        )
    return tuple(menus), tuple(beyond)


def _slot_min(duties: Iterable[Duty], needs: Iterable[Need]) -> int:
    """Return the widest grid on which everything begins and ends."""
    step = COARSEST_SLOT_MIN
    for duty in duties:
        step = gcd(step, duty.start_min, duty.end_min)
        for rest in duty.breaks:
            step = gcd(step, rest.length_min, rest.earliest_min)
    for need in needs:
        step = gcd(step, need.start_min, need.end_min)
    return step


def _odd_minutes(spec: RosterSpec, origin: Origin, slot_min: int) -> Finding:
    return origin.finding(
        f"times on this grid of {slot_min} min would make the roster huge: "
        f"use times, steps and breaks in multiples of {FINEST_SLOT_MIN} min",
        "shifts",
        code="grid",
    )


def _offsets(zone_name: str, horizon: Horizon) -> tuple[tuple[int, int], ...]:
    start, end = horizon.ends()
    first, last = start - 60 * 24 * 60, end + 60 * 24 * 60
    clock = zone(zone_name)
    return (
        (first, clock.offset_min(first)),
        *((c.at_min, c.after_min) for c in clock.changes(first, last)),
    )


def _holidays(
    spec: RosterSpec,
    horizon: Horizon,
    origin: Origin,
    findings: list[Finding],
) -> Callable[[str], Collection[date]]:
    """Return a look-up of public holidays with those the file adds."""
    margin = timedelta(days=366)

    @cache
    def of_place(place: str) -> frozenset[date]:
        known: set[date] = set()
        try:
            known |= public_holidays(
                place, horizon.first - margin, horizon.last + margin
            ).keys()
        except ValueError as error:
            findings.append(_unknown_place(spec, origin, place, str(error)))
        for given in spec.holidays:
            if given.place == place:
                known.discard(given.day)
                if not given.works:
                    known.add(given.day)
        return frozenset(known)

    for place in sorted(_places(spec)):
        of_place(place)
    return of_place


def _places(spec: RosterSpec) -> set[str]:
    said = {t.place for t in spec.teams.values()}
    said |= {p.place for p in spec.people}
    said |= {h.place for h in spec.holidays}
    said |= {place for line in spec.coverage for place in line.except_holidays}
    return {place for place in said if place}


def _unknown_place(
    spec: RosterSpec, origin: Origin, place: str, message: str
) -> Finding:
    for name, team in spec.teams.items():
        if team.place == place:
            return origin.finding(
                message, "teams", name, "place", code="unknown-place"
            )
    for section in ("people", "holidays"):
        for idx, item in enumerate(getattr(spec, section)):
            if item.place == place:
                return origin.finding(
                    message, section, idx, "place", code="unknown-place"
                )
    for idx, line in enumerate(spec.coverage):
        if place in line.except_holidays:
            return origin.finding(
                message,
                "coverage",
                idx,
                "except holidays",
                code="unknown-place",
            )
    return origin.finding(message, code="unknown-place")
