"""A published roster as what people were told, day by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from constraints.published import Published, PublishedDay
from constraints.values import MUST, Importance
from constraints.wording import beginning
from scheduler.errors import Finding, InputError
from scheduler.expand.duties import Clock
from scheduler.expand.foreign import foreign_duty
from scheduler.export.json_reading import roster_document
from scheduler.spec.findings import shown
from scheduler.spec.text import is_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from scheduler.expand.people import People
    from scheduler.export.roster_doc import PersonDoc, RosterDoc
    from scheduler.problem import Person, Problem
    from scheduler.spec.origin import Origin, Said
    from scheduler.spec.roster import RosterSpec

__all__ = ["published", "unkept"]

ID = "published"
HUNDREDTHS = 100
"""Points have two decimals, in files and in costs."""


def published(
    spec: RosterSpec, origin: Origin, team: People, findings: list[Finding]
) -> Iterator[tuple[Published, Said]]:
    """Yield the rule that published days stay, if any of them are to.

    Parameters
    ----------
    findings
        Receives what is wrong with the file, and who is in it and has gone.
    """
    if spec.published is None:
        for key, said in (
            ("frozen until", spec.frozen_until),
            ("notice", spec.notice),
        ):
            if said is not None:
                findings.append(
                    origin.finding(
                        f"{key}: is about a published roster: name it, as in "
                        "published: published/2027-03",
                        key,
                        code="no-published",
                    )
                )
        return
    file = origin.file(spec.published, "published")
    try:
        _, found = roster_document(
            file / "roster.json" if is_folder(file) else file
        )
    except InputError as error:
        at = origin.place("published")
        findings += [replace(f, place=f.place or at) for f in error.findings]
        return
    by_id = {person.id: person for person in team.persons}
    findings += _gone(found, by_id, origin)
    told = tuple(
        day
        for doc in found.people
        if doc.id in by_id
        for day in _days(spec, found, by_id[doc.id], doc)
    )
    if told:
        yield Published.model_construct(id=ID, told=told), ("published",)


def _gone(
    found: RosterDoc, by_id: Mapping[str, Person], origin: Origin
) -> Iterator[Finding]:
    for doc in found.people:
        if doc.work and doc.id not in by_id:
            yield origin.warning(
                f"{shown(doc.name or doc.id)} has {len(doc.work)} duties in "
                "the published roster and is not among the people: nobody is "
                "held to them",
                "published",
                code="published-person",
            )


def _days(
    spec: RosterSpec, found: RosterDoc, person: Person, doc: PersonDoc
) -> Iterator[PublishedDay]:
    """Yield what somebody was told of the days that matter."""
    clock = Clock(person.zone, person.day_starts)
    works = {
        clock.line_date(work.start): (work.start, work.end)
        for work in doc.work
    }
    for number in range(found.days):
        day = found.first + timedelta(days=number)
        importance = _importance(spec, day)
        if importance is not None and spec.from_ <= day <= spec.last:
            line_day = (day - spec.from_).days
            yield PublishedDay(
                person.idx, line_day, works.get(day), importance
            )


def _importance(spec: RosterSpec, day: date) -> Importance | None:
    """Return what a change on a date weighs, None where it is free."""
    frozen, notice = spec.frozen_until, spec.notice
    if frozen is not None and day < frozen:
        return MUST
    if notice is None:
        return None
    ahead = (day - (notice.told or frozen or spec.from_)).days
    if ahead >= notice.days:
        return None
    late = notice.late_change
    if late.hard:
        return MUST
    share = Fraction(notice.days - max(0, ahead), notice.days)
    points = max(1, round(late.points * share * HUNDREDTHS))
    return Importance.model_construct(points=Fraction(points, HUNDREDTHS))


def unkept(problem: Problem, origin: Origin) -> Iterator[Finding]:
    """Yield published duties that must stay and that nobody could have."""
    for rule in problem.rules:
        if not isinstance(rule, Published):
            continue
        for told in rule.told:
            menu = [
                problem.duties[duty]
                for duty in problem.menu(told.person, told.day)
            ]
            if told.times is None or told.times in (
                (duty.start_min, duty.end_min) for duty in menu
            ):
                continue
            person = problem.people[told.person]
            when = beginning(foreign_duty(person, *told.times), person)
            say = origin.finding if told.importance.hard else origin.warning
            yield say(
                f"{person.name} was told a duty of {when}, which no shift "
                "makes any more",
                "published",
                code="published-duty",
            )
