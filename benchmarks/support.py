"""Support rosters that a seed makes: follow-the-sun regions, skills, breaks.

Three regions hand the day over to each other across both clock changes of
spring; a quarter of the people work part-time, four to six hours anywhere in
their day; everybody serves the front line and some of four other queues.
Demand follows from who there is, so that nobody need be missing unless that
is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from scheduler.spec.reader import build

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from scheduler.problem import Problem

__all__ = ["Support", "support_mapping", "support_problem"]

REGIONS: Mapping[str, str] = {
    "apac": "Asia/Manila",
    "emea": "Europe/Dublin",
    "na": "America/Halifax",
}

OFFSET_H: Mapping[str, int] = {"apac": 8, "emea": 0, "na": -4}
"""Hours from UTC, about, for who may be there when."""

FIRST_H, LAST_H = 6, 22
"""Working day of a region, on its own clock."""

QUEUES: Mapping[str, tuple[float, float]] = {
    "frontline": (0.60, 1.0),
    "technical": (0.14, 0.40),
    "billing": (0.10, 0.30),
    "plus": (0.08, 0.25),
    "escalation": (0.05, 0.20),
}
"""Share of the demand, and of the people who have the skill."""

PART_TIME = 0.25
PRESENT = 37.5 / 7 / (LAST_H - FIRST_H)
"""Share of a region's full-timers who are there at an hour of its day."""

LOAD = 0.8
"""Demand as a share of who could be there."""

ALWAYS = 1.5
"""People expected from whom one can be promised."""

BLOCK_H = 2


@dataclass(frozen=True)
class Support:
    """What to make.

    Attributes
    ----------
    shortage
        Share by which demand exceeds what people could serve; 0 for none.
    """

    people: int = 30
    weeks: int = 4
    seed: int = 1
    shortage: float = 0.0
    step_min: int = 30


def support_problem(wanted: Support) -> Problem:
    """Return the problem that a seed makes."""
    return build(support_mapping(wanted))


def support_mapping(wanted: Support) -> dict[str, object]:
    """Return it as a roster file would say it."""
    rng = Random(f"support {wanted.people} {wanted.seed}")
    people = [_person(number, rng) for number in range(wanted.people)]
    step = f"{wanted.step_min}m"
    return {
        "roster": f"Support {wanted.people}-{wanted.weeks}-{wanted.seed}",
        "zone": "UTC",
        "from": "2027-03-08",
        "weeks": wanted.weeks,
        "defaults": {"break": {"length": "30m", "starts after": "2h to 4h"}},
        "skills": {"names": list(QUEUES)},
        "teams": {
            name: {"zone": zone, "skills": ["frontline"]}
            for name, zone in REGIONS.items()
        },
        "contracts": {
            "full-time": {
                "paid hours": "37.5/week",
                "days": "at most 5/week",
            },
            "part-time": {
                "paid hours": "15 to 24/week",
                "days": "at most 5/week",
                "shift": "4h to 6h",
            },
        },
        "shifts": {
            "full": {
                "who": "full-time",
                "inside": f"daily {FIRST_H:02}:00-{LAST_H}:00",
                "length": "8h",
                "step": step,
            },
            "part": {
                "who": "part-time",
                "inside": f"daily {FIRST_H + 1:02}:00-{LAST_H - 1}:00",
                "step": step,
            },
        },
        "people": people,
        "queues": {queue: {"channel": "email"} for queue in QUEUES},
        "coverage": list(_coverage(people, wanted)),
        "rules": [
            {"rule": "rest", "least": "11h"},
            {"rule": "consecutive-days", "most": 5},
            {"rule": "days-off", "least": 2, "importance": "normal"},
            {
                "rule": "weekends",
                "most": 2,
                "per": "4 weeks",
                "importance": "high",
            },
            {"rule": "unsocial", "importance": "low"},
            {"rule": "fair-share", "of": ["weekends"]},
        ],
    }


def _person(number: int, rng: Random) -> dict[str, object]:
    skills = [
        queue
        for queue, (_, having) in QUEUES.items()
        if queue != "frontline" and rng.random() < having
    ]
    return {
        "name": f"P{number + 1:04}",
        "team": tuple(REGIONS)[number % len(REGIONS)],
        "contract": "part-time" if rng.random() < PART_TIME else "full-time",
        "skills": skills,
    }


def _coverage(
    people: list[dict[str, object]], wanted: Support
) -> Iterator[dict[str, object]]:
    """Yield what is wanted of each queue, block by block of the day."""
    factor = LOAD * (1 + wanted.shortage)
    if wanted.shortage:
        factor /= LOAD
    for hour in range(0, 24, BLOCK_H):
        there = _there(people, hour)
        window = f"daily {hour:02}:00-{(hour + BLOCK_H) % 24:02}:00"
        for queue, (share, _) in QUEUES.items():
            heads = round(there * share * factor)
            if queue == "frontline":
                yield {
                    "queue": queue,
                    "window": window,
                    "least": 1,
                    "wanted": max(1, heads),
                    # Few people cannot always be there.
                    "importance": "must" if there > ALWAYS else "high",
                }
            elif heads:
                yield {
                    "queue": queue,
                    "window": window,
                    "least": max(1, heads // 2),
                    "wanted": heads,
                    "importance": "high",
                }


def _there(people: list[dict[str, object]], hour: int) -> float:
    """Return how many may be expected at an hour of UTC."""
    total = 0.0
    for person in people:
        local = (hour + OFFSET_H[str(person["team"])]) % 24
        if FIRST_H <= local < LAST_H:
            part = 0.5 if person["contract"] == "part-time" else 1.0
            total += PRESENT * part
    return total
