"""Walking the machines of a line side by side, from day to day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduler.engine.line.graph import GraphDay, flat, joined
from scheduler.engine.line.machine import FORBIDDEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from constraints.measures import IntArray
    from scheduler.engine.line.graph import Graph
    from scheduler.engine.line.machine import Machine, Menus

__all__ = ["TooLarge", "graph_of"]


class TooLarge(Exception):
    """A day has more states than allowed."""

    def __init__(self, day: int) -> None:
        super().__init__(f"too many states after day {day}")
        self.day = day


def graph_of(
    machines: Sequence[Machine],
    starts: Sequence[Sequence[int]],
    menus: Menus,
    most_states: int,
    most_moves: int,
) -> Graph:
    """Walk all machines from all starts at once.

    Parameters
    ----------
    most_states, most_moves
        States after a day, and pairs of state and letter on a day, beyond
        which the walk is given up.

    Raises
    ------
    TooLarge
        With the first day on which there are too many.
    """
    first = tuple(sorted({tuple(start) for start in starts}))
    states = np.array(first, dtype=np.int64).reshape(len(first), -1)
    days: list[GraphDay] = []
    sizes = [len(states)]
    for number, choices in enumerate(menus):
        order, letter, moved = _walked(
            machines, number, states, choices, most_moves
        )
        states, head = moved.distinct()
        if len(states) > most_states:
            raise TooLarge(number)
        days.append(
            GraphDay(
                choices[order],
                letter,
                *_arcs(moved.tail, head, moved.ticks, moved.letter),
            )
        )
        sizes.append(len(states))
    return flat(days, sizes, first)


@dataclass(frozen=True, eq=False)
class _Moved:
    """Allowed pairs of state and letter, in this order, and where they lead.

    Attributes
    ----------
    known, table
        By machine: its states after the day; ``table[row, letter]`` is the
        position in them.
    row
        By machine: the row of each state before the day.
    """

    tail: IntArray
    letter: IntArray
    ticks: IntArray
    known: list[IntArray]
    table: list[IntArray]
    row: list[IntArray]

    def distinct(self) -> tuple[IntArray, IntArray]:
        """Return the states that are reached, and which of them by pair."""
        code = np.zeros(len(self.tail), dtype=np.int64)
        for known, table, row in zip(
            self.known, self.table, self.row, strict=True
        ):
            if len(known) < 2:
                continue
            if int(code.max(initial=0)) >= (1 << 62) // len(known):
                # Ranks instead, so that many machines stay in 64 bits.
                _, code = np.unique(code, return_inverse=True)
            code = code * len(known) + table[row[self.tail], self.letter]
        _, first, which = np.unique(
            code, return_index=True, return_inverse=True
        )
        columns = [
            known[table[row[self.tail[first]], self.letter[first]]]
            for known, table, row in zip(
                self.known, self.table, self.row, strict=True
            )
        ]
        return np.stack(columns, axis=1), which.reshape(-1)


def _walked(
    machines: Sequence[Machine],
    day: int,
    states: IntArray,
    choices: IntArray,
    most_moves: int,
) -> tuple[IntArray, IntArray, _Moved]:
    """Return choices by letter, the letters, and where they lead."""
    tables, rows = [], []
    for at, machine in enumerate(machines):
        known, row = np.unique(states[:, at], return_inverse=True)
        tables.append(machine.moves(day, known, choices))
        rows.append(row.reshape(-1))
    letter, first = _letters(tables)
    order = np.argsort(letter, kind="stable")
    ticks = np.zeros((len(states), len(first)), dtype=np.int64)
    for (_, cost), row in zip(tables, rows, strict=True):
        if cost.any():
            ticks += np.minimum(cost, FORBIDDEN)[:, first][row]
    tail, taken = np.nonzero(ticks < FORBIDDEN)
    if len(tail) > most_moves:
        raise TooLarge(day)
    after = [np.unique(to[:, first], return_inverse=True) for to, _ in tables]
    moved = _Moved(
        tail,
        taken,
        ticks[tail, taken],
        [known for known, _ in after],
        [at.reshape(-1, len(first)) for _, at in after],
        rows,
    )
    return order, letter[order], moved


def _letters(
    tables: Sequence[tuple[IntArray, IntArray]],
) -> tuple[IntArray, IntArray]:
    """Return each choice's letter, and a choice of each letter."""
    columns = np.concatenate([np.concatenate(pair) for pair in tables])
    _, first, letter = np.unique(
        columns, axis=1, return_index=True, return_inverse=True
    )
    return letter.reshape(-1), first


def _arcs(
    tail: IntArray, head: IntArray, ticks: IntArray, letter: IntArray
) -> tuple[IntArray, IntArray, IntArray, IntArray, IntArray, IntArray]:
    """Join letters from one state to another at one cost to arcs.

    Returns
    -------
    tuple
        Tails, heads, ticks and bundles by arc, by head; the length of each
        bundle, and the letters of all.
    """
    _, rank = np.unique(ticks, return_inverse=True)
    spread = int(rank.max(initial=0)) + 1
    key = (head * (int(tail.max(initial=0)) + 1) + tail) * spread + rank
    order = np.argsort(key, kind="stable")
    key, letter = key[order], letter[order]
    begins = np.flatnonzero(np.diff(key, prepend=-1))
    lengths = np.diff(np.append(begins, len(key)))
    bundle, first = _bundles(letter, begins, lengths)
    member = [letter[begins[at] : begins[at] + lengths[at]] for at in first]
    arcs = order[begins]
    return (
        tail[arcs],
        head[arcs],
        ticks[arcs],
        bundle,
        lengths[first],
        joined(member),
    )


def _bundles(
    letter: IntArray, begins: IntArray, lengths: IntArray
) -> tuple[IntArray, IntArray]:
    """Return which arcs have the same letters, and an arc of each kind.

    Found by sums of random numbers, then compared letter by letter.
    """
    if not len(begins):
        return begins, begins
    rng = np.random.default_rng(len(letter))
    while True:
        codes = rng.integers(1 << 62, size=int(letter.max()) + 1)
        sums = np.add.reduceat(codes[letter], begins)
        _, first, bundle = np.unique(
            sums, return_index=True, return_inverse=True
        )
        bundle = bundle.reshape(-1)
        arc = np.repeat(np.arange(len(begins)), lengths)
        within = np.arange(len(letter)) - begins[arc]
        like = first[bundle[arc]]
        if (lengths == lengths[first[bundle]]).all() and (
            letter == letter[begins[like] + within]
        ).all():
            return bundle, first
