"""What every source of demand answers: heads per slot (open to all)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    IntArray = npt.NDArray[np.int64]

__all__ = ["HeadCount"]


class HeadCount(Protocol):
    """One queue's need for people, slot by slot.

    An implementation is pure: it was given all it needs when it was made,
    reads no file and answers the same question the same way. A newcomer
    writes one class in one file of this folder.

    Attributes
    ----------
    name
        The queue or promise this stands for, as messages print it.
    approximate
        Whether a simulation may find the heads too few or too many even
        where the forecast comes true; outputs then say so.
    """

    @property
    def name(self) -> str: ...

    @property
    def approximate(self) -> bool: ...

    def heads(self, slot_start_min: IntArray) -> IntArray:
        """Return the people needed on the queue in each slot.

        Parameters
        ----------
        slot_start_min
            Starts of slots, in minutes since 1970-01-01T00:00Z.

        Raises
        ------
        ValueError
            When a slot lies outside what the source was made for.
        """
        ...
