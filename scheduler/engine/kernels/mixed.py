"""Cells in which some count for less than a person: those are tried out.

Whoever counts for a whole person is seated along shortest paths. What the
others should do depends on that, and it on them; as they are few, each way
to spread them over the queues is tried with the rest seated anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.engine.kernels import layout as at
from scheduler.engine.kernels.cover import (
    arrival,
    arrive,
    cell_value,
    depart,
    departure,
)
from scheduler.engine.kernels.jit import kernel

if TYPE_CHECKING:
    from constraints.measures import IntArray

__all__ = ["come", "gain_of", "go", "loss_of"]


@kernel
def come(t: IntArray, s: IntArray, cell: int, cls: int) -> int:
    """Let one of a class come; return what that takes off."""
    if not _is_mixed(t, s, cell, cls):
        return arrive(t, s, cell, cls)
    before = cell_value(t, s, cell)
    s[s[at.BLOCK] + t[t[at.CELL_BLOCK] + cell] + cls] += 1
    return before - _seat_anew(t, s, cell)


@kernel
def go(t: IntArray, s: IntArray, cell: int, cls: int) -> int:
    """Let one of a class go; return what that adds."""
    if not _is_mixed(t, s, cell, cls):
        return depart(t, s, cell, cls)
    before = cell_value(t, s, cell)
    s[s[at.BLOCK] + t[t[at.CELL_BLOCK] + cell] + cls] -= 1
    return _seat_anew(t, s, cell) - before


@kernel
def gain_of(t: IntArray, s: IntArray, cell: int, cls: int) -> int:
    """Return what one more of a class would take off."""
    if not _is_mixed(t, s, cell, cls):
        return arrival(t, s, cell, cls)
    _keep(t, s, cell, s[at.BEFORE_SEATS])
    gain = come(t, s, cell, cls)
    _bring_back(t, s, cell, s[at.BEFORE_SEATS])
    return gain


@kernel
def loss_of(t: IntArray, s: IntArray, cell: int, cls: int) -> int:
    """Return what one less of a class would add."""
    if not _is_mixed(t, s, cell, cls):
        return departure(t, s, cell, cls)
    _keep(t, s, cell, s[at.BEFORE_SEATS])
    loss = go(t, s, cell, cls)
    _bring_back(t, s, cell, s[at.BEFORE_SEATS])
    return loss


@kernel
def _is_mixed(t: IntArray, s: IntArray, cell: int, cls: int) -> bool:
    """Return whether somebody counts for less: there, or of the class."""
    crew = t[t[at.CELL_CREW] + cell]
    if t[t[at.CREW_MIXED] + crew] == 0:
        return False
    percent = t[at.CLASS_PERCENT] + t[t[at.CREW_CLASS] + crew]
    block = s[at.BLOCK] + t[t[at.CELL_BLOCK] + cell]
    for other in range(t[t[at.CREW_CLASSES] + crew]):
        part = t[percent + other] != 100
        if part and (other == cls or s[block + other] > 0):
            return True
    return False


@kernel
def _keep(t: IntArray, s: IntArray, cell: int, place: int) -> None:
    """Copy a cell's block to a place."""
    block = s[at.BLOCK] + t[t[at.CELL_BLOCK] + cell]
    for i in range(t[t[at.CELL_BLOCK] + cell + 1] - block + s[at.BLOCK]):
        s[place + i] = s[block + i]


@kernel
def _bring_back(t: IntArray, s: IntArray, cell: int, place: int) -> None:
    """Copy a cell's block back from a place."""
    block = s[at.BLOCK] + t[t[at.CELL_BLOCK] + cell]
    for i in range(t[t[at.CELL_BLOCK] + cell + 1] - block + s[at.BLOCK]):
        s[block + i] = s[place + i]


@kernel
def _seat_anew(t: IntArray, s: IntArray, cell: int) -> int:
    """Seat all who are there at the least cost; return it."""
    crew = t[t[at.CELL_CREW] + cell]
    classes = t[t[at.CREW_CLASSES] + crew]
    percent = t[at.CLASS_PERCENT] + t[t[at.CREW_CLASS] + crew]
    block = s[at.BLOCK] + t[t[at.CELL_BLOCK] + cell]
    parts = 0
    for cls in range(classes):
        s[s[at.HEADS] + cls] = s[block + cls]
        if t[percent + cls] != 100:
            for _ in range(s[block + cls]):
                s[s[at.PART_CLASS] + parts] = cls
                s[s[at.PART_QUEUE] + parts] = -1
                parts += 1
    best = _spread_value(t, s, cell, parts)
    _keep(t, s, cell, s[at.BEST_SEATS])
    while _next_spread(t, s, cell, parts):
        value = _spread_value(t, s, cell, parts)
        if value < best:
            best = value
            _keep(t, s, cell, s[at.BEST_SEATS])
    _bring_back(t, s, cell, s[at.BEST_SEATS])
    for cls in range(classes):
        s[block + cls] = s[s[at.HEADS] + cls]
    return best


@kernel
def _next_spread(t: IntArray, s: IntArray, cell: int, parts: int) -> bool:
    """Let those who count for less try the next queues they serve."""
    serves = (
        t[at.CLASS_SERVES] + t[t[at.CREW_CLASS] + t[t[at.CELL_CREW] + cell]]
    )
    queues = t[t[at.CELL_QUEUES] + cell]
    for part in range(parts):
        able = t[serves + s[s[at.PART_CLASS] + part]]
        for queue in range(s[s[at.PART_QUEUE] + part] + 1, queues):
            if (able >> queue) & 1:
                s[s[at.PART_QUEUE] + part] = queue
                return True
        s[s[at.PART_QUEUE] + part] = -1
    return False


@kernel
def _spread_value(t: IntArray, s: IntArray, cell: int, parts: int) -> int:
    """Seat a cell from nothing around one spread; return what it costs."""
    crew = t[t[at.CELL_CREW] + cell]
    classes = t[t[at.CREW_CLASSES] + crew]
    first = t[t[at.CREW_CLASS] + crew]
    queues = t[t[at.CELL_QUEUES] + cell]
    begins = t[t[at.CELL_BLOCK] + cell]
    block = s[at.BLOCK] + begins
    for i in range(t[t[at.CELL_BLOCK] + cell + 1] - begins):
        s[block + i] = 0
    base = block + 3 * classes + queues
    minutes = t[t[at.CELL_END] + cell] - t[t[at.CELL_START] + cell]
    step = t[t[at.CELL_STEP] + cell]
    for part in range(parts):
        queue = s[s[at.PART_QUEUE] + part]
        if queue < 0:
            continue
        cls = s[s[at.PART_CLASS] + part]
        counts = (minutes * t[t[at.CLASS_PERCENT] + first + cls] + 99) // 100
        s[base + queue] += counts * step // minutes
        s[base + queues + t[t[at.CLASS_POOL] + first + cls]] += 1
    value = cell_value(t, s, cell)
    for cls in range(classes):
        if t[t[at.CLASS_PERCENT] + first + cls] == 100:
            for _ in range(s[s[at.HEADS] + cls]):
                value -= arrive(t, s, cell, cls)
    return value
