"""Nearest names: what counts as alike."""

from __future__ import annotations

import pytest

from constraints.near import closest, nearest

OPTIONS = ("full-time", "part-time", "paid hours", "Ana Souza")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("fulltime", "full-time"),
        ("Full_Time", "full-time"),
        ("paid  hours", "paid hours"),
        ("ana suza", "Ana Souza"),
        ("part time", "part-time"),
    ],
)
def test_a_slip_of_the_pen_finds_its_name(name: str, meant: str) -> None:
    """Letters, capitals, hyphens and blanks may differ."""
    assert closest(name, OPTIONS) == meant


@pytest.mark.parametrize("name", ["", "zebra", "x" * 5_000])
def test_what_is_not_alike_finds_nothing(name: str) -> None:
    """A far name gets no advice rather than bad advice."""
    assert closest(name, OPTIONS) is None
    assert nearest(name, OPTIONS) == ""


def test_the_hint_ends_a_sentence() -> None:
    """Messages append it as it is."""
    assert nearest("wndow", ["window"]) == '; did you mean "window"?'


def test_without_options_there_is_no_hint() -> None:
    """Nothing is defined yet, so nothing can be meant."""
    assert nearest("x", []) == ""
