"""Public holidays of a place, as the ``holidays`` distribution knows them.

Dates that follow the moon are estimates until a government confirms them,
and their names say so; whoever knows better pins the day in the roster file.
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import holidays

from scheduler.errors import Finding, InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

__all__ = ["known_places", "public_holidays"]

# One language for all places, so that the same file gives the same names
# whatever the locale of the machine.
_LANGUAGE = "en_US"
# Codes that people use and ISO 3166 does not.
_OFTEN_WRITTEN = {"UK": "GB", "USA": "US", "CAN": "CA", "PHL": "PH"}


def public_holidays(
    place: str, first: date, last: date, *, observed: bool = True
) -> Mapping[date, str]:
    """Return the public holidays of a place by date, in order.

    A holiday that is made up for on a working day is there twice: on its own
    date, on which people would like to be off, and on the day off itself,
    named "… (observed)". Count holidays by name without that ending, or ask
    for ``observed=False``. Holidays that fall on one date share it, their
    names joined by "; ".

    Parameters
    ----------
    place
        Country, or country and subdivision (ISO 3166), such as ``PH`` or
        ``CA-NS``. Name the subdivision where there is one: a country alone
        gives only what all of it celebrates.
    first, last
        Local dates, both included.
    observed
        Whether to list days off that make up for a holiday.

    Raises
    ------
    InputError
        For a place that is not known, with the nearest that is.
    """
    if place not in known_places():
        raise _unknown(place)
    country, _, subdivision = place.partition("-")
    # The New Year of the year after may be observed on 31 December.
    years = range(first.year - 1, last.year + 2)
    found = holidays.country_holidays(
        country,
        subdiv=subdivision or None,
        years=years,
        expand=False,
        observed=observed,
        language=_language(country),
    )
    within = {day: found[day] for day in sorted(found) if first <= day <= last}
    return MappingProxyType(within)


@cache
def known_places() -> frozenset[str]:
    """Return every place whose public holidays are known."""
    countries = holidays.list_supported_countries(include_aliases=False)
    return frozenset(countries).union(
        f"{country}-{subdivision}"
        for country, subdivisions in countries.items()
        for subdivision in subdivisions
    )


@cache
def _language(country: str) -> str | None:
    """Return our language where names are translated, else None."""
    languages = holidays.list_localized_countries(include_aliases=False)
    return _LANGUAGE if _LANGUAGE in languages.get(country, []) else None


def _unknown(place: str) -> InputError:
    written = place.upper().replace("_", "-").replace(" ", "-")
    country = written.partition("-")[0]
    country = _OFTEN_WRITTEN.get(country, country)
    written = "-".join([country, *written.split("-")[1:]])
    same_country = [
        known
        for known in sorted(known_places())
        if known.partition("-")[0] == country
    ]
    near = get_close_matches(written, same_country or known_places(), 1, 0.7)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    return InputError(
        Finding(
            f"No public holidays are known for {place!r}; write a country or "
            f"country and region, such as 'PH' or 'CA-NS'.{hint}",
            code="unknown-place",
        )
    )
