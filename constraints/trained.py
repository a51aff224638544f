"""Trained: somebody who knows an account is there while it is promised."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

from pydantic import Field, InstanceOf

from constraints import wording
from constraints.edges import Edges
from constraints.rule import Rule, Violation
from constraints.stretches import Lack, merged, there
from constraints.terms import Because
from constraints.terms import Presence as PresenceTerm
from constraints.values import HIGH, Importance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = ["Known", "Trained"]

Group: TypeAlias = "tuple[tuple[int, ...], Importance]"
"""Who knows some accounts, and how important their presence is."""


@dataclass(frozen=True, slots=True)
class Known:
    """An account that somebody who knows it must be there for.

    Attributes
    ----------
    id
        A key of ``problem.places``.
    stretches
        When, in instants; the end exclusive.
    least
        How many who know it.
    """

    id: str
    account: str
    stretches: tuple[tuple[int, int], ...]
    least: int = 1
    importance: Importance = HIGH


class Trained(Rule):
    """Somebody who knows an account is on duty while it is promised.

    Why
    ---
    A brand was promised people who know its products. They need no seat of
    their own: whoever knows the brand answers its customers too, or helps
    those who do. The owners of an account know it, and so does everybody
    whose `knows` names it (or whose team's does).

    Accounts that the same people know count once: where nobody of them is
    there, one person is missing and not one for each account. The highest
    number of theirs counts. As for coverage, a `must` that cannot be met
    does not refuse the roster. Whoever is on a break is not there.

    Example
    -------
    .. code-block:: yaml

        tiers:
          gold: {answer: 95% within 2h, trained: 1}
        accounts:
          Solvay: {tier: gold, queues: desk, window: Mon-Fri 08:00-18:00,
           volume: 5, handle: 6m}
        people:
          - {name: Ana Souza, team: na, contract: full-time, knows: [Solvay]}

    Unit
    ----
    Person-hour missing. Edges of the roster are as for coverage.

    Source
    ------
    House rule.
    """

    unit: ClassVar[str] = "person-hour of somebody trained missing"
    amounts_per_unit: ClassVar[int] = 60
    desugared: ClassVar[bool] = True
    staffing: ClassVar[bool] = True

    rule: Literal["trained"] = "trained"
    accounts: tuple[InstanceOf[Known], ...] = Field(
        description="Which accounts, and when."
    )

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the rule and of its accounts."""
        return (self.id, *(known.id for known in self.accounts))

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one presence per slot and group of people."""
        edges = Edges(problem)
        who = cache(lambda account: _knowing(problem, account))
        price_of = cache(self.priced)
        cells: dict[tuple[int, Group], tuple[int, str]] = {}
        for known in self.accounts:
            group = who(known.account), known.importance
            for start, end in known.stretches:
                for slot in range(start, end, problem.slot_min):
                    if known.least > cells.get((slot, group), (0, ""))[0]:
                        cells[slot, group] = known.least, known.id
        reached = cache(edges.of)
        for (slot, group), (level, id_) in sorted(
            cells.items(), key=lambda item: (item[0][0], item[1][1])
        ):
            people, importance = group
            edge = slot in reached(people)
            day, _ = problem.local(slot)
            yield PresenceTerm.staffed(
                because=Because(id_, (), (day, day)),
                start_min=slot,
                end_min=slot + problem.slot_min,
                people=people,
                level=level,
                price=price_of(
                    HIGH if edge and importance.hard else importance
                ),
                edge=edge,
            )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield the stretches in which nobody knows some accounts."""
        problem = roster.problem
        works = (w for p in problem.people for w in roster.with_past(p.idx))
        present = there(roster, works, near=True)
        asked = self._asked(problem)
        lacks: dict[int, list[Lack]] = {}
        for slot in sorted(asked):
            lacks[slot] = []
            for (people, importance), known in asked[slot].items():
                here = len(people & present.get(slot, set()))
                if here >= known.least:
                    continue
                edge = bool(problem.beyond) and any(
                    start <= slot < end
                    for person in people
                    for start, end in problem.beyond[
                        problem.people[person].menu
                    ]
                )
                soft = HIGH if edge and importance.hard else importance
                lacks[slot].append(
                    Lack(
                        known.id,
                        known.least - here,
                        self.priced(soft),
                        f"{here} instead of {known.least}",
                        edge,
                    )
                )
        yield from merged(problem, lacks)

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'somebody who knows Solvay is on duty, Tue 2 March'."""
        known = self._by_id(because.rule)
        who, verb = "somebody who knows", "is"
        if known.least > 1:
            who, verb = f"{known.least} people who know", "are"
        when = wording.days(because.days, problem)
        accounts = self._accounts_like(known, problem)
        return f"{who} {accounts} {verb} on duty, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return '0 instead of 1 who know Solvay are on duty, …'."""
        known = self._by_id(violation.rule)
        edge = ", at the edge of the roster" if violation.edge else ""
        when = wording.stretch(
            violation.start_min or 0, violation.end_min or 0, problem
        )
        accounts = self._accounts_like(known, problem)
        return (
            f"{accounts}: {violation.note} on duty of those who know it,"
            f" {when}{edge}"
        )

    def _asked(
        self, problem: Problem
    ) -> dict[int, dict[tuple[frozenset[int], Importance], Known]]:
        """Return, slot by slot, the strictest account of each group."""
        found: dict[int, dict[tuple[frozenset[int], Importance], Known]] = (
            defaultdict(dict)
        )
        for known in self.accounts:
            people = frozenset(
                p.idx for p in problem.people if known.account in p.knows
            )
            for start, end in known.stretches:
                for slot in range(start, end, problem.slot_min):
                    other = found[slot].setdefault(
                        (people, known.importance), known
                    )
                    if other.least < known.least:
                        found[slot][people, known.importance] = known
        return found

    def _by_id(self, id_: str) -> Known:
        return next(known for known in self.accounts if known.id == id_)

    def _accounts_like(self, known: Known, problem: Problem) -> str:
        """Return 'Solvay', or 'Solvay and 3 more' that the same know."""
        people = _knowing(problem, known.account)
        like = [
            other.account
            for other in self.accounts
            if other.importance == known.importance
            and _knowing(problem, other.account) == people
        ]
        rest = len(set(like)) - 1
        return f"{known.account} and {rest} more" if rest else known.account


def _knowing(problem: Problem, account: str) -> tuple[int, ...]:
    return tuple(p.idx for p in problem.people if account in p.knows)
