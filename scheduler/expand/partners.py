"""Partners' rosters: people whom somebody else plans, exactly as told.

Their duties are read like a hand-made roster. Each of them gets a menu of
their own, with what they were given for a day and nothing else, and a rule
that they work it.
"""

from __future__ import annotations

from dataclasses import replace
from math import gcd
from types import MappingProxyType
from typing import TYPE_CHECKING

from constraints.published import Published, PublishedDay
from constraints.values import MUST
from scheduler.errors import InputError
from scheduler.expand.grid import FINEST_MIN
from scheduler.export.rosters import read_clipped
from scheduler.spec.findings import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scheduler.errors import Finding
    from scheduler.problem import Problem, Work
    from scheduler.roster import Roster
    from scheduler.spec.origin import Origin
    from scheduler.spec.people import PartnerSpec
    from scheduler.spec.roster import RosterSpec

__all__ = ["with_partners"]


def with_partners(
    spec: RosterSpec,
    origin: Origin,
    problem: Problem,
    findings: list[Finding],
) -> Problem:
    """Return a problem in which partners' people work what they were given.

    Parameters
    ----------
    findings
        Receives what is wrong with their rosters.
    """
    for number, given in enumerate(spec.partners):
        path = ("partners", number, "roster")
        members = [p.idx for p in problem.people if p.team == given.team]
        try:
            roster = read_clipped(problem, origin.file(given.roster, *path))
        except InputError as error:
            at = origin.place(*path)
            findings += [
                replace(f, place=f.place or at) for f in error.findings
            ]
            continue
        wrong = list(_wrong(given, members, roster, origin, number))
        findings += wrong
        if not wrong:
            problem = _joined(roster, members, number, origin)
    return problem


def _wrong(
    given: PartnerSpec,
    members: list[int],
    roster: Roster,
    origin: Origin,
    number: int,
) -> Iterator[Finding]:
    """Yield what cannot be: strangers, two duties at once, odd minutes."""
    path = ("partners", number, "roster")
    if not members:
        yield origin.finding(
            f"nobody is in the team {shown(given.team)}: name the partner's "
            "people under people:, or their seats",
            "partners",
            number,
            "team",
            code="partner-team",
        )
    for person in roster.problem.people:
        line = roster.lines[person.idx]
        if line and person.idx not in members:
            yield origin.finding(
                f"{person.name} is in this roster and not in the team "
                f"{shown(given.team)}",
                *path,
                code="partner-person",
            )
        days = [work.day for work in line]
        for work in line:
            day = roster.problem.date(work.day)
            if days.count(work.day) > 1 and work is line[days.index(work.day)]:
                yield origin.finding(
                    f"{person.name} has {days.count(work.day)} duties on "
                    f"{day} in this roster: one a day, or one row with pieces",
                    *path,
                    code="partner-day",
                )
            if gcd(*_times(roster, work)) % FINEST_MIN:
                yield origin.finding(
                    f"{person.name}'s duty of {day} begins or ends at minutes "
                    f"that are no multiples of {FINEST_MIN}: round them",
                    *path,
                    code="grid",
                )


def _times(roster: Roster, work: Work) -> list[int]:
    duty = roster.duty(work)
    spans = [t for s in work.spans for t in (s.start_min, s.end_min)]
    parts = [t for p in duty.parts for t in (p.start_min, p.end_min)]
    return [*parts, *spans]


def _joined(
    roster: Roster, members: list[int], number: int, origin: Origin
) -> Problem:
    """Return the problem with menus and a rule for what members work."""
    problem = roster.problem
    menus, beyond = list(problem.menus), list(problem.beyond)
    reach, people = list(problem.beyond_reach), list(problem.people)
    told = []
    for person in members:
        given = roster.by_day[person]
        days = range(problem.days)
        people[person] = replace(people[person], menu=len(menus))
        menus.append(
            tuple((given[d].duty,) if d in given else () for d in days)
        )
        beyond.append(())
        reach.append(())
        for day in days:
            duty = roster.duty(given[day]) if day in given else None
            times = None if duty is None else (duty.start_min, duty.end_min)
            told.append(PublishedDay(person, day, times, MUST))
    id_ = f"partners.{number + 1}"
    rule = Published.model_construct(id=id_, told=tuple(told))
    used = [
        t for p in members for w in roster.lines[p] for t in _times(roster, w)
    ]
    return replace(
        problem,
        people=tuple(people),
        menus=tuple(menus),
        beyond=tuple(beyond),
        beyond_reach=tuple(reach),
        rules=(*problem.rules, rule),
        places=MappingProxyType(
            {**problem.places, id_: origin.place("partners", number)}
        ),
        slot_min=gcd(problem.slot_min, *used),
    )
