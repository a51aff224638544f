"""Availability: what lies outside or inside, on the person's own clock."""

from datetime import date

import pytest

from constraints.available import Available
from constraints.terms import HARD
from scheduler.testing import (
    TinyShift,
    tiny_problem,
    tiny_roster,
    with_history,
)

HOUR = 60


def rule(kind, **options):
    """Return a statement."""
    return Available(id="a", kind=kind, **options)


def amounts(statement, problem, *choices):
    """Return the amounts of a roster."""
    return [v.amount for v in statement.check(tiny_roster(problem, choices))]


@pytest.mark.parametrize(
    ("kind", "windows", "amount"),
    [
        ("only", ["daily 09:00-15:00"], 120),  # 8-9 and 15-16 lie outside
        ("only", ["daily 06:00-12:00", "daily 11:00-20:00"], 0),
        ("never", ["daily 12:00-13:00", "daily 12:30-14:00"], 120),
        ("prefer", ["Tue"], 480),
        ("prefer", ["Mon"], 0),
        ("avoid", ["Mon 15:00-17:00"], 60),
    ],
)
def test_minutes_outside_or_inside_count(kind, windows, amount):
    """A duty 08:00-16:00 on a Monday; overlapping windows count once."""
    statement = rule(kind, windows=windows)
    problem = tiny_problem(1)
    assert sum(amounts(statement, problem, {0: 0})) == amount
    assert amounts(statement, problem, {}) == []


def test_only_and_never_bar_prefer_and_avoid_cost():
    """By default a fact is a must and a wish has a price."""
    for kind in ("only", "never", "away", "employed"):
        assert rule(kind).price == HARD
    for kind in ("prefer", "avoid"):
        # normal: 10 points an hour
        assert rule(kind).price(60) == 10 * 6000
    assert rule("avoid", importance="must").price == HARD
    assert rule("only", importance="high").price(60) == 30 * 6000


def test_windows_are_on_the_persons_own_clock():
    """08:00 in Manila is midnight in UTC: each is judged at home."""
    problem = tiny_problem([{"zone": "Asia/Manila"}, {}])
    statement = rule("only", windows=["daily 08:00-16:00"])
    manila = problem.menu(0, 0)[0]
    utc = problem.menu(1, 0)[0]
    assert amounts(statement, problem, {0: manila}, {0: utc}) == []
    assert amounts(statement, problem, {0: utc}, {}) == [480]


def test_a_statement_binds_those_it_names():
    """Only P1 never works on Mondays."""
    problem = tiny_problem(2)
    statement = rule("never", windows=["Mon"], who="P1")
    found = statement.check(tiny_roster(problem, [{0: 0}, {0: 0}]))
    assert [v.people for v in found] == [(1,)]
    assert [t.person for t in statement.terms(problem)] == [1]


def test_an_absence_binds_the_days_it_touches():
    """Away from Tuesday 12:00 for a day: Tuesday and Wednesday, 4 h each."""
    problem = tiny_problem(1)
    tuesday = problem.duties[1].start_min + 4 * HOUR
    statement = rule("away", stretches=[(tuesday, tuesday + 24 * HOUR)])
    (term,) = statement.terms(problem)
    assert term.days == (1, 2)
    assert term.because.days == (1, 2)
    assert amounts(statement, problem, {0: 0, 1: 1, 2: 2, 3: 3}) == [240, 240]


def test_an_absence_outside_the_roster_says_nothing():
    """A leave in the next month compiles to nothing."""
    problem = tiny_problem(1)
    late = problem.duties[6].end_min + 1000
    assert not list(rule("away", stretches=[(late, late + 60)]).terms(problem))


def test_a_night_before_an_absence_is_seen():
    """22-06 on Monday runs into a Tuesday away from midnight: 6 hours."""
    problem = tiny_problem(1, shifts={"n": TinyShift((22 * HOUR,))})
    midnight = problem.duties[0].start_min + 2 * HOUR
    statement = rule("away", stretches=[(midnight, midnight + 1440)])
    assert amounts(statement, problem, {0: 0, 1: 1}) == [360, 120]


def test_nobody_works_before_joining_or_after_leaving():
    """Employed from Wednesday to Friday: both dates may be worked."""
    person = {"joins": date(2027, 3, 3), "leaves": date(2027, 3, 5)}
    problem = tiny_problem([person])
    statement = rule("employed")
    roster = tiny_roster(problem, [{d: d for d in range(7)}])
    found = list(statement.check(roster))
    assert [v.days[0] for v in found] == [0, 1, 5, 6]
    before, after = statement.terms(problem)
    assert before.because.days == (0, 1)
    assert after.because.days == (5, 6)


def test_employment_that_covers_the_roster_says_nothing():
    """Joined long ago, leaving in years, or no dates at all."""
    person = {"joins": date(2020, 1, 1), "leaves": date(2040, 1, 1)}
    for people in ([person], 1):
        problem = tiny_problem(people)
        assert list(rule("employed").terms(problem)) == []


def test_a_clock_change_shortens_what_lies_inside():
    """28 March 2027 in Berlin: 00:00-06:00 lasts 5 hours."""
    problem = tiny_problem(
        1,
        zone="Europe/Berlin",
        first_day=date(2027, 3, 27),
        days=1,
        shifts={"n": TinyShift((22 * HOUR,))},
    )
    statement = rule("never", windows=["daily 00:00-06:00"])
    assert amounts(statement, problem, {0: 0}) == [5 * HOUR]


def test_history_is_not_judged():
    """What was worked before the roster is no longer asked about."""
    problem = with_history(tiny_problem(1), [(0, -1, "day", 480, 480)])
    assert amounts(rule("never", windows=["daily"]), problem, {}) == []


SAID = {
    "only": "P0 works only Tue, 1–7 March",
    "never": "P0 never works Tue, 1–7 March",
    "prefer": "P0 would rather work Tue, 1–7 March",
    "avoid": "P0 would rather not work Tue, 1–7 March",
    "away": "P0 is away, Mon 1 March",
    "employed": "P0 is not employed, 1–2 March",
}
HOW = {
    "only": "outside Tue",
    "never": "inside Tue",
    "prefer": "outside the preferred Tue",
    "avoid": "inside the unwanted Tue",
    "away": "while away",
    "employed": "while not employed",
}


@pytest.mark.parametrize("kind", SAID)
def test_says_and_words_give_no_reason_for_absence(kind):
    """Each kind has its clause and sentence; away is only away."""
    problem = tiny_problem([{"joins": date(2027, 3, 3)}])
    start = problem.duties[0].start_min
    windows = ["Tue"] if kind not in ("away", "employed") else []
    statement = rule(kind, windows=windows, stretches=[(start, start + 480)])
    term = next(iter(statement.terms(problem)))
    assert statement.says(term.because, problem) == SAID[kind]
    roster = tiny_roster(problem, [{0: 0, 1: 1}])
    violation = next(iter(statement.check(roster)))
    day = "Tue 2 March" if kind in ("never", "avoid") else "Mon 1 March"
    assert statement.words(violation, problem) == (
        f"P0 works 8 h {HOW[kind]}, in the duty of {day} 08:00"
    )
