"""Pins that their own person, shift or calendar already contradicts."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from constraints.available import Available
from constraints.calendar_days import days_text
from constraints.durations import clock_text
from constraints.offered import Offered
from constraints.shift_length import ShiftLength
from constraints.terms import Choice
from scheduler.expand.people import by_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from constraints.rule import Rule
    from scheduler.errors import Finding
    from scheduler.problem import Duty, Person, Problem
    from scheduler.spec.decisions import PinSpec
    from scheduler.spec.origin import Origin
    from scheduler.spec.roster import RosterSpec

__all__ = ["contradicted_pins"]

_OWN = (Available, Offered, ShiftLength)
"""Rules that bar duties to one person, whatever anybody else does."""

_LISTED = 12


class _Pin(NamedTuple):
    """A pin, its number in the file, whose it is and their line day."""

    number: int
    said: PinSpec
    person: Person
    day: int


def contradicted_pins(
    spec: RosterSpec, origin: Origin, problem: Problem
) -> Iterator[Finding]:
    """Yield a finding for every pin that cannot be kept by itself.

    What several people or rules make impossible is not found here: the
    solver says why.
    """
    idx = by_name(problem.people)
    pins = [
        _Pin(
            number, said, problem.people[idx[said.who]], problem.day(said.day)
        )
        for number, said in enumerate(spec.pins)
    ]
    yield from _twice(pins, origin)
    kept: list[tuple[_Pin, list[int]]] = []
    for pin in pins:
        fault, duties = _judged(pin, spec, problem)
        if fault:
            yield origin.finding(
                f"this pin cannot be kept: {fault}",
                "pins",
                pin.number,
                code="pin",
            )
        elif duties and pin.said.importance.hard:
            kept.append((pin, duties))
    yield from _overlapping(kept, origin, problem)


def _twice(pins: Sequence[_Pin], origin: Origin) -> Iterator[Finding]:
    first: dict[tuple[int, int], int] = {}
    for pin in pins:
        before = first.setdefault((pin.person.idx, pin.day), pin.number)
        if before != pin.number:
            yield origin.finding(
                f"{pin.person.name} is pinned twice on {pin.said.day}, first "
                f"at {origin.place('pins', before)}: keep one",
                "pins",
                pin.number,
                code="pin-overlap",
            )


def _overlapping(
    pins: Sequence[tuple[_Pin, list[int]]], origin: Origin, problem: Problem
) -> Iterator[Finding]:
    """Find a night that cannot end before the next pinned day begins."""
    ordered = sorted(pins, key=lambda one: (one[0].person.idx, one[0].day))
    for (pin, duties), (after, later) in pairwise(ordered):
        if pin.person.idx != after.person.idx or pin.day == after.day:
            continue
        ends = min(problem.duties[duty].end_min for duty in duties)
        starts = max(problem.duties[duty].start_min for duty in later)
        if ends > starts:
            yield origin.finding(
                f"{pin.person.name} is still at work from the pin of "
                f"{pin.said.day}, {origin.place('pins', pin.number)}, when "
                f"that of {after.said.day} begins",
                "pins",
                after.number,
                code="pin-overlap",
            )


def _judged(
    pin: _Pin, spec: RosterSpec, problem: Problem
) -> tuple[str, list[int]]:
    """Return what is wrong, if anything, and the duties it may mean."""
    if not 0 <= pin.day < problem.days:
        last = problem.date(problem.days - 1)
        return (
            f"{pin.said.day} is outside the roster, {problem.first_day} to "
            f"{last}"
        ), []
    if pin.said.off:
        return "", []
    # A shift that nobody of their zone is offered has no duties to look at.
    shift = pin.said.shift
    if shift and not spec.shifts[shift].who.matches(pin.person):
        if not pin.said.importance.hard:
            return "", []
        return f"the shift {shift} is not offered to {pin.person.name}", []
    found = [
        duty
        for duty in problem.menu(pin.person.idx, pin.day)
        if _means(pin.said, problem.duties[duty], problem)
    ]
    if not found:
        return _no_duty(pin, problem), []
    if not pin.said.importance.hard:
        return "", found
    return _barred(pin, found, problem), found


def _means(said: PinSpec, duty: Duty, problem: Problem) -> bool:
    return (
        said.shift is None
        or said.shift in [problem.shifts[idx].name for idx in duty.shifts]
    ) and said.at in (None, duty.local_start)


def _barred(pin: _Pin, found: Sequence[int], problem: Problem) -> str:
    """Say which statements leave nothing of the duties meant."""
    left, reasons = set(found), []
    for rule in problem.rules:
        if isinstance(rule, _OWN) and rule.importance.hard:
            for duties, reason in _bars(rule, pin, found, problem):
                if duties & left:
                    reasons.append(reason)
                    left -= duties
    return "" if left else " and ".join(dict.fromkeys(reasons))


def _bars(
    rule: Rule, pin: _Pin, found: Sequence[int], problem: Problem
) -> Iterator[tuple[set[int], str]]:
    for term in rule.terms(problem):
        if (
            isinstance(term, Choice)
            and term.person == pin.person.idx
            and pin.day in term.days
        ):
            barred = {duty for duty in found if term.amount.by_duty[duty]}
            yield barred, rule.says(term.because, problem)


def _no_duty(pin: _Pin, problem: Problem) -> str:
    said = pin.said
    weekday = days_text((said.day.weekday(),))
    starts = sorted(
        {
            problem.duties[duty].local_start
            for duty in problem.menu(pin.person.idx, pin.day)
            if said.shift
            in (None, problem.shifts[problem.duties[duty].shift].name)
        }
    )
    if not starts:
        what = f"the shift {said.shift}" if said.shift else "no shift"
        worked = "is not worked" if said.shift else "is worked"
        return f"{what} {worked} on {said.day}, a {weekday}"
    allowed = ", ".join(map(clock_text, starts[:_LISTED]))
    more = ", …" if len(starts) > _LISTED else ""
    at = clock_text(said.at or 0)
    if said.shift:
        return (
            f"the shift {said.shift} does not start at {at}; it starts at "
            f"{allowed}{more}"
        )
    return (
        f"no shift starts at {at} on {said.day}, a {weekday}; starts are "
        f"{allowed}{more}"
    )
