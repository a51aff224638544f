"""Night share: at most so many of somebody's duties are nights."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field, field_validator

from constraints import wording
from constraints.measures import Measure, Within
from constraints.periods import inside, periods
from constraints.promises import percent_text
from constraints.rule import Rule, Violation
from constraints.terms import TICKS_PER_POINT, Because, Price, Tally
from constraints.values import Duration, Per, Percent
from constraints.windows import Window

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Person, Problem
    from scheduler.roster import Roster

__all__ = ["NightShare"]


class NightShare(Rule):
    """At most such a share of somebody's duties are nights.

    Why
    ---
    Three nights a month are much for somebody who works eight days, and
    little for somebody who works twenty. A share asks the same of both,
    and nobody becomes a night worker unawares.

    Example
    -------
    .. code-block:: yaml

        - {rule: night-share, most: 25%}
        - {rule: night-share, most: 50%, per: 4 weeks, who: team apac,
           importance: high}

    Unit
    ----
    Night too many, worth 4 person-hours, in parts: of ten duties a quarter
    are 2.5, so a third night is half a night too many. A duty is a night
    when at least 3 hours of it (`at least`) lie inside the window, by
    default 23:00 to 06:00, in real minutes on the person's own clock. A day
    on standby alone is no duty here. Weeks that began before the roster
    count what history knows; blocks of weeks are laid from its first day.

    Source
    ------
    Directive 2003/88/EC, article 2 (4)(b): a night worker is also whoever
    works a certain proportion of the annual working time at night.
    """

    unit: ClassVar[str] = "night too many"
    worth: ClassVar[int] = 4

    rule: Literal["night-share"] = "night-share"
    most: Percent = Field(description="The largest share, as in 25%.")
    per: Per = Field(
        default=None, description="week, 4 weeks, or period for the roster."
    )
    window: Window = Field(
        default=Window.parse("daily 23:00-06:00"),
        description="What is night, on the person's own clock.",
    )
    at_least: Duration = Field(
        default=180, description="Time inside the window that makes a night."
    )

    @field_validator("most")
    @classmethod
    def _possible(cls, most: float) -> float:
        if 0 < most < 1:
            return most
        raise ValueError(
            f'"{percent_text(most)}" limits nothing or everything: write more'
            ' than 0% and less than 100%, or "rule: nights, most: 0"'
        )

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one tally per person and period: nights less their share."""
        for person in problem.people:
            if not self.who.matches(person):
                continue
            excess = self._measure(problem, person)
            past = problem.past(person.idx)
            for period in periods(problem, self.per):
                known = [w.duty for w in past if w.day >= period[0]]
                carried = int(excess.by_duty[known].sum())
                days = inside(period, problem)
                yield Tally(
                    because=Because(self.id, (person.idx,), days),
                    person=person.idx,
                    measure=excess,
                    days=days,
                    high=max(0, carried),
                    price_high=self._price_of_part(),
                    carried=carried,
                )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each period with too large a share of nights."""
        problem = roster.problem
        for person in problem.people:
            if not self.who.matches(person):
                continue
            fact = Within((self.window,), person.zone)
            minutes = problem.measure(fact).by_duty
            for first, last in periods(problem, self.per):
                works = [
                    work
                    for work in roster.worked_with_past(person.idx)
                    if first <= work.day <= last
                ]
                nights = [
                    w.day for w in works if minutes[w.duty] >= self.at_least
                ]
                gone = [day for day in nights if day < 0]
                past = sum(work.day < 0 for work in works)
                over = len(nights) - self._share * len(works)
                allowed = max(Fraction(0), len(gone) - self._share * past)
                if over > allowed:
                    night = wording.count(len(nights), "night")
                    duty = "duty" if len(works) == 1 else "duties"
                    yield Violation(
                        rule=self.id,
                        people=(person.idx,),
                        days=inside((first, last), problem),
                        amount=int((over - allowed) * self._share.denominator),
                        price=self._price_of_part(),
                        note=f"{night} among {len(works)} {duty}",
                    )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana has nights for at most 25% of the duties, …'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        most = percent_text(self.most)
        return f"{who} has nights for at most {most} of the duties, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana works 3 nights among 8 duties, 1–7 March; …'."""
        who = wording.people(violation.people, problem)
        when = wording.days(violation.days, problem)
        most = percent_text(self.most)
        return f"{who} works {violation.note}, {when}; the most is {most}"

    def counted(self, violation: Violation) -> tuple[str, int]:
        """Return nights, of which amounts are parts."""
        return self.unit, self._share.denominator

    @property
    def _share(self) -> Fraction:
        return Fraction(str(self.most))

    def _measure(self, problem: Problem, person: Person) -> Measure:
        """Return what each duty adds to the nights above the share."""
        share = self._share
        minutes = problem.measure(Within((self.window,), person.zone))
        nights = (minutes.by_duty >= self.at_least).astype("int64")
        return Measure(
            f"night({minutes.key}, {self.at_least}) above {share}",
            "parts of a night",
            (nights * share.denominator - share.numerator)
            * problem.duties.worked,
        )

    def _price_of_part(self) -> Price:
        """Return what one part of a night too many costs."""
        if self.importance.hard:
            return self.price
        ticks = self.importance.points * self.worth * TICKS_PER_POINT
        return Price.linear(max(1, round(ticks / self._share.denominator)))
