"""Public holidays of places, with what the file adds and takes away."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from scheduler.expand.public_holidays import public_holidays

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from scheduler.expand.horizon import Horizon
    from scheduler.spec.decisions import HolidaySpec

__all__ = ["holiday_dates"]

# History reaches back, duties of the last day beyond the end.
_MARGIN = timedelta(days=366)


def holiday_dates(
    given: Iterable[HolidaySpec], horizon: Horizon
) -> Callable[[str], frozenset[date]]:
    """Return a look-up of the holidays of a place around the horizon.

    An entry for a country holds for all its regions.

    Parameters
    ----------
    given
        The entries of ``holidays:``; ``works: true`` takes one away.
    """
    entries = tuple(given)

    @cache
    def of_place(place: str) -> frozenset[date]:
        found = set(
            public_holidays(
                place, horizon.first - _MARGIN, horizon.last + _MARGIN
            )
        )
        for entry in entries:
            if place == entry.place or place.startswith(f"{entry.place}-"):
                found.discard(entry.day)
                if entry.works is not True:
                    found.add(entry.day)
        return frozenset(found)

    return of_place
