"""Ids made from names."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.slug import ids, slug


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ana Souza", "ana-souza"),
        ("  Ana -- Souza!", "ana-souza"),
        ("Inês Faria", "ines-faria"),
        ("O'Brien, Zoë", "o-brien-zoe"),
        ("full-time", "full-time"),
        ("24/7 desk", "24-7-desk"),
        ("x" * 80, "x" * 64),
    ],
)
def test_latin_names_stay_readable(name: str, expected: str) -> None:
    """Accents go, everything else becomes one hyphen."""
    assert slug(name) == expected


@pytest.mark.parametrize(
    "name", ["山田", "मीरा", "Łukasz", "Müller Straße", "ß" + "x" * 80]
)
def test_letters_beyond_ascii_keep_names_apart(name: str) -> None:
    """Half a name never stands for the whole: a hash makes up for it."""
    assert len(slug(name)) <= 64
    assert re.fullmatch(r"([a-z0-9-]+-)?x[0-9a-f]{8}", slug(name))


def test_hash_tells_names_apart_whose_letters_are_lost() -> None:
    """Two people whose names share no ASCII letter have two ids."""
    assert slug("山田") != slug("山本")
    assert slug("Łukasz") != slug("Øukasz")


@given(st.text(max_size=100))
def test_slug_is_always_an_id(name: str) -> None:
    """Whatever a name holds, its slug is an id, and the same every time."""
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}", slug(name))
    assert slug(name) == slug(name)


def test_given_ids_win() -> None:
    """A slug is only for those without an id."""
    named = [("Ana", None), ("Ben", "b2")]
    assert ids(named) == ["ana", "b2"]
