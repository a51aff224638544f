"""Every statement becomes a rule with an id and a place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from constraints.available import Available
from constraints.days_per_week import DaysPerWeek
from constraints.handover import Handover
from constraints.holidays import Holidays
from constraints.offered import Offered
from constraints.period_hours import PeriodHours
from constraints.pinned import Pinned
from constraints.rest import RestBetween
from constraints.shift_length import ShiftLength
from constraints.stable_start import StableStart
from constraints.values import HIGH, MUST, NORMAL
from constraints.weekly_hours import WeeklyHours
from scheduler.errors import InputError
from scheduler.model import compile_rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from constraints.rule import Rule
    from scheduler.problem import Problem

    Build = Callable[..., Problem]


def rules_of(problem: Problem, kind: type[Rule]) -> list[Any]:
    """Return the rules of a kind in their order."""
    return [rule for rule in problem.rules if isinstance(rule, kind)]


def contract(build: Build, **said: Any) -> Problem:
    """Return a problem whose one contract says this."""
    return build(contracts={"any": said})


@pytest.mark.parametrize(
    ("hours", "kind", "figures", "high", "low"),
    [
        ("37.5/week", WeeklyHours, (2250, None, None), NORMAL, NORMAL),
        ("16 to 24/week", WeeklyHours, (None, 960, 1440), MUST, NORMAL),
        ("at most 30/week", WeeklyHours, (None, None, 1800), MUST, NORMAL),
        ("at least 8/week", WeeklyHours, (None, 480, None), MUST, NORMAL),
        ("150/4 weeks", PeriodHours, (9000, None, None), NORMAL, NORMAL),
        ("60 to 80/period", PeriodHours, (None, 3600, 4800), MUST, NORMAL),
    ],
)
def test_paid_hours_become_limits(
    build: Build, hours: str, kind: Any, figures: Any, high: Any, low: Any
) -> None:
    """One figure is a target, priced both ways; a highest one is hard."""
    (rule,) = rules_of(contract(build, **{"paid hours": hours}), kind)
    assert (rule.target, rule.least, rule.most) == figures
    assert (rule.importance, rule.low_importance) == (high, low)
    assert rule.count == "paid"
    assert rule.pro_rata
    assert rule.id == "contracts.any.paid-hours"
    assert str(rule.who) == "contract any"


def test_period_is_kept(build: Build) -> None:
    """Four weeks, or the whole roster."""
    for said, weeks in (("150/4 weeks", 4), ("150/period", None)):
        problem = contract(build, **{"paid hours": said})
        (rule,) = rules_of(problem, PeriodHours)
        assert rule.per == weeks


def test_importance_of_a_contract(build: Build) -> None:
    """It prices hours below, and those off a target."""
    said = {"paid hours": "37.5/week", "importance": "high"}
    (rule,) = rules_of(contract(build, **said), WeeklyHours)
    assert (rule.importance, rule.low_importance) == (HIGH, HIGH)


def test_days_of_a_contract(build: Build) -> None:
    """The most is hard, fewer have a price."""
    (rule,) = rules_of(contract(build, days="4 to 5/week"), DaysPerWeek)
    assert (rule.least, rule.most) == (4, 5)
    assert (rule.importance, rule.low_importance) == (MUST, NORMAL)


def test_shift_lengths_of_a_contract(build: Build) -> None:
    """They are hard, and a rule of their own."""
    (rule,) = rules_of(contract(build, shift="4h to 6h"), ShiftLength)
    assert (rule.least, rule.most, rule.importance) == (240, 360, MUST)


def test_contract_that_says_nothing_is_no_rule(build: Build) -> None:
    """Only the shift is left."""
    assert [type(rule) for rule in build().rules] == [RestBetween, Offered]


def test_shifts_are_offered_to_those_named(build: Build) -> None:
    """And keep their start as often as they say."""
    problem = build(
        shifts={
            "core": {"window": "Mon 08:00-16:00", "who": "not team na"},
            "late": {"window": "Mon 12:00-20:00", "vary": "per week"},
        }
    )
    assert [
        (rule.shift, str(rule.who)) for rule in rules_of(problem, Offered)
    ] == [("core", "not team na"), ("late", "all")]
    (stable,) = rules_of(problem, StableStart)
    assert (stable.shift, stable.vary) == ("late", "per week")
    assert [s.vary for s in problem.shifts] == ["shift", "week"]


def test_availability_is_one_rule_for_each_statement(build: Build) -> None:
    """Must for only and never, normal for prefer and avoid."""
    problem = build(
        people=[
            {
                "name": "Ana",
                "team": "na",
                "contract": "any",
                "joins": "2027-01-12",
                "availability": [
                    {"only": ["Mon-Thu", "Fri 08:00-12:00"]},
                    {"never": "Wed", "importance": "high"},
                    {"avoid": "Mon"},
                    {"prefer": "Tue", "importance": 5},
                ],
            }
        ]
    )
    found = [
        (rule.id.removeprefix("people.ana."), rule.kind, str(rule.importance))
        for rule in rules_of(problem, Available)
    ]
    assert found == [
        ("employed", "employed", "must"),
        ("availability.1", "only", "must"),
        ("availability.2", "never", "high"),
        ("availability.3", "avoid", "normal"),
        ("availability.4", "prefer", "5"),
    ]


def test_pins_name_shifts_by_id(build: Build) -> None:
    """Their own ids are kept, others are numbered."""
    problem = build(
        shifts={"Core day": {"window": "Mon-Fri 08:00-16:00"}},
        pins=[
            {"who": "Ana", "day": "2027-01-11", "shift": "Core day"},
            {"who": "Ana", "day": "2027-01-12", "off": True, "id": "rest"},
            {"who": "Ana", "day": "2027-01-13", "at": "08:00"},
        ],
    )
    assert [
        (rule.id, rule.shift, rule.at, rule.off)
        for rule in rules_of(problem, Pinned)
    ] == [
        ("pins.1", "core-day", None, False),
        ("rest", None, None, True),
        ("pins.3", None, 480, False),
    ]


def test_handovers_are_laid_at_the_receiving_side(build: Build) -> None:
    """08:00 in Dublin is 04:00 in Halifax; both sides are named or none."""
    problem = build(
        handovers=[
            {
                "queue": "desk",
                "at": "Mon-Tue 08:00 Europe/Dublin",
                "overlap": "45m",
                "from": "all",
                "to": "team na",
            }
        ]
    )
    (rule,) = rules_of(problem, Handover)
    assert [(s % 1440, e - s) for s, e in rule.stretches] == [(480, 45)] * 2
    assert (str(rule.givers), str(rule.receivers)) == ("all", "team na")


def test_rules_of_one_kind_are_numbered_from_the_second(
    build: Build,
) -> None:
    """Ids that somebody gave are kept."""
    problem = build(
        rules=[
            {"rule": "rest", "least": "11h"},
            {"rule": "rest", "least": "12h", "importance": "normal"},
            {"rule": "rest", "least": "24h", "id": "long", "who": "Ana"},
        ]
    )
    assert [rule.id for rule in rules_of(problem, RestBetween)[1:]] == [
        "rules.rest",
        "rules.rest.2",
        "long",
    ]


def test_ids_of_lines_are_not_those_of_rules(
    refused: Callable[..., list[str]],
) -> None:
    """A line called like a rule that the file makes itself."""
    found = refused(
        coverage=[
            {"queue": "desk", "window": "Mon", "least": 1, "id": "coverage"}
        ],
        pins=[
            {"who": "Ana", "day": "2027-01-11", "off": True, "id": "pins.2"},
            {"who": "Ana", "day": "2027-01-12", "off": True},
        ],
    )
    assert found == [
        'error: coverage.0.id: the id "coverage" is that of another rule: '
        "write another",
        'error: pins.1.id: the id "pins.2" is that of another rule: write '
        "another",
    ]


def test_names_may_hold_what_selectors_are_split_at(build: Build) -> None:
    """A contract with a semicolon still binds its people."""
    problem = build(
        contracts={"32 h; days": {"paid hours": "32/week"}},
        people=[{"name": "Ana", "team": "na", "contract": "32 h; days"}],
    )
    (rule,) = rules_of(problem, WeeklyHours)
    assert rule.who.matches(problem.people[0])


def test_every_rule_has_a_place_and_an_id_of_its_own(build: Build) -> None:
    """Reasons name statements by where they stand, and compile."""
    problem = build(
        contracts={
            "any": {"paid hours": "30/week", "days": "5/week", "shift": "8h"}
        },
        away=[{"who": "Ana", "dates": "2027-01-12"}],
        pins=[{"who": "Ana", "day": "2027-01-11", "off": True}],
        coverage=[{"queue": "desk", "window": "Mon", "least": 1}],
        rules=[{"rule": "rest", "least": "11h"}],
    )
    ids = [rule.id for rule in problem.rules]
    assert len(set(ids)) == len(ids)
    assert set(ids) <= problem.places.keys()
    model = compile_rules(problem)
    assert {t.because.rule for t in model.terms} <= problem.places.keys()


def test_a_holiday_for_volunteers(build: Build) -> None:
    """It binds the regions of its place, but those who are named."""
    teams = {
        "berlin": {"place": "DE-BE", "skills": ["desk"]},
        "manila": {"place": "PH", "skills": ["desk"]},
    }
    people = [
        {"name": "Ana", "team": "berlin", "contract": "any"},
        {"name": "Ben", "team": "berlin", "contract": "any"},
        {"name": "Eva", "team": "manila", "contract": "any"},
    ]
    given = {
        "day": "2027-01-13",
        "place": "DE",
        "works": "volunteers",
        "volunteers": ["Ben"],
    }
    problem = build(teams=teams, people=people, holidays=[given])
    (rule,) = rules_of(problem, Holidays)
    bound = [term.person for term in rule.terms(problem)]
    assert bound == [0]
    assert rule.id in problem.places
    # Nobody lives where the holiday is: nothing is asked of anybody.
    assert not rules_of(
        build(holidays=[{**given, "place": "FR", "volunteers": []}]),
        Holidays,
    )


def test_volunteers_for_what(build: Build) -> None:
    """Names without the word are a slip."""
    entry = {"day": "2027-01-13", "place": "DE", "volunteers": ["Ana"]}
    with pytest.raises(InputError, match="where works: volunteers is"):
        build(holidays=[entry])


def test_a_team_has_hours_of_its_own(build: Build) -> None:
    """For members whose contract says none; 35 hours weigh 35/40."""
    teams = {"na": {"skills": ["desk"], "paid hours": "35/week"}}
    people = [
        {"name": "Ana", "team": "na", "contract": "any"},
        {"name": "Ben", "team": "na", "contract": "short"},
    ]
    contracts = {"any": {}, "short": {"paid hours": "20/week"}}
    problem = build(teams=teams, people=people, contracts=contracts)
    found = {
        rule.id: (rule.target, [rule.who.matches(p) for p in problem.people])
        for rule in rules_of(problem, WeeklyHours)
    }
    assert found == {
        "contracts.short.paid-hours": (20 * 60, [False, True]),
        "teams.na.paid-hours": (35 * 60, [True, False]),
    }
    assert [p.contract.weight for p in problem.people] == [35 / 40, 20 / 40]
