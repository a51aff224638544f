"""Hindrances: who could serve at a moment, and what keeps each of them.

Read off a finished roster: everybody who has the skills is tried on the
duties that would help, one at a time, and the statements that this would
break, or the prices that it would cost, are named.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from constraints import wording
from constraints.qualified import where
from constraints.terms import TICKS_PER_POINT, Cover, Presence
from scheduler.trials import Trials

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from constraints.rule import Rule
    from scheduler.roster import Roster
    from scheduler.statements import Statements

__all__ = ["Hindrance", "Hindrances", "How", "best_first"]

How: TypeAlias = Literal[
    "serves", "break", "event", "idle", "kept", "could", "no shift", "nobody"
]


@dataclass(frozen=True, slots=True)
class Hindrance:
    """What keeps somebody from serving at a moment.

    Attributes
    ----------
    how
        They serve another queue, are on a break, at an event or on duty
        without a queue; statements keep them; they could, at a price; no
        shift of theirs is then; or nobody may at all.
    people
        Whom it is about; all those without a shift are told together.
    text
        A clause that names them.
    rules
        Ids of the statements that keep them, or whose prices they would
        cost.
    ticks
        What it would cost more, if they could.
    """

    how: How
    people: tuple[int, ...]
    text: str
    rules: tuple[str, ...] = ()
    ticks: int = 0


def best_first(hindrance: Hindrance) -> tuple[int, int]:
    """Return a key that sorts those first who come most easily."""
    return _BEST.index(hindrance.how), hindrance.ticks


class Hindrances:
    """Tries people on duties, statement by statement.

    Parameters
    ----------
    rules
        Those that the roster is judged by.
    """

    def __init__(
        self, roster: Roster, rules: Sequence[Rule], statements: Statements
    ) -> None:
        self._roster = roster
        self._statements = statements
        self._staff: dict[int, list[Cover | Presence]] = defaultdict(list)
        terms = [t for r in rules for t in r.terms(roster.problem)]
        for term in terms:
            if isinstance(term, Cover) or (
                isinstance(term, Presence) and not term.binds
            ):
                self._staff[term.start_min].append(term)
        self._trials = Trials(roster, terms)

    def over(
        self, rule: str, start_min: int, end_min: int
    ) -> tuple[Hindrance, ...]:
        """Return what keeps people from a stretch, some moments of it asked.

        Of each person the best that any moment brings: that they could,
        before what they are busy with, before that no shift is then.
        """
        width = self._roster.problem.slot_min
        step = max(1, (end_min - start_min) // width // _MOMENTS) * width
        asked = [
            hindrance
            for at in range(start_min, end_min, step)
            for hindrance in self.of(rule, at, at + width)
        ]
        asked.sort(key=best_first)
        found: dict[tuple[int, ...], Hindrance] = {}
        for hindrance in asked:
            if hindrance.how != "no shift":
                found.setdefault(hindrance.people, hindrance)
        busy = {person for people in found for person in people}
        without = [{*h.people} - busy for h in asked if h.how == "no shift"]
        never = sorted(set().union(*without))
        return (*found.values(), *([self._no_shift(never)] if never else []))

    def of(
        self, rule: str, start_min: int, end_min: int
    ) -> Iterator[Hindrance]:
        """Yield what keeps people from one slot of a statement.

        Those who serve it already are left out.

        Parameters
        ----------
        rule
            Id of the statement, or of its line, that asks for people.
        """
        people, queue, standby = self._able(rule, start_min)
        yield from self._each(people, queue, start_min, end_min, standby)

    def of_queue(
        self, queue: int, start_min: int, end_min: int, *, standby: bool
    ) -> Iterator[Hindrance]:
        """Yield what keeps people from one slot of a queue, asked or not.

        Parameters
        ----------
        standby
            Whether being on standby is enough.
        """
        problem = self._roster.problem
        date = problem.date(problem.local(start_min)[0])
        asked = problem.queues[queue]
        able = [p.idx for p in problem.people if asked.served_by(p, date)]
        yield from self._each(able, queue, start_min, end_min, standby)

    def _each(
        self,
        people: Sequence[int],
        queue: int,
        start_min: int,
        end_min: int,
        standby: bool,
    ) -> Iterator[Hindrance]:
        if not people:
            yield Hindrance("nobody", (), self._nobody(queue, start_min))
        elsewhere = []
        for person in people:
            name = self._roster.problem.people[person].name
            serving = self._serving(person, start_min, end_min, standby)
            if serving is not None:
                if serving != queue:
                    how, what = self._busy(person, serving)
                    yield Hindrance(how, (person,), f"{name} {what}")
            elif duties := list(
                self._duties(person, start_min, end_min, standby)
            ):
                yield self._kept_from(person, duties)
            else:
                elsewhere.append(person)
        if elsewhere:
            yield self._no_shift(elsewhere)

    def _no_shift(self, people: Sequence[int]) -> Hindrance:
        names = wording.people(people, self._roster.problem)
        verb = "has" if len(people) == 1 else "have"
        text = f"{names} {verb} no shift then"
        return Hindrance("no shift", tuple(people), text)

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
        for term in self._staff.get(start_min, ()):
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

    def _busy(self, person: int, serving: int) -> tuple[How, str]:
        if serving == _ON_BREAK:
            return "break", "is on a break"
        if serving == _AT_EVENT:
            return "event", "is at an event"
        if serving == _PRESENT:
            reserve = self._roster.problem.people[person].contract
            points = reserve.reserve_ticks / TICKS_PER_POINT
            price = f", a reserve at {points:g} points an hour"
            return "idle", f"is on duty without a queue{price * bool(points)}"
        return "serves", f"serves {self._roster.problem.queues[serving].name}"

    def _kept_from(
        self, person: int, duties: Iterable[tuple[int, int]]
    ) -> Hindrance:
        """Return what the easiest of some duties would break or cost."""
        tried = {
            (day, duty): self._trials.of(person, day, duty)
            for day, duty in duties
        }
        day, _ = easiest = min(
            tried, key=lambda at: (len(tried[at].broken), tried[at].ticks)
        )
        trial = tried[easiest]
        if not trial.broken:
            name = self._roster.problem.people[person].name
            text = f"{name} could, {self._instead(person, day)}"
            return Hindrance(
                "could", (person,), text, trial.dearer, trial.ticks
            )
        clauses = dict.fromkeys(self._statements.says(w) for w in trial.broken)
        rules = tuple(dict.fromkeys(why.rule for why in trial.broken))
        text = "; ".join(list(clauses)[:2])
        return Hindrance("kept", (person,), text, rules)

    def _duties(
        self, person: int, start_min: int, end_min: int, standby: bool
    ) -> Iterator[tuple[int, int]]:
        """Yield (line day, duty) of a menu that cover a stretch.

        Of many alike, such as those of a shift that slides, some apart.
        """
        found = list(self._covering(person, start_min, end_min, standby))
        step = max(1, len(found) // _MOST_TRIED)
        yield from found[::step]

    def _covering(
        self, person: int, start_min: int, end_min: int, standby: bool
    ) -> Iterator[tuple[int, int]]:
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

    def _instead(self, person: int, day: int) -> str:
        work = self._roster.work(person, day)
        if work is None:
            return "at a price or by changing other days"
        problem = self._roster.problem
        begins = wording.beginning(
            self._roster.duty(work), problem.people[person]
        )
        return f"instead of the duty of {begins}"


_MOST_TRIED = 8
_MOMENTS = 4
_BEST: tuple[How, ...] = (
    "could",
    "idle",
    "kept",
    "serves",
    "event",
    "break",
    "no shift",
    "nobody",
)
_PRESENT = -1
_ON_BREAK = -2
_AT_EVENT = -3
_ELSEWHERE = {"break": _ON_BREAK, "event": _AT_EVENT}
