"""Tables under construction: one flat array with a directory in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from constraints.terms import FREE
from scheduler.engine.kernels import layout as at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from constraints.measures import IntArray
    from constraints.terms import Price

__all__ = ["Columns", "Prices", "flat", "pointers"]


def flat(size: int, entries: Mapping[int, object]) -> IntArray:
    """Return tables one after another behind their directory.

    Parameters
    ----------
    size
        Entries of the directory.
    entries
        By place in the directory: a number, or the table that it points to.
    """
    directory = np.zeros(size, dtype=np.int64)
    tables, begins = [directory], size
    for place, entry in entries.items():
        if isinstance(entry, (int, np.integer)):
            directory[place] = entry
            continue
        table = np.asarray(entry, dtype=np.int64).ravel()
        directory[place] = begins
        begins += len(table)
        tables.append(table)
    return np.concatenate(tables)


def pointers(sizes: Iterable[int]) -> IntArray:
    """Return where each owner's entries begin, and the end of the last."""
    found: IntArray = np.concatenate(
        ([0], np.cumsum(np.fromiter(sizes, dtype=np.int64)))
    ).astype(np.int64)
    return found


class Prices:
    """Prices, each of them once; number 0 is free."""

    def __init__(self) -> None:
        self._numbers: dict[Price, int] = {}
        self.number(FREE)

    def number(self, price: Price) -> int:
        """Return the number of a price."""
        return self._numbers.setdefault(price, len(self._numbers))

    def tables(self) -> dict[int, object]:
        """Return the tables of all prices."""
        froms: list[int] = []
        more: list[int] = []
        for price in self._numbers:
            before = 0
            for start, rate in price.slopes:
                froms.append(start)
                more.append(rate - before)
                before = rate
        return {
            at.PRICE_PTR: pointers(len(p.slopes) for p in self._numbers),
            at.PRICE_HARD: [p.hard for p in self._numbers],
            at.PRICE_FROM: froms,
            at.PRICE_MORE: more,
        }


class Columns:
    """What terms read of a duty, a column each; equal ones are shared.

    Attributes
    ----------
    off
        By column: its entry of a day off.
    """

    def __init__(self, duties: int) -> None:
        self._duties = duties
        self._numbers: dict[object, int] = {}
        self._columns: list[IntArray] = []
        self.off: list[int] = []

    def number(
        self, key: object, by_duty: Callable[[], Sequence[int]], off: int
    ) -> int:
        """Return the number of a column.

        Parameters
        ----------
        key
            Columns with equal keys are equal.
        by_duty
            Called for a column not known yet.
        """
        if key not in self._numbers:
            self._numbers[key] = len(self._columns)
            column = np.empty(self._duties + 1, dtype=np.int64)
            column[:-1] = by_duty()
            column[-1] = off
            self._columns.append(column)
            self.off.append(off)
        return self._numbers[key]

    def tables(self) -> dict[int, object]:
        """Return the columns, one row per duty and one for the day off."""
        rows = (
            np.stack(self._columns, axis=1)
            if self._columns
            else np.zeros((self._duties + 1, 0), dtype=np.int64)
        )
        return {at.COLUMNS: len(self._columns), at.COLUMN: rows}
