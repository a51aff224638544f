"""Places and the regions they lie in."""

import pytest

from constraints.places import allowed, lies_in


@pytest.mark.parametrize(
    ("place", "region", "inside"),
    [
        ("CA-NS", "CA", True),
        ("CA", "CA", True),
        ("CA-NS", "CA-NS", True),
        ("CA", "CA-NS", False),
        ("CA-NS", "CA-N", False),
        ("IE", "EU", True),
        ("DE-BY", "EU", True),
        ("GB", "EU", False),
        ("NO", "EEA", True),
        ("NO", "EU", False),
        ("", "CA", False),
    ],
)
def test_a_place_lies_in_a_region(place, region, inside):
    """Countries hold their parts, unions their countries."""
    assert lies_in(place, region) == inside


def test_only_and_never():
    """Both may be said; a place that is not known is nowhere."""
    assert allowed("CA-NS", (), ())
    assert allowed("", (), ("US",))
    assert not allowed("", ("CA",), ())
    assert allowed("IE", ("CA", "EU"), ("DE",))
    assert not allowed("DE-BY", ("CA", "EU"), ("DE",))
