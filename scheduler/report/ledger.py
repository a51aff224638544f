"""The ledger: what everybody carries, against what would be fair.

Hours, nights, weekends, holidays, unsocial and standby hours, and wishes
granted; per person, and how they are spread within and across teams. What
is fair, the rule ``fair-share`` of the file says; without one, what there is
is divided by contract weight and days there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from constraints.expected import divided
from constraints.fair_share import BURDENS, Burden, FairShare
from scheduler.report.wishes import refused, wishes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from constraints.fair_share import Standing as Divided
    from constraints.rule import Violation
    from constraints.values import PaidHours
    from scheduler.people import Person
    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = [
    "COUNTED",
    "Account",
    "Ledger",
    "Spread",
    "Standing",
    "ledger",
]

COUNTED: frozenset[Burden] = frozenset({"nights", "weekends"})
"""Burdens that are counted; all others are minutes."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody carries of one burden.

    Attributes
    ----------
    total
        In this roster: minutes, or how many.
    carried
        What history brought.
    share
        What this roster should bring, rounded down; None for those among
        whom the burden is not divided.
    """

    total: int
    carried: int = 0
    share: int | None = None

    @property
    def above(self) -> int:
        """How much more than the share; negative for less."""
        return 0 if self.share is None else self.total - self.share


@dataclass(frozen=True, slots=True)
class Account:
    """One person's page of the ledger.

    Attributes
    ----------
    paid_min
        Contract minutes of the roster.
    contract_min
        Least and most of the contract, of the days somebody is there; None
        where nothing is said.
    burdens
        Standings by burden.
    wishes, granted
        Duties and days about which something was wished, and how many of
        them are as wished.
    ticks
        Prices paid for what concerns them alone.
    """

    person: int
    paid_min: int
    contract_min: tuple[int | None, int | None]
    burdens: Mapping[Burden, Standing]
    wishes: int
    granted: int
    ticks: int


@dataclass(frozen=True, slots=True)
class Spread:
    """How a burden is spread in a team, or in all.

    Attributes
    ----------
    team
        Empty for everybody.
    least, mean, most
        Of roster and history together, per contract weight: what a
        full-timer would carry.
    """

    team: str
    burden: Burden
    people: int
    least: float
    mean: float
    most: float


@dataclass(frozen=True, eq=False)
class Ledger:
    """What everybody carries.

    Attributes
    ----------
    burdens
        Those that anybody carries or is to share, in the order shown.
    accounts
        One per person, in their order.
    spreads
        Per burden: of everybody, then of each team.
    """

    burdens: tuple[Burden, ...]
    accounts: tuple[Account, ...]
    spreads: tuple[Spread, ...]


def ledger(roster: Roster, violations: Iterable[Violation]) -> Ledger:
    """Return what everybody carries of a judged roster.

    Parameters
    ----------
    violations
        The checker's judgement.
    """
    problem = roster.problem
    violations = tuple(violations)
    by_burden = {what: _standings(roster, what) for what in BURDENS}
    burdens = tuple(
        what
        for what in BURDENS
        if any(
            s.total or s.carried or s.share for s in by_burden[what].values()
        )
    )
    asked = wishes(roster)
    denied = refused(problem, violations)
    paid: Counter[int] = Counter()
    for violation in violations:
        if len(violation.people) == 1:
            paid[violation.people[0]] += violation.ticks
    accounts = tuple(
        Account(
            person=person.idx,
            paid_min=sum(
                roster.duty(work).paid_min for work in roster.lines[person.idx]
            ),
            contract_min=_contract_min(problem, person),
            burdens={
                what: by_burden[what].get(person.idx, Standing(0))
                for what in burdens
            },
            wishes=asked[person.idx],
            granted=max(0, asked[person.idx] - denied[person.idx]),
            ticks=paid[person.idx],
        )
        for person in problem.people
    )
    return Ledger(burdens, accounts, tuple(_spreads(problem, accounts)))


def _standings(roster: Roster, what: Burden) -> dict[int, Standing]:
    """Return what everybody carries, and their shares."""
    rules = [
        rule
        for rule in roster.problem.rules
        if isinstance(rule, FairShare) and what in rule.of
    ]
    of_all = FairShare.model_validate({"rule": "fair-share", "of": [what]})
    carried = of_all.standings(roster, what)
    shares = {} if rules else _realised(roster.problem, carried)
    found = {
        person: Standing(s.total, s.carried, shares.get(person))
        for person, s in carried.items()
    }
    for rule in rules:
        for person, s in rule.standings(roster, what).items():
            found[person] = Standing(s.total, s.carried, s.share)
    return found


def _realised(
    problem: Problem, carried: Mapping[int, Divided]
) -> dict[int, int]:
    """Divide what there is, where no rule says what is to be expected."""
    total = sum(s.total for s in carried.values())
    return divided(problem, total, {p: s.carried for p, s in carried.items()})


# Contracts


def _contract_min(
    problem: Problem, person: Person
) -> tuple[int | None, int | None]:
    """Return least and most paid minutes, day by day of those there."""
    sums: list[float | None] = [0.0, 0.0]
    for day in range(problem.days):
        if problem.absent(person.idx, day):
            continue
        on = problem.date(day)
        contract = next(
            (t.contract for t in person.contracts if t.holds(on)),
            person.contract,
        )
        for side, bound in enumerate(_bounds(contract.paid_hours)):
            known = sums[side]
            sums[side] = (
                None
                if bound is None or known is None
                else known + bound[0] / (bound[1] or problem.days)
            )
    low, high = (None if s is None else round(s) for s in sums)
    return low, high


def _bounds(
    hours: PaidHours | None,
) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """Return least and most minutes, each with the days they are of.

    0 days for the whole roster.
    """
    if hours is None:
        return None, None
    days = 7 * hours.weeks if hours.weeks else 0
    low = hours.least if hours.target is None else hours.target
    high = hours.most if hours.target is None else hours.target
    return (
        None if low is None else (low, days),
        None if high is None else (high, days),
    )


# Spread


def _spreads(
    problem: Problem, accounts: Sequence[Account]
) -> Iterable[Spread]:
    teams: dict[str, list[Account]] = defaultdict(list)
    for account in accounts:
        teams[problem.people[account.person].team].append(account)
    burdens = accounts[0].burdens if accounts else ()
    for what in burdens:
        for team, members in (("", accounts), *teams.items()):
            weights = {
                a.person: problem.people[a.person].contract.weight
                for a in members
            }
            carried = [
                (a.burdens[what].total + a.burdens[what].carried)
                / weights[a.person]
                for a in members
                if weights[a.person]
            ]
            if carried:
                yield Spread(
                    team,
                    what,
                    len(carried),
                    min(carried),
                    sum(carried) / len(carried),
                    max(carried),
                )
