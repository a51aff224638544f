"""What the command's exit code says."""

from __future__ import annotations

from enum import IntEnum

__all__ = ["Status"]


class Status(IntEnum):
    """Exit codes; the same question always ends in the same one."""

    DONE = 0
    """Done."""

    NO = 1
    """The answer is no: infeasible, or something that must hold does not."""

    BAD_INPUT = 2
    """Bad input or usage; nothing was done."""

    NO_ROSTER = 3
    """No roster was found within the limit; there may be one."""

    BUG = 70
    """Our own fault."""

    INTERRUPTED = 130
    """Interrupted; the best roster so far is kept, if there is one."""
