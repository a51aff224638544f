"""Public holidays by place: the traps of the data, and unknown places."""

from __future__ import annotations

from datetime import date

import pytest

from scheduler.errors import InputError
from scheduler.expand.public_holidays import known_places, public_holidays


def year(place, number, **options):
    """Holidays of a calendar year."""
    return public_holidays(
        place, date(number, 1, 1), date(number, 12, 31), **options
    )


def test_nova_scotia_has_more_than_canada():
    """The region counts: Heritage Day is Nova Scotia's alone."""
    assert len(year("CA", 2026)) == 5
    nova_scotia = year("CA-NS", 2026)
    assert nova_scotia[date(2026, 2, 16)] == "Heritage Day"
    assert len(nova_scotia) == 7


def test_philippines_ahead_of_the_moon():
    """Days that follow the moon are marked as estimates."""
    found = year("PH", 2027)
    assert found[date(2027, 4, 9)] == "Day of Valor"
    assert "estimated" in found[date(2027, 5, 16)]


def test_scotland_keeps_both_days():
    """Boxing Day 2026 is a Saturday: it and the Monday are both there."""
    found = year("GB-SCT", 2026)
    assert found[date(2026, 12, 26)] == "Boxing Day"
    assert found[date(2026, 12, 28)] == "Boxing Day (observed)"
    assert date(2026, 12, 28) not in year("GB-SCT", 2026, observed=False)


def test_new_year_observed_in_the_old_year():
    """1 January 2028 is a Saturday: the United States rest on the Friday."""
    [(day, name)] = public_holidays(
        "US", date(2027, 12, 31), date(2027, 12, 31)
    ).items()
    assert day == date(2027, 12, 31)
    assert name.endswith("(observed)")


def test_only_dates_asked_for_in_order():
    """Both ends belong to the time asked for; the order is that of time."""
    found = public_holidays("CA-NS", date(2026, 12, 25), date(2027, 1, 1))
    assert list(found) == [date(2026, 12, 25), date(2027, 1, 1)]


def test_answer_cannot_be_changed():
    """The mapping is read-only, for it is shared by all of a team."""
    found = year("PH", 2026)
    with pytest.raises(TypeError):
        found[date(2026, 1, 2)] = "Bridge"


@pytest.mark.parametrize(
    ("place", "near"),
    [
        ("ca-ns", "'CA-NS'"),
        ("GB_SCT", "'GB-SCT'"),
        ("GB-SC", "'GB-SCT'"),
        ("UK", "'GB'"),
        ("UK-SCT", "'GB-SCT'"),
        ("CAN", "'CA'"),
    ],
)
def test_unknown_places_name_the_nearest(place, near):
    """A slip of case, sign or letter is answered with what was meant."""
    with pytest.raises(InputError, match=f"Did you mean {near}"):
        year(place, 2026)


@pytest.mark.parametrize("place", ["", "Atlantis", "America/Halifax"])
def test_places_unlike_any_get_no_guess(place):
    """No nearest place is named where none is near."""
    with pytest.raises(InputError) as caught:
        year(place, 2026)
    assert "Did you mean" not in str(caught.value)


def test_places_of_the_examples_are_known():
    """The places that the example files name are known."""
    wanted = {"CA-NS", "CA-ON", "PH", "GB-SCT", "US-CA", "DE-BE", "AU-NSW"}
    assert wanted <= known_places()
