"""The graph of a line: reachable states, and the arcs between them.

Per day, duties that lead to the same states at the same cost are one
letter, and letters that lead from one state to another at the same cost
are one arc.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from constraints.measures import IntArray

__all__ = ["Graph", "GraphDay", "flat", "joined"]


@dataclass(frozen=True, eq=False)
class Graph:
    """Days, choices, letters, bundles, arcs and states in flat arrays.

    ``x_from`` are the borders in x. Choices are sorted by letter, arcs by
    the state they lead to; states are numbered layer by layer, layer 0
    being those before day 0.

    Attributes
    ----------
    duty
        By choice: duty index, ``OFF_DUTY`` for a day off.
    choice_from
        By letter.
    member_from, member
        By bundle, an arc's set of letters: borders, and the letters.
    tail, ticks, bundle
        By arc: the state it leaves, what machines charge, its letters.
    in_from
        By state of layers 1 and on, counted from the first of them.
    day_choice, day_arc, layer
        Borders by day, of ``layer`` by layer.
    starts
        States of layer 0, as machines have them.
    """

    duty: IntArray
    choice_from: IntArray
    member_from: IntArray
    member: IntArray
    tail: IntArray
    ticks: IntArray
    bundle: IntArray
    in_from: IntArray
    day_choice: IntArray
    day_arc: IntArray
    layer: IntArray
    starts: tuple[tuple[int, ...], ...]

    @property
    def days(self) -> int:
        """Number of line days."""
        return len(self.day_choice) - 1

    @property
    def states(self) -> int:
        """Number of states over all days."""
        return int(self.layer[-1])

    @property
    def most_states(self) -> int:
        """Most states after any day."""
        return int(np.diff(self.layer).max())

    @property
    def arcs(self) -> int:
        """Number of arcs over all days."""
        return len(self.tail)

    def start(self, state: Sequence[int]) -> int:
        """Return the number of a state before day 0."""
        return self.starts.index(tuple(state))


@dataclass(frozen=True, eq=False)
class GraphDay:
    """The arcs of one day; states, letters and bundles counted from 0.

    Attributes
    ----------
    length, member
        By bundle how many letters it has; the letters, bundle by bundle.
    """

    duty: IntArray
    letter: IntArray
    tail: IntArray
    head: IntArray
    ticks: IntArray
    bundle: IntArray
    length: IntArray
    member: IntArray


def flat(
    days: Sequence[GraphDay],
    sizes: Sequence[int],
    starts: tuple[tuple[int, ...], ...],
) -> Graph:
    """Put days one after another, and number everything through.

    Parameters
    ----------
    sizes
        States by layer.
    """
    layer = _borders(sizes)
    letters = [int(day.letter.max(initial=-1)) + 1 for day in days]
    letter_at = _borders(letters)
    bundle_at = _borders([len(day.length) for day in days])
    return Graph(
        duty=joined([day.duty for day in days]),
        choice_from=_borders(
            np.concatenate(
                [
                    np.bincount(day.letter, minlength=count)
                    for day, count in zip(days, letters, strict=True)
                ]
            )
        ),
        member_from=_borders(joined([day.length for day in days])),
        member=joined(
            [d.member + at for d, at in zip(days, letter_at[:-1], strict=True)]
        ),
        tail=joined(
            [d.tail + at for d, at in zip(days, layer[:-1], strict=False)]
        ),
        ticks=joined([day.ticks for day in days]),
        bundle=joined(
            [d.bundle + at for d, at in zip(days, bundle_at[:-1], strict=True)]
        ),
        in_from=_borders(
            np.concatenate(
                [
                    np.bincount(day.head, minlength=size)
                    for day, size in zip(days, sizes[1:], strict=True)
                ]
            )
        ),
        day_choice=_borders([len(day.duty) for day in days]),
        day_arc=_borders([len(day.tail) for day in days]),
        layer=layer,
        starts=starts,
    )


def _borders(lengths: Sequence[int] | IntArray) -> IntArray:
    return np.concatenate(([0], np.cumsum(lengths, dtype=np.int64))).astype(
        np.int64
    )


def joined(parts: Sequence[IntArray]) -> IntArray:
    """Return arrays, or none at all, as one."""
    return np.concatenate([np.zeros(0, dtype=np.int64), *parts])
