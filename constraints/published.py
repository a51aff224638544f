"""Published: days that people were told of stay, or change at a price."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np
from pydantic import Field, InstanceOf

from constraints import wording
from constraints.measures import Measure
from constraints.rule import Rule, Violation
from constraints.terms import Because, Choice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.measures import IntArray
    from constraints.terms import Term
    from constraints.values import Importance
    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = ["Published", "PublishedDay"]


@dataclass(frozen=True, slots=True)
class PublishedDay:
    """What somebody was told of one day.

    Attributes
    ----------
    day
        Line day.
    times
        Start and end of the duty, as instants; None for a day off.
    importance
        Of a change: ``must`` for a frozen day.
    """

    person: int
    day: int
    times: tuple[int, int] | None
    importance: Importance


class Published(Rule):
    """Days that were published stay as they are, or change at a price.

    Why
    ---
    People plan their lives by the roster they were given. A week that has
    begun is not changed at all, and what comes soon only for a reason:
    the later somebody learns of it, the dearer it is.

    Example
    -------
    .. code-block:: yaml

        published: published/2027-03
        frozen until: 2027-03-08
        notice: {days: 14, late change: high}

    Unit
    ----
    Person and day on which the duty is another one than published, or a
    day off instead of a duty or the other way round; a day counts 8. Days
    before `frozen until` do not change. After it, and for `days` from the
    day on which people are told, a change costs `late change`: all of it on
    that day itself, and the less the more days lie between.

    Source
    ------
    Notice of rosters in labour law, such as the Organisation of Working
    Time Act 1997 (Ireland), section 17; the dearer later change is a house
    rule.
    """

    unit: ClassVar[str] = "day changed after it was published"
    worth: ClassVar[int] = 8
    desugared: ClassVar[bool] = True

    rule: Literal["published"] = "published"
    told: tuple[InstanceOf[PublishedDay], ...] = Field(
        description="What people were told, day by day."
    )

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one choice per day: every other choice has amount 1."""
        duties = problem.duties
        for told in self.told:
            other: IntArray = np.ones(len(duties), dtype=np.int64)
            if told.times is not None:
                start, end = told.times
                same = (duties.start_min == start) & (duties.end_min == end)
                other = (~same).astype(np.int64)
            yield Choice(
                because=Because(self.id, (told.person,), (told.day, told.day)),
                person=told.person,
                days=(told.day,),
                amount=Measure(f"not {told.times}", "days", other),
                price=self.priced(told.importance),
                off=int(told.times is not None),
            )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each day that is different."""
        for told in self.told:
            work = roster.work(told.person, told.day)
            duty = None if work is None else roster.duty(work)
            found = None if duty is None else (duty.start_min, duty.end_min)
            if found != told.times:
                person = roster.problem.people[told.person]
                wording.beginning(duty, person) if duty else ""
                yield Violation(
                    rule=self.id,
                    people=(told.person,),
                    days=(told.day, told.day),
                    amount=1,
                    price=self.priced(told.importance),
                    note=""
                    if duty is None
                    else wording.beginning(duty, person),
                )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana works Mon 1 March 08:00–16:00, as published'."""
        who = wording.people(because.people, problem)
        return f"{who} {self._what(because, problem)}, as published"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana is off; the published roster says: works …'."""
        who = wording.people(violation.people, problem)
        found = f"works from {violation.note}" if violation.note else "is off"
        because = Because(self.id, violation.people, violation.days)
        was = self._what(because, problem)
        return f"{who} {found}; the published roster says: {was}"

    def _what(self, because: Because, problem: Problem) -> str:
        told = next(
            told
            for told in self.told
            if ((told.person,), (told.day, told.day))
            == (because.people, because.days)
        )
        if told.times is None:
            return f"is off {wording.days(because.days, problem)}"
        start, end = told.times
        return f"works {wording.stretch(start, end, problem)}"
