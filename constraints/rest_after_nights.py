"""Rest after nights: longer once a run of nights is over."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from constraints import wording
from constraints.measures import Measure, Within
from constraints.rule import Rule, Violation
from constraints.terms import Because, Rest
from constraints.values import Duration
from constraints.windows import Window

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from constraints.terms import Term
    from scheduler.problem import Person, Problem
    from scheduler.roster import Roster

__all__ = ["RestAfterNights"]


class RestAfterNights(Rule):
    """A longer rest after nights, or after so many of them in a row.

    Why
    ---
    After three nights the body needs two days to turn around. Between the
    nights of one run nothing changes: 16 hours from one to the next are
    enough, and the long rest is due when the run is over.

    Example
    -------
    .. code-block:: yaml

        - {rule: rest-after-nights, least: 46h, after: 3}
        - {rule: rest-after-nights, least: 14h, window: daily 02:00-06:00,
           at least: 15m}

    Unit
    ----
    Hour of rest missing between the last night of a run and the duty that
    follows, in real minutes. Nights are in a row when they start on days
    that follow each other; after a day off another run begins, so the rest
    is due before it. Standby is free time. A duty is a night when at least
    3 hours of it (`at least`) lie inside the window, by default 23:00 to
    06:00, on the person's own clock. Runs that began before the roster
    count the nights that history knows.

    Source
    ------
    Netherlands, Arbeidstijdenwet, article 5:8: 46 hours after three nights
    or more in a row, 14 hours after a night that ends after 02:00.
    """

    unit: ClassVar[str] = "hour of rest missing"
    amounts_per_unit: ClassVar[int] = 60

    rule: Literal["rest-after-nights"] = "rest-after-nights"
    least: Duration = Field(
        description="Shortest time until the next duty, in real minutes."
    )
    after: int = Field(
        default=1, ge=1, description="How many nights in a row, or more."
    )
    window: Window = Field(
        default=Window.parse("daily 23:00-06:00"),
        description="What is night, on the person's own clock.",
    )
    at_least: Duration = Field(
        default=180, description="Time inside the window that makes a night."
    )

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one rest per person, due after runs of nights."""
        for person in problem.people:
            if not self.who.matches(person):
                continue
            nights = self._measure(problem, person)
            past = problem.past_worked(person.idx)
            known = {w.day for w in past if nights.by_duty[w.duty]}
            last = past[-1].day if past else -1
            run = 0
            while last - run in known:
                run += 1
            yield Rest(
                because=Because(self.id, (person.idx,), (0, problem.days - 1)),
                person=person.idx,
                least_min=self.least,
                price=self.price,
                previous_end_min=(
                    problem.duties[past[-1].duty].work[-1][1] if past else None
                ),
                previous_day=last,
                after=nights.positive(),
                run=self.after,
                carried=run,
            )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each duty that comes too soon after a run of nights."""
        problem = roster.problem
        for person in problem.people:
            if not self.who.matches(person):
                continue
            fact = Within((self.window,), person.zone)
            minutes = problem.measure(fact).by_duty
            works = roster.worked_with_past(person.idx)
            nights = {w.day for w in works if minutes[w.duty] >= self.at_least}
            for earlier, later in pairwise(works):
                run = _run_up_to(earlier.day, nights)
                goes_on = _run_up_to(later.day, nights) > run > 0
                end_min = roster.duty(earlier).work[-1][1]
                start_min = roster.duty(later).work[0][0]
                free_min = start_min - end_min
                if later.day < 0 or run < self.after or goes_on:
                    continue
                if free_min < self.least:
                    begin = wording.beginning(roster.duty(later), person)
                    yield Violation(
                        rule=self.id,
                        people=(person.idx,),
                        days=(earlier.day, later.day),
                        amount=self.least - free_min,
                        price=self.price,
                        start_min=end_min,
                        end_min=start_min,
                        note=f"{wording.count(run, 'night')}, before {begin}",
                    )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana rests at least 46 h after 3 nights in a row, …'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        nights = (
            "nights"
            if self.after == 1
            else f"{self.after} nights in a row or more"
        )
        least = wording.hours(self.least)
        return f"{who} rests at least {least} after {nights}, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana rests 40 h after 3 nights, before Tue 2 March …'."""
        who = wording.people(violation.people, problem)
        free_min = self.least - violation.amount
        rest = wording.hours(free_min) if free_min > 0 else "not at all"
        wanted = f"{wording.hours(self.least)} are wanted"
        return f"{who} rests {rest} after {violation.note}; {wanted}"

    def _measure(self, problem: Problem, person: Person) -> Measure:
        minutes = problem.measure(Within((self.window,), person.zone))
        return Measure(
            f"night({minutes.key}, {self.at_least})",
            "nights",
            (minutes.by_duty >= self.at_least).astype("int64"),
        )


def _run_up_to(day: int, nights: Collection[int]) -> int:
    """Return how many nights in a row there are up to a day."""
    return next(n for n in range(len(nights) + 1) if day - n not in nights)
