"""Which breaks a duty has, and when each may start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from scheduler.expand.breaks import breaks_of
from scheduler.spec.shifts import ShiftSpec

if TYPE_CHECKING:
    from scheduler.problem import Break


def breaks(
    said: Any, nominal: int = 480, elapsed: int | None = None
) -> list[Break]:
    """Return the breaks of a duty of so many minutes."""
    spec = ShiftSpec.model_validate(
        {"window": "daily 08:00-16:00", "break": said}
    )
    return list(
        breaks_of(spec, nominal, nominal if elapsed is None else elapsed)
    )


def test_break_lies_in_the_middle_half_by_default() -> None:
    """Of 8 h it begins after 2 h at the earliest and ends by 6 h."""
    (found,) = breaks({"length": "30m"})
    assert (found.earliest_min, found.latest_min) == (120, 330)
    assert not found.paid


def test_middle_half_is_on_half_hours() -> None:
    """Of 7 h it begins after 2 h, not 1 h 45: the grid stays coarse."""
    (found,) = breaks({"length": "30m"}, 420)
    assert (found.earliest_min, found.latest_min) == (120, 270)
    (found,) = breaks({"length": "1h"}, 300)
    assert (found.earliest_min, found.latest_min) == (90, 150)


def test_starts_after_is_taken_as_it_is_said() -> None:
    """Also off the quarter hours."""
    (found,) = breaks({"length": "20m", "starts after": "3h10 to 4h50"})
    assert (found.earliest_min, found.latest_min) == (190, 290)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("3h", (180, 180)),
        ("at least 3h", (180, 450)),
        ("at most 3h", (0, 180)),
        ("3h to 9h", (180, 450)),
    ],
)
def test_break_ends_with_its_duty(
    after: str, expected: tuple[int, int]
) -> None:
    """Whatever is said, it lies within the duty."""
    (found,) = breaks({"length": "30m", "starts after": after})
    assert (found.earliest_min, found.latest_min) == expected


def test_break_that_does_not_fit_is_left_out() -> None:
    """It is never moved to before what is said."""
    said = {
        "length": "30m",
        "starts after": "3h to 5h",
        "in shifts": "at least 3h",
    }
    assert breaks(said, 180) == []
    assert [b.latest_min for b in breaks(said, 210)] == [180]


def test_short_shifts_have_none_unless_it_is_said() -> None:
    """Below five hours nobody expects a break."""
    assert breaks({"length": "15m"}, 285) == []
    assert len(breaks({"length": "15m"}, 300)) == 1
    said = {"length": "15m", "in shifts": "2h to 4h"}
    assert len(breaks(said, 120)) == len(breaks(said, 240)) == 1
    assert breaks(said, 119) == breaks(said, 241) == []


def test_real_time_counts_on_the_night_of_a_change() -> None:
    """An 8 h night of 7 real hours has its break by the real clock."""
    (found,) = breaks({"length": "1h"}, 480, 420)
    assert (found.earliest_min, found.latest_min) == (120, 240)


def test_several_breaks_and_paid_ones() -> None:
    """Paid breaks do not shorten paid time; unpaid ones do."""
    found = breaks([{"length": "10m", "paid": True}, {"length": "30m"}])
    assert [(b.length_min, b.paid) for b in found] == [(10, True), (30, False)]
