"""One chain of the annealer: a roster, its best, and its own chance."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from scheduler.engine.kernels import layout as at
from scheduler.engine.kernels.anneal import anneal, oblige_all, sample
from scheduler.engine.kernels.moves import KINDS
from scheduler.engine.search.board import Value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from constraints.measures import IntArray
    from scheduler.engine.engine import Lines
    from scheduler.engine.search.board import Board
    from scheduler.engine.search.schedule import Schedule

__all__ = ["Chain"]

MIX: Mapping[str, int] = {
    "retime": 38,
    "break": 8,
    "two duties": 12,
    "give": 7,
    "exchange": 7,
    "add or drop": 6,
    "same day": 5,
    "pair": 10,
    "other day": 4,
    "week": 6,
}
"""Shares of the kinds of moves."""

BUILD_MOVES = 40
"""Duties tried per person and day when a roster is built from nothing."""

SAMPLES = 2000
"""Moves that are looked at to learn what a small change is."""

STRIDE = 8
"""Moves between two looks at whether the roster is the best, for small
rosters; keeping a large one takes longer."""

WORST = 1 << 60


class Chain:
    """A roster under annealing.

    Attributes
    ----------
    moves
        Moves made so far.
    per_second
        Moves a second, lately.
    """

    def __init__(self, board: Board, seed: int) -> None:
        self._board = board
        self._s = board.empty()
        self._s[at.RNG] = _scrambled(seed)
        pds = int(board.t[at.PEOPLE] * board.t[at.DAYS])
        self._best = np.full(
            3 + pds * (1 + int(board.t[at.BREAKS])), WORST, dtype=np.int64
        )
        self._mix = _mix(MIX)
        self._stride = max(STRIDE, pds // 100)
        self.moves = 0
        self.per_second = 100_000.0

    @property
    def value(self) -> Value:
        """What the best roster breaks, lacks and costs."""
        hard, short, ticks = self._best[:3]
        return Value(int(hard), int(short), int(ticks))

    @property
    def tried(self) -> dict[str, tuple[int, int]]:
        """By kind of move: how many were tried and taken."""
        s = self._s
        tried = s[s[at.TRIED] :][: len(KINDS)]
        taken = s[s[at.TAKEN] :][: len(KINDS)]
        return {
            kind: (int(a), int(b))
            for kind, a, b in zip(KINDS, tried, taken, strict=True)
        }

    def lines(self) -> Lines:
        """Return the best roster."""
        s = self._board.empty()
        size = len(self._best) - 3
        s[s[at.CUR] : s[at.CUR] + size] = self._best[3:]
        return self._board.lines(s)

    def begin(self, start: IntArray | None, schedule: Schedule) -> None:
        """Take over a roster, or build one by adding what helps.

        Parameters
        ----------
        start
            As ``Board.roster`` returns it.
        """
        if start is not None:
            chance = self._s[at.RNG]
            self._s = start.copy()
            self._s[at.RNG] = chance
        else:
            oblige_all(self._board.t, self._s, 1)
        duties = int(self._board.t[at.OPEN_PDS])
        self._run(
            _mix({"add or drop": 1}),
            BUILD_MOVES * duties if start is None else 0,
            (1.0, 1.0),
            schedule.short_weight(0.0),
            schedule.hard_weight(0.0),
        )

    def unit(self) -> float:
        """Return the ticks of a small change of the roster.

        It is the median of what single changes of a duty add, among those
        that add something and neither break a rule nor lack coverage.
        """
        found = np.zeros(SAMPLES, dtype=np.int64)
        count = sample(
            self._board.t, self._s, KINDS.index("retime"), SAMPLES, found
        )
        return float(np.median(found[:count])) if count else 0.0

    def advance(
        self, moves: int, schedule: Schedule, share: float, until: float
    ) -> None:
        """Make moves while the run goes on from one share to another."""
        began = perf_counter()
        self._run(
            self._mix,
            moves,
            (schedule.temperature(share), schedule.temperature(until)),
            schedule.short_weight(share),
            schedule.hard_weight(share),
        )
        self.moves += moves
        self.per_second = moves / max(1e-6, perf_counter() - began)

    def _run(
        self,
        mix: IntArray,
        moves: int,
        temperatures: tuple[float, float],
        short_weight: int,
        hard_weight: int,
    ) -> None:
        anneal(
            self._board.t,
            self._s,
            self._best,
            mix,
            moves,
            *temperatures,
            short_weight,
            hard_weight,
            self._stride,
        )


def _mix(shares: Mapping[str, int]) -> IntArray:
    """Return shares of the kinds of moves, added up, in thousandths."""
    weights = np.array([shares.get(kind, 0) for kind in KINDS])
    added: IntArray = np.cumsum(weights) * 1000 // weights.sum()
    return added.astype(np.int64)


def _scrambled(seed: int) -> int:
    """Return 32 bits, not all 0, that differ much for seeds close by."""
    bits = (seed * 0x9E3779B1 + 0x7F4A7C15) & 0xFFFFFFFF
    bits = ((bits ^ bits >> 15) * 0x85EBCA6B) & 0xFFFFFFFF
    return (bits ^ bits >> 13) or 1
