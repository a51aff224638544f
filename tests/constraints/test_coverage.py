"""Coverage: highest line, one queue at a time, edges, history, reserve."""

from dataclasses import replace
from datetime import date

import pytest

from constraints.coverage import Coverage
from constraints.evaluator import shortage_min, ticks
from constraints.needs import CoverageLine, Need, shoulders
from constraints.terms import TICKS_PER_POINT
from constraints.values import HIGH, LOW, MUST, NORMAL
from scheduler.problem import Contract, Skill, Span
from scheduler.queues import assign
from scheduler.testing import (
    TinyShift,
    tiny_problem,
    tiny_roster,
    with_history,
)

HOUR = 60
DAY = 24 * HOUR
ZERO = tiny_problem(1).duties[0].start_min - 8 * HOUR  # Mon 1 March 00:00Z
POINT_HOUR = TICKS_PER_POINT  # ticks of an hour at one point


def need(first, last, day=0, **heads):
    """Return a need from hour to hour of a day."""
    start = ZERO + day * DAY
    return Need(start + first * HOUR, start + last * HOUR, **heads)


def line(*needs, queue=0, name="line", **options):
    """Return a line of coverage."""
    return CoverageLine(name, queue, needs, **options)


def coverage(*lines):
    """Return the rule."""
    return Coverage(id="coverage", lines=lines)


def judged(rule, problem, *choices, spans=None):
    """Return roster and violations after queues are given out."""
    roster = tiny_roster(problem, choices, spans)
    if spans is None:
        roster = assign(problem, tuple(rule.terms(problem)), roster)
    return roster, list(rule.check(roster))


def agree(rule, problem, roster, found):
    """Assert that evaluator and check see the same cost and shortage."""
    terms = tuple(rule.terms(problem))
    assert ticks(terms, roster) == sum(v.ticks for v in found)
    assert shortage_min(terms, roster) == sum(
        v.amount for v in found if v.hard
    )


def test_what_is_missing_is_counted_in_person_minutes():
    """One of three serves 8-16: 2 x 8 h at 30 points an hour are missing."""
    problem = tiny_problem(1)
    rule = coverage(line(need(8, 16, least=3)))
    roster, found = judged(rule, problem, {0: 0})
    assert [(v.amount, v.ticks) for v in found] == [
        (2 * 480, 2 * 8 * 30 * POINT_HOUR)
    ]
    agree(rule, problem, roster, found)


def test_lines_of_one_queue_do_not_add_up():
    """Least 1 all day and least 2 from 10 to 12 ask for 2, never for 3."""
    problem = tiny_problem(2)
    rule = coverage(
        line(need(8, 16, least=1), name="all day"),
        line(need(10, 12, least=2), name="noon"),
    )
    roster, found = judged(rule, problem, {0: 0}, {0: 0})
    assert found == []
    roster, found = judged(rule, problem, {0: 0}, {})
    assert [(v.rule, v.amount) for v in found] == [("noon", 120)]
    agree(rule, problem, roster, found)


def test_least_is_missing_below_wanted_too():
    """Nobody there for 1 h: least 1 (30 points) and wanted 2 (2 x 10)."""
    problem = tiny_problem(1)
    rule = coverage(line(need(9, 10, least=1, wanted=2)))
    roster, found = judged(rule, problem, {})
    assert sorted(v.ticks // POINT_HOUR for v in found) == [20, 30]
    agree(rule, problem, roster, found)


def test_each_importance_keeps_its_highest_line():
    """A must of 1 stands below a high of 3: with 2 there, 1 is missing."""
    problem = tiny_problem(2)
    rule = coverage(
        line(need(8, 10, least=1), name="promise", importance=MUST),
        line(need(8, 10, least=3), name="busy", importance=HIGH),
        line(need(8, 10, least=2), name="quiet", importance=HIGH),
    )
    roster, found = judged(rule, problem, {0: 0}, {0: 0})
    assert [(v.rule, v.amount) for v in found] == [("busy", 120)]
    roster, found = judged(rule, problem, {}, {})
    assert [(v.rule, v.hard, v.amount) for v in found] == [
        ("promise", True, 120),
        ("busy", False, 360),
    ]
    agree(rule, problem, roster, found)


def test_shoulders_lie_beside_the_window():
    """By 2 h, wanted 1: 6-8 and 16-18 beside 8-16, nothing inside."""
    (core,) = [(ZERO + 8 * HOUR, ZERO + 16 * HOUR)]
    found = list(shoulders([core], 2 * HOUR, wanted=1))
    assert found == [need(6, 8, wanted=1), need(16, 18, wanted=1)]


def test_one_person_is_never_counted_for_two_queues():
    """One who could serve both queues leaves one of them without anybody."""
    problem = tiny_problem(1, queues={"chat": (), "mail": ()})
    rule = coverage(
        line(need(8, 16, least=1), name="chat"),
        line(need(8, 16, least=1), queue=1, name="mail"),
    )
    roster, found = judged(rule, problem, {0: 0})
    assert sum(v.amount for v in found) == 480
    agree(rule, problem, roster, found)


def test_blocks_that_claim_two_queues_at_once_count_once():
    """A hand-made roster with both queues 8-16 still lacks one of them."""
    problem = tiny_problem(1, queues={"chat": (), "mail": ()})
    rule = coverage(
        line(need(8, 16, least=1), name="chat"),
        line(need(8, 16, least=1), queue=1, name="mail"),
    )
    start, end = ZERO + 8 * HOUR, ZERO + 16 * HOUR
    both = Span(start, end, "queue", 0), Span(start, end, "queue", 1)
    _, found = judged(rule, problem, {0: 0}, spans={(0, 0): both})
    assert [(v.rule, v.amount) for v in found] == [("mail", 480)]


def test_blocks_count_only_on_duty_off_break_and_with_the_skill():
    """Of a block 7-17 by an unskilled or pausing person little counts."""
    queues = {"plus": ("plus",)}
    people = [{"skills": ("plus",)}, {}]
    problem = tiny_problem(people, queues=queues)
    rule = coverage(line(need(7, 17, least=1)))
    block = Span(ZERO + 7 * HOUR, ZERO + 17 * HOUR, "queue", 0)
    pause = Span(ZERO + 12 * HOUR, ZERO + 13 * HOUR, "break")
    _, found = judged(
        rule,
        problem,
        {0: 0},
        {0: 0},
        spans={(0, 0): (block, pause), (1, 0): (block,)},
    )
    # 7-8 and 16-17 off duty, 12-13 on a break.
    assert [v.start_min - ZERO for v in found] == [420, 720, 960]
    assert sum(v.amount for v in found) == 180


def test_skills_count_on_the_date_of_the_slot():
    """Skilled from Tuesday on: Monday's slots have nobody who may serve."""
    skill = Skill("plus", 2, first=date(2027, 3, 2))
    problem = tiny_problem([{"skills": (skill,)}], queues={"plus": ("plus",)})
    rule = coverage(
        line(need(8, 9, least=1), need(8, 9, day=1, least=1)),
    )
    monday, tuesday = rule.terms(problem)
    assert monday.pools == ()
    assert tuesday.pools[0].eligible == ((0,),)
    roster, found = judged(rule, problem, {0: 0, 1: 1})
    assert [v.days for v in found] == [(0, 0)]
    agree(rule, problem, roster, found)


def test_dates_of_slots_are_those_of_the_files_zone():
    """22:00 in New York on Monday is Tuesday in UTC, but still Monday."""
    problem = tiny_problem(1, zone="America/New_York")
    at = ZERO + 5 * HOUR + 22 * HOUR  # offset -5 h on 1 March
    rule = coverage(line(Need(at, at + 60, least=1)))
    (cover,) = rule.terms(problem)
    assert cover.because.days == (0, 0)


NIGHT = {"night": TinyShift((22 * HOUR,))}


def test_the_first_night_is_an_edge_without_history():
    """0-6 belongs to the night before: a must is priced as high there."""
    problem = tiny_problem(1, shifts=NIGHT, days=2)
    rule = coverage(line(need(0, 7, least=1), importance=MUST))
    covers = list(rule.terms(problem))
    assert [c.tiers[0].edge for c in covers] == [True] * 6 + [False]
    assert [c.tiers[0].must for c in covers] == [False] * 6 + [True]
    roster, found = judged(rule, problem, {})
    assert [(v.edge, v.hard, v.amount) for v in found] == [
        (True, False, 360),
        (False, True, 60),
    ]
    assert found[0].price == rule.priced(HIGH)
    agree(rule, problem, roster, found)


def test_the_edge_at_the_end_is_what_the_next_day_reaches():
    """Manila's next morning covers the last evening of UTC's horizon."""
    people = [{"zone": "Asia/Manila", "skills": ("en",)}, {}]
    problem = tiny_problem(people, days=1, queues={"en": ("en",)})
    # Line day 1 in Manila works 08-16 = 00-08Z of 2 March: not reached by
    # UTC's day 0, which ends at 24:00.
    last = need(22, 26, least=1)
    rule = coverage(line(last))
    assert [c.tiers[0].edge for c in rule.terms(problem)] == [
        False,
        False,
        True,
        True,
    ]


def test_an_edge_is_one_for_those_who_could_serve_only():
    """The night worker without the skill makes no edge of the queue."""
    problem = tiny_problem(1, shifts=NIGHT, queues={"plus": ("plus",)})
    rule = coverage(line(need(0, 6, least=1), importance=MUST))
    assert not any(c.tiers[0].edge for c in rule.terms(problem))
    _, found = judged(rule, problem, {})
    assert [(v.edge, v.hard) for v in found] == [(False, True)]


def test_known_history_serves_into_the_first_day():
    """The night before covers 0-6; then it is no edge, and a must holds."""
    problem = with_history(
        tiny_problem(2, shifts=NIGHT), [(0, -1, "night", 22 * HOUR, 480)]
    )
    rule = coverage(line(need(0, 7, least=1), importance=MUST))
    roster, found = judged(rule, problem, {}, {})
    assert [(v.edge, v.amount) for v in found] == [(False, 60)]
    agree(rule, problem, roster, found)


def test_those_of_the_past_serve_where_it_helps_most():
    """Two queues at 0-6, one left from the night: the dear one is held."""
    problem = with_history(
        tiny_problem(1, shifts=NIGHT, queues={"a": (), "b": ()}),
        [(0, -1, "night", 22 * HOUR, 480)],
    )
    rule = coverage(
        line(need(0, 6, least=1), name="cheap", importance=LOW),
        line(need(0, 6, least=1), queue=1, name="dear"),
    )
    roster, found = judged(rule, problem, {})
    assert [(v.rule, v.amount) for v in found] == [("cheap", 360)]
    agree(rule, problem, roster, found)


LEAD = Contract("lead", reserve_ticks=5 * POINT_HOUR)


def test_the_reserve_costs_what_it_serves():
    """A lead fills 2 h of high coverage at 5 points an hour."""
    problem = tiny_problem([{"contract": LEAD}])
    rule = coverage(line(need(8, 10, least=1)))
    (cover, _) = rule.terms(problem)
    assert cover.pools[0].because.people == (0,)
    roster, found = judged(rule, problem, {0: 0})
    assert [(v.people, v.amount, v.ticks) for v in found] == [
        ((0,), 120, 2 * 5 * POINT_HOUR)
    ]
    agree(rule, problem, roster, found)


def test_the_reserve_is_left_alone_where_it_costs_more_than_it_helps():
    """At low importance (3 points) an hour of reserve at 5 is not worth."""
    problem = tiny_problem([{"contract": LEAD}, {}])
    rule = coverage(line(need(8, 10, least=2), importance=LOW))
    roster, found = judged(rule, problem, {0: 0}, {0: 0})
    assert [(v.rule, v.ticks) for v in found] == [("line", 6 * POINT_HOUR)]
    agree(rule, problem, roster, found)


def test_the_reserve_of_the_past_costs_as_well():
    """A lead still there from the night is paid for what it serves."""
    problem = with_history(
        tiny_problem([{"contract": LEAD}], shifts=NIGHT),
        [(0, -1, "night", 22 * HOUR, 480)],
    )
    rule = coverage(line(need(4, 6, least=1)))
    roster, found = judged(rule, problem, {})
    assert sum(v.ticks for v in found) == 2 * 5 * POINT_HOUR
    agree(rule, problem, roster, found)


def test_too_many_are_counted_only_when_they_serve():
    """At most 1: of two on duty one serves, the other is free."""
    problem = tiny_problem(2)
    rule = coverage(line(need(8, 10, least=1, most=1)))
    _, found = judged(rule, problem, {0: 0}, {0: 0})
    assert found == []
    block = (Span(ZERO + 8 * HOUR, ZERO + 10 * HOUR, "queue", 0),)
    _, found = judged(
        rule,
        problem,
        {0: 0},
        {0: 0},
        spans={(0, 0): block, (1, 0): block},
    )
    assert [(v.amount, v.note) for v in found] == [
        (120, "2 instead of at most 1")
    ]


def test_a_clock_change_night_has_the_hours_it_has():
    """On 14 March New York's 0-8 lasts 7 hours: 7 h are missing."""
    problem = tiny_problem(
        1, zone="America/New_York", first_day=date(2027, 3, 14), days=1
    )
    start = ZERO + 13 * DAY + 5 * HOUR
    rule = coverage(line(Need(start, start + 7 * HOUR, least=1)))
    roster, found = judged(rule, problem, {})
    assert [v.amount for v in found] == [7 * HOUR]
    assert "00:00–08:00" in rule.words(found[0], problem)
    agree(rule, problem, roster, found)


def test_demand_is_the_highest_of_least_and_wanted():
    """Least 1 and wanted 3 from two lines want 3 people."""
    rule = coverage(
        line(need(8, 9, least=1)), line(need(8, 10, wanted=3), name="b")
    )
    assert rule.demand(60) == {
        (0, ZERO + 480): 3,
        (0, ZERO + 540): 3,
    }


def test_says_what_a_line_demands():
    """The clause names queue, levels and days; the whole and the reserve."""
    problem = tiny_problem([{"contract": LEAD}])
    rule = coverage(line(need(8, 10, least=1, wanted=2, most=4)))
    cover = next(iter(rule.terms(problem)))
    assert rule.says(cover.tiers[0].because, problem) == (
        "desk has at least 1 person, 2 wanted, at most 4, Mon 1 March"
        " (P0 has the skills)"
    )
    assert rule.says(cover.because, problem) == (
        "every queue has the people it needs, Mon 1 March"
    )
    assert rule.says(cover.pools[0].because, problem) == (
        "the reserve (P0) serves only where it pays, Mon 1 March"
    )


def test_words_how_a_line_is_broken():
    """The sentence names queue, heads, time and the edge."""
    problem = tiny_problem([{"contract": LEAD}], shifts=NIGHT)
    rule = coverage(line(need(22, 24, least=2), need(0, 2, least=1)))
    _, found = judged(rule, problem, {0: 0})
    texts = [rule.words(v, problem) for v in found]
    assert texts == [
        "desk has 0 instead of at least 1, Mon 1 March 00:00–02:00,"
        " at the edge of the roster",
        "desk has 1 instead of at least 2, Mon 1 March 22:00–24:00",
        "P0 serves 2 h as a reserve, Mon 1 March",
    ]


@pytest.mark.parametrize("importance", [MUST, NORMAL])
def test_a_queue_may_ask_for_nothing(importance):
    """A need of nobody compiles to nothing and breaks nothing."""
    problem = tiny_problem(1)
    rule = coverage(line(need(8, 10), importance=importance))
    assert list(rule.terms(problem)) == []
    assert judged(rule, problem, {})[1] == []


def test_every_slot_of_four_weeks_is_a_cell():
    """28 days x 96 slots x 6 queues x 60 people: 2 688 covers."""
    queues = {f"q{i}": (f"q{i}",) for i in range(6)}
    people = [
        {"skills": tuple(f"q{(i + k) % 6}" for k in range(3))}
        for i in range(60)
    ]
    problem = replace(
        tiny_problem(people, days=28, queues=queues), slot_min=15
    )
    rule = coverage(
        *(
            line(
                *(
                    need(0, 24, day, least=1 + q, wanted=3)
                    for day in range(28)
                ),
                queue=q,
                name=f"line {q}",
            )
            for q in range(6)
        )
    )
    covers = list(rule.terms(problem))
    assert len(covers) == 28 * 96
