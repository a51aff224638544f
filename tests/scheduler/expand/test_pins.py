"""Pins that their own person, shift or calendar already contradicts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from constraints.pinned import Pinned

if TYPE_CHECKING:
    from collections.abc import Callable

    from scheduler.problem import Problem

SHIFTS = {
    "core": {"who": "not Ben", "window": "Mon-Fri 08:00-16:00", "slide": "1h"},
    "night": {"window": "daily 22:00-06:00"},
    "early": {"window": "daily 05:00-09:00"},
}


def sections(pins: Any, **ana: Any) -> dict[str, Any]:
    """Return sections with pins and something said about Ana."""
    named = {"name": "Ana", "team": "na", "contract": "any"}
    return {
        "shifts": SHIFTS,
        "people": [
            {**named, **{k.replace("_", " "): v for k, v in ana.items()}},
            {"name": "Ben", "team": "na", "contract": "any"},
        ],
        "pins": pins if isinstance(pins, list) else [pins],
    }


CORE = {"who": "Ana", "day": "2027-01-12", "shift": "core"}


@pytest.mark.parametrize(
    ("pin", "ana", "expected"),
    [
        (
            {"day": "2027-02-12"},
            {},
            "2027-02-12 is outside the roster, 2027-01-11 to 2027-01-17",
        ),
        (
            {"who": "Ben"},
            {},
            "the shift core is not offered to Ben",
        ),
        (
            {"day": "2027-01-16"},
            {},
            "the shift core is not worked on 2027-01-16, a Sat",
        ),
        (
            {"at": "07:15"},
            {},
            "the shift core does not start at 07:15; it starts at 07:00, "
            "07:30, 08:00, 08:30, 09:00",
        ),
        (
            {"shift": None, "at": "12:00"},
            {},
            "no shift starts at 12:00 on 2027-01-12, a Tue; starts are "
            "05:00, 07:00, 07:30, 08:00, 08:30, 09:00, 22:00",
        ),
        (
            {},
            {"joins": "2027-01-13"},
            "Ana is not employed, 11-12 January",
        ),
        (
            {},
            {"leaves": "2027-01-11"},
            "Ana is not employed, 12-17 January",
        ),
        (
            {},
            {"availability": {"never": "Tue"}},
            "Ana never works Tue, 11-17 January",
        ),
        (
            {},
            {"availability": {"only": "Mon-Fri 09:00-12:00"}},
            "Ana works only Mon-Fri 09:00-12:00, 11-17 January",
        ),
        (
            {},
            {
                "availability": [
                    {"never": "Tue 07:00-08:30"},
                    {"never": "Tue 16:00-18:00"},
                ]
            },
            "Ana never works Tue 07:00-08:30, 11-17 January and Ana never "
            "works Tue 16:00-18:00, 11-17 January",
        ),
    ],
)
def test_pin_that_cannot_be_kept(
    refused: Callable[..., list[str]],
    pin: dict[str, Any],
    ana: dict[str, Any],
    expected: str,
) -> None:
    """Outside, not offered, not worked, not employed, not available."""
    said = {k: v for k, v in (CORE | pin).items() if v is not None}
    (found,) = refused(**sections(said, **ana))
    assert found.replace("–", "-") == (
        f"error: pins.0: this pin cannot be kept: {expected}"
    )


def test_pin_on_a_day_away(refused: Callable[..., list[str]]) -> None:
    """The reason is away, and nothing else."""
    (found,) = refused(
        **sections(CORE), away=[{"who": "Ana", "dates": "2027-01-12"}]
    )
    assert found.startswith(
        "error: pins.0: this pin cannot be kept: Ana is away"
    )


def test_pin_against_the_lengths_of_the_contract(
    refused: Callable[..., list[str]],
) -> None:
    """Eight hours for somebody who works six at most."""
    (found,) = refused(
        **sections(CORE), contracts={"any": {"shift": "at most 6h"}}
    )
    assert "Ana works at most 6 h a day" in found


def test_pin_that_leaves_a_choice_is_kept(
    build: Callable[..., Problem],
) -> None:
    """One start that is available is enough; wishes never count."""
    problem = build(
        **sections(
            CORE,
            availability=[{"never": "Tue 07:00-09:00"}, {"avoid": "Tue"}],
        )
    )
    assert [type(r) for r in problem.rules].count(Pinned) == 1


def test_soft_pins_and_days_off_contradict_nothing(
    build: Callable[..., Problem],
) -> None:
    """What may be given up is a price; off is always possible."""
    build(
        **sections(
            [
                CORE | {"importance": "high"},
                {"who": "Ana", "day": "2027-01-13", "off": True},
                {
                    "who": "Ben",
                    "day": "2027-01-13",
                    "shift": "core",
                    "importance": "high",
                },
            ],
            availability={"never": "Tue"},
        )
    )


def test_two_pins_of_one_day(refused: Callable[..., list[str]]) -> None:
    """Even by different names of the person; places are told by keys."""
    found = refused(
        **sections([CORE, {"who": "ana", "day": "2027-01-12", "off": True}])
    )
    assert found == [
        "error: pins.1: Ana is pinned twice on 2027-01-12, first at pins.0: "
        "keep one"
    ]


def test_night_that_ends_after_the_next_pin_begins(
    refused: Callable[..., list[str]], build: Callable[..., Problem]
) -> None:
    """Until 06:00, and at work again from 05:00: no roster has both."""
    night = {"who": "Ana", "day": "2027-01-11", "shift": "night"}
    early = {"who": "Ana", "day": "2027-01-12", "shift": "early"}
    (found,) = refused(**sections([early, night]))
    assert found == (
        "error: pins.0: Ana is still at work from the pin of 2027-01-11, "
        "pins.1, when that of 2027-01-12 begins"
    )
    build(**sections([night, CORE]))
    build(**sections([night, early | {"who": "Ben"}]))


def test_all_pins_are_judged(refused: Callable[..., list[str]]) -> None:
    """Each has its own finding."""
    found = refused(
        **sections([CORE | {"day": f"2027-03-{day}"} for day in (10, 11)])
    )
    assert [text.split(":")[1] for text in found] == [" pins.0", " pins.1"]


def test_pin_is_found_in_its_file(tmp_path: Path) -> None:
    """Line and column of the entry."""
    import scheduler

    Path("r.yaml").write_text(
        "roster: T\nzone: UTC\nfrom: 2027-01-11\nweeks: 1\nteams: {t: {}}\n"
        "contracts: {c: {}}\nshifts: {s: {window: Mon 08:00-16:00}}\n"
        "people: [{name: A, team: t, contract: c}]\n"
        "pins:\n  - {who: A, day: 2027-01-12, shift: s}\n"
    )
    with pytest.raises(scheduler.InputError) as caught:
        scheduler.read("r.yaml")
    assert str(caught.value).startswith("r.yaml:10:5: error: this pin")
