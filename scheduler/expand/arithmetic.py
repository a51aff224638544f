"""Sums that a file gets wrong, said before anything is solved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from constraints.coverage import Coverage
from constraints.ranges import hours_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scheduler.errors import Finding
    from scheduler.problem import Contract, Problem
    from scheduler.spec.origin import Origin
    from scheduler.spec.roster import RosterSpec

__all__ = ["arithmetic"]


def arithmetic(
    spec: RosterSpec, origin: Origin, problem: Problem
) -> Iterator[Finding]:
    """Yield warnings about sums that cannot come out.

    Contract hours that no week of the shifts on offer yields, queues that
    nobody can serve, shifts that nobody is offered, and coverage that asks
    for more hours than all contracts have.
    """
    yield from _short_weeks(spec, origin, problem)
    yield from _unserved(origin, problem)
    yield from _unoffered(spec, origin, problem)
    yield from _scarce(spec, origin, problem)


def _short_weeks(
    spec: RosterSpec, origin: Origin, problem: Problem
) -> Iterator[Finding]:
    """Compare contract hours with the longest week of shifts on offer."""
    for name, given in spec.contracts.items():
        hours = given.paid_hours
        wanted = None if hours is None else hours.target or hours.least
        members = [p for p in problem.people if p.contract.name == name]
        if wanted is None or hours is None or not members:
            continue
        weeks = hours.weeks
        if weeks is None:
            continue
        days = _days_per_week(members[0].contract)
        best = max(
            (_best_duty(spec, problem, p.idx) for p in members),
            default=(0, 0, -1),
        )
        paid, nominal, shift = best
        if shift < 0:
            continue
        yields = paid * days
        if yields < wanted / weeks * 0.999:
            cause = "unpaid break" if nominal > paid else "short shifts"
            label = problem.shifts[shift].name
            yield origin.warning(
                f"{label} yields {hours_text(yields)} of "
                f"{hours_text(round(wanted / weeks))} paid hours a week: "
                f"{cause} ({days} days of {hours_text(paid)} h)",
                "contracts",
                name,
                "paid hours",
                code="short-week",
            )


def _days_per_week(contract: Contract) -> int:
    days = contract.days
    if days is None or days.most is None or days.weeks != 1:
        return 5
    return days.most


def _best_duty(
    spec: RosterSpec, problem: Problem, person: int
) -> tuple[int, int, int]:
    """Return paid and nominal minutes and shift of the longest duty."""
    member = problem.people[person]
    lengths = member.contract.shift
    offered = [s.who.matches(member) for s in spec.shifts.values()]
    best = (0, 0, -1)
    for page in problem.menus[member.menu]:
        for idx in page:
            duty = problem.duties[idx]
            if not offered[duty.shift]:
                continue
            if lengths is not None and not (
                (lengths.least or 0)
                <= duty.nominal_min
                <= (lengths.most or duty.nominal_min)
            ):
                continue
            best = max(best, (duty.paid_min, duty.nominal_min, duty.shift))
    return best


def _asked_min(problem: Problem) -> dict[int, int]:
    """Return the person-minutes each queue asks for at least."""
    step = problem.slot_min
    heads: dict[tuple[int, int], int] = {}
    for rule in problem.rules:
        if isinstance(rule, Coverage):
            for line in rule.lines:
                for need in line.needs:
                    for slot in range(need.start_min, need.end_min, step):
                        key = line.queue, slot
                        heads[key] = max(heads.get(key, 0), need.least)
    asked: dict[int, int] = {}
    for (queue, _), count in heads.items():
        asked[queue] = asked.get(queue, 0) + count * step
    return asked


def _unserved(origin: Origin, problem: Problem) -> Iterator[Finding]:
    asked = _asked_min(problem)
    for queue in problem.queues:
        if asked.get(queue.idx) and not any(
            problem.serves(p.idx, queue.idx, day)
            for p in problem.people
            for day in (0, problem.days - 1)
        ):
            needs = ", ".join(skill for skill, _ in queue.needs)
            yield origin.warning(
                f"nobody can serve {queue.name}: nobody has {needs} at the "
                "level it needs",
                "queues",
                queue.name,
                code="unserved",
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
                code="unoffered",
            )


def _scarce(
    spec: RosterSpec, origin: Origin, problem: Problem
) -> Iterator[Finding]:
    """Compare the hours that coverage asks for with those people have."""
    asked = sum(
        minutes
        for queue, minutes in _asked_min(problem).items()
        if problem.queues[queue].seat
    )
    weeks = problem.days / 7
    have = 0.0
    for person in problem.people:
        hours = person.contract.paid_hours
        if hours is None:
            return
        most = hours.most or hours.target
        if most is None:
            return
        have += most * (weeks / hours.weeks if hours.weeks else 1)
    if asked > have * 1.05:
        yield origin.warning(
            f"coverage asks for at least {hours_text(round(asked))} "
            f"person-hours, all contracts together have "
            f"{hours_text(round(have))}",
            "coverage",
            code="scarce",
        )
