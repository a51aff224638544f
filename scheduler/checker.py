"""The second opinion: judges a roster without looking at any engine.

Every rule judges for itself; what no rule states (one duty a day, breaks
inside duties, one queue at a time) is in ``scheduler.structure``. ``solve``
lets it judge its own answer, ``schedule check`` anybody's.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from constraints.terms import TICKS_PER_POINT
from scheduler.statements import Statements
from scheduler.structure import faults

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from constraints.rule import Rule, Violation
    from scheduler.roster import Roster

__all__ = ["Judgement", "check"]


@dataclass(frozen=True, eq=False)
class Judgement:
    """What a roster breaks and what it pays for.

    Attributes
    ----------
    violations
        Everything, broken or priced, rule by rule.
    broken
        Those of statements that must hold, ``must`` coverage aside.
    short
        Those of ``must`` coverage that is missing.
    shortage_min
        Person-minutes of ``must`` coverage missing.
    cost
        Ticks paid for all the rest.
    cost_by_rule
        Ticks by rule id, dearest first; rules that cost nothing are left
        out.
    rules_asked
        False for a roster whose structure makes no sense: rules, coverage
        and cost were then not judged.
    """

    violations: tuple[Violation, ...]
    broken: tuple[Violation, ...]
    short: tuple[Violation, ...]
    shortage_min: int
    cost: int
    cost_by_rule: Mapping[str, int]
    rules_asked: bool = True

    @property
    def ok(self) -> bool:
        """Whether every statement that must hold does."""
        return not self.broken and not self.short

    @property
    def points(self) -> float:
        """The cost in points."""
        return self.cost / TICKS_PER_POINT


def check(roster: Roster, rules: Sequence[Rule] | None = None) -> Judgement:
    """Judge a roster by its structure and by every rule's own definition.

    Parameters
    ----------
    rules
        The rules to judge by; by default those of the roster's problem.
        They are not asked about a roster whose structure makes no sense,
        such as a duty that does not exist.
    """
    found = tuple(faults(roster, rules))
    if any(fault.fatal for fault in found):
        judged = _judged(roster, [f.violation for f in found], ())
        return replace(judged, rules_asked=False)
    chosen = roster.problem.rules if rules is None else rules
    violations = [f.violation for f in found]
    for rule in chosen:
        violations += rule.check(roster)
    return _judged(roster, violations, chosen)


def _judged(
    roster: Roster, violations: Sequence[Violation], rules: Sequence[Rule]
) -> Judgement:
    statements = Statements(roster.problem, rules)
    short = [v for v in violations if v.hard and statements.staffs(v)]
    broken = [v for v in violations if v.hard and not statements.staffs(v)]
    costs: Counter[str] = Counter()
    for violation in violations:
        rule = statements.rule(violation.rule)
        costs[rule.id if rule else violation.rule] += violation.ticks
    return Judgement(
        violations=tuple(violations),
        broken=tuple(broken),
        short=tuple(short),
        shortage_min=sum(v.amount for v in short),
        cost=costs.total(),
        cost_by_rule={id_: t for id_, t in costs.most_common() if t},
    )
