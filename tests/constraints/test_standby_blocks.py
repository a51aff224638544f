"""Standby blocks: changes inside, pauses between, history, the calendar."""

from datetime import date

import pytest

import scheduler
from constraints.standby_blocks import StandbyBlocks
from scheduler.testing import TinyShift, tiny_problem, with_history

CALL = TinyShift((17 * 60,), parts=((0, 900, True),))
SHIFTS = {"day": TinyShift(), "call": CALL}
MONDAY = date(2027, 3, 1)


def problem_of(days=14, first_day=MONDAY, people=2):
    """Return days of work or standby; the first is a Monday."""
    return tiny_problem(people, days=days, first_day=first_day, shifts=SHIFTS)


def blocks(**options):
    """Return blocks of a week."""
    return StandbyBlocks(id="blocks", shift="call", **options)


def on_call(problem, *days):
    """Return a line that is on call on some days."""
    return {day: problem.menu(0, day)[1] for day in days}


def test_a_whole_week_is_a_block(judge):
    """Monday to Sunday, and the next person from Monday on."""
    problem = problem_of()
    lines = on_call(problem, *range(7)), on_call(problem, *range(7, 14))
    assert not judge(blocks(), problem, *lines)


def test_each_change_inside_counts(judge):
    """On call on Wednesday alone: it begins and ends inside its week."""
    problem = problem_of(7)
    found = judge(blocks(), problem, on_call(problem, 2))
    assert [(v.days, v.amount) for v in found] == [((2, 2), 1), ((3, 3), 1)]


def test_hands_change_on_the_weekday_that_is_said(judge):
    """Friday to Thursday, from Friday 5 March on."""
    problem = problem_of()
    lines = (
        on_call(problem, *range(4, 11)),
        on_call(problem, *range(4), *range(11, 14)),
    )
    assert not judge(blocks(hands_over="Fri"), problem, *lines)
    assert judge(blocks(), problem, *lines)


def test_a_block_goes_on_from_history(judge):
    """The roster begins on Thursday: whoever has the week keeps it."""
    problem = with_history(
        problem_of(4, date(2027, 3, 4)),
        [(0, day, "call", 17 * 60, 0) for day in (-3, -2, -1)],
        shifts=SHIFTS,
    )
    rest = on_call(problem, *range(4))
    assert not judge(blocks(), problem, rest)
    found = judge(blocks(), problem, {}, rest)
    assert [v.people for v in found] == [(0,), (1,)]


def test_days_without_the_shift_change_nothing():
    """Weekend standby is a block of two days."""
    problem = scheduler.build(
        {
            "roster": "r",
            "zone": "Europe/Madrid",
            "from": "2027-03-01",
            "weeks": 1,
            "teams": {"t": {}},
            "contracts": {"full": {}},
            "shifts": {
                "on call": {
                    "standby": True,
                    "window": "Sat-Sun 08:00-08:00",
                    "block": "1 week",
                }
            },
            "people": [{"name": "Ana", "team": "t", "contract": "full"}],
        }
    )
    (rule,) = (r for r in problem.rules if isinstance(r, StandbyBlocks))
    assert rule.id == "shifts.on-call.block"
    (term,) = rule.terms(problem)
    assert term.days == (5, 6)


def test_two_blocks_in_a_row_are_too_many(judge):
    """With a week free between, the third week may be had again."""
    problem = problem_of(21)
    twice = on_call(problem, *range(14))
    (found,) = judge(blocks(apart="1 week"), problem, twice)
    assert (found.amount, found.note) == (1, "2 blocks")
    again = on_call(problem, *range(7), *range(14, 21))
    assert not judge(blocks(apart="1 week"), problem, again)
    assert judge(blocks(apart="2 weeks"), problem, again)


def test_a_pause_begins_before_the_roster(judge):
    """On call last week: not in this one."""
    problem = with_history(
        problem_of(7),
        [(0, day, "call", 17 * 60, 0) for day in range(-7, 0)],
        shifts=SHIFTS,
    )
    (found,) = judge(
        blocks(apart="1 week"), problem, on_call(problem, *range(7))
    )
    assert found.people == (0,)


def test_how_many_have_it(judge):
    """One on every day: none on Monday, two on Tuesday are wrong."""
    problem = problem_of(2)
    found = judge(
        blocks(people=1, importance=1),
        problem,
        on_call(problem, 1),
        on_call(problem, 1),
    )
    days = [v.days for v in found if not v.people]
    assert days == [(0, 0), (1, 1)]


def test_blocks_of_two_weeks_are_laid_by_the_calendar():
    """Two rosters of one week each see the same block."""
    first, second = problem_of(7), problem_of(7, date(2027, 3, 8))
    rule = blocks(block="2 weeks")
    numbers = {
        rule._number(p, day) for p in (first, second) for day in range(7)
    }
    assert len(numbers) in (1, 2)
    assert rule._number(first, 7) == rule._number(second, 0)


def test_a_block_has_whole_weeks():
    """Days are none."""
    with pytest.raises(ValueError, match="weeks"):
        blocks(block="3 days")


def test_primary_and_secondary_are_two(tmp_path):
    """Two shifts of the same nights, one each, four weeks of three people.

    Everybody is primary or secondary in two of three weeks at most; nobody
    is both, as a day has one duty, and hands change on Mondays.
    """
    night = {"standby": True, "window": "daily 18:00-08:00", "block": "1 week"}
    problem = scheduler.build(
        {
            "roster": "r",
            "zone": "Europe/Madrid",
            "from": "2027-03-01",
            "weeks": 2,
            "teams": {"t": {}},
            "contracts": {"full": {}},
            "shifts": {"primary": night, "secondary": night},
            "people": [
                {"name": name, "team": "t", "contract": "full"}
                for name in ("Ana", "Ben", "Cy", "Di")
            ],
            "rules": [
                {
                    "rule": "standby-blocks",
                    "shift": shift,
                    "people": 1,
                    "apart": "1 week",
                }
                for shift in ("primary", "secondary")
            ],
        }
    )
    best = scheduler.solve(problem, iterations=300, seed=1).best
    assert best is not None
    assert not scheduler.check(best).broken
    for day in range(14):
        had = [best.work(p, day) for p in range(4)]
        shifts = sorted(best.duty(w).shift for w in had if w is not None)
        assert shifts == [0, 1]
