"""Ctrl-C while solving: once keeps the best roster so far, twice gives up."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

__all__ = ["Interrupt", "interruptible"]


class Interrupt:
    """Whether the user wants the search to end.

    Parameters
    ----------
    tell
        Called once, when the search notices; a signal handler must not
        print.
    """

    def __init__(self, tell: Callable[[], None]) -> None:
        self._tell = tell
        self._told = False
        self.asked = False

    def stop(self) -> bool:
        """Return whether to end the search with the best so far."""
        if self.asked and not self._told:
            self._told = True
            self._tell()
        return self.asked

    def handle(self, number: int, frame: FrameType | None) -> None:
        """Remember the first Ctrl-C; the second ends everything."""
        if self.asked:
            raise click.Abort
        self.asked = True


@contextmanager
def interruptible(tell: Callable[[], None]) -> Iterator[Interrupt]:
    """Handle Ctrl-C by an `Interrupt` for a while."""
    interrupt = Interrupt(tell)
    before = signal.signal(signal.SIGINT, interrupt.handle)
    try:
        yield interrupt
    finally:
        signal.signal(signal.SIGINT, before)
