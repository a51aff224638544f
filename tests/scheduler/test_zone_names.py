"""Names of zones: what is refused, why, and what may have been meant."""

import pickle

import pytest

from scheduler.clock import UnknownZone, known_zones, tzdata_version, zone


def test_version_names_an_iana_release() -> None:
    """The version is that of the data, as IANA writes it."""
    year, letter = tzdata_version()[:4], tzdata_version()[4:]
    assert int(year) >= 2026
    assert letter.isalpha()


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("America/Halifx", "America/Halifax"),
        ("america/halifax", "America/Halifax"),
        ("Halifax", "America/Halifax"),
        ("Sydney, Australia", "Australia/Sydney"),
        ("EST", "America/New_York"),
        ("CST", "Asia/Shanghai"),
        ("Atlantic", "America/Halifax"),
        ("Atlantic Standard Time", "America/Puerto_Rico"),
        ("IST", "Asia/Kolkata"),
    ],
)
def test_unknown_zone_names_what_may_be_meant(name: str, near: str) -> None:
    """Misspelt names and abbreviations lead to real ones."""
    with pytest.raises(UnknownZone) as caught:
        zone(name)
    assert caught.value.name == name
    assert near in caught.value.near
    assert near in str(caught.value)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("+05:30", "an offset"),
        ("UTC-3", "an offset"),
        ("", "no time zone of tzdata"),
        ("../../etc/passwd", "no time zone of tzdata"),
        ("Factory", "no time zone of tzdata"),
        ("MST7MDT", "the name of several"),
    ],
)
def test_refused_names_say_why(name: str, why: str) -> None:
    """Offsets, paths and placeholders are refused with a reason."""
    with pytest.raises(UnknownZone, match=why):
        zone(name)


def test_unknown_zone_travels() -> None:
    """The error comes back whole from a worker process."""
    with pytest.raises(UnknownZone) as caught:
        zone("Berlin")
    again = pickle.loads(pickle.dumps(caught.value))
    assert str(again) == str(caught.value)
    assert again.near == ("Europe/Berlin",)


def test_known_names_hold_no_abbreviation() -> None:
    """Every name that is offered is a place, or an alias of one."""
    assert {"America/Halifax", "Asia/Calcutta", "UTC"} <= known_zones()
    assert not {"EST", "CET", "GMT", "Factory"} & known_zones()
