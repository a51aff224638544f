"""Contracts one after another: what binds when, and what is refused."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from constraints.cost import Cost
from constraints.shift_length import ShiftLength
from constraints.weekly_hours import WeeklyHours
from constraints.who import Who
from scheduler.testing import tiny_roster

if TYPE_CHECKING:
    from collections.abc import Callable

    from constraints.rule import Rule
    from scheduler.problem import Problem

    Build = Callable[..., Problem]

CONTRACTS = {
    "full-time": {"paid hours": "40/week", "cost": "30 USD/h"},
    "part-time": {
        "paid hours": "at most 20/week",
        "shift": "4h",
        "cost": "20 USD/h",
    },
}
HALVES = ["full-time until 2027-01-12", "part-time"]
SHIFTS = {
    "day": {"window": "daily 08:00-16:00"},
    "half": {"window": "daily 08:00-12:00"},
}


def changing(build: Build, contract: object = None) -> Problem:
    """Return a week in which Ana is full-time on Monday and Tuesday."""
    ana = {"name": "Ana", "team": "na", "contract": contract or HALVES}
    return build(
        contracts=CONTRACTS,
        people=[ana],
        shifts=SHIFTS,
        rules=[{"rule": "cost"}],
    )


def of(problem: Problem, kind: type[Rule], end: str = "") -> Rule:
    """Return the rule of a kind whose id ends so."""
    (rule,) = (r for r in problem.rules if isinstance(r, kind) and end in r.id)
    return rule


def test_each_contract_has_its_days(build: Build) -> None:
    """Without a date the next begins when the one before ends."""
    (ana,) = changing(build).people
    assert [(t.name, t.first, t.last) for t in ana.contracts] == [
        ("full-time", None, date(2027, 1, 12)),
        ("part-time", date(2027, 1, 13), None),
    ]
    assert ana.contract.name == "full-time"
    # 2 of 7 days of 1, 5 of 7 of a half.
    assert ana.contract.weight == pytest.approx((2 * 1 + 5 * 0.5) / 7)


def test_selectors_know_the_day(build: Build) -> None:
    """Part-time is Ana too, but not on Monday."""
    (ana,) = changing(build).people
    part = Who.parse("contract part-time")
    assert part.matches(ana)
    assert not part.matches(ana, date(2027, 1, 11))
    assert part.matches(ana, date(2027, 1, 13))


def test_hours_are_pro_rata_on_both_sides(build: Build) -> None:
    """16 h of 40 are the target, 5 % free; 12 h of 20 are the most."""
    problem = changing(build)
    full = of(problem, WeeklyHours, "full-time")
    part = of(problem, WeeklyHours, "part-time")
    (tally,) = full.terms(problem)
    assert (tally.days, tally.low, tally.high) == ((0, 1), 912, 1008)
    (tally,) = part.terms(problem)
    assert (tally.days, tally.low, tally.high) == ((2, 6), None, 720)


def test_hours_of_one_contract_are_not_those_of_the_other(
    build: Build,
) -> None:
    """Sixteen hours full-time and sixteen part-time: four too many."""
    problem = changing(build)
    day = {d: problem.menu(0, d)[0] for d in (0, 1)}
    half = {
        d: next(
            idx
            for idx in problem.menu(0, d)
            if problem.duties[idx].nominal_min == 240
        )
        for d in (2, 3, 4, 5)
    }
    roster = tiny_roster(problem, [{**day, **half}])
    assert list(of(problem, WeeklyHours, "full-time").check(roster)) == []
    (found,) = of(problem, WeeklyHours, "part-time").check(roster)
    assert found.amount == 4 * 60
    assert "part" not in of(problem, WeeklyHours, "part-time").words(
        found, problem
    )


def test_lengths_bind_on_their_days(build: Build) -> None:
    """Eight hours are too long from Wednesday on."""
    problem = changing(build)
    rule = of(problem, ShiftLength)
    (term,) = rule.terms(problem)
    assert term.days == (2, 3, 4, 5, 6)
    days = {d: problem.menu(0, d)[0] for d in (0, 1, 2)}
    roster = tiny_roster(problem, [days])
    assert [v.days for v in rule.check(roster)] == [(2, 2)]


def test_cost_is_that_of_the_day(build: Build) -> None:
    """Monday costs 30 an hour, Wednesday 20."""
    problem = changing(build)
    rule = of(problem, Cost)
    roster = tiny_roster(
        problem, [{0: problem.menu(0, 0)[0], 2: problem.menu(0, 2)[0]}]
    )
    assert [rule.words(v, problem) for v in rule.check(roster)] == [
        "Ana is paid 8 h, which cost 240 USD",
        "Ana is paid 8 h, which cost 160 USD",
    ]
    assert len(list(rule.terms(problem))) == 2


def test_last_day_of_the_last_contract_is_the_last_of_work(
    build: Build,
) -> None:
    """Nobody works without a contract."""
    problem = changing(build, ["full-time from 2027-01-12 until 2027-01-13"])
    (ana,) = problem.people
    assert (ana.joins, ana.leaves) == (date(2027, 1, 12), date(2027, 1, 13))


@pytest.mark.parametrize(
    ("contract", "message"),
    [
        (["full-time", "part-time"], "when does full-time end?"),
        (
            ["full-time until 2027-01-12", "part-time from 2027-01-14"],
            "contracts follow each other day by day",
        ),
        (
            ["full-time until 2027-01-12", "part"],
            'there is no contract "part"',
        ),
        ("full-time till 2027-01-12", "full-time until 2027-01-12"),
        ("full-time from 2027-01-12 until 2027-01-01", "before it starts"),
    ],
)
def test_contracts_that_do_not_follow(
    refused: Callable[..., list[str]], contract: object, message: str
) -> None:
    """Each names the day or the text to write."""
    told = refused(
        contracts=CONTRACTS,
        people=[{"name": "Ana", "team": "na", "contract": contract}],
    )
    assert any(message in each for each in told), told
