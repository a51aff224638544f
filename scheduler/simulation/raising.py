"""Ask for more people where a simulated roster answers too late.

A promise fails half-hour by half-hour. Where the roster had all the people
it was asked for and still answers too few in time, the requirement itself
was too low, and is raised. Where people were missing already, asking for
more brings nobody, and it is said that they are missing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from constraints.coverage import Coverage
from constraints.needs import CoverageLine, Need
from scheduler.simulation.periods import INTERVAL_MIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy.typing as npt

    from constraints.rule import Violation
    from scheduler.problem import Problem
    from scheduler.promised import Promised
    from scheduler.simulation.figures import Kept

    BoolArray = npt.NDArray[np.bool_]

__all__ = [
    "Raise",
    "asked_at",
    "lacking",
    "people_able",
    "people_at",
    "raised",
    "raises",
]

STEP_SHARE = 0.05
"""How much more is asked for at once where many are asked for already."""

LONGEST_REACH_MIN = 240
"""Work due in many hours is helped by people in the first of them."""


@dataclass(frozen=True, slots=True)
class Raise:
    """More people for one promise in one stretch of time.

    Attributes
    ----------
    promise
        Id of the promise, and of the line of coverage that it makes.
    before, level
        People asked for on its queue until now, and from now on.
    """

    promise: str
    queue: int
    start_min: int
    end_min: int
    before: int
    level: int

    @property
    def added_min(self) -> int:
        """Person-minutes asked for in addition."""
        return (self.level - self.before) * (self.end_min - self.start_min)


def raises(
    problem: Problem, failing: Iterable[Kept], violations: Sequence[Violation]
) -> tuple[Raise, ...]:
    """Return what to ask for in addition, so that promises are kept.

    Parameters
    ----------
    problem
        With the requirements that the roster was made for.
    failing
        Promises that are kept too rarely by a roster for this problem.
    violations
        What it misses of those requirements.
    """
    asked = _Asked(problem)
    found: dict[tuple[str, int], int] = {}
    for kept in failing:
        promised = kept.promised
        short = _lacking(problem, promised.queue, violations)
        able = people_able(problem, promised.queue)
        for slot in _slots(kept, problem.slot_min):
            if slot in short or not _is_open(promised, slot):
                continue
            before = asked.level(promised.queue, slot)
            if before >= able:
                continue
            step = max(1, -int(-STEP_SHARE * before // 1))
            found[promised.id, slot] = min(able, before + step)
    return tuple(_joined(found, asked, problem))


def people_able(problem: Problem, queue: int) -> int:
    """Return how many people can serve a queue, early or late."""
    return sum(
        any(
            problem.serves(person.idx, queue, day)
            for day in (0, problem.days - 1)
        )
        for person in problem.people
    )


def raised(problem: Problem, more: Iterable[Raise]) -> Problem:
    """Return a problem that asks for as many people as the raises say."""
    by_line: dict[str, list[Need]] = {}
    for each in more:
        by_line.setdefault(each.promise, []).append(
            Need(each.start_min, each.end_min, each.level)
        )

    def lifted(line: CoverageLine) -> CoverageLine:
        # At every moment the highest need of a line counts.
        return replace(line, needs=(*line.needs, *by_line.get(line.id, ())))

    return replace(
        problem,
        rules=tuple(
            rule.model_copy(update={"lines": tuple(map(lifted, rule.lines))})
            if isinstance(rule, Coverage)
            else rule
            for rule in problem.rules
        ),
    )


def people_at(problem: Problem, queue: int, slot: int) -> int:
    """Return how many people who can serve a queue have a shift in a slot."""
    end = slot + problem.slot_min
    found = 0
    reached: dict[tuple[int, int], bool] = {}
    for person in problem.people:
        for day in _days_near(problem, slot):
            key = person.menu, day
            if key not in reached:
                reached[key] = any(
                    problem.duties[duty].covers(slot, end)
                    for duty in problem.menus[person.menu][day]
                )
            if reached[key] and problem.serves(person.idx, queue, day):
                found += 1
                break
    return found


def _days_near(problem: Problem, slot: int) -> Iterator[int]:
    """Yield the line days, of any zone, whose duties may reach a slot."""
    day, _ = problem.local(slot)
    for near in range(day - 2, day + 3):
        if 0 <= near < problem.days:
            yield near


def asked_at(problem: Problem, queue: int, slot: int) -> int:
    """Return how many people a queue is asked to have in a slot."""
    return max(
        (
            need.least
            for line in _lines(problem)
            if line.queue == queue
            for need in line.needs
            if need.start_min <= slot < need.end_min
        ),
        default=0,
    )


def lacking(
    problem: Problem, kept: Kept, violations: Sequence[Violation]
) -> dict[int, float]:
    """Return person-minutes missing in the slots that fail, by slot."""
    short = _lacking(problem, kept.promised.queue, violations)
    own = {*_slots(kept, problem.slot_min)}
    return {slot: each for slot, each in short.items() if slot in own}


def _slots(kept: Kept, slot_min: int) -> Iterator[int]:
    """Yield the slots in which people would help those answered too late."""
    reach = INTERVAL_MIN
    if not kept.promised.waits:
        within = min(kept.promised.within_min, LONGEST_REACH_MIN)
        reach = max(INTERVAL_MIN, int(within))
    seen: set[int] = set()
    for interval in np.flatnonzero(_fails(kept)):
        start = kept.periods.interval_start(int(interval))
        # Who waits too long meets the queue of the half-hour before.
        first = start - (INTERVAL_MIN if kept.promised.waits else 0)
        last = min(start + reach, kept.periods.last_min)
        first = max(first, kept.periods.first_min) // slot_min * slot_min
        for slot in range(first, last, slot_min):
            if slot not in seen:
                seen.add(slot)
                yield slot


def _fails(kept: Kept) -> BoolArray:
    """Return which half-hours fail: below the target, or the worst.

    Where none is below it, a month is missed by bad luck alone: then those
    in which half of all late contacts arrive.
    """
    offered = kept.by_interval.offered.sum(axis=0)
    late = offered - kept.by_interval.in_time.sum(axis=0)
    fails = late > (1 - kept.promised.share) * offered + 1e-9
    if fails.any():
        return np.asarray(fails, dtype=np.bool_)
    order = np.argsort(-late, kind="stable")
    until = int(np.searchsorted(np.cumsum(late[order]), late.sum() / 2)) + 1
    worst = np.zeros(len(late), dtype=np.bool_)
    worst[order[:until]] = late[order[:until]] > 0
    return worst


def _is_open(promised: Promised, slot: int) -> bool:
    return any(start <= slot < end for start, end in promised.open)


def _lacking(
    problem: Problem, queue: int, violations: Sequence[Violation]
) -> dict[int, float]:
    """Return person-minutes that a queue misses, by slot."""
    own = {line.id for line in _lines(problem) if line.queue == queue}
    width = problem.slot_min
    found: dict[int, float] = {}
    for violation in violations:
        start, end = violation.start_min, violation.end_min
        if violation.rule not in own or start is None or end is None:
            continue
        each = violation.amount * width / (end - start)
        for slot in range(start, end, width):
            found[slot] = max(found.get(slot, 0.0), each)
    return found


def _lines(problem: Problem) -> Iterator[CoverageLine]:
    for rule in problem.rules:
        if isinstance(rule, Coverage):
            yield from rule.lines


class _Asked:
    """How many people each queue is asked to have."""

    def __init__(self, problem: Problem) -> None:
        self._levels: dict[tuple[int, int], int] = {}
        for line in _lines(problem):
            self._take(line, problem.slot_min)

    def _take(self, line: CoverageLine, width: int) -> None:
        for need in line.needs:
            for slot in range(need.start_min, need.end_min, width):
                key = line.queue, slot
                self._levels[key] = max(self._levels.get(key, 0), need.least)

    def level(self, queue: int, slot: int) -> int:
        """Return the highest least of a queue in a slot."""
        return self._levels.get((queue, slot), 0)


def _joined(
    found: dict[tuple[str, int], int], asked: _Asked, problem: Problem
) -> Iterator[Raise]:
    """Yield raises, adjacent slots with the same figures as one."""
    queues = {p.id: p.queue for p in problem.demand.promised}
    open_: Raise | None = None
    for (promise, slot), level in sorted(found.items()):
        queue = queues[promise]
        before = asked.level(queue, slot)
        end = slot + problem.slot_min
        if (
            open_ is not None
            and (open_.promise, open_.end_min) == (promise, slot)
            and (open_.before, open_.level) == (before, level)
        ):
            open_ = replace(open_, end_min=end)
            continue
        if open_ is not None:
            yield open_
        open_ = Raise(promise, queue, slot, end, before, level)
    if open_ is not None:
        yield open_
