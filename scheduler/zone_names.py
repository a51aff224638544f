"""Names of time zones: which there are, and what a wrong one may mean."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import tzdata

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["UnknownZone", "known_zones", "tzdata_version", "unknown"]

# Some of these are names in tzdata too, where they silently mean a fixed
# offset ("EST" has no summer time): nobody who writes them means that.
_ABBREVIATIONS: dict[str, tuple[str, ...]] = {
    "atlantic": ("America/Halifax", "America/Puerto_Rico"),
    "ast": ("America/Halifax", "America/Puerto_Rico", "Asia/Riyadh"),
    "adt": ("America/Halifax",),
    "eastern": ("America/New_York", "America/Toronto"),
    "est": ("America/New_York", "America/Toronto", "America/Panama"),
    "edt": ("America/New_York", "America/Toronto"),
    "est5edt": ("America/New_York", "America/Toronto"),
    "central": ("America/Chicago", "America/Mexico_City"),
    "cst": ("America/Chicago", "America/Regina", "Asia/Shanghai"),
    "cdt": ("America/Chicago", "America/Havana"),
    "cst6cdt": ("America/Chicago",),
    "mountain": ("America/Denver", "America/Phoenix"),
    "mst": ("America/Denver", "America/Phoenix", "America/Vancouver"),
    "mdt": ("America/Denver",),
    "mst7mdt": ("America/Denver",),
    "pacific": ("America/Los_Angeles", "America/Tijuana"),
    "pst": ("America/Los_Angeles", "America/Tijuana", "Asia/Manila"),
    "pdt": ("America/Los_Angeles",),
    "pst8pdt": ("America/Los_Angeles",),
    "hst": ("Pacific/Honolulu",),
    "gmt": ("UTC", "Europe/London", "Africa/Abidjan"),
    "bst": ("Europe/London", "Asia/Dhaka"),
    "ist": ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"),
    "wet": ("Europe/Lisbon",),
    "cet": ("Europe/Berlin", "Europe/Paris", "Africa/Algiers"),
    "cest": ("Europe/Berlin", "Europe/Paris"),
    "met": ("Europe/Berlin", "Europe/Brussels"),
    "eet": ("Europe/Athens", "Europe/Helsinki", "Africa/Tripoli"),
    "eest": ("Europe/Athens", "Europe/Helsinki"),
    "msk": ("Europe/Moscow",),
    "pht": ("Asia/Manila",),
    "sgt": ("Asia/Singapore",),
    "jst": ("Asia/Tokyo",),
    "kst": ("Asia/Seoul",),
    "npt": ("Asia/Kathmandu",),
    "aest": ("Australia/Sydney", "Australia/Brisbane"),
    "aedt": ("Australia/Sydney",),
    "nzst": ("Pacific/Auckland",),
    "nzdt": ("Pacific/Auckland",),
}
_OFFSET = re.compile(r"(utc|gmt)?\s*[+\-−]\s*\d{1,2}(:?\d\d)?", re.IGNORECASE)


class UnknownZone(ValueError):
    """A name that stands for no time zone, or for several.

    Attributes
    ----------
    name
        What was written.
    near
        Zones that may have been meant, likeliest first; may be empty.
    """

    def __init__(self, name: str, near: tuple[str, ...], why: str) -> None:
        self.name = name
        self.near = near
        hint = " or ".join(near) or "a place such as Europe/Berlin"
        super().__init__(f"{name!r} is {why}; write {hint}")

    def __reduce__(self) -> tuple[Callable[[str], UnknownZone], tuple[str]]:
        """Survive the way back from a worker process."""
        return unknown, (self.name,)


@cache
def known_zones() -> frozenset[str]:
    """Return every name that `zone` accepts."""
    names = files("tzdata").joinpath("zones").read_text("utf-8").split()
    return frozenset(
        name
        for name in names
        if name != "Factory" and name.lower() not in _ABBREVIATIONS
    )


def tzdata_version() -> str:
    """Return the IANA version of the time zone data in use, as ``2026f``."""
    return tzdata.IANA_VERSION


def unknown(name: str) -> UnknownZone:
    """Return the error that says why a name is refused and what is near."""
    words = name.lower().split()
    several = _ABBREVIATIONS.get(words[0]) if words else None
    if several is not None:
        return UnknownZone(name, several, "no zone but the name of several")
    if _OFFSET.fullmatch(name.strip()):
        return UnknownZone(name, (), "an offset, which knows no summer time")
    why = f"no time zone of tzdata {tzdata_version()}"
    return UnknownZone(name, _nearest(name), why)


def _nearest(name: str) -> tuple[str, ...]:
    """Compare cities, then whole names: people write "Halifax, Canada"."""
    wanted = re.sub(r"\s+", "_", name.strip()).casefold()
    whole = {known.casefold(): known for known in known_zones()}
    if wanted in whole:
        return (whole[wanted],)
    cities = {known.rpartition("/")[2]: known for known in sorted(whole)}
    city = re.split(r"[,/]", wanted)[0 if "," in wanted else -1]
    near = [cities[hit] for hit in get_close_matches(city, cities, 3, 0.8)]
    near += get_close_matches(wanted, whole, 3, 0.85)
    return tuple(dict.fromkeys(whole[known] for known in near))[:3]
