"""People who must not be alone, and have nobody who could be with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from scheduler.problem import Problem

    Build = Callable[..., Problem]

PEOPLE = [
    {"name": "Ana", "team": "na", "contract": "any"},
    {"name": "Ben", "team": "na", "contract": "any", "skills": ["fr"]},
]


def warned(build: Build, rule: dict[str, Any], **sections: Any) -> list[str]:
    """Return what is said about people left alone."""
    problem = build(people=PEOPLE, rules=[rule], **sections)
    found = [w for w in problem.warnings if w.code == "alone"]
    assert all(w.place is not None for w in found)
    return [w.message for w in found]


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (
            {"rule": "mentor", "who": "Ana", "with": "skill fr>=C2"},
            "Ana is never to be there without a mentor (skill fr>=C2)",
        ),
        (
            {"rule": "mentor", "who": "all", "with": "Ana"},
            "Ana and Ben are never to be there without a mentor (Ana)",
        ),
        (
            {"rule": "company", "who": "Ana", "least": 2},
            "Ana is never to be there without 2 others",
        ),
    ],
)
def test_nobody_can_be_with_them(
    build: Build, rule: dict[str, Any], message: str
) -> None:
    """Nobody has the skill, all are meant themselves, or too few are."""
    (told,) = warned(build, rule)
    assert told.startswith(message)
    assert told.endswith("nobody can be with them")


@pytest.mark.parametrize(
    "rule",
    [
        {"rule": "mentor", "who": "Ana", "with": "skill fr"},
        {"rule": "company", "who": "Ana"},
        {"rule": "mentor", "who": "place CA", "with": "skill fr>=C2"},
    ],
)
def test_somebody_can(build: Build, rule: dict[str, Any]) -> None:
    """Or nobody needs it."""
    teams = {
        "na": {"skills": ["desk"]},
        "empty": {"place": "CA"},
    }
    assert warned(build, rule, teams=teams) == []
