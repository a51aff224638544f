"""Places and the regions they lie in: countries, their parts, the EU.

For data that only people in some countries may see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["UNIONS", "allowed", "lies_in"]

_EU = (
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO"
    " SE SI SK"
)

UNIONS = {
    "EU": frozenset(_EU.split()),
    "EEA": frozenset(f"{_EU} IS LI NO".split()),
}
"""Countries of a union, as of 2026; neither is a country code itself."""


def lies_in(place: str, region: str) -> bool:
    """Return whether a place such as CA-NS lies in a region.

    Parameters
    ----------
    region
        A union, a country (CA) or a part of one (CA-NS).
    """
    if region in UNIONS:
        return place.partition("-")[0] in UNIONS[region]
    return place == region or place.startswith(f"{region}-")


def allowed(place: str, only: Collection[str], never: Collection[str]) -> bool:
    """Return whether a place is among those allowed and none of the others.

    Parameters
    ----------
    place
        Empty where it is not known: it lies nowhere.
    only
        Regions; without any, everywhere is allowed.
    never
        Regions that are not.
    """
    return (not only or any(lies_in(place, r) for r in only)) and not any(
        lies_in(place, region) for region in never
    )
