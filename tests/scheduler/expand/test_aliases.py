"""``same as:`` is checked on every date of the roster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from scheduler.problem import Problem

ATLANTIC = "Mon-Fri 08:00-16:00 America/Halifax"


def alias(window: str, same_as: Any) -> dict[str, Any]:
    """Return a section of one shift with an alias."""
    return {"core": {"window": window, "same as": same_as}}


@pytest.mark.parametrize("zone", ["America/New_York", "America/Toronto"])
def test_alias_that_holds_all_year(
    build: Callable[..., Problem], zone: str
) -> None:
    """7-15 Eastern is 8-16 Atlantic on every date, changes included."""
    build(
        from_="2027-01-01",
        weeks=52,
        shifts=alias(ATLANTIC, [f"07:00-15:00 {zone}"]),
    )


def test_alias_without_summer_time_fails_in_summer(
    refused: Callable[..., list[str]],
) -> None:
    """Puerto Rico is Atlantic all year and has no daylight time."""
    (found,) = refused(
        from_="2027-03-08",
        weeks=2,
        shifts=alias(ATLANTIC, "08:00-16:00 America/Puerto_Rico"),
    )
    assert found == (
        "error: shifts.core.same as.0: 08:00-16:00 America/Puerto_Rico is "
        "not the window of core on 5 dates, first 2027-03-15: the window (in "
        "America/Halifax) is Mon 2027-03-15 07:00 to 15:00 in "
        "America/Puerto_Rico, the alias Mon 2027-03-15 08:00 to 16:00"
    )


def test_vancouver_holds_in_winter_only(
    build: Callable[..., Problem], refused: Callable[..., list[str]]
) -> None:
    """Since 2026 it keeps its summer time: 05:00 is 08:00 in winter."""
    shifts = alias(ATLANTIC, "05:00-13:00 America/Vancouver")
    build(from_="2026-11-02", weeks=4, shifts=shifts)
    (found,) = refused(from_="2027-06-07", shifts=shifts)
    assert "on 5 dates" in found
    assert "04:00 to 12:00" in found


def test_alias_of_another_length(refused: Callable[..., list[str]]) -> None:
    """An end that differs is told as well as a start."""
    (found,) = refused(shifts=alias(ATLANTIC, "07:00-15:30 America/New_York"))
    assert "07:00 to 15:00 in America/New_York" in found
    assert "the alias Mon 2027-01-11 07:00 to 15:30" in found


def test_alias_across_midnight(build: Callable[..., Problem]) -> None:
    """08:00 in Halifax is 20:00 in Manila, 22:00 is 10:00 a date later."""
    build(shifts=alias(ATLANTIC, "20:00-04:00 Asia/Manila"))
    build(
        shifts=alias(
            "daily 22:00-06:00 America/Halifax", "10:00-18:00 Asia/Manila"
        )
    )


def test_window_without_a_zone_is_checked_where_people_are(
    build: Callable[..., Problem], refused: Callable[..., list[str]]
) -> None:
    """It is laid in each person's zone, so must be the same in each."""
    people = [
        {"name": name, "team": "na", "contract": "any", "zone": zone}
        for name, zone in (
            ("Ana", "America/Halifax"),
            ("Rui", "Europe/Lisbon"),
        )
    ]
    shifts = alias("Mon-Fri 08:00-16:00", "07:00-15:00 America/New_York")
    build(people=people[:1], shifts=shifts)
    (found,) = refused(people=people, shifts=shifts)
    assert "the window (in Europe/Lisbon) is" in found


def test_days_of_an_alias_say_when_it_is_claimed(
    build: Callable[..., Problem],
) -> None:
    """An alias for Mondays says nothing about Tuesdays."""
    build(shifts=alias(ATLANTIC, "Mon 07:00-15:00 America/New_York"))
