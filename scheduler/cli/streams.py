"""Standard output and error that survive a reader who has seen enough.

``schedule show … | head`` is no reason to fail: what a command has to do and
its exit code stay what they are, and the rest of the text goes nowhere.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["patient_streams"]


@contextmanager
def patient_streams() -> Iterator[None]:
    """Let both streams survive a closed pipe, and flush them at the end."""
    given = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = _patient(given[0]), _patient(given[1])
    try:
        yield
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        sys.stdout, sys.stderr = given


class _Patient:
    """A stream that goes nowhere once nobody reads it any more."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write as long as somebody reads."""
        self._unless_gone(lambda: self._stream.write(text))
        return len(text)

    def flush(self) -> None:
        """Flush as long as somebody reads."""
        self._unless_gone(self._stream.flush)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def _unless_gone(self, do: Callable[[], object]) -> None:
        try:
            do()
        except BrokenPipeError:
            # What is still buffered is flushed at exit: nowhere, too.
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._stream.fileno())
            os.close(nowhere)


def _patient(stream: TextIO) -> TextIO:
    if hasattr(stream, "reconfigure"):
        # A terminal without Unicode shows question marks, no error.
        stream.reconfigure(errors="replace")
    return cast("TextIO", _Patient(stream))
