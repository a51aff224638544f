"""On queues: how long of a week somebody may be kept at the queues."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from constraints import wording
from constraints.periods import bound_days, inside, periods
from constraints.rule import Rule, Violation
from constraints.terms import Because, OnQueues
from constraints.values import Hours, Per

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Person, Problem, Work
    from scheduler.roster import Roster

__all__ = ["OnQueuesMost"]


class OnQueuesMost(Rule):
    """People are free for the queues for at most so many hours a week.

    Why
    ---
    Leads, trainers and people who write the help pages jump in where it
    burns. Without a limit it always burns, and the work that they are there
    for is never done.

    Example
    -------
    .. code-block:: yaml

        - {rule: on-queues, who: skill trainer, most: 20h}
        - {rule: on-queues, most: 30h, importance: normal}

    Unit
    ----
    Hour too many on the queues: at work, neither on a break nor at an
    event, whether anybody wrote or not. The rest of the working time is
    spent off the queues, and the solver says when: in the calendars it is
    an event of its own. Weeks begin when the days of the person do; those
    that began before the roster count what history knows, and forgive what
    it did. Standby does not count. A contract says it as
    `on queues: at most 8h/week`. For queues without a seat and for rules
    about who is there, time off the queues is time at work.

    Source
    ------
    House rule.
    """

    unit: ClassVar[str] = "hour too many on the queues"
    amounts_per_unit: ClassVar[int] = 60
    books: ClassVar[bool] = True

    title: ClassVar[str] = "off the queues"

    rule: Literal["on-queues"] = "on-queues"
    most: Hours = Field(description="The most hours on the queues.")
    per: Per = Field(
        default=1, description="week, 4 weeks, or period for the roster."
    )

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield a limit per person and period."""
        for person, days in self._bound(problem):
            start, end = _window(problem, person, days)
            past = sum(
                sum(_shared(stretch, start, end) for stretch in stretches)
                for stretches in _past(problem, person)
            )
            yield OnQueues(
                because=Because(self.id, (person.idx,), inside(days, problem)),
                event=self._key(problem, person, days),
                people=(person.idx,),
                start_min=start,
                end_min=end,
                slot_min=problem.slot_min,
                most_min=max(self.most, past),
                price=self.price,
            )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield the periods in which somebody is on the queues too long."""
        problem = roster.problem
        slot = problem.slot_min
        for person, days in self._bound(problem):
            start, end = _window(problem, person, days)
            new, old = (
                sum(
                    slot
                    for work in works
                    for at in range(start, end, slot)
                    if _serves(roster, work, at, at + slot)
                )
                for works in (
                    roster.lines[person.idx],
                    problem.past(person.idx),
                )
            )
            if new + old > max(self.most, old):
                yield Violation(
                    rule=self.id,
                    people=(person.idx,),
                    days=inside(days, problem),
                    amount=new + old - max(self.most, old),
                    price=self.price,
                    note=wording.hours(new + old),
                )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana is on the queues for at most 8 h, 1–7 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        most = wording.hours(self.most)
        return f"{who} is on the queues for at most {most}, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana is on the queues for 9 h, 1–7 March; …'."""
        who = wording.people(violation.people, problem)
        when = wording.days(violation.days, problem)
        most = wording.hours(self.most)
        return (
            f"{who} is on the queues for {violation.note}, {when};"
            f" the most is {most}"
        )

    def _bound(
        self, problem: Problem
    ) -> Iterator[tuple[Person, tuple[int, int]]]:
        """Yield whom it binds on which days of which period.

        A definition: ``terms`` and ``check`` both use it.
        """
        for person in problem.people:
            if not self.who.matches(person):
                continue
            for period in periods(problem, self.per):
                days = bound_days(self.who, problem, person.idx, period)
                if days[0] <= days[1]:
                    yield person, days

    def _key(
        self, problem: Problem, person: Person, days: tuple[int, int]
    ) -> str:
        """Return what somebody's time off the queues is known by."""
        return f"{self.id}/{person.id}/{problem.date(days[0]).isoformat()}"


def _window(
    problem: Problem, person: Person, days: tuple[int, int]
) -> tuple[int, int]:
    """Return the first slot that begins on some days, and the first after.

    A definition: ``terms`` and ``check`` both use it.
    """
    slot = problem.slot_min
    start, end = (
        -(
            -problem.facts.day_start(
                person.zone, problem.date(day), person.day_starts
            )
            // slot
        )
        * slot
        for day in (days[0], days[1] + 1)
    )
    return start, end


# For terms


def _past(
    problem: Problem, person: Person
) -> Iterator[list[tuple[int, int, int]]]:
    """Yield stretches of work, and with a sign what is off the queues."""
    for work in problem.past(person.idx):
        duty = problem.duties[work.duty]
        yield [(start, end, 1) for start, end in duty.work]
        yield [(s.start_min, s.end_min, -1) for s in work.off_queues]


def _shared(stretch: tuple[int, int, int], start: int, end: int) -> int:
    first, last, sign = stretch
    return sign * max(0, min(last, end) - max(first, start))


# For check


def _serves(roster: Roster, work: Work, start: int, end: int) -> bool:
    """Return whether somebody could serve a queue for a whole slot."""
    on = any(a <= start and end <= b for a, b in roster.duty(work).work)
    return on and not any(
        s.start_min < end and start < s.end_min for s in work.off_queues
    )
