"""Load that lags behind arrivals: contacts last beyond their own interval.

Staffing each interval by its own arrivals (SIPP) is wrong once contacts
last about as long as an interval: work that arrived before is still being
done. The modified offered load follows the number of contacts in service
when everybody is served at once, which obeys m' = lambda - m / h.

References
----------
.. [1] O. Jennings, A. Mandelbaum, W. Massey, W. Whitt, "Server staffing to
   meet time-varying demand", Management Science 42(10), 1996.
.. [2] L. Green, P. Kolesar, J. Soares, "Improving the SIPP approach for
   staffing service systems that have cyclic demands", Operations Research
   49(4), 2001.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from scheduler.demand.volume import Volume

    FloatArray = npt.NDArray[np.float64]

__all__ = ["LaggedLoad", "lagged_load"]


@dataclass(frozen=True, eq=False)
class LaggedLoad:
    """The offered load of each slot, in erlang.

    Attributes
    ----------
    mean, most
        Within each slot.
    end
        At the end of each slot.
    """

    mean: FloatArray
    most: FloatArray
    end: FloatArray


def lagged_load(volume: Volume, start: float | None = None) -> LaggedLoad:
    """Return the modified offered load of a forecast [1]_.

    Parameters
    ----------
    volume
        Rates are constant within a slot.
    start
        Load at the start of the first slot; by default that slot's own, as
        if its rate had always been so. Let the forecast begin a day before
        what is staffed.
    """
    own = volume.load
    mean, most, end = (np.zeros(len(own)) for _ in range(3))
    now = (float(own[0]) if len(own) else 0.0) if start is None else start
    for slot, (load, handle) in enumerate(
        zip(own.tolist(), volume.handle_min.tolist(), strict=True)
    ):
        if handle == 0:
            # Nothing arrives: what is there lasts as long as before.
            handle = _handle_before(volume, slot)
        if handle == 0:
            mean[slot] = most[slot] = end[slot] = now
            continue
        slots = volume.slot_min / handle
        left = math.exp(-slots)
        after = load + (now - load) * left
        mean[slot] = load + (now - load) * (1 - left) / slots
        most[slot] = max(now, after)
        end[slot] = now = after
    return LaggedLoad(mean, most, end)


def _handle_before(volume: Volume, slot: int) -> float:
    known = np.flatnonzero(volume.handle_min[:slot])
    return float(volume.handle_min[known[-1]]) if len(known) else 0.0
