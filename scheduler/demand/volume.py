"""A forecast on the slot grid: contacts per hour and how long each takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    FloatArray = npt.NDArray[np.float64]
    IntArray = npt.NDArray[np.int64]

__all__ = ["Volume", "pooled"]


@dataclass(frozen=True, eq=False)
class Volume:
    """Contacts of one queue, or of one account on it.

    Attributes
    ----------
    first_min
        Start of the first slot, in minutes since 1970-01-01T00:00Z.
    slot_min
        Length of a slot in minutes.
    per_hour
        Contacts arriving per hour, one figure per slot; 0 or more.
    handle_min
        Mean handle time in minutes, one figure per slot; above 0 wherever
        contacts arrive.

    Raises
    ------
    ValueError
        When an array holds what no forecast can mean.
    """

    first_min: int
    slot_min: int
    per_hour: FloatArray
    handle_min: FloatArray

    def __post_init__(self) -> None:
        if self.slot_min <= 0:
            raise ValueError(
                f"A slot must last above 0 minutes, not {self.slot_min}."
            )
        per_hour = _frozen("Contacts per hour", self.per_hour)
        handle_min = _frozen("Handle times", self.handle_min)
        if per_hour.shape != handle_min.shape or per_hour.ndim != 1:
            raise ValueError(
                "Contacts and handle times must be two rows of equal length, "
                f"not of shapes {per_hour.shape} and {handle_min.shape}."
            )
        if np.any((per_hour > 0) & (handle_min == 0)):
            raise ValueError("Contacts with a handle time of 0 cannot be.")
        object.__setattr__(self, "per_hour", per_hour)
        object.__setattr__(self, "handle_min", handle_min)

    @property
    def last_min(self) -> int:
        """The end of the last slot, in minutes since 1970-01-01T00:00Z."""
        return self.first_min + self.slot_min * len(self.per_hour)

    @property
    def load(self) -> FloatArray:
        """The offered load per slot, in erlang."""
        return self.per_hour * self.handle_min / 60

    def index(self, slot_start_min: IntArray) -> IntArray:
        """Return the positions of slots in the arrays.

        Raises
        ------
        ValueError
            When a slot lies outside the forecast or off its grid.
        """
        at, off = np.divmod(slot_start_min - self.first_min, self.slot_min)
        if np.any(off):
            raise ValueError(
                "Slots must start on the grid of the forecast, every "
                f"{self.slot_min} minutes from {self.first_min}."
            )
        if np.any((at < 0) | (at >= len(self.per_hour))):
            raise ValueError(
                f"The forecast covers minutes {self.first_min} to "
                f"{self.last_min} only, and more was asked for."
            )
        return np.asarray(at, dtype=np.int64)


def pooled(volumes: Sequence[Volume]) -> Volume:
    """Return the volume of accounts that share one queue.

    Contacts add up; handle times are averaged by contact, for what must
    be conserved is the work.

    Raises
    ------
    ValueError
        When there is none, or the grids differ.
    """
    if not volumes:
        raise ValueError("There is no volume to pool.")
    first, *others = volumes
    if any(_grid(volume) != _grid(first) for volume in others):
        raise ValueError("Volumes to pool must lie on the same slots.")
    per_hour = np.sum([volume.per_hour for volume in volumes], axis=0)
    load = np.sum([volume.load for volume in volumes], axis=0)
    handle_min = np.divide(
        60 * load, per_hour, out=np.zeros_like(load), where=per_hour > 0
    )
    return Volume(first.first_min, first.slot_min, per_hour, handle_min)


def _grid(volume: Volume) -> tuple[int, int, int]:
    return volume.first_min, volume.slot_min, len(volume.per_hour)


def _frozen(what: str, values: FloatArray) -> FloatArray:
    kept = np.array(values, dtype=np.float64)
    if not np.all((kept >= 0) & (kept < np.inf)):
        raise ValueError(f"{what} must be 0 or more in every slot.")
    kept.flags.writeable = False
    return kept
