"""Weekly rest: long enough without any duty, every week."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple, Self

from pydantic import Field, model_validator

from constraints import wording
from constraints.evaluator import free_min
from constraints.periods import inside, periods
from constraints.ranges import per_text
from constraints.rule import Rule, Violation
from constraints.terms import Because, Free
from constraints.values import WEEK_MIN, Duration, Per

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Duty, Person, Problem
    from scheduler.roster import Roster

__all__ = ["WeeklyRest"]


class WeeklyRest(Rule):
    """A long rest every week: so many hours without any duty.

    Why
    ---
    Eleven hours between duties let somebody sleep; the weekly rest lets
    them live. Days off do not say it: a day off between a night that ends
    at 07:00 and an early that starts at 06:00 is 23 hours long.

    Example
    -------
    .. code-block:: yaml

        - {rule: weekly-rest, least: 35h}
        - {rule: weekly-rest, least: 36h, rolling: true}
        - {rule: weekly-rest, least: 72h, per: 2 weeks, shortest part: 32h}
        - {rule: weekly-rest, least: 48h, shortest part: 24h, per: 2 weeks}

    Unit
    ----
    Weekly rest missing, worth 8 person-hours: a week (or block of weeks,
    laid from the first day of the roster) without it counts 1. Hours are
    real ones. The rest lies within the week, on the person's own clock;
    with `runs on: true` one that begins in a week counts whole in it, and
    in the next week only for what lies in that.

    With `rolling: true` weeks are not those of the calendar: within seven
    times 24 hours of the start of every duty there is a rest, and each duty
    for which there is none counts 1. With `shortest part` the hours may
    come in several parts, none of them shorter.

    Standby is free time, and breaks no rest, unless `standby: true` says so;
    the hours between the pieces of a split shift are no rest. Duties before
    the roster count as far as history knows them; what nobody knows, before
    that and after the roster, is taken as free. A week that is lost
    whatever the roster does is not judged.

    Source
    ------
    Directive 2003/88/EC, articles 3 and 5: 24 hours and the daily 11, so 35
    hours, in each period of seven days (German Working Time Act, section
    11; French Labour Code, L3132-2; Polish Labour Code, article 133: 35
    hours). Netherlands, Arbeidstijdenwet, article 5:5: 36 hours in any seven
    times 24 hours, or 72 hours in 14 days in parts of at least 32. Québec,
    CQLR N-1.1, section 78, and British Columbia, RSBC 1996 c. 113, section
    36: 32 hours a week. Nova Scotia, RSNS 1989 c. 246, section 66: 24 hours
    in every seven days. Working Time Regulations 1998 (UK), regulation 11:
    24 hours in seven days, or 48 in 14 in parts of 24. Collective
    agreements may ask for more.
    """

    unit: ClassVar[str] = "weekly rest missing"
    worth: ClassVar[int] = 8

    rule: Literal["weekly-rest"] = "weekly-rest"
    least: Duration = Field(description="How long the rest is, in real time.")
    per: Per = Field(
        default=1, description="week, 2 weeks, or period for the roster."
    )
    rolling: bool = Field(
        default=False,
        description="Within so many days of the start of every duty.",
    )
    shortest_part: Duration | None = Field(
        default=None, description="It may come in parts, none shorter."
    )
    standby: bool = Field(
        default=False,
        description="No standby lies in the rest, either; by default it may.",
    )
    runs_on: bool = Field(
        default=False,
        description="A rest that goes on after its week counts whole.",
    )

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if not self.least:
            raise ValueError('a rest of 0 is none: write "least: 35h"')
        if self.rolling and self.per is None:
            raise ValueError(
                "rolling needs weeks to roll over: write per: week"
            )
        if self.rolling and self.runs_on:
            raise ValueError(
                "write rolling or runs on: a rolling week begins with every"
                " duty, so no rest is cut by its begin"
            )
        part = self.least if self.shortest_part is None else self.shortest_part
        if not 0 < part <= self.least:
            raise ValueError(
                "the shortest part is longer than the rest: write for"
                ' example "least: 72h, shortest part: 32h"'
            )
        return self

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield a term per person and week, or per person if it rolls."""
        for person in problem.people:
            if not self.who.matches(person):
                continue
            if self.rolling:
                days = (0, problem.days - 1)
                windows = {days: self._rolling(problem, person)}
            else:
                windows = {
                    inside(period, problem): [_window(problem, person, period)]
                    for period in periods(problem, self.per)
                }
            for days, of_days in windows.items():
                term = self._term(problem, person, days, of_days)
                judged = tuple(
                    window
                    for window in term.windows
                    if free_min(term, window, term.known) >= self.least
                )
                if judged:
                    yield replace(term, windows=judged)

    def _term(
        self,
        problem: Problem,
        person: Person,
        days: tuple[int, int],
        windows: list[tuple[int, int]],
    ) -> Free:
        past = (problem.duties[w.duty] for w in problem.past(person.idx))
        return Free(
            because=Because(self.id, (person.idx,), days),
            person=person.idx,
            windows=tuple(windows),
            least_min=self.least,
            part_min=self.shortest_part or self.least,
            price=self.price,
            clip=not self.runs_on,
            at_starts=self.rolling,
            known=tuple(
                times
                for duty in past
                if (times := duty.times(standby=self.standby))
            ),
            standby=self.standby,
        )

    def _rolling(
        self, problem: Problem, person: Person
    ) -> list[tuple[int, int]]:
        """Return windows from all starts there may be, also those known."""
        begin, _ = _window(problem, person, (0, 0))
        duties = {
            duty
            for day in range(problem.days)
            for duty in problem.menu(person.idx, day)
        }.union(work.duty for work in problem.past(person.idx))
        starts = {
            times[0]
            for duty in duties
            if (times := problem.duties[duty].times(standby=self.standby))
        }
        length = (self.per or 1) * WEEK_MIN
        return [
            (start, start + length)
            for start in sorted(starts)
            if start + length > begin
        ]

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each week, or duty, without its rest."""
        problem = roster.problem
        for person in problem.people:
            if not self.who.matches(person):
                continue
            works = roster.with_past(person.idx)
            duties = [(w.day, self._busy(roster.duty(w))) for w in works]
            busy = [times for _, times in duties if times]
            past = [times for day, times in duties if times and day < 0]
            for days, start, end in self._weeks(roster, person):
                found = self._found(busy, start, end)
                lost = self._found(past, start, end).total_min < self.least
                if lost or found.total_min >= self.least:
                    continue
                yield Violation(
                    rule=self.id,
                    people=(person.idx,),
                    days=days,
                    amount=1,
                    price=self.price,
                    start_min=start,
                    end_min=end,
                    note=self._note(found),
                )

    def _weeks(
        self, roster: Roster, person: Person
    ) -> Iterator[tuple[tuple[int, int], int, int]]:
        """Yield the line days, begin and end of each week to judge."""
        problem = roster.problem
        if self.rolling:
            length = 7 * (self.per or 1)
            opening = problem.facts.day_start(
                person.zone, problem.first_day, person.day_starts
            )
            for work in roster.with_past(person.idx):
                busy = self._busy(roster.duty(work))
                start = busy[0] if busy else opening
                end = start + length * 24 * 60
                if busy and end > opening:
                    last = min(problem.days - 1, work.day + length - 1)
                    yield (work.day, last), start, end
            return
        for first, last in periods(problem, self.per):
            start, end = (
                problem.facts.day_start(
                    person.zone, problem.date(day), person.day_starts
                )
                for day in (first, last + 1)
            )
            days = max(0, first), min(problem.days - 1, last)
            yield days, start, end

    def _busy(self, duty: Duty) -> tuple[int, int] | None:
        """Return from when to when a duty leaves no rest."""
        parts = [p for p in duty.parts if self.standby or not p.standby]
        return (parts[0].start_min, parts[-1].end_min) if parts else None

    def _found(
        self, duties: list[tuple[int, int]], start: int, end: int
    ) -> _Found:
        """Return what rest there is between two instants."""
        lengths = []
        for at in {start} | {e for _, e in duties if start < e < end}:
            if any(s <= at < e for s, e in duties):
                continue
            # After the last duty that is known there is no end of rest.
            until = min((s for s, _ in duties if s >= at), default=None)
            if until is None:
                until = end + self.least
            lengths.append((until if self.runs_on else min(until, end)) - at)
        shortest = self.shortest_part or self.least
        return _Found(
            sum(length for length in lengths if length >= shortest),
            max(lengths, default=0),
        )

    def _note(self, found: _Found) -> str:
        if self.shortest_part is None:
            return wording.hours(found.longest_min)
        return wording.hours(found.total_min)

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana is free for 35 h in one piece, 1–7 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        wanted = self._wanted()
        if self.rolling:
            span = per_text(self.per)
            span = f"a {span}" if self.per == 1 else span
            wanted += f" within {span} of the start of every duty"
        return f"{who} {wanted}, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana is free for 30 h in one piece at most, …'."""
        who = wording.people(violation.people, problem)
        when = wording.days(violation.days, problem)
        least, found = wording.hours(self.least), violation.note
        if self.shortest_part is None:
            longest = f"{found} in one piece at most"
            return f"{who} is free for {longest}, {when}; {least} are wanted"
        parts = f"parts of at least {wording.hours(self.shortest_part)}"
        return (
            f"{who} is free for {found} in {parts}, {when}; {least} are wanted"
        )

    def _wanted(self) -> str:
        least = wording.hours(self.least)
        if self.shortest_part is None:
            return f"is free for {least} in one piece"
        part = wording.hours(self.shortest_part)
        return f"is free for {least} in parts of at least {part}"


class _Found(NamedTuple):
    """What rest there is: all that counts, and the longest stretch."""

    total_min: int
    longest_min: int


# Windows, for terms


def _window(
    problem: Problem, person: Person, period: tuple[int, int]
) -> tuple[int, int]:
    begin, end = (
        problem.facts.day_start(
            person.zone, problem.date(day), person.day_starts
        )
        for day in (period[0], period[1] + 1)
    )
    return begin, end
