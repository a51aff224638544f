"""From a validated roster file to the problem: the one way in.

Everything the file says becomes people, duties and rule instances; what a
single entry with its own contract or calendar already contradicts is found
here, as bad input, before anything is solved.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from scheduler.clock import DAY_MIN, zone
from scheduler.errors import Finding, InputError
from scheduler.expand import grid
from scheduler.expand.absences import absences, by_person
from scheduler.expand.accounts import accounts, known_accounts
from scheduler.expand.aliases import broken_aliases
from scheduler.expand.alone import alone
from scheduler.expand.arithmetic import arithmetic
from scheduler.expand.coverage import coverage_lines
from scheduler.expand.digest import digest
from scheduler.expand.duties import DutyBook
from scheduler.expand.event_days import event_days, with_shifts
from scheduler.expand.events import event_rules, event_steps
from scheduler.expand.facts import DutyFacts
from scheduler.expand.handovers import laid_handovers
from scheduler.expand.history import Past, past_works
from scheduler.expand.holiday_dates import holiday_dates
from scheduler.expand.horizon import Horizon
from scheduler.expand.menus import menus
from scheduler.expand.partners import with_partners
from scheduler.expand.people import people
from scheduler.expand.pins import contradicted_pins
from scheduler.expand.published import unkept
from scheduler.expand.queues import queues
from scheduler.expand.rules import rules
from scheduler.problem import DutyTable, Problem, Shift, Work
from scheduler.slug import ids, slug
from scheduler.spec.findings import in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from constraints.event import Event
    from constraints.needs import CoverageLine
    from constraints.trained import Known
    from scheduler.expand.absences import Absence
    from scheduler.expand.event_days import EventDays
    from scheduler.expand.handovers import LaidHandover
    from scheduler.expand.menus import Menus
    from scheduler.expand.people import People
    from scheduler.expand.queues import Queues
    from scheduler.promised import Demand
    from scheduler.spec.origin import Origin, Said
    from scheduler.spec.roster import RosterSpec

__all__ = ["expand"]

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_VARY = {"per shift": "shift", "per week": "week", "once": "once"}
_OFFSETS_MIN = 60 * DAY_MIN
"""How far around the horizon its clock is known, for messages."""


@dataclass(frozen=True)
class _Parts:
    """What the sections of a file come to, before they are put together.

    Attributes
    ----------
    lines
        What queues need, with the paths to where it was said.
    known
        Which accounts somebody must know, and where that was said.
    handovers
        Stretches of each hand-over, in the order of the file.
    events
        The rule of each event, with where it was said.
    days
        Events that last whole days.
    """

    horizon: Horizon
    team: People
    queues: Queues
    holidays: Callable[[str], frozenset[date]]
    lines: list[tuple[CoverageLine, Said]]
    known: list[tuple[Known, Said]]
    demand: Demand
    away: list[Absence]
    before: Past
    handovers: list[LaidHandover]
    events: list[tuple[Event, Said]]
    days: Sequence[EventDays]


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
    findings: list[Finding] = []
    horizon = Horizon(spec.from_, spec.last, spec.zone)
    whole = event_days(spec, people(spec), horizon)
    spec = with_shifts(spec, origin, whole, findings)
    parts = _parts(spec, origin, whole, findings)
    book = DutyBook()
    made = menus(
        spec,
        parts.team,
        book,
        parts.horizon,
        known_before=parts.before.days_known > 0,
    )
    history = _history(parts.before, book)
    steps = grid.steps_of(
        list(spec.shifts),
        book.duties,
        [*parts.lines, *parts.known],
        parts.handovers,
    )
    steps += event_steps(parts.events)
    findings += grid.off_grid(steps, origin)
    # Files that cannot be read leave nothing to judge pins and sums by.
    _refuse(findings)
    problem = _problem(
        spec,
        origin,
        parts,
        made,
        DutyTable(tuple(book.duties)),
        history,
        grid.slot_min(steps),
        findings,
    )
    problem = with_partners(spec, origin, problem, findings)
    _refuse(findings)
    findings += contradicted_pins(spec, origin, problem)
    findings += unkept(problem, origin)
    _refuse(findings)
    return problem.warned(
        [*findings, *arithmetic(spec, origin, problem), *alone(problem)]
    )


def _refuse(findings: Sequence[Finding]) -> None:
    if any(finding.severity == "error" for finding in findings):
        raise InputError(*in_order(findings))


def _parts(
    spec: RosterSpec,
    origin: Origin,
    whole: Sequence[EventDays],
    findings: list[Finding],
) -> _Parts:
    horizon = Horizon(spec.from_, spec.last, spec.zone)
    team = people(spec)
    kinds = queues(spec)
    holidays = holiday_dates(spec.holidays, horizon)
    before = _past(spec, origin, team)
    findings += before.findings
    findings += broken_aliases(spec, origin, team, horizon)
    promises = accounts(spec, origin, horizon, kinds, findings)
    return _Parts(
        horizon=horizon,
        team=team,
        queues=kinds,
        holidays=holidays,
        lines=[
            *coverage_lines(spec, origin, horizon, kinds, holidays, findings),
            *promises.lines,
        ],
        known=list(known_accounts(spec, horizon)),
        demand=promises.demand,
        away=absences(spec, origin, team, horizon, findings),
        before=before,
        handovers=list(
            laid_handovers(spec, origin, team, kinds, horizon, findings)
        ),
        events=event_rules(
            spec,
            horizon,
            team,
            kinds,
            _WEEKDAYS.index(spec.week_starts),
            whole,
        ),
        days=whole,
    )


def _problem(
    spec: RosterSpec,
    origin: Origin,
    parts: _Parts,
    made: Menus,
    table: DutyTable,
    history: tuple[tuple[Work, ...], ...],
    slot_min: int,
    findings: list[Finding],
) -> Problem:
    shifts = _shifts(spec)
    instances, places = rules(
        spec,
        origin,
        parts.team,
        [shift.id for shift in shifts],
        parts.queues,
        away=parts.away,
        lines=parts.lines,
        known=parts.known,
        handovers=parts.handovers,
        events=[
            *parts.events,
            *(
                pin
                for days in parts.days
                for pin in days.pins(spec.events[days.number], parts.away)
            ),
        ],
        event_shifts={
            days.shift: ("events", days.number) for days in parts.days
        },
        findings=findings,
    )
    return Problem(
        id=spec.id or slug(spec.roster),
        name=spec.roster,
        zone=spec.zone,
        first_day=parts.horizon.first,
        days=parts.horizon.days,
        slot_min=slot_min,
        people=parts.team.persons,
        shifts=shifts,
        queues=parts.queues.all,
        duties=table,
        menus=made.menus,
        rules=instances,
        facts=DutyFacts(table, parts.holidays),
        places=MappingProxyType(places),
        history=history,
        days_known_before=parts.before.days_known,
        away=by_person(parts.away, len(parts.team.persons)),
        beyond=made.beyond,
        beyond_reach=made.beyond_reach,
        offsets=_offsets(parts.horizon),
        week_starts=_WEEKDAYS.index(spec.week_starts),
        digest=digest(spec, origin),
        demand=parts.demand,
    )


def _shifts(spec: RosterSpec) -> tuple[Shift, ...]:
    shift_ids = ids((name, shift.id) for name, shift in spec.shifts.items())
    return tuple(
        Shift(idx, shift_ids[idx], name, _VARY[given.vary], given.standby)
        for idx, (name, given) in enumerate(spec.shifts.items())
    )


def _past(spec: RosterSpec, origin: Origin, team: People) -> Past:
    try:
        return past_works(
            [
                origin.file(name, "history", number)
                for number, name in enumerate(spec.history)
            ],
            team.persons,
            {shift.id: shift.idx for shift in _shifts(spec)},
            spec.from_,
        )
    except InputError as error:
        at = origin.place("history")
        return Past(
            tuple(() for _ in team.persons),
            0,
            tuple(replace(f, place=f.place or at) for f in error.findings),
        )


def _history(before: Past, book: DutyBook) -> tuple[tuple[Work, ...], ...]:
    return tuple(
        tuple(
            Work(person, work.day, book.add(work.duty), work.spans)
            for work in line
        )
        for person, line in enumerate(before.works)
    )


def _offsets(horizon: Horizon) -> tuple[tuple[int, int], ...]:
    start, end = horizon.ends()
    first, last = start - _OFFSETS_MIN, end + _OFFSETS_MIN
    clock = zone(horizon.zone)
    return (
        (first, clock.offset_min(first)),
        *((c.at_min, c.after_min) for c in clock.changes(first, last)),
    )
