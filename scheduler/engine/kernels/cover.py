"""What coverage gains and loses when somebody comes or goes, exactly.

Each cell keeps a seating of least cost: how many of each class are there,
and how many of them serve each queue. One person more or less changes it
along one shortest path of the residual network (Ahuja, Magnanti and Orlin,
Network Flows, 1993, section 9.7). Costs lie at its ends only (what a queue
gains by one more, what a pool's people cost), so the path is found by
looking which queues can be reached.

A cell's block: by class how many are there (``n``), how many of them sit
(``seated``) and at which queues (``mask``, a bit each); by queue how many
it has, and what others serve there already, in units of its curve; by pool
how many sit; by class and queue how many sit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.engine.kernels import layout as at
from scheduler.engine.kernels.jit import kernel
from scheduler.engine.kernels.prices import priced

if TYPE_CHECKING:
    from constraints.measures import IntArray

__all__ = ["arrival", "arrive", "cell_value", "depart", "departure"]


@kernel
def arrival(t: IntArray, s: IntArray, cell: int, cls: int) -> int:
    """Return what one more person of a class takes off; set the path.

    The path ends (at ``END_OF_PATH``) at a queue, or at somebody dearer who
    gets up from it.
    """
    s[s[at.FROM_CLASS] + at.END_OF_PATH] = -1
    s[s[at.FROM_QUEUE] + at.END_OF_PATH] = -1
    crew = t[t[at.CELL_CREW] + cell]
    block = s[at.BLOCK] + t[t[at.CELL_BLOCK] + cell]
    classes = t[t[at.CREW_CLASSES] + crew]
    if s[block + cls] > s[block + classes + cls]:
        return 0  # one of them has nothing to do already
    reach = _spread(t, s, cell, cls, False)
    pools = t[at.CLASS_POOL] + t[t[at.CREW_CLASS] + crew]
    sitting = block + 3 * classes
    queues = t[t[at.CELL_QUEUES] + cell]
    pool = t[pools + cls]
    cost = _step(t, s, cell, pool, s[sitting + 2 * queues + pool])
    best = 0
    for queue in range(queues):
        if (reach >> queue) & 1:
            gain = _gain(t, s, cell, queue, s[sitting + queue]) - cost
            if gain > best:
                best = gain
                s[s[at.FROM_QUEUE] + at.END_OF_PATH] = queue
    if t[t[at.CREW_POOLS] + crew] == 1:
        return best
    for other in range(classes):
        held = s[block + 2 * classes + other] & reach
        dear = t[pools + other]
        if held != 0 and dear != pool:
            sits = s[sitting + 2 * queues + dear]
            spared = _step(t, s, cell, dear, sits - 1) - cost
            if spared > best:
                best = spared
                s[s[at.FROM_CLASS] + at.END_OF_PATH] = other
                s[s[at.FROM_QUEUE] + at.END_OF_PATH] = _lowest(held)
    return best


@kernel
def departure(t: IntArray, s: IntArray, cell: int, cls: int) -> int:
    """Return what one person less of a class adds; set the path.

    The path ends (at ``END_OF_PATH``) at a queue that loses, or at somebody
    idle who sits down there; without either nobody is missed.
    """
    s[s[at.FROM_CLASS] + at.END_OF_PATH] = -1
    s[s[at.FROM_QUEUE] + at.END_OF_PATH] = -1
    crew = t[t[at.CELL_CREW] + cell]
    block = s[at.BLOCK] + t[t[at.CELL_BLOCK] + cell]
    classes = t[t[at.CREW_CLASSES] + crew]
    if s[block + cls] > s[block + classes + cls]:
        return 0
    reach = _spread(t, s, cell, cls, True)
    sitting = block + 3 * classes
    queues = t[t[at.CELL_QUEUES] + cell]
    best = -1
    for queue in range(queues):
        if (reach >> queue) & 1:
            loss = _gain(t, s, cell, queue, s[sitting + queue] - 1)
            if best < 0 or loss < best:
                best = loss
                s[s[at.FROM_QUEUE] + at.END_OF_PATH] = queue
    pools = t[at.CLASS_POOL] + t[t[at.CREW_CLASS] + crew]
    pool = t[pools + cls]
    spared = _step(t, s, cell, pool, s[sitting + 2 * queues + pool] - 1)
    for other in range(classes):
        able = t[t[at.CLASS_SERVES] + t[t[at.CREW_CLASS] + crew] + other]
        able &= reach
        if able == 0 or s[block + other] == s[block + classes + other]:
            continue
        cost = spared
        if t[pools + other] != pool:
            sits = s[sitting + 2 * queues + t[pools + other]]
            cost = _step(t, s, cell, t[pools + other], sits)
        if cost < best:
            best = cost
            s[s[at.FROM_CLASS] + at.END_OF_PATH] = other
            s[s[at.FROM_QUEUE] + at.END_OF_PATH] = _lowest(able)
    return best - spared


@kernel
def _spread(t: IntArray, s: IntArray, cell: int, cls: int, back: bool) -> int:
    """Return which queues a path from a class may reach; keep the way.

    Somebody who comes may sit down anywhere they serve; whoever sits there
    may go where they serve. Back: who goes leaves a seat; whoever serves
    there may leave theirs for it.
    """
    crew = t[t[at.CELL_CREW] + cell]
    classes = t[t[at.CREW_CLASSES] + crew]
    serves = t[at.CLASS_SERVES] + t[t[at.CREW_CLASS] + crew]
    mask = s[at.BLOCK] + t[t[at.CELL_BLOCK] + cell] + 2 * classes
    reach = 0
    new = s[mask + cls] if back else t[serves + cls]
    mover = cls
    via = -1
    while new != 0:
        reach |= new
        while new != 0:
            queue = _lowest(new)
            new &= new - 1
            s[s[at.FROM_CLASS] + queue] = mover
            s[s[at.FROM_QUEUE] + queue] = via
        for other in range(classes):
            held = s[mask + other]
            able = t[serves + other]
            if back:
                held, able = able, held
            if held & reach != 0 and able & ~reach != 0:
                new = able & ~reach
                mover = other
                via = _lowest(held & reach)
                break
    return reach


@kernel
def _lowest(bits: int) -> int:
    """Return the number of the lowest bit that is set."""
    number = 0
    while not (bits >> number) & 1:
        number += 1
    return number


@kernel
def _gain(t: IntArray, s: IntArray, cell: int, queue: int, sits: int) -> int:
    """Return what one more on a queue takes off, so many sitting there."""
    crew = t[t[at.CELL_CREW] + cell]
    sitting = s[at.BLOCK] + t[t[at.CELL_BLOCK] + cell]
    sitting += 3 * t[t[at.CREW_CLASSES] + crew]
    base = s[sitting + t[t[at.CELL_QUEUES] + cell] + queue]
    step = t[t[at.CELL_STEP] + cell]
    curve = t[t[at.QUEUE_CURVE] + t[t[at.CELL_QUEUE] + cell] + queue]
    served = t[at.CURVE] + curve + base + sits * step
    gain: int = t[served] - t[served + step]
    return gain


@kernel
def _step(t: IntArray, s: IntArray, cell: int, pool: int, sits: int) -> int:
    """Return what a pool's next person costs, ``sits`` of them sitting."""
    crew = t[t[at.CELL_CREW] + cell]
    price = t[t[at.POOL_PRICE] + t[t[at.CREW_POOL] + crew] + pool]
    if price == 0:
        return 0
    minutes = t[t[at.CELL_END] + cell] - t[t[at.CELL_START] + cell]
    return priced(t, price, minutes * (sits + 1)) - priced(
        t, price, minutes * sits
    )


@kernel
def _seat(
    t: IntArray, s: IntArray, cell: int, cls: int, queue: int, by: int
) -> None:
    """Let one of a class sit down at a queue, or get up (-1)."""
    crew = t[t[at.CELL_CREW] + cell]
    classes = t[t[at.CREW_CLASSES] + crew]
    queues = t[t[at.CELL_QUEUES] + cell]
    block = s[at.BLOCK] + t[t[at.CELL_BLOCK] + cell]
    pool = t[t[at.CLASS_POOL] + t[t[at.CREW_CLASS] + crew] + cls]
    sitting = block + 3 * classes
    by_pool = sitting + 2 * queues
    seats = by_pool + t[t[at.CREW_POOLS] + crew]
    where = seats + cls * queues + queue
    s[where] += by
    s[block + classes + cls] += by
    s[sitting + queue] += by
    s[by_pool + pool] += by
    mask = block + 2 * classes + cls
    if s[where] > 0:
        s[mask] |= 1 << queue
    else:
        s[mask] &= ~(1 << queue)


@kernel
def arrive(t: IntArray, s: IntArray, cell: int, cls: int) -> int:
    """Let one of a class come; return what that takes off."""
    gain = arrival(t, s, cell, cls)
    block = s[at.BLOCK] + t[t[at.CELL_BLOCK] + cell]
    s[block + cls] += 1
    queue = s[s[at.FROM_QUEUE] + at.END_OF_PATH]
    if queue < 0:
        return gain
    if s[s[at.FROM_CLASS] + at.END_OF_PATH] >= 0:
        _seat(t, s, cell, s[s[at.FROM_CLASS] + at.END_OF_PATH], queue, -1)
    while queue >= 0:
        mover = s[s[at.FROM_CLASS] + queue]
        _seat(t, s, cell, mover, queue, 1)
        queue = s[s[at.FROM_QUEUE] + queue]
        if queue >= 0:
            _seat(t, s, cell, mover, queue, -1)
    return gain


@kernel
def depart(t: IntArray, s: IntArray, cell: int, cls: int) -> int:
    """Let one of a class go; return what that adds."""
    loss = departure(t, s, cell, cls)
    block = s[at.BLOCK] + t[t[at.CELL_BLOCK] + cell]
    s[block + cls] -= 1
    queue = s[s[at.FROM_QUEUE] + at.END_OF_PATH]
    if queue < 0:
        return loss
    if s[s[at.FROM_CLASS] + at.END_OF_PATH] >= 0:
        _seat(t, s, cell, s[s[at.FROM_CLASS] + at.END_OF_PATH], queue, 1)
    while queue >= 0:
        mover = s[s[at.FROM_CLASS] + queue]
        _seat(t, s, cell, mover, queue, -1)
        queue = s[s[at.FROM_QUEUE] + queue]
        if queue >= 0:
            _seat(t, s, cell, mover, queue, 1)
    return loss


@kernel
def cell_value(t: IntArray, s: IntArray, cell: int) -> int:
    """Return what a cell costs as it is seated."""
    crew = t[t[at.CELL_CREW] + cell]
    queues = t[t[at.CELL_QUEUES] + cell]
    sitting = s[at.BLOCK] + t[t[at.CELL_BLOCK] + cell]
    sitting += 3 * t[t[at.CREW_CLASSES] + crew]
    step = t[t[at.CELL_STEP] + cell]
    value = 0
    for queue in range(queues):
        curve = t[t[at.QUEUE_CURVE] + t[t[at.CELL_QUEUE] + cell] + queue]
        served = s[sitting + queues + queue] + step * s[sitting + queue]
        value += t[t[at.CURVE] + curve + served]
    minutes = t[t[at.CELL_END] + cell] - t[t[at.CELL_START] + cell]
    for pool in range(t[t[at.CREW_POOLS] + crew]):
        price = t[t[at.POOL_PRICE] + t[t[at.CREW_POOL] + crew] + pool]
        value += priced(t, price, minutes * s[sitting + 2 * queues + pool])
    return value
