"""Cost: paid hours weigh what their contract costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from constraints import wording
from constraints.measures import Paid
from constraints.rule import Rule, Violation
from constraints.terms import TICKS_PER_POINT, Because, Price, Tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Contract, Person, Problem
    from scheduler.roster import Roster

__all__ = ["Cost"]


class Cost(Rule):
    """Paid hours cost what the contract says, in points per 100 of money.

    Why
    ---
    Two rosters that keep every promise need not cost the same. Where some
    contracts have a `cost`, this rule prefers the cheaper hours, as far as
    you say with `points per 100`: with 1, a hundred dollars weigh as much
    as 6 minutes of a missing person at normal importance.

    Example
    -------
    .. code-block:: yaml

        - {rule: cost}
        - {rule: cost, points per 100: 5, who: contractor}

    Unit
    ----
    paid hour of the roster, each person in total. Contracts without a
    `cost` cost nothing here; `importance` is not used, and different
    currencies are not converted.

    Source
    ------
    House rule.
    """

    unit: ClassVar[str] = "paid hour, at its contract's cost"
    amounts_per_unit: ClassVar[int] = 60

    rule: Literal["cost"] = "cost"
    points_per_100: float = Field(
        default=1.0,
        gt=0,
        le=10_000,
        description="Points that 100 units of money weigh.",
    )

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one tally of paid minutes per person who costs anything."""
        paid = problem.measure(Paid())
        for person in problem.people:
            if not self.who.matches(person):
                continue
            for contract, days in _in_force(problem, person):
                price = self._per_minute(contract)
                if price.slopes:
                    yield Tally(
                        because=Because(self.id, (person.idx,), days),
                        person=person.idx,
                        measure=paid,
                        days=days,
                        high=0,
                        price_high=price,
                    )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield the paid minutes of each person who costs anything."""
        problem = roster.problem
        for person in problem.people:
            if not self.who.matches(person):
                continue
            for contract, (first, last) in _in_force(problem, person):
                minutes = sum(
                    roster.duty(work).paid_min
                    for work in roster.lines[person.idx]
                    if first <= work.day <= last
                )
                price = self._per_minute(contract)
                if minutes and price.slopes:
                    yield Violation(
                        rule=self.id,
                        people=(person.idx,),
                        days=(first, last),
                        amount=minutes,
                        price=price,
                    )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'hours of Ana cost 35 USD each, 1–28 March'."""
        who = wording.people(because.people, problem)
        contract = _contract_of(because, problem)
        when = wording.days(because.days, problem)
        rate = f"{contract.cost_per_hour:g} {contract.currency}".strip()
        return f"hours of {who} cost {rate} each, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana is paid 24 h, which cost 840 USD'."""
        who = wording.people(violation.people, problem)
        contract = _contract_of(violation, problem)
        money = contract.cost_per_hour * violation.amount / 60
        return (
            f"{who} is paid {wording.hours(violation.amount)}, which cost "
            f"{money:,.0f} {contract.currency}".rstrip()
        )

    def _per_minute(self, contract: Contract) -> Price:
        points = contract.cost_per_hour / 100 * self.points_per_100
        return Price.linear(round(points * TICKS_PER_POINT / 60))


def _in_force(
    problem: Problem, person: Person
) -> Iterator[tuple[Contract, tuple[int, int]]]:
    """Yield somebody's contracts with their days of the roster."""
    for term in person.contracts:
        first = 0 if term.first is None else max(0, problem.day(term.first))
        last = problem.days - 1
        if term.last is not None:
            last = min(last, problem.day(term.last))
        if first <= last:
            yield term.contract, (first, last)


def _contract_of(found: Because | Violation, problem: Problem) -> Contract:
    person = problem.people[found.people[0]]
    return next(
        contract
        for contract, days in _in_force(problem, person)
        if days == found.days
    )
