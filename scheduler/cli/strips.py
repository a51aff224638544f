"""Coverage as strips: one row per queue and day against what was wanted.

Judged like the coverage rule judges: one person serves one queue, the
highest line of each importance counts.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import groupby
from typing import TYPE_CHECKING

from rich.text import Text

from constraints import wording
from constraints.coverage import Coverage
from constraints.served import asked, serving
from scheduler.clock import DAY_MIN, day_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from constraints.served import Ask, Served
    from scheduler.clock import Zone
    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = ["ASCII", "BLOCKS", "Level", "Met", "legend", "met", "strips"]

_LABEL_WIDTH = 11
_BLOCK_MIN = 30
_BLOCKS_A_DAY = DAY_MIN // _BLOCK_MIN
_RULER_HOURS = 6


class Level(IntEnum):
    """How well a block of time is covered; the worst slot counts."""

    NOTHING = 0
    MET = 1
    BEYOND = 2
    LEAST = 3
    SHORT = 4
    MUST = 5


_SAID = {
    Level.MET: "as wanted",
    Level.LEAST: "below wanted",
    Level.SHORT: "below least",
    Level.MUST: "must",
    Level.BEYOND: "too many",
    Level.NOTHING: "not asked",
}
_STYLES = {
    Level.NOTHING: "dim",
    Level.MET: "green",
    Level.BEYOND: "cyan",
    Level.LEAST: "yellow",
    Level.SHORT: "red",
    Level.MUST: "bold red",
}
BLOCKS: Mapping[Level, str] = dict(zip(Level, "·█▲▅▂!", strict=True))
ASCII: Mapping[Level, str] = dict(zip(Level, ".#^+-!", strict=True))


@dataclass
class Met:
    """How well one queue is covered.

    Attributes
    ----------
    levels
        By block: half-hours since 1970-01-01T00:00 of the clock shown.
    missing_min
        Person-minutes missing, by day since 1970-01-01.
    """

    levels: dict[int, Level] = field(default_factory=dict)
    missing_min: Counter[int] = field(default_factory=Counter)


def legend(glyphs: Mapping[Level, str]) -> Text:
    """Return what the characters of a strip mean."""
    text = Text()
    for level, said in _SAID.items():
        text.append(glyphs[level], _STYLES[level]).append(f" {said}  ")
    return text


def strips(
    problem: Problem,
    found: Mapping[int, Met],
    week: Sequence[int],
    clock: Zone,
    glyphs: Mapping[Level, str],
) -> Iterator[Text]:
    """Yield the strips of one week, queue by queue.

    Parameters
    ----------
    found
        How well each queue is covered, on the clock shown; see `met`.
    """
    for queue in problem.queues:
        if queue.idx not in found:
            continue
        yield Text(f"{queue.name} · {clock.name}")
        yield Text(f"{'':{_LABEL_WIDTH}}{_ruler()}", "dim")
        for day in week:
            yield _strip(problem.date(day), found[queue.idx], glyphs)
        yield Text()


def met(roster: Roster, clock: Zone) -> dict[int, Met]:
    """Return by queue how well its coverage is met, slot by slot."""
    problem = roster.problem
    found: dict[int, Met] = {}
    for rule in problem.rules:
        if not isinstance(rule, Coverage):
            continue
        demands = asked(rule.lines, rule.priced, problem)
        served = serving(roster, demands, {})
        for slot, asks in demands.items():
            _judge_slot(found, served, slot, asks, clock, problem.slot_min)
    return found


def _judge_slot(
    found: dict[int, Met],
    served: Served,
    slot: int,
    asks: Sequence[Ask],
    clock: Zone,
    slot_min: int,
) -> None:
    minutes = served.minutes(slot)
    local = clock.local(slot)
    first = day_number(local.day) * DAY_MIN + local.minute
    last = first + slot_min - 1
    for ask in asks:
        levels = found.setdefault(ask.queue, Met()).levels
        level = _level(ask, ask.off_min(minutes[ask.queue], slot_min))
        for block in range(first // _BLOCK_MIN, last // _BLOCK_MIN + 1):
            levels[block] = max(levels.get(block, level), level)
    for queue in {ask.queue for ask in asks}:
        off_min = max(
            (
                ask.off_min(minutes[queue], slot_min)
                for ask in asks
                if ask.queue == queue and ask.what != "most"
            ),
            default=0,
        )
        found[queue].missing_min[first // DAY_MIN] += off_min


def _level(ask: Ask, off: int) -> Level:
    if not off:
        return Level.MET
    if ask.what == "most":
        return Level.BEYOND
    if ask.price.hard:
        return Level.MUST
    return Level.SHORT if ask.what == "least" else Level.LEAST


def _strip(at: date, queue: Met, glyphs: Mapping[Level, str]) -> Text:
    number = day_number(at)
    text = Text(f"{at:%a} {at.day} {at:%b}".ljust(_LABEL_WIDTH), end="")
    first = number * _BLOCKS_A_DAY
    for level, run in groupby(
        queue.levels.get(block, Level.NOTHING)
        for block in range(first, first + _BLOCKS_A_DAY)
    ):
        text.append(glyphs[level] * len(list(run)), _STYLES[level])
    if missing := queue.missing_min[number]:
        text.append(f"  -{wording.hours(missing)}")
    return text


def _ruler() -> str:
    width = _RULER_HOURS * 60 // _BLOCK_MIN
    hours = range(0, 24, _RULER_HOURS)
    return "".join(f"{hour:02}".ljust(width) for hour in hours)
