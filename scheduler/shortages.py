"""Why people are missing: who could serve, and what keeps each of them.

For ``must`` coverage that no roster can meet. Read off the finished roster:
everybody who has the skills is tried on the duties that would help, one at
a time, and the statements that this would break are named.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from constraints import wording
from constraints.evaluator import broken
from constraints.qualified import where
from constraints.terms import Cover, Presence
from scheduler.engine.scope import people_of
from scheduler.statements import Statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from constraints.rule import Rule, Violation
    from constraints.terms import Because, Term
    from scheduler.errors import Place
    from scheduler.problem import Problem, Span
    from scheduler.roster import Roster

__all__ = ["Shortage", "merged", "shortage_reasons"]


@dataclass(frozen=True, slots=True)
class Shortage:
    """One stretch in which people are missing.

    Attributes
    ----------
    text
        What is missing and when, as a sentence, UTC included.
    amount_min
        Person-minutes missing.
    hindrances
        By person who could serve and does not: what keeps them, as a
        clause that names them.
    place
        Where the promise is written.
    """

    text: str
    start_min: int
    end_min: int
    amount_min: int
    hindrances: tuple[str, ...]
    place: Place | None = None

    def __str__(self) -> str:
        return "\n".join([self.text, *(f"  {h}" for h in self.hindrances)])


def shortage_reasons(
    roster: Roster,
    violations: Iterable[Violation],
    rules: Sequence[Rule] | None = None,
    most: int = 3,
) -> tuple[Shortage, ...]:
    """Return the worst stretches with ``must`` shortage, worst first.

    Parameters
    ----------
    violations
        The checker's judgement of the roster.
    rules
        Those it was judged by; by default the problem's.
    most
        How many stretches to look at.
    """
    statements = Statements(roster.problem, rules)
    short = [v for v in violations if v.hard and statements.staffs(v)]
    stretches = sorted(
        merged(short), key=lambda run: -sum(v.amount for v in run)
    )[:most]
    if not stretches:
        return ()
    chosen = roster.problem.rules if rules is None else rules
    search = _Search(roster, chosen, statements)
    return tuple(search.shortage(run) for run in stretches)


def merged(violations: Iterable[Violation]) -> list[list[Violation]]:
    """Return violations of one statement that touch in time as one run."""
    runs: list[list[Violation]] = []
    ordered = sorted(
        violations, key=lambda v: (v.rule, v.people, v.start_min or 0)
    )
    for violation in ordered:
        last = runs[-1][-1] if runs else None
        if (
            last is not None
            and last.end_min is not None
            and (last.rule, last.people) == (violation.rule, violation.people)
            and violation.start_min == last.end_min
        ):
            runs[-1].append(violation)
        else:
            runs.append([violation])
    return runs


@dataclass(frozen=True, eq=False)
class _Tried:
    """A roster in which somebody works another duty on one day."""

    roster: Roster
    person: int
    day: int
    duty: int

    @property
    def days(self) -> int:
        return self.roster.days

    def choice(self, person: int, day: int) -> int | None:
        if (person, day) == (self.person, self.day):
            return self.duty
        return self.roster.choice(person, day)

    def times(
        self, duty: int, *, standby: bool = True
    ) -> tuple[int, int] | None:
        return self.roster.times(duty, standby=standby)

    def present(
        self,
        person: int,
        start_min: int,
        end_min: int,
        *,
        standby: bool = False,
    ) -> bool:
        if person != self.person:
            return self.roster.present(
                person, start_min, end_min, standby=standby
            )
        duty = self.roster.problem.duties[self.duty]
        # Its breaks have no place yet.
        return any(
            start <= start_min and end_min <= end
            for start, end in (duty.reach if standby else duty.work)
        )

    def paused(self, person: int, start_min: int, end_min: int) -> bool:
        return self.roster.paused(person, start_min, end_min)

    def at_work(self, person: int, start_min: int, end_min: int) -> bool:
        return self.roster.at_work(person, start_min, end_min)

    def events(self, person: int) -> tuple[Span, ...]:
        return self.roster.events(person)


class _Search:
    """Tries people on duties, statement by statement."""

    def __init__(
        self, roster: Roster, rules: Sequence[Rule], statements: Statements
    ) -> None:
        self._roster = roster
        self._statements = statements
        self._staff: list[Cover | Presence] = []
        self._lines: dict[int, list[Term]] = defaultdict(list)
        self._rows: dict[int, list[Presence]] = defaultdict(list)
        for term in (t for r in rules for t in r.terms(roster.problem)):
            self._sort_in(term)

    def _sort_in(self, term: Term) -> None:
        if isinstance(term, Presence) and term.binds:
            for person in term.people:
                self._rows[person].append(term)
        elif isinstance(term, (Cover, Presence)):
            self._staff.append(term)
            return
        for person in people_of(term):
            self._lines[person].append(term)

    def shortage(self, run: Sequence[Violation]) -> Shortage:
        """Return one stretch with what keeps everybody from it."""
        problem = self._roster.problem
        worst = max(run, key=lambda v: v.amount)
        start, end = run[0].start_min or 0, run[-1].end_min or 0
        at, until = worst.start_min or 0, worst.end_min or 0
        text = self._statements.words(worst)
        return Shortage(
            f"{text}{_utc(problem, at, until)}",
            start,
            end,
            sum(v.amount for v in run),
            tuple(self._hindrances(worst.rule, at, at + problem.slot_min)),
            self._statements.place(worst.rule),
        )

    def _hindrances(
        self, rule: str, start_min: int, end_min: int
    ) -> Iterator[str]:
        people, queue, standby = self._able(rule, start_min)
        if not people:
            yield self._nobody(queue, start_min)
        elsewhere = []
        for person in people:
            serving = self._serving(person, start_min, end_min, standby)
            if serving is not None:
                if serving != queue:
                    name = self._roster.problem.people[person].name
                    yield f"{name} {self._busy(serving)}"
            elif duties := list(
                self._duties(person, start_min, end_min, standby)
            ):
                yield self._kept_from(person, duties)
            else:
                elsewhere.append(person)
        if elsewhere:
            names = wording.people(elsewhere, self._roster.problem)
            verb = "has" if len(elsewhere) == 1 else "have"
            yield f"{names} {verb} no shift then"

    def _nobody(self, queue: int, start_min: int) -> str:
        """Say that nobody can serve: for want of skills, or by place."""
        problem = self._roster.problem
        if queue != _PRESENT:
            asked = problem.queues[queue]
            anywhere = replace(asked, served_from=(), not_from=())
            date = problem.date(problem.local(start_min)[0])
            skilled = [
                person.idx
                for person in problem.people
                if anywhere.served_by(person, date)
            ]
            if skilled:
                who = wording.people(skilled, problem)
                verb = "has" if len(skilled) == 1 else "have"
                return (
                    f"{who} {verb} the skills, and nobody with them works"
                    f" {where(asked)}"
                )
        return "nobody has the skills"

    def _able(self, rule: str, start_min: int) -> tuple[list[int], int, bool]:
        """Return who could serve, the queue, and whether on standby.

        The queue is -1 for being present.
        """
        for term in self._staff:
            if term.start_min != start_min:
                continue
            if isinstance(term, Presence):
                if term.because.rule == rule:
                    return sorted(term.people), _PRESENT, term.standby
                continue
            for tier in term.tiers:
                if tier.because.rule == rule:
                    at = term.queues.index(tier.queue)
                    able = {
                        p for pool in term.pools for p in pool.eligible[at]
                    }
                    return sorted(able), tier.queue, False
        return [], _PRESENT, False

    def _serving(
        self, person: int, start_min: int, end_min: int, standby: bool
    ) -> int | None:
        """Return the queue somebody serves; None when not on duty."""
        for work in self._roster.with_past(person):
            duty = self._roster.duty(work)
            stretches = duty.reach if standby else duty.work
            if not any(at <= start_min < until for at, until in stretches):
                continue
            for span in work.spans:
                if span.start_min < end_min and start_min < span.end_min:
                    return _ELSEWHERE.get(span.kind, span.queue)
            return _PRESENT
        return None

    def _busy(self, serving: int) -> str:
        if serving == _ON_BREAK:
            return "is on a break"
        if serving == _AT_EVENT:
            return "is at an event"
        if serving == _PRESENT:
            return "is on duty without a queue"
        return f"serves {self._roster.problem.queues[serving].name}"

    def _kept_from(
        self, person: int, duties: Iterable[tuple[int, int]]
    ) -> str:
        """Return what one of some duties would break at the least."""
        tried = {}
        for day, duty in duties:
            tried[day, duty] = self._broken(person, day, duty)
            if not tried[day, duty]:
                name = self._roster.problem.people[person].name
                return f"{name} could, {self._instead(person, day)}"
        least = min(tried.values(), key=len)
        clauses = dict.fromkeys(self._statements.says(why) for why in least)
        return "; ".join(list(clauses)[:2])

    def _duties(
        self, person: int, start_min: int, end_min: int, standby: bool
    ) -> Iterator[tuple[int, int]]:
        """Yield (line day, duty) of a menu that cover a stretch."""
        problem = self._roster.problem
        near, _ = problem.local(start_min)
        for day in range(max(0, near - 2), min(problem.days, near + 2)):
            for idx in problem.menu(person, day):
                duty = problem.duties[idx]
                if any(
                    start <= start_min and end_min <= end
                    for start, end in (duty.reach if standby else duty.work)
                ):
                    yield day, idx

    def _broken(self, person: int, day: int, duty: int) -> list[Because]:
        view = _Tried(self._roster, person, day, duty)
        found_duty = self._roster.problem.duties[duty]
        start, end = found_duty.start_min, found_duty.end_min
        rows = (
            row
            for row in self._rows[person]
            if row.start_min < end and start < row.end_min
        )
        return sorted(
            {
                found.because
                for terms in (self._lines[person], rows)
                for found in broken(terms, view)
            }
        )

    def _instead(self, person: int, day: int) -> str:
        work = self._roster.work(person, day)
        if work is None:
            return "at a price or by changing other days"
        problem = self._roster.problem
        begins = wording.beginning(
            self._roster.duty(work), problem.people[person]
        )
        return f"instead of the duty of {begins}"


_PRESENT = -1
_ON_BREAK = -2
_AT_EVENT = -3
_ELSEWHERE = {"break": _ON_BREAK, "event": _AT_EVENT}


def _utc(problem: Problem, start_min: int, end_min: int) -> str:
    """Return `` (18:00–20:00 UTC)``, nothing where that is said already."""
    _, minute = problem.local(start_min)
    if minute == start_min % 1440:
        return ""
    return f" ({wording.clock(start_min)}–{wording.clock(end_min)} UTC)"
