"""What one cell of coverage costs, in compiled loops.

The same as ``scheduler.engine.heads.served_cost``, one cell at a time and
with ``must`` shortage and ticks as one number.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from scheduler.engine.hall import MUST_WEIGHT
from scheduler.engine.kernels.jit import kernel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from constraints.measures import IntArray
    from scheduler.engine.hall import Hall

__all__ = ["Packed", "cell_cost", "changed_cost", "come", "packed"]


class Packed(NamedTuple):
    """All kinds of cells in flat arrays; ``x_from`` are the borders in x.

    Attributes
    ----------
    item_from, length_from
        By kind.
    class_from
        By kind; ``class_of[kind, person]`` counts from 0 in each kind.
    check_from, fill_from
        By item; ``check`` and ``fill`` are entries of ``able``.
    touch_from
        By class.
    """

    base: IntArray
    item_from: IntArray
    gain: IntArray
    stretch: IntArray
    length_from: IntArray
    length: IntArray
    check_from: IntArray
    check: IntArray
    fill_from: IntArray
    fill: IntArray
    class_from: IntArray
    class_of: IntArray
    touch_from: IntArray
    touch: IntArray


def packed(hall: Hall) -> Packed:
    """Return the kinds of cells as the kernels read them."""
    kinds = hall.kinds
    people = len(kinds[0].class_of) if kinds else 0
    check = [np.flatnonzero(row) for kind in kinds for row in kind.check]
    fill = [np.flatnonzero(row) for kind in kinds for row in kind.fill]
    touch = [np.flatnonzero(row) for kind in kinds for row in kind.touch]
    return Packed(
        base=_joined(
            [[k.base_must * MUST_WEIGHT + k.base_ticks] for k in kinds]
        ),
        item_from=_borders(len(kind.stretch) for kind in kinds),
        gain=_joined(
            [kind.gain_must * MUST_WEIGHT + kind.gain_ticks for kind in kinds]
        ),
        stretch=_joined([kind.stretch for kind in kinds]),
        length_from=_borders(len(kind.length) for kind in kinds),
        length=_joined([kind.length for kind in kinds]),
        check_from=_borders(map(len, check)),
        check=_joined(check),
        fill_from=_borders(map(len, fill)),
        fill=_joined(fill),
        class_from=_borders(len(kind.touch) for kind in kinds),
        class_of=_joined([kind.class_of for kind in kinds]).reshape(
            len(kinds), people
        ),
        touch_from=_borders(map(len, touch)),
        touch=_joined(touch),
    )


def _borders(lengths: Iterable[int]) -> IntArray:
    return np.array([0, *accumulate(lengths)], dtype=np.int64)


def _joined(parts: Iterable[object]) -> IntArray:
    return np.concatenate(
        [np.zeros(0, dtype=np.int64), *map(np.asarray, parts)]
    ).astype(np.int64)


@kernel
def cell_cost(kinds: Packed, kind: int, room: IntArray, left: IntArray) -> int:
    """Return what a cell costs.

    Parameters
    ----------
    room
        Its row of ``able``; used up.
    left
        Scratch, as long as any kind has stretches.
    """
    first = kinds.length_from[kind]
    for at in range(kinds.length_from[kind + 1] - first):
        left[at] = kinds.length[first + at]
    cost: int = kinds.base[kind]
    for item in range(kinds.item_from[kind], kinds.item_from[kind + 1]):
        taken = left[kinds.stretch[item]]
        for at in range(kinds.check_from[item], kinds.check_from[item + 1]):
            taken = min(taken, room[kinds.check[at]])
            if taken <= 0:
                break
        if taken <= 0:
            continue
        left[kinds.stretch[item]] -= taken
        for at in range(kinds.fill_from[item], kinds.fill_from[item + 1]):
            room[kinds.fill[at]] -= taken
        cost -= taken * kinds.gain[item]
    return cost


@kernel
def come(kinds: Packed, kind: int, cls: int, by: int, able: IntArray) -> None:
    """Let so many of a class come to a cell, given its row of ``able``."""
    cls = kinds.class_from[kind] + cls
    for at in range(kinds.touch_from[cls], kinds.touch_from[cls + 1]):
        able[kinds.touch[at]] += by


@kernel
def changed_cost(
    kinds: Packed,
    kind: int,
    cls: int,
    by: int,
    able: IntArray,
    room: IntArray,
    left: IntArray,
) -> int:
    """Return what a cell would cost with so many more of a class.

    Parameters
    ----------
    able
        Its row; not changed.
    room, left
        Scratch, as long as ``able`` and as any kind has stretches.
    """
    room[:] = able
    come(kinds, kind, cls, by, room)
    return cell_cost(kinds, kind, room, left)
