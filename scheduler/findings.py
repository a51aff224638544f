"""What matters in a roster: the few findings worth a reader's time.

Broken statements come first, then missing people, then the biggest prices
paid. Plain data: ``scheduler.cli`` and reports print it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from constraints.terms import TICKS_PER_POINT
from scheduler.shortages import shortage_reasons
from scheduler.statements import Statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from constraints.rule import Rule, Violation
    from scheduler.errors import Place
    from scheduler.result import Result
    from scheduler.roster import Roster

__all__ = ["Insight", "Trade", "edges", "findings", "insights", "trades"]


@dataclass(frozen=True, slots=True)
class Insight:
    """One thing worth knowing about a roster.

    Attributes
    ----------
    kind
        ``broken``: a statement that must hold does not; ``short``: ``must``
        coverage is missing; ``price``: a wish was paid for; ``edge``: at an
        edge of the horizon, where the neighbouring roster may help.
    text
        A sentence.
    count
        How many cases it sums up.
    ticks
        What all of them cost.
    amount
        Of all of them, in the rule's unit of amounts.
    place
        Where the statement is written.
    details
        Clauses that explain it, such as who could serve and why not.
    """

    kind: Literal["broken", "short", "price", "edge"]
    text: str
    count: int = 1
    ticks: int = 0
    amount: int = 0
    place: Place | None = None
    details: tuple[str, ...] = ()

    @property
    def points(self) -> float:
        """What it costs, in points."""
        return self.ticks / TICKS_PER_POINT

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Trade:
    """What a roster pays for one rule: the currency of all trade-offs.

    Attributes
    ----------
    unit
        As the rule states it, such as ``hour of rest missing``.
    units
        How many of them.
    """

    rule: str
    name: str
    unit: str
    units: float
    points: float
    place: Place | None = None


def findings(result: Result, most: int = 5) -> tuple[Insight, ...]:
    """Return what matters most in the best roster of a run."""
    if result.best is None:
        return ()
    return insights(result.best, result.violations, most)


def insights(
    roster: Roster,
    violations: Sequence[Violation],
    most: int = 5,
    rules: Sequence[Rule] | None = None,
) -> tuple[Insight, ...]:
    """Return what matters most in a judged roster.

    Parameters
    ----------
    violations
        The checker's judgement.
    most
        How many findings to return.
    rules
        Those it was judged by; by default the problem's.
    """
    statements = Statements(roster.problem, rules)
    hard = [v for v in violations if v.hard and not statements.staffs(v)]
    broken = _grouped("broken", hard, statements)
    # Half of what there is room for: prices should not be crowded out.
    room = max(1, (most + 1) // 2)
    short = [
        Insight(
            "short",
            shortage.text,
            amount=shortage.amount_min,
            place=shortage.place,
            details=shortage.hindrances,
        )
        for shortage in shortage_reasons(roster, violations, rules, room)
    ]
    paid = [v for v in violations if v.ticks and not v.edge]
    prices = _grouped("price", paid, statements)
    return tuple([*broken, *short, *prices][:most])


def edges(
    roster: Roster,
    violations: Iterable[Violation],
    rules: Sequence[Rule] | None = None,
) -> tuple[Insight, ...]:
    """Return what is missing where a neighbouring roster may help."""
    at_edges = [v for v in violations if v.edge]
    return tuple(_grouped("edge", at_edges, Statements(roster.problem, rules)))


def trades(
    roster: Roster,
    violations: Iterable[Violation],
    rules: Sequence[Rule] | None = None,
) -> tuple[Trade, ...]:
    """Return what each rule costs, dearest first.

    Everything priced is here, edges included: the points add up to the
    cost of the roster.
    """
    statements = Statements(roster.problem, rules)
    by_unit: dict[tuple[str, str, int], list[Violation]] = defaultdict(list)
    for violation in violations:
        if violation.ticks:
            rule = statements.rule(violation.rule)
            unit = rule.counted(violation) if rule else ("", 1)
            id_ = rule.id if rule else violation.rule
            by_unit[id_, *unit].append(violation)
    found = []
    for (id_, unit_name, per_unit), paid in by_unit.items():
        rule = statements.rule(id_)
        found.append(
            Trade(
                rule=id_,
                name=rule.name if rule else id_,
                unit=unit_name,
                units=sum(v.amount for v in paid) / per_unit,
                points=sum(v.ticks for v in paid) / TICKS_PER_POINT,
                place=statements.place(id_),
            )
        )
    return tuple(sorted(found, key=lambda t: (-t.points, t.rule, t.unit)))


def _grouped(
    kind: Literal["broken", "price", "edge"],
    violations: Iterable[Violation],
    statements: Statements,
) -> list[Insight]:
    """Merge violations by statement and person, the worst of each first."""
    groups: dict[tuple[str, tuple[int, ...]], list[Violation]] = {}
    for violation in violations:
        key = violation.rule, violation.people
        groups.setdefault(key, []).append(violation)
    found = [_insight(kind, group, statements) for group in groups.values()]
    return sorted(found, key=lambda i: (-i.ticks, -i.amount, i.text))


def _insight(
    kind: Literal["broken", "price", "edge"],
    group: Sequence[Violation],
    statements: Statements,
) -> Insight:
    worst = max(group, key=lambda v: (v.ticks, v.amount))
    ticks = sum(v.ticks for v in group)
    text = statements.words(worst).removesuffix(".")
    if len(group) > 1:
        text += f", and {len(group) - 1} more like it"
    if ticks:
        text += f" ({_points(ticks)})"
    return Insight(
        kind,
        text,
        count=len(group),
        ticks=ticks,
        amount=sum(v.amount for v in group),
        place=statements.place(worst.rule),
    )


def _points(ticks: int) -> str:
    points = f"{ticks / TICKS_PER_POINT:.2f}".rstrip("0").rstrip(".")
    return f"{points} {'point' if points == '1' else 'points'}"
