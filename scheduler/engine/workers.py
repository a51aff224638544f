"""Threads that a caller watches, and may leave behind.

Those of a pool are waited for when a program ends, however long they still
compile or search; who presses Ctrl-C twice does not want to wait.
"""

from __future__ import annotations

from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["Worker", "are_done"]


class Worker:
    """Some work, done in a thread of its own from the start.

    Parameters
    ----------
    work
        What to do, once.
    """

    def __init__(self, work: Callable[[], object]) -> None:
        self._work = work
        self._error: Exception | None = None
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def is_done(self, seconds: float = 0.0) -> bool:
        """Wait that long at most; return whether the work is done."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def close(self) -> None:
        """Raise what the work raised, if it did."""
        if self._error is not None:
            raise self._error

    def _run(self) -> None:
        try:
            self._work()
        except Exception as error:
            self._error = error


def are_done(workers: Iterable[Worker], seconds: float) -> bool:
    """Wait for all of them that long at most; return whether they are."""
    until = monotonic() + seconds
    return all(
        [worker.is_done(max(0.0, until - monotonic())) for worker in workers]
    )
