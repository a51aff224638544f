"""Hand-overs around a ring: when each team takes over, and from whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from constraints.handover import Handover

if TYPE_CHECKING:
    from collections.abc import Callable

    from scheduler.problem import Problem

    Build = Callable[..., Problem]

PLACES: dict[str, Any] = {
    "zone": "UTC",
    "skills": {"names": ["desk"]},
    "teams": {
        "apac": {"zone": "Asia/Manila", "skills": ["desk"]},
        "eu": {"zone": "Europe/Dublin", "skills": ["desk"]},
        "na": {"zone": "America/Halifax"},
    },
    "people": [
        {"name": team, "team": team, "contract": "any"}
        for team in ("apac", "eu", "na")
    ],
    "shifts": {
        "late": {"window": "Mon 14:00-22:00"},
        "day": {"window": "Mon 08:00-16:00"},
    },
}
RING = {"queue": "desk", "around": ["apac", "eu", "na"], "overlap": "1h"}


def test_each_takes_over_when_its_first_shift_begins(build: Build) -> None:
    """08:00 in Dublin, Halifax and Manila; na has nobody for the desk."""
    problem = build(**PLACES, handovers=[RING])
    rules = [r for r in problem.rules if isinstance(r, Handover)]
    midnight = problem.duties[problem.menu(1, 0)[0]].start_min - 14 * 60
    assert [
        (
            rule.id,
            [(a - midnight) / 60 for a, _ in rule.stretches],
            str(rule.givers),
            str(rule.receivers),
        )
        for rule in rules
    ] == [
        ("handovers.1.apac-eu", [8], "team apac", "team eu"),
        ("handovers.1.eu-na", [12], "team eu", "all"),
        ("handovers.1.na-apac", [0], "all", "team apac"),
    ]
    assert all(b - a == 60 for r in rules for a, b in r.stretches)


@pytest.mark.parametrize(
    ("handover", "message"),
    [
        ({"queue": "desk"}, "when is it handed over?"),
        (RING | {"at": "daily 08:00"}, "when is it handed over?"),
        (RING | {"from": "all", "to": "all"}, "leave out from: and to:"),
        (RING | {"around": ["apac"]}, "two teams or more"),
        (RING | {"around": ["apac", "emea"]}, 'there is no team "emea"'),
    ],
)
def test_rings_that_cannot_be(
    refused: Callable[..., list[str]],
    handover: dict[str, Any],
    message: str,
) -> None:
    """Each says what to write instead."""
    told = refused(**PLACES, handovers=[handover])
    assert any(message in each for each in told), told


def test_team_whose_day_has_no_beginning(
    refused: Callable[..., list[str]],
) -> None:
    """Shifts anywhere inside a window begin at no set time."""
    places = PLACES | {"shifts": {"any": {"inside": "daily 08:00-20:00"}}}
    places["contracts"] = {"any": {"shift": "8h"}}
    told = refused(**places, handovers=[RING])
    assert "team eu has no shift with a window: of its own" in told[0]
