"""Fair shares: what is expected, who gets which part, what is above it."""

from dataclasses import replace
from datetime import date

import pytest

from constraints.coverage import Coverage
from constraints.evaluator import ticks
from constraints.fair_share import FairShare
from constraints.needs import CoverageLine, Need
from constraints.values import PaidHours
from scheduler.problem import Contract
from scheduler.testing import (
    TinyShift,
    tiny_problem,
    tiny_roster,
    with_history,
)

HOUR = 60
POINT = 6000
NIGHT = {"night": TinyShift((22 * HOUR,))}
BOTH = {"day": TinyShift((6 * HOUR,)), **NIGHT}


def covered(problem, *needs, queue=0):
    """Return the problem with needs (day, first hour, last hour, heads)."""
    offset = problem.duties[0].local_start
    zero = problem.duties[0].start_min - offset
    line = CoverageLine(
        "line",
        queue,
        tuple(
            Need(
                zero + day * 1440 + first * HOUR,
                zero + day * 1440 + last * HOUR,
                least=heads,
            )
            for day, first, last, heads in needs
        ),
    )
    return replace(problem, rules=(Coverage(id="c", lines=(line,)),))


def nights_wanted(problem, count=7):
    """Return the problem with one person wanted for the first nights."""
    return covered(problem, *((day, 22, 30, 1) for day in range(count)))


def shares(rule, problem):
    """Return the share of each person, by terms."""
    return {term.person: term.high for term in rule.terms(problem)}


def judged(rule, problem, *lines):
    """Return amounts above the share by person; terms must agree."""
    roster = tiny_roster(problem, lines)
    found = list(rule.check(roster))
    assert ticks(tuple(rule.terms(problem)), roster) == sum(
        v.ticks for v in found
    )
    return {v.people[0]: v.amount for v in found}


def fair(*of, **options):
    """Return a fair share."""
    return FairShare(id="fair", of=of, **options)


def test_what_the_coverage_asks_is_divided_by_weight():
    """Six nights by weights 1, 1 and 2: shares of 1.5 (so 1), 1.5, and 3."""
    double = {"contract": Contract("double", weight=2)}
    problem = nights_wanted(tiny_problem([{}, {}, double], shifts=NIGHT), 6)
    assert shares(fair("nights"), problem) == {0: 1, 1: 1, 2: 3}


def test_only_the_part_of_duties_on_queue_is_expected():
    """4 of the 8 hours of each of 6 nights are asked: 3 nights in all."""
    problem = tiny_problem(1, shifts=NIGHT)
    problem = covered(problem, *((day, 22, 26, 1) for day in range(6)))
    assert shares(fair("nights"), problem) == {0: 3}


def test_those_who_may_not_serve_expect_nothing_but_share():
    """Only P0 may serve; the burden is divided among who the rule names."""
    problem = tiny_problem(
        [{"skills": ("plus",)}, {}], shifts=NIGHT, queues={"plus": ("plus",)}
    )
    problem = nights_wanted(problem, 4)
    assert shares(fair("nights"), problem) == {0: 2, 1: 2}
    assert shares(fair("nights", who="P0"), problem) == {0: 4}


def test_others_who_may_serve_take_their_part():
    """Of 4 nights, P1 (not named) is expected to take half."""
    problem = nights_wanted(tiny_problem(2, shifts=NIGHT), 4)
    assert shares(fair("nights", who="P0"), problem) == {0: 2}


def test_the_mean_over_those_who_could_be_there_counts():
    """20-24 UTC is evening here and 04-08, 2 h unsocial, in Manila.

    UTC's late duty 16-24 has 1 h after 23:00, an eighth of its minutes;
    Manila's early duty 04-12 has 2 h before 06:00, a quarter. Four hours
    asked bring 4 * (1/8 + 1/4) / 2 = 0.75 h, 45 minutes, to two people.
    """
    shifts = {"late": TinyShift((16 * HOUR,)), "early": TinyShift((240,))}
    problem = tiny_problem(
        [{}, {"zone": "Asia/Manila"}], shifts=shifts, days=3
    )
    # The line days of Manila begin 8 hours before: 20:00Z of Monday lies
    # in the early duty of its Tuesday.
    zero = problem.duties[0].start_min - 16 * HOUR
    need = Need(zero + 20 * HOUR, zero + 24 * HOUR, least=1)
    rule = Coverage(id="c", lines=(CoverageLine("line", 0, (need,)),))
    problem = replace(problem, rules=(rule,))
    assert shares(fair("unsocial hours"), problem) == {0: 22, 1: 22}


def test_history_is_made_up_for():
    """P0 carried 3 nights: of 7 + 3 each should have 5, so 2 and 5."""
    works = [(0, -d, "night", 22 * HOUR, 480) for d in (2, 4, 6)]
    problem = with_history(tiny_problem(2, shifts=NIGHT), works)
    problem = nights_wanted(problem)
    # History covers 28 days for both, so weights stay equal.
    assert shares(fair("nights"), problem) == {0: 2, 1: 5}


def test_who_carried_too_much_gets_nothing_and_the_rest_is_shared():
    """P0 carried 6; P1 and P2 divide 4 new nights, 2 each."""
    works = [(0, -d, "night", 22 * HOUR, 480) for d in range(1, 7)]
    problem = with_history(tiny_problem(3, shifts=NIGHT), works)
    problem = nights_wanted(problem, 4)
    assert shares(fair("nights"), problem) == {0: 0, 1: 2, 2: 2}


def test_a_newcomer_does_not_catch_up_for_the_past():
    """P1 joins with the roster: 7 days of 42, not half of everything.

    P0 carried 4 nights in 28 days; of 4 + 7 nights, P0's part is 35 of
    42 days, 9.17, less the 4 carried: 5. P1's is 7 of 42 days: 1.83.
    """
    works = [(0, -d, "night", 22 * HOUR, 480) for d in (2, 4, 6, 8)]
    problem = with_history(
        tiny_problem([{}, {"joins": date(2027, 3, 1)}], shifts=NIGHT), works
    )
    assert shares(fair("nights"), nights_wanted(problem)) == {0: 5, 1: 1}


def test_absence_lowers_the_share():
    """P1 is there for 4 of 7 days: 4 of 11 parts of 7 nights."""
    problem = nights_wanted(tiny_problem(2, shifts=NIGHT))
    start = problem.duties[0].start_min
    problem = replace(problem, away=((), ((start, start + 3 * 1440),)))
    assert shares(fair("nights"), problem) == {0: 4, 1: 2}


def test_nobody_is_expected_to_work_more_than_the_contracts():
    """Asked for 56 h of nights; two contracts of 16 h allow 4 nights."""
    contract = Contract("c", paid_hours=PaidHours.parse("16/week"))
    problem = nights_wanted(
        tiny_problem([{"contract": contract}] * 2, shifts=NIGHT)
    )
    assert shares(fair("nights"), problem) == {0: 2, 1: 2}


def test_without_coverage_the_contracts_are_divided():
    """2 x 40 h of duties, half of them nights: 10 x 1/2, shares of 2."""
    contract = Contract("c", paid_hours=PaidHours.parse("40/week"))
    problem = tiny_problem([{"contract": contract}] * 2, shifts=BOTH)
    assert shares(fair("nights"), problem) == {0: 2, 1: 2}
    assert shares(fair("hours"), problem) == {0: 2400, 1: 2400}
    bare = tiny_problem(2, shifts=BOTH)
    assert shares(fair("nights"), bare) == {0: 0, 1: 0}


def test_the_price_doubles_and_triples():
    """Share 2; 3, 4, 5 and 6 nights cost 40, 120, 240 and 360 points."""
    problem = nights_wanted(tiny_problem(2, shifts=NIGHT), 4)
    (term, _) = fair("nights").terms(problem)
    assert [term.price_high(n) // POINT for n in (1, 2, 3, 4)] == [
        40,
        120,
        240,
        360,
    ]
    (hours, _) = fair("hours").terms(problem)
    # Hours: 10 points each, the price grows every 8 hours.
    assert hours.price_high(9 * HOUR) == (8 * 10 + 20) * POINT


def test_spreading_is_cheaper_than_piling_up():
    """Shares 2 and 2 of 4 nights: 2 + 2 is free, 4 + 0 costs."""
    problem = nights_wanted(tiny_problem(2, shifts=NIGHT), 4)
    even = judged(fair("nights"), problem, {0: 0, 1: 1}, {2: 2, 3: 3})
    assert even == {}
    uneven = judged(fair("nights"), problem, {d: d for d in range(4)}, {})
    assert uneven == {0: 2}


def test_weekday_and_weekend_layers_do_not_hit_the_same_person():
    """Five weekday nights and one weekend go to two people.

    Whoever has the weekday nights has at least their share of nights, and
    the weekend costs nothing more to the other: the same person in both
    layers is the dearest roster of all.
    """
    problem = nights_wanted(tiny_problem(2, shifts=NIGHT))
    rule = fair("nights", "weekends")
    weekdays = {d: d for d in range(5)}
    weekend = {5: 5, 6: 6}

    def cost(*lines):
        roster = tiny_roster(problem, lines)
        return sum(v.ticks for v in rule.check(roster))

    assert cost(weekdays, weekend) < cost(weekdays | weekend, {})
    # Better still: three nights go to each.
    assert cost({0: 0, 1: 1, 2: 2, 3: 3}, {4: 4, **weekend}) < cost(
        weekdays, weekend
    )


def test_a_weekend_counts_once():
    """Both days of one weekend are one; of two weekends one is shared."""
    problem = nights_wanted(tiny_problem(2, shifts=NIGHT, days=14), 14)
    rule = fair("weekends")
    assert shares(rule, problem) == {0: 1, 1: 1}
    assert judged(rule, problem, {5: 5, 6: 6}, {}) == {}
    assert judged(rule, problem, {5: 5, 13: 13}, {}) == {0: 1}


def test_a_weekend_begun_in_the_past_is_counted_there():
    """The roster begins on Sunday; P0's Saturday is in the history."""
    problem = tiny_problem(2, shifts=NIGHT, first_day=date(2027, 3, 7), days=7)
    problem = with_history(problem, [(0, -1, "night", 22 * HOUR, 480)])
    rule = fair("weekends")
    p0, p1 = rule.terms(problem)
    assert (p0.groups, p1.groups) == (((6,),), ((0,), (6,)))
    assert judged(rule, problem, {0: 0}, {0: 0}) == {1: 1}


def test_holidays_are_those_of_the_place():
    """P0's Tuesday is a holiday, P1 has none and no place."""
    problem = tiny_problem(
        [{"place": "here"}, {}], holidays={"here": [date(2027, 3, 2)]}
    )
    problem = covered(problem, (1, 8, 16, 1))
    rule = fair("holidays")
    # 8 h asked, half of them expected of P0: 4 h, shared by two.
    assert shares(rule, problem) == {0: 120}
    assert judged(rule, problem, {1: 1}, {1: 1}) == {0: 360}


def test_nobody_there_has_no_share():
    """All have left before the roster: nothing is divided."""
    gone = {"leaves": date(2027, 1, 1)}
    problem = nights_wanted(tiny_problem([gone], shifts=NIGHT), 2)
    assert shares(fair("nights"), problem) == {0: 0}
    assert judged(fair("nights"), problem, {0: 0}) == {0: 1}


def test_a_fair_share_cannot_be_a_must():
    """The sentence says what to write."""
    with pytest.raises(ValueError, match="write importance: high"):
        fair("nights", importance="must")


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("nights", "P0 has 3 nights, 1–7 March; a fair share is 1 night"),
        ("hours", "P0 has 24 h, 1–7 March; a fair share is 8 h"),
        (
            "unsocial hours",
            "P0 has 21 h of unsocial time, 1–7 March; a fair share is"
            " 7 h of unsocial time",
        ),
    ],
)
def test_says_and_words(what, text):
    """Two nights asked of two people; P0 works three."""
    problem = nights_wanted(tiny_problem(2, shifts=NIGHT), 2)
    rule = fair(what)
    (broken,) = rule.check(tiny_roster(problem, [{0: 0, 1: 1, 2: 2}, {}]))
    assert rule.words(broken, problem) == text
    because = next(iter(rule.terms(problem))).because
    assert rule.says(because, problem) == (
        f"P0 has a fair share of {what}, 1–7 March"
    )


def test_holidays_are_worded():
    """Hours on holidays are told as such."""
    problem = tiny_problem(
        [{"place": "here"}], holidays={"here": [date(2027, 3, 2)]}
    )
    rule = fair("holidays")
    (broken,) = rule.check(tiny_roster(problem, [{1: 1}]))
    assert rule.words(broken, problem) == (
        "P0 has 8 h on holidays, 1–7 March; a fair share is 0 min on holidays"
    )
