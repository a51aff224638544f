"""Coverage: how many people serve each queue at every moment."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

from pydantic import Field, InstanceOf

from constraints import wording
from constraints.edges import Edges
from constraints.needs import CoverageLine, Need
from constraints.rule import Rule, Violation
from constraints.served import asked, missing, serving
from constraints.terms import Because, Cover, Pool, Price, Tier
from constraints.values import HIGH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from constraints.terms import Term
    from constraints.values import Importance
    from scheduler.problem import Person, Problem
    from scheduler.roster import Roster

__all__ = ["Coverage"]

Kind: TypeAlias = "tuple[int, str, Importance]"
"""Queue, least, wanted or most, and how important it is."""

Cell: TypeAlias = "dict[int, tuple[int, str]]"
"""Number of a kind to its level and the line that asks for it."""


class Coverage(Rule):
    """Enough people serve each queue, at every moment it was promised.

    Why
    ---
    Customers were promised somebody who answers. Everybody present serves
    at most one queue at a time, one that their skills of that date allow;
    who is on a break serves none. So nobody is ever counted twice, however
    many queues they could serve.

    `least` counts as `importance` says, `wanted` as `wanted importance`.
    Lines of one queue do not add up: at every moment the highest of each
    importance counts. What is missing below `least` is missing below
    `wanted` too, and is paid for twice. A `must` that cannot be met does
    not refuse the roster: as little as possible is missing, and it is said.

    Example
    -------
    .. code-block:: yaml

        coverage:
          - {queue: frontline, window: 24/7, least: 1, importance: must}
          - {queue: frontline, window: Mon-Fri 08:00-18:00, least: 3,
             wanted: 4, shoulders: {by: 2h, wanted: 1}}

    Unit
    ----
    Person-hour missing, or beyond `most`. People of a `reserve` contract
    cost their price for every hour that they serve. Hours that a duty of
    the day before the roster (unless history knows that day) or of the day
    after it could cover are edges: reported apart, and where they are a
    `must` they weigh as `high`.

    Somebody new serves for what their `ramp` counts: with 0.5 half a
    person-hour in an hour, in whole minutes of each step, rounded up; with
    0 nothing, though they are there. They take one seat like anybody.

    Source
    ------
    Person-hours short per interval, as every workforce planner counts them;
    that each person is one unit of flow among queues: Ahuja, Magnanti and
    Orlin, Network Flows (1993), chapter 12.
    """

    unit: ClassVar[str] = "person-hour missing"
    amounts_per_unit: ClassVar[int] = 60
    desugared: ClassVar[bool] = True
    staffing: ClassVar[bool] = True

    rule: Literal["coverage"] = "coverage"
    lines: tuple[InstanceOf[CoverageLine], ...] = Field(
        description="What each queue needs, line by line of the file."
    )

    def demand(self, slot_min: int) -> dict[tuple[int, int], int]:
        """Return how many are wanted, by queue and start of the slot."""
        heads: dict[tuple[int, int], int] = {}
        for line in self.lines:
            for need in line.needs:
                asked = max(need.least, need.wanted)
                for slot in range(need.start_min, need.end_min, slot_min):
                    key = line.queue, slot
                    if heads.get(key, 0) < asked:
                        heads[key] = asked
        return heads

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the rule and of its lines."""
        return (self.id, *(line.id for line in self.lines))

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one cover per slot in which anything is asked for."""
        tiers = _Tiers(self, problem)
        cells = self._cells(problem.slot_min, tiers)
        for start in sorted(cells):
            day, _ = problem.local(start)
            found = tiers.of_cell(start, day, cells[start])
            queues = tuple(dict.fromkeys(tier.queue for tier in found))
            yield Cover(
                because=Because(self.id, (), (day, day)),
                start_min=start,
                end_min=start + problem.slot_min,
                queues=queues,
                tiers=found,
                pools=tiers.pools(queues, day),
            )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield what is missing or too much, and what the reserve serves."""
        problem = roster.problem
        demands = asked(self.lines, self.priced, problem)
        reserve = {
            person.idx: _reserve_price(person)
            for person in problem.people
            if person.contract.reserve_ticks
        }
        served = serving(roster, demands, reserve)
        yield from missing(problem, demands, served)
        yield from served.by_reserve(self.id, problem, reserve)

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'desk has at least 3 people, Tue 2 March (Ana has …)'."""
        when = wording.days(because.days, problem)
        line = next((x for x in self.lines if x.id == because.rule), None)
        if line is not None:
            queue = problem.queues[line.queue].name
            who = wording.skilled(line.queue, because.days, problem)
            return f"{queue} has {_wants(line.needs)}, {when} ({who})"
        if because.people:
            who = wording.people(because.people, problem)
            return f"the reserve ({who}) serves only where it pays, {when}"
        return f"every queue has the people it needs, {when}"

    def counted(self, violation: Violation) -> tuple[str, int]:
        """Return person-hours missing, or served by the reserve."""
        if violation.people:
            return "hour served by the reserve", self.amounts_per_unit
        return self.unit, self.amounts_per_unit

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'frontline has 1 instead of at least 3, Tue 2 March …'."""
        line = next((x for x in self.lines if x.id == violation.rule), None)
        if line is None:
            who = wording.people(violation.people, problem)
            served = wording.hours(violation.amount)
            when = wording.days(violation.days, problem)
            return f"{who} serves {served} as a reserve, {when}"
        queue = problem.queues[line.queue].name
        edge = ", at the edge of the roster" if violation.edge else ""
        when = wording.stretch(
            violation.start_min or 0, violation.end_min or 0, problem
        )
        return f"{queue} has {violation.note}, {when}{edge}"

    def _cells(self, slot_min: int, tiers: _Tiers) -> dict[int, Cell]:
        """Return level and line id of each kind of need, slot by slot."""
        cells: dict[int, Cell] = defaultdict(dict)
        for line in self.lines:
            least = tiers.kind(line.queue, "least", line.importance)
            wanted = tiers.kind(line.queue, "wanted", line.wanted_importance)
            most = tiers.kind(line.queue, "most", line.importance)
            for need in line.needs:
                if need.least:
                    _raise(cells, need, slot_min, least, need.least, line.id)
                if need.wanted:
                    _raise(cells, need, slot_min, wanted, need.wanted, line.id)
                if need.most is not None:
                    _raise(cells, need, slot_min, most, need.most, line.id)
        return cells


def _raise(
    cells: dict[int, Cell],
    need: Need,
    slot_min: int,
    kind: int,
    level: int,
    line: str,
) -> None:
    """Raise the level of a kind in all slots of a need: the highest counts."""
    entry = level, line
    for slot in range(need.start_min, need.end_min, slot_min):
        cell = cells[slot]
        if kind not in cell or cell[kind][0] < level:
            cell[kind] = entry


def _reserve_price(person: Person) -> Price:
    # The contract's price is per hour, amounts are minutes.
    ticks = person.contract.reserve_ticks
    return Price.linear(max(1, round(ticks / 60)) if ticks else 0)


def _wants(needs: Iterable[Need]) -> str:
    """Return 'at least 3 people, 4 wanted', the highest of all needs."""
    needs = tuple(needs)
    least = max(need.least for need in needs)
    wanted = max(need.wanted for need in needs)
    limits = [need.most for need in needs if need.most is not None]
    texts = []
    if least:
        noun = "person" if least == 1 else "people"
        texts.append(f"at least {least} {noun}")
    if wanted:
        texts.append(f"{wanted} wanted")
    if limits:
        texts.append(f"at most {max(limits)}")
    return ", ".join(texts) or "nobody"


class _Tiers:
    """Makes tiers and pools, each distinct one once."""

    def __init__(self, rule: Coverage, problem: Problem) -> None:
        self._rule = rule
        self._problem = problem
        self._edges = Edges(problem)
        self._able: dict[tuple[int, int], tuple[int, ...]] = {}
        self._edge_slots: dict[tuple[int, int], frozenset[int]] = {}
        self._kinds: dict[Kind, int] = {}
        self._kind: list[Kind] = []
        self._tiers: dict[tuple[int, int, str, int, bool], Tier] = {}
        self._pools: dict[tuple[tuple[int, ...], int], tuple[Pool, ...]] = {}

    def kind(self, queue: int, what: str, importance: Importance) -> int:
        """Return the number of a kind: a cheap key for many cells."""
        kind = queue, what, importance
        if kind not in self._kinds:
            self._kinds[kind] = len(self._kind)
            self._kind.append(kind)
        return self._kinds[kind]

    def of_cell(self, start: int, day: int, cell: Cell) -> tuple[Tier, ...]:
        """Return the tiers of a slot, queue by queue."""
        found = [
            self._tier(kind, level, line, day, start)
            for kind, (level, line) in cell.items()
        ]
        return tuple(sorted(found, key=lambda tier: tier.queue))

    def pools(self, queues: tuple[int, ...], day: int) -> tuple[Pool, ...]:
        """Return who may serve these queues, by price and what they count.

        Whoever counts for nothing yet may be there and serves nothing.
        """
        key = queues, day
        if key not in self._pools:
            able = [self._serves(queue, day) for queue in queues]
            kinds: dict[tuple[Price, int], list[int]] = {}
            for person in sorted({p for people in able for p in people}):
                price = _reserve_price(self._problem.people[person])
                percent = self._problem.counts(person, day)
                if percent:
                    kinds.setdefault((price, percent), []).append(person)
            self._pools[key] = tuple(
                self._pool(able, members, kind, day)
                for kind, members in kinds.items()
            )
        return self._pools[key]

    def _pool(
        self,
        able: list[tuple[int, ...]],
        members: list[int],
        kind: tuple[Price, int],
        day: int,
    ) -> Pool:
        price, percent = kind
        chosen = frozenset(members)
        return Pool(
            tuple(tuple(p for p in people if p in chosen) for people in able),
            price,
            Because(self._rule.id, tuple(members), (day, day))
            if price.slopes
            else None,
            percent,
        )

    def _tier(
        self, kind: int, level: int, line: str, day: int, start: int
    ) -> Tier:
        queue, what, importance = self._kind[kind]
        edge = start in self._edge(queue, day)
        key = kind, level, line, day, edge
        if key not in self._tiers:
            weight = HIGH if edge and importance.hard else importance
            self._tiers[key] = Tier(
                because=Because(line, (), (day, day)),
                queue=queue,
                level=level,
                price=self._rule.priced(weight),
                over=what == "most",
                edge=edge,
            )
        return self._tiers[key]

    def _serves(self, queue: int, day: int) -> tuple[int, ...]:
        if (queue, day) not in self._able:
            self._able[queue, day] = tuple(
                person.idx
                for person in self._problem.people
                if self._problem.serves(person.idx, queue, day)
            )
        return self._able[queue, day]

    def _edge(self, queue: int, day: int) -> frozenset[int]:
        if (queue, day) not in self._edge_slots:
            self._edge_slots[queue, day] = self._edges.of(
                self._serves(queue, day)
            )
        return self._edge_slots[queue, day]
