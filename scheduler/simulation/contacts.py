"""What arrives: contacts drawn at random, the same for every roster.

Arrivals are a Poisson process whose rate changes from slot to slot, times a
factor of the day; handle times are lognormal, patience exponential. All of
a contact is drawn before anybody serves it, each stream and replication
from a seed of its own, so that two rosters meet the same contacts.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from scheduler.demand.volume import Volume

    FloatArray = npt.NDArray[np.float64]
    IntArray = npt.NDArray[np.int64]

__all__ = ["Arrivals", "Contacts", "draw_contacts"]


@dataclass(frozen=True, eq=False)
class Arrivals:
    """One stream of contacts, as a forecast knows it.

    Attributes
    ----------
    volume
        Contacts per hour and mean handle time, slot by slot.
    handle_variation
        Variance of a handle time over its squared mean: 1 as for an
        exponential one, 0 for a constant.
    exponential
        Exponential handle times instead of lognormal ones, as formulas
        assume.
    patience_min
        Mean patience in minutes; infinite for contacts that stay.
    day_variation
        Standard deviation of the factor of a day, whose mean is 1.
    days
        First minute of each day that has a factor of its own.
    known
        Whether their number is no forecast: as many come as the volume says.
    """

    volume: Volume
    handle_variation: float = 1.0
    exponential: bool = False
    patience_min: float = math.inf
    day_variation: float = 0.0
    days: tuple[int, ...] = ()
    known: bool = False


@dataclass(frozen=True, eq=False)
class Contacts:
    """Contacts in order of arrival; all times in minutes since 1970 UTC.

    Attributes
    ----------
    at_min
        Arrival.
    stream
        Index of the stream.
    work_min
        Time of work it takes when held alone.
    patience_min
        How long it waits before it hangs up.
    """

    at_min: FloatArray
    stream: IntArray
    work_min: FloatArray
    patience_min: FloatArray

    def __len__(self) -> int:
        return len(self.at_min)


def draw_contacts(
    streams: Sequence[Arrivals], seed: int, replication: int = 0
) -> Contacts:
    """Draw the contacts of all streams once.

    Parameters
    ----------
    seed, replication
        The same two draw the same contacts, whatever else is simulated.
    """
    drawn = [
        _draw(arrivals, idx, np.random.default_rng([seed, replication, idx]))
        for idx, arrivals in enumerate(streams)
    ]
    at = np.concatenate([each.at_min for each in drawn] or [np.zeros(0)])
    order = np.argsort(at, kind="stable")
    return Contacts(
        *(
            np.concatenate([getattr(each, name) for each in drawn])[order]
            if drawn
            else np.zeros(0, dtype=np.int64 if name == "stream" else float)
            for name in ("at_min", "stream", "work_min", "patience_min")
        )
    )


def _draw(
    arrivals: Arrivals, idx: int, random: np.random.Generator
) -> Contacts:
    volume = arrivals.volume
    mean_count = volume.per_hour * volume.slot_min / 60
    counts = (
        np.rint(mean_count).astype(np.int64)
        if arrivals.known
        else random.poisson(mean_count * _factors(arrivals, random))
    )
    slots = np.repeat(np.arange(len(counts)), counts)
    within = random.random(len(slots)) * volume.slot_min
    at = volume.first_min + slots * volume.slot_min + within
    order = np.argsort(at, kind="stable")
    mean = volume.handle_min[slots]
    patience = np.full(len(slots), float(arrivals.patience_min))
    if math.isfinite(arrivals.patience_min):
        patience *= random.exponential(size=len(slots))
    return Contacts(
        at[order],
        np.full(len(slots), idx, dtype=np.int64),
        mean * _handle_factors(arrivals, len(slots), random),
        patience,
    )


def _factors(arrivals: Arrivals, random: np.random.Generator) -> FloatArray:
    """Return the factor of each slot's day."""
    volume = arrivals.volume
    starts = volume.first_min + volume.slot_min * np.arange(
        len(volume.per_hour)
    )
    day = np.searchsorted(np.array(arrivals.days), starts, side="right")
    if arrivals.day_variation == 0:
        return np.ones(len(starts))
    shape = 1 / arrivals.day_variation**2
    drawn = random.gamma(shape, 1 / shape, size=len(arrivals.days) + 1)
    return np.asarray(drawn[day], dtype=np.float64)


def _handle_factors(
    arrivals: Arrivals, count: int, random: np.random.Generator
) -> FloatArray:
    """Return handle times over their mean."""
    if arrivals.exponential:
        return random.exponential(size=count)
    spread = math.log1p(arrivals.handle_variation)
    return random.lognormal(-spread / 2, math.sqrt(spread), size=count)
