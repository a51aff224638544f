"""Watch: who serves a queue at a moment, who could, and who comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from constraints.coverage import Coverage
from constraints.handover import Handover
from constraints.near import nearest
from constraints.presence import Presence
from scheduler.clock import to_instant
from scheduler.errors import Finding, InputError
from scheduler.hindrances import Hindrances, best_first
from scheduler.statements import Statements

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from constraints.needs import CoverageLine
    from scheduler.hindrances import Hindrance
    from scheduler.problem import Problem, Queue, Span, Work
    from scheduler.roster import Roster

__all__ = ["Handed", "Turn", "Watch", "turns", "who"]


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody on a queue, from when they take it up until they leave it.

    Attributes
    ----------
    day
        Line day of the duty; negative for history.
    standby
        They can be reached, and are not at work.
    pauses
        Breaks and events in between, in order of time.
    """

    person: int
    day: int
    start_min: int
    end_min: int
    standby: bool = False
    pauses: tuple[Span, ...] = ()

    @property
    def served_min(self) -> int:
        """Minutes on the queue, pauses taken off."""
        off = sum(
            min(span.end_min, self.end_min) - span.start_min
            for span in self.pauses
        )
        return self.end_min - self.start_min - off

    def holds(self, at_min: int) -> bool:
        """Return whether a moment lies in it, pauses included."""
        return self.start_min <= at_min < self.end_min

    def pause(self, at_min: int) -> Span | None:
        """Return the break or event that they are at."""
        for span in self.pauses:
            if span.start_min <= at_min < span.end_min:
                return span
        return None


@dataclass(frozen=True, slots=True)
class Handed:
    """A hand-over that the file asks for.

    Attributes
    ----------
    rule
        Id of the statement, a key of ``problem.places``.
    people
        Those who are on the queue in its stretch.
    """

    rule: str
    start_min: int
    end_min: int
    people: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Watch:
    """One queue at one moment.

    Attributes
    ----------
    queue
        Its index.
    asked
        How many people it asks for at least; 0 while it is closed.
    now
        Those on it, and those who are about to come back from a pause.
    could
        What keeps everybody else who may serve it, those first who could.
    next
        Those who take it up next, all at one moment.
    handover
        The next hand-over that the file asks for, or the one going on.
    gap
        The first stretch from the moment on in which people are asked for
        and nobody is there; None if there is none.
    """

    queue: int
    at_min: int
    asked: int
    now: tuple[Turn, ...]
    could: tuple[Hindrance, ...]
    next: tuple[Turn, ...]
    handover: Handed | None
    gap: tuple[int, int] | None


def who(roster: Roster, what: str, when: datetime | int) -> tuple[Watch, ...]:
    """Return who serves a queue, an account or a tier at a moment.

    Parameters
    ----------
    what
        Name or id of a queue, a family of queues, an account or a tier:
        an account is served by those on its queues.
    when
        An aware datetime, or minutes since 1970-01-01T00:00Z.

    Returns
    -------
    tuple of Watch
        One for each queue that this means, in the order of the file.

    Raises
    ------
    InputError
        When there is no such thing, or the roster has no such moment.
    ValueError
        When the datetime has no zone.
    """
    at_min = when if isinstance(when, int) else to_instant(when)
    problem = roster.problem
    if not 0 <= problem.local(at_min)[0] < problem.days:
        first, last = problem.date(0), problem.date(problem.days - 1)
        message = (
            f"the roster is from {first} to {last}: ask for a moment then"
        )
        raise InputError(Finding(message, code="outside"))
    queues = _meant(problem, what)
    hindrances = Hindrances(roster, problem.rules, Statements(problem))
    return tuple(_watch(roster, q, at_min, hindrances) for q in queues)


def _meant(problem: Problem, what: str) -> list[Queue]:
    """Return the queues of a queue, a family, an account or a tier."""
    found = [
        queue
        for queue in problem.queues
        if what and what in (queue.name, queue.id, queue.family)
    ]
    if found:
        return found
    accounts = problem.demand.accounts
    served = {
        queue
        for account in accounts
        if what in (account.name, account.tier)
        for queue in account.queues
    }
    if what and served:
        return [problem.queues[idx] for idx in sorted(served)]
    known = [
        *(name for q in problem.queues for name in (q.name, q.family)),
        *(name for each in accounts for name in (each.tier, each.name)),
    ]
    names = list(dict.fromkeys(name for name in known if name))
    near = nearest(what, names)
    several = "" if near else f"; there are {', '.join(names[:12])}"
    message = f'there is no queue, account or tier "{what}"{near}{several}'
    raise InputError(Finding(message, code="unknown-queue"))


def _watch(
    roster: Roster, queue: Queue, at_min: int, hindrances: Hindrances
) -> Watch:
    problem = roster.problem
    lines = list(_lines(problem, queue.idx))
    # Somebody on standby is on the queue if that is all it asks for.
    open_now = [line for line in lines if _least(line, at_min)]
    standby = bool(open_now) and all(line.standby for line in open_now)
    found = turns(roster, queue)
    now = tuple(turn for turn in found if turn.holds(at_min))
    later = [turn for turn in found if turn.start_min > at_min]
    there = {turn.person for turn in now}
    slot = at_min // problem.slot_min * problem.slot_min
    asked = hindrances.of_queue(
        queue.idx, slot, slot + problem.slot_min, standby=standby
    )
    could = [h for h in asked if not h.people or not there & {*h.people}]
    return Watch(
        queue=queue.idx,
        at_min=at_min,
        asked=max((_least(line, at_min) for line in lines), default=0),
        now=now,
        could=tuple(sorted(could, key=best_first)),
        next=tuple(t for t in later if t.start_min == later[0].start_min),
        handover=_handed(problem, queue.idx, at_min, found),
        gap=_gap(problem, lines, at_min, found),
    )


def _lines(problem: Problem, queue: int) -> Iterator[CoverageLine]:
    """Yield what is asked of a queue, in seats and in presence."""
    for rule in problem.rules:
        if isinstance(rule, Coverage | Presence):
            yield from (line for line in rule.lines if line.queue == queue)


def _least(line: CoverageLine, at_min: int) -> int:
    return max(
        (n.least for n in line.needs if n.start_min <= at_min < n.end_min),
        default=0,
    )


def turns(roster: Roster, queue: Queue) -> list[Turn]:
    """Return all turns on a queue, history included, in order of time.

    On standby as well, if the queue ever asks for somebody to be reached.
    """
    reached = any(line.standby for line in _lines(roster.problem, queue.idx))
    return sorted(
        _turns(roster, queue, reached),
        key=lambda turn: (turn.start_min, turn.person),
    )


def _turns(roster: Roster, queue: Queue, reached: bool) -> Iterator[Turn]:
    for person in roster.problem.people:
        for work in roster.with_past(person.idx):
            duty = roster.duty(work)
            able = queue.served_by(person, duty.day)
            if queue.seat:
                yield from _seated(work, queue.idx)
            elif able:
                for start, end in duty.work:
                    pauses = tuple(
                        span
                        for span in work.elsewhere
                        if start <= span.start_min < end
                    )
                    yield Turn(person.idx, work.day, start, end, pauses=pauses)
            if reached and able:
                for start, end in duty.standby:
                    yield Turn(person.idx, work.day, start, end, standby=True)


def _seated(work: Work, queue: int) -> Iterator[Turn]:
    """Yield the turns of one duty; pauses between two stretches join them."""
    served: list[Span] = []
    pauses: list[Span] = []
    since: list[Span] = []

    def turn() -> Iterator[Turn]:
        if served:
            first, last = served[0].start_min, served[-1].end_min
            yield Turn(
                work.person, work.day, first, last, pauses=tuple(pauses)
            )

    for span in work.spans:
        if span.kind != "queue":
            since.append(span)
            continue
        reach = max(s.end_min for s in (*since, *served[-1:])) if served else 0
        goes_on = served and span.start_min == reach
        if span.queue == queue and goes_on:
            pauses += since
            served.append(span)
        else:
            yield from turn()
            served = [span] if span.queue == queue else []
            pauses = []
        since = []
    yield from turn()


def _handed(
    problem: Problem, queue: int, at_min: int, found: Sequence[Turn]
) -> Handed | None:
    """Return the hand-over of a queue that goes on or comes next."""
    coming = [
        (start, end, rule.id)
        for rule in problem.rules
        if isinstance(rule, Handover) and rule.queue == queue
        for start, end in rule.stretches
        if at_min < end
    ]
    if not coming:
        return None
    start, end, rule_id = min(coming)
    people = {
        t.person for t in found if t.start_min < end and start < t.end_min
    }
    return Handed(rule_id, start, end, tuple(sorted(people)))


def _gap(
    problem: Problem,
    lines: Sequence[CoverageLine],
    at_min: int,
    found: Sequence[Turn],
) -> tuple[int, int] | None:
    """Return the first stretch in which a queue is open and nobody there."""
    width = problem.slot_min
    asked = {
        slot: line.standby
        for line in sorted(lines, key=lambda line: not line.standby)
        for need in line.needs
        if need.least
        for slot in range(need.start_min, need.end_min, width)
    }
    served = {
        (slot, turn.standby)
        for turn in found
        for slot in range(turn.start_min, turn.end_min, width)
        if turn.pause(slot) is None
    }
    gap: tuple[int, int] | None = None
    for slot in sorted(s for s in asked if s + width > at_min):
        if (slot, False) in served or (asked[slot] and (slot, True) in served):
            if gap:
                break
        elif gap and gap[1] == slot:
            gap = gap[0], slot + width
        elif gap:
            break
        else:
            gap = max(slot, at_min), slot + width
    return gap
