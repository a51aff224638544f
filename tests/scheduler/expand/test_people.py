"""People, contracts and queues as indexed data."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from scheduler.problem import Skill

if TYPE_CHECKING:
    from collections.abc import Callable

    from scheduler.problem import Contract, Person, Problem, Queue

    Build = Callable[..., Problem]


def person(build: Build, **said: Any) -> Person:
    """Return one person who says this."""
    named = {"name": "Ana", "team": "na", "contract": "any"}
    problem = build(
        people=[
            {**named, **{k.replace("_", " "): v for k, v in said.items()}}
        ],
        teams={
            "na": {
                "skills": ["desk"],
                "zone": "America/Toronto",
                "place": "CA-ON",
                "day starts": "04:00",
            }
        },
    )
    return problem.people[0]


def test_team_gives_what_nobody_says(build: Build) -> None:
    """Zone, place, start of the day and skills."""
    ana = person(build)
    assert (ana.zone, ana.place, ana.day_starts) == (
        "America/Toronto",
        "CA-ON",
        240,
    )
    assert ana.skills == (Skill("desk", 2),)
    assert (ana.id, ana.idx, ana.menu) == ("ana", 0, 0)


def test_people_say_otherwise(build: Build) -> None:
    """Their own zone and place win; midnight is a start of its own."""
    ana = person(
        build,
        id="a1",
        zone="Asia/Manila",
        place="PH",
        day_starts="00:00",
        skills={"fr": {"level": "C1", "from": "2027-01-12"}},
        joins="2027-01-12",
    )
    assert (ana.id, ana.zone, ana.place, ana.day_starts) == (
        "a1",
        "Asia/Manila",
        "PH",
        0,
    )
    assert ana.skills[1] == Skill("fr", 5, date(2027, 1, 12))
    assert not ana.employed(date(2027, 1, 11))


def test_file_gives_the_zone_of_a_team_without(build: Build) -> None:
    """Somebody without a place has no holidays."""
    problem = build()
    assert problem.people[0].zone == "America/Halifax"
    assert problem.people[0].place == ""


@pytest.mark.parametrize(
    ("said", "weekend"),
    [
        ({}, (5, 6)),
        ({"weekend": "Fri-Sat"}, (4, 5)),
        ({"weekend": "Sun+Mon"}, (6, 0)),
        ({"weekend": "Fri"}, (4,)),
    ],
)
def test_the_weekend_is_ones_own(
    build: Build, said: dict[str, str], weekend: tuple[int, ...]
) -> None:
    """Of the person, else of the team, else of the file."""
    named = {"name": "Ana", "team": "na", "contract": "any"}
    team = {"na": {"skills": ["desk"]}}
    for problem in (
        build(people=[{**named, **said}], teams=team),
        build(people=[named], teams={"na": {**team["na"], **said}}),
        build(people=[named], teams=team, **said),
    ):
        assert problem.people[0].weekend == weekend


def test_people_of_one_clock_share_a_menu(build: Build) -> None:
    """Zone and start of the day make a clock."""
    said = [{}, {"zone": "Asia/Manila"}, {"day starts": "12:00"}, {}]
    problem = build(
        people=[
            {"name": f"P{n}", "team": "na", "contract": "any", **one}
            for n, one in enumerate(said)
        ]
    )
    assert [p.menu for p in problem.people] == [0, 1, 2, 0]
    assert len(problem.menus) == 3


def contract(build: Build, **said: Any) -> Contract:
    """Return the contract that says this."""
    problem = build(
        contracts={"any": {k.replace("_", " "): v for k, v in said.items()}}
    )
    return problem.people[0].contract


@pytest.mark.parametrize(
    ("said", "weight"),
    [
        ({}, 1),
        ({"paid_hours": "40/week"}, 1),
        ({"paid_hours": "30/week"}, 0.75),
        ({"paid_hours": "16 to 24/week"}, 0.5),
        ({"paid_hours": "at most 20/week"}, 0.5),
        ({"paid_hours": "120/4 weeks"}, 0.75),
        ({"paid_hours": "120/period"}, 1),
        ({"paid_hours": "at most 1/week"}, 0.05),
        ({"paid_hours": "40/week", "weight": 2.5}, 2.5),
    ],
)
def test_weight_is_the_share_of_a_full_week(
    build: Build, said: dict[str, Any], weight: float
) -> None:
    """Of forty hours, unless the contract says another share."""
    assert contract(build, **said).weight == pytest.approx(weight)


@pytest.mark.parametrize(
    ("reserve", "points"),
    [(False, 0), (True, 10), ("high", 30), (2.5, 2.5)],
)
def test_reserve_has_a_price_per_hour(
    build: Build, reserve: Any, points: float
) -> None:
    """True means normal."""
    assert contract(build, reserve=reserve).reserve_ticks == 6000 * points


def test_cost_of_an_hour(build: Build) -> None:
    """With its currency; none is free."""
    paid = contract(build, cost="28.50 EUR/h")
    assert (paid.cost_per_hour, paid.currency) == (28.5, "EUR")
    free = contract(build)
    assert (free.cost_per_hour, free.currency) == (0, "")


def queue(build: Build, said: dict[str, Any], name: str = "desk") -> Queue:
    """Return the queue that says this."""
    (found,) = build(queues={name: said}).queues
    return found


def test_queue_needs_the_skill_of_its_name(build: Build) -> None:
    """Solid, unless it says otherwise; ``[]`` is anybody."""
    assert queue(build, {}).needs == (("desk", 2),)
    assert queue(build, {"needs": "desk>=expert"}).needs == (("desk", 3),)
    assert queue(build, {"needs": []}).needs == ()
    assert queue(build, {"needs": ["desk", "fr>=C1"]}, "x").needs == (
        ("desk", 2),
        ("fr", 5),
    )


def test_queue_of_a_language_needs_b2(build: Build) -> None:
    """A bare language is B2, also as the name of a queue."""
    assert queue(build, {}, "fr").needs == (("fr", 4),)


def test_queue_that_needs_any_needs_nothing_else(build: Build) -> None:
    """Whoever has one of the skills can serve it."""
    found = queue(build, {"needs any": ["desk", "fr"]}, "help")
    assert (found.needs, found.any_of) == ((), (("desk", 2), ("fr", 4)))


def test_options_of_a_queue(build: Build) -> None:
    """Blocks of an hour and a seat by default."""
    plain = queue(build, {})
    assert (plain.id, plain.seat, plain.least_block_min) == ("desk", True, 60)
    said = queue(
        build,
        {"id": "d", "seat": False, "least block": "2h", "channel": "chat"},
    )
    assert (said.id, said.seat, said.least_block_min, said.channel) == (
        "d",
        False,
        120,
        "chat",
    )


RAMP = {"new hire": {"weeks 1-2": 0, "week 3": 0.5, "with": "desk"}}


def new_hire(build: Build) -> Problem:
    """Return a roster with one who joined the week before it begins."""
    return build(
        ramp=RAMP,
        weeks=3,
        people=[
            {
                "name": "Nia",
                "team": "na",
                "contract": "any",
                "joins": "2027-01-04",
                "ramp": "new hire",
            },
            {"name": "Old", "team": "na", "contract": "any"},
        ],
        coverage=[{"queue": "desk", "window": "Mon-Fri", "least": 1}],
    )


def test_weeks_of_a_ramp_count_from_the_day_of_joining(build: Build) -> None:
    """Week 2 is the first of the roster, week 3 the second."""
    problem = new_hire(build)
    assert [problem.counts(0, day) for day in (0, 6, 7, 13, 14)] == [
        0,
        0,
        50,
        50,
        100,
    ]
    assert problem.counts(1, 0) == 100
    assert problem.serves(0, 0, 0)
    assert not problem.fully_serves(0, 0, 7)
    assert problem.fully_serves(0, 0, 14)


def test_a_ramp_with_somebody_is_the_rule_mentor(build: Build) -> None:
    """It binds those who are new while they are, at the place of with."""
    problem = new_hire(build)
    rule = next(r for r in problem.rules if r.name == "mentor")
    assert rule.id == "ramp.new-hire.with"
    assert rule.id in problem.places
    nia, old = problem.people
    assert rule.who.matches(nia, date(2027, 1, 24))
    assert not rule.who.matches(nia, date(2027, 1, 25))
    assert not rule.who.matches(old)


def test_who_is_new_is_seated_for_what_they_count(build: Build) -> None:
    """In no pool for nothing, in one of their own for a half."""
    problem = new_hire(build)
    rule = next(r for r in problem.rules if r.name == "coverage")
    pools = {
        problem.local(cover.start_min)[0]: cover.pools
        for cover in rule.terms(problem)
    }
    assert [p.eligible for p in pools[0]] == [((1,),)]
    assert [(p.eligible, p.percent) for p in pools[7]] == [
        (((0,),), 50),
        (((1,),), 100),
    ]
    assert [p.eligible for p in pools[14]] == [((0, 1),)]


def test_a_ramp_needs_a_first_day(
    refused: Callable[..., list[str]],
) -> None:
    """Without joins there is no first week."""
    (message,) = refused(
        ramp=RAMP,
        people=[
            {"name": "N", "team": "na", "contract": "any", "ramp": "new hire"}
        ],
    )
    assert "write joins: as well" in message
