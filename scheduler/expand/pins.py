"""Pins that their own person, shift or calendar already contradicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from constraints.durations import clock_text
from scheduler.expand.people import by_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scheduler.errors import Finding
    from scheduler.problem import Duty, Person, Problem
    from scheduler.spec.origin import Origin
    from scheduler.spec.roster import PinSpec, RosterSpec

__all__ = ["contradicted_pins"]


def contradicted_pins(
    spec: RosterSpec, origin: Origin, problem: Problem
) -> Iterator[Finding]:
    """Yield a finding for every pin that cannot be kept by itself.

    What several people or rules make impossible is not found here: the
    solver says why.
    """
    idx = by_name(problem.people)
    seen: dict[tuple[int, int], int] = {}
    for number, pin in enumerate(spec.pins):
        person = problem.people[idx[pin.who]]
        day = problem.day(pin.day)
        fault = _fault(spec, pin, person, day, problem)
        if fault:
            yield origin.finding(
                f"this pin cannot be kept: {fault}",
                "pins",
                number,
                code="pin",
            )
        before = seen.setdefault((person.idx, day), number)
        if before != number:
            yield origin.finding(
                f"{person.name} is pinned twice on {pin.day}, first at "
                f"{origin.place('pins', before)}: keep one",
                "pins",
                number,
                code="pin-overlap",
            )


def _fault(
    spec: RosterSpec,
    pin: PinSpec,
    person: Person,
    day: int,
    problem: Problem,
) -> str | None:
    if not 0 <= day < problem.days:
        last = problem.date(problem.days - 1)
        return (
            f"{pin.day} is outside the roster, {problem.first_day} to {last}"
        )
    if pin.off or not pin.importance.hard:
        return None
    if not person.employed(pin.day):
        return f"{person.name} does not work here on {pin.day}"
    if pin.shift is not None and not spec.shifts[pin.shift].who.matches(
        person
    ):
        return f"the shift {pin.shift} is not offered to {person.name}"
    found = [
        problem.duties[duty]
        for duty in problem.menu(person.idx, day)
        if _matches(spec, pin, problem.duties[duty])
    ]
    if not found:
        return _no_duty(spec, pin, person, day, problem)
    if all(_away(problem, person, duty) for duty in found):
        return f"{person.name} is away on {pin.day}"
    return None


def _matches(spec: RosterSpec, pin: PinSpec, duty: Duty) -> bool:
    shifts = list(spec.shifts)
    return (pin.shift is None or shifts[duty.shift] == pin.shift) and (
        pin.at is None or duty.local_start == pin.at
    )


def _no_duty(
    spec: RosterSpec,
    pin: PinSpec,
    person: Person,
    day: int,
    problem: Problem,
) -> str:
    what = f"the shift {pin.shift}" if pin.shift else "no shift"
    starts = sorted(
        {
            problem.duties[duty].local_start
            for duty in problem.menu(person.idx, day)
            if pin.shift is None
            or list(spec.shifts)[problem.duties[duty].shift] == pin.shift
        }
    )
    if not starts:
        return f"{what} is not worked on {pin.day} ({pin.day:%a})"
    allowed = ", ".join(clock_text(start) for start in starts[:12])
    at = clock_text(pin.at or 0)
    if pin.shift:
        return f"{what} does not start at {at}; it starts at {allowed}"
    return f"no shift starts at {at} that day; starts are {allowed}"


def _away(problem: Problem, person: Person, duty: Duty) -> bool:
    absences = problem.away[person.idx] if problem.away else ()
    return any(
        start < duty.end_min and duty.start_min < end
        for start, end in absences
    )
