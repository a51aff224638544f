"""Sums that a file gets wrong, said before anything is solved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from constraints.coverage import Coverage
from constraints.durations import duration_text
from constraints.presence import Presence
from constraints.qualified import where
from constraints.ranges import hours_text
from scheduler.expand.fullest_week import FullestWeeks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scheduler.errors import Finding
    from scheduler.problem import Problem, Queue
    from scheduler.spec.origin import Origin
    from scheduler.spec.roster import RosterSpec

__all__ = ["arithmetic"]

_ROUNDING = 0.999
_SCARCE = 1.05


def arithmetic(
    spec: RosterSpec, origin: Origin, problem: Problem
) -> Iterator[Finding]:
    """Yield warnings about sums that cannot come out.

    Contract hours that no week of the shifts on offer yields, people who
    are offered no shift, shifts and queues without anybody, and coverage
    that asks for more hours than all contracts have.
    """
    yield from _short_weeks(spec, origin, problem)
    yield from _idle_people(spec, origin, problem)
    yield from _unoffered(spec, origin, problem)
    yield from _unworked(spec, origin, problem)
    yield from _unserved(origin, problem)
    yield from _scarce(origin, problem)


def _short_weeks(
    spec: RosterSpec, origin: Origin, problem: Problem
) -> Iterator[Finding]:
    """Compare contract hours with the fullest week of shifts on offer."""
    fullest = FullestWeeks(spec, problem)
    for name, given in spec.contracts.items():
        hours = given.paid_hours
        if hours is None or hours.weeks is None:
            continue
        wanted = (hours.target or hours.least or 0) / hours.weeks
        members = [p for p in problem.people if p.contract.name == name]
        weeks = [(p, fullest.of(p)) for p in members]
        short = [
            (person, week)
            for person, week in weeks
            if week is not None and week.paid_min < wanted * _ROUNDING
        ]
        if not short:
            continue
        person, week = short[0]
        best = week.best
        unpaid = week.nominal_min >= wanted
        cause = "unpaid break" if unpaid else "short shifts"
        whom = "" if len(short) == len(members) else f" for {person.name}"
        yield origin.warning(
            f"{problem.shifts[best.shift].name} yields "
            f"{hours_text(week.paid_min)} of {hours_text(round(wanted))} "
            f"paid hours a week{whom}: {cause} ({week.days} days of at most "
            f"{duration_text(best.paid_min)})",
            "contracts",
            name,
            "paid hours",
            code="short-week",
        )


def _idle_people(
    spec: RosterSpec, origin: Origin, problem: Problem
) -> Iterator[Finding]:
    for person in problem.people:
        if person.partner:
            continue
        if not any(s.who.matches(person) for s in spec.shifts.values()):
            yield origin.warning(
                f"{person.name} is offered no shift: no who: of a shift "
                f"matches them (team {person.team}, contract "
                f"{person.contract.name})",
                "people",
                person.idx,
                code="no-shift",
            )


def _unoffered(
    spec: RosterSpec, origin: Origin, problem: Problem
) -> Iterator[Finding]:
    for name, shift in spec.shifts.items():
        if not any(shift.who.matches(p) for p in problem.people):
            yield origin.warning(
                f"nobody is offered the shift {name}: who: {shift.who} "
                "matches no one",
                "shifts",
                name,
                "who",
                code="unoffered",
            )


def _unworked(
    spec: RosterSpec, origin: Origin, problem: Problem
) -> Iterator[Finding]:
    """Find shifts that are offered and have no duty, or never their break."""
    for shift in problem.shifts:
        given = spec.shifts[shift.name]
        if not any(given.who.matches(p) for p in problem.people):
            continue
        made = [
            d
            for d in problem.duties.duties
            if d.shift == shift.idx and not d.foreign
        ]
        if not made:
            yield origin.warning(
                f"{shift.name} has no duty within the roster: its days lie "
                "elsewhere, or no length of theirs fits its windows",
                "shifts",
                shift.name,
                code="unworked",
            )
        elif given.break_ and not any(d.breaks for d in made):
            longest = max(d.nominal_min for d in made)
            yield origin.warning(
                f"no duty of {shift.name} has its break: they last up to "
                f"{duration_text(longest)}, and the break begins too late or "
                "is for longer ones (in shifts: at least 5h by default)",
                "shifts",
                shift.name,
                "break",
                code="no-break",
            )


def _asked_min(problem: Problem, queues: Sequence[Queue]) -> int:
    """Return the person-minutes that queues ask for at least."""
    asked = {queue.idx for queue in queues}
    heads: dict[tuple[int, int], int] = {}
    for rule in problem.rules:
        if isinstance(rule, (Coverage, Presence)):
            for line in rule.lines:
                if line.queue not in asked or line.standby:
                    continue
                for need in line.needs:
                    for slot in range(
                        need.start_min, need.end_min, problem.slot_min
                    ):
                        key = line.queue, slot
                        heads[key] = max(heads.get(key, 0), need.least)
    return sum(heads.values()) * problem.slot_min


def _unserved(origin: Origin, problem: Problem) -> Iterator[Finding]:
    """Find queues that ask for somebody and nobody could serve."""
    asking = {
        line.queue
        for rule in problem.rules
        if isinstance(rule, (Coverage, Presence))
        for line in rule.lines
        if any(need.least or need.wanted for need in line.needs)
    }
    for queue in problem.queues:
        if queue.idx in asking and not any(
            problem.serves(p.idx, queue.idx, day)
            for p in problem.people
            for day in range(problem.days)
        ):
            yield origin.warning(
                f"nobody can serve {queue.name}: {_missing(queue, problem)}",
                "queues",
                queue.said,
                code="unserved",
            )


def _missing(queue: Queue, problem: Problem) -> str:
    """Say which skills nobody has, or that nobody has all of them."""
    if not any(queue.allows(person) for person in problem.people):
        return f"nobody's place is {where(queue)}"
    last = problem.days - 1
    lacking = [
        skill
        for skill, level in queue.needs
        if not any(
            p.level(skill, problem.date(day)) >= level
            for p in problem.people
            for day in (0, last)
        )
    ]
    if lacking:
        return f"nobody has {' or '.join(lacking)} at the level it needs"
    if queue.account:
        return f"nobody who has what {queue.said} needs knows {queue.account}"
    every = [skill for skill, _ in queue.needs]
    some = " or ".join(skill for skill, _ in queue.any_of)
    if not every:
        return f"nobody has {some} at the level it needs"
    return (
        f"nobody has {' and '.join([*every, *filter(None, [some])])} at once"
    )


def _scarce(origin: Origin, problem: Problem) -> Iterator[Finding]:
    """Compare the hours that coverage asks for with those people have."""
    asked = _asked_min(problem, [q for q in problem.queues if q.seat])
    have = 0.0
    for person in problem.people:
        hours = person.contract.paid_hours
        most = None if hours is None else hours.most or hours.target
        if hours is None or most is None:
            return
        have += most * (problem.days / 7 / hours.weeks if hours.weeks else 1)
    if asked > have * _SCARCE:
        yield origin.warning(
            f"coverage asks for at least {hours_text(asked)} person-hours, "
            f"all contracts together have {hours_text(round(have))}",
            "coverage",
            code="scarce",
        )
