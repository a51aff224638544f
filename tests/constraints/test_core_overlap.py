"""Core overlap: all or some of it, zones, days, clock changes."""

from datetime import date

import pytest
from pydantic import ValidationError

from constraints.core_overlap import CoreOverlap
from constraints.terms import TICKS_PER_POINT
from scheduler.testing import TinyShift, tiny_problem

HOUR = 60
HALIFAX = "America/Halifax"
SHIFTS = {
    "s": TinyShift(
        starts=tuple(hour * HOUR for hour in (0, 6, 8, 9, 10, 12)),
        lengths=(4 * HOUR, 8 * HOUR),
    )
}


def core(**options):
    """Return a rule on a core of four hours."""
    return CoreOverlap(id="core", **{"window": "10:00-14:00", **options})


def tiny(people=1, **options):
    """Return a week of one person in Halifax, unless said otherwise."""
    return tiny_problem(
        people, **{"zone": HALIFAX, "shifts": SHIFTS} | options
    )


@pytest.mark.parametrize(
    ("start", "length", "missing"),
    [(6, 8, 0), (8, 8, 0), (10, 4, 0), (9, 4, 1), (12, 8, 2), (0, 8, 4)],
)
def test_all_of_it(judge, at, start, length, missing):
    """A duty has 10:00 to 14:00 wholly in it, or lacks some of it."""
    problem = tiny()
    line = {1: at(problem, 1, start, length)}
    found = judge(core(), problem, line)
    assert [v.amount for v in found] == [missing * HOUR] * (missing > 0)
    assert all(v.hard and v.days == (1, 1) for v in found)


def test_some_of_it(judge, at):
    """Two hours are enough, one hour is not: 12:00 has two."""
    problem = tiny()
    rule = core(least="2h")
    assert not judge(rule, problem, {0: at(problem, 0, 12, 4)})
    (found,) = judge(rule, problem, {0: at(problem, 0, 0, 8)})
    assert found.amount == 2 * HOUR


def test_priced(judge, at):
    """Four hours missing cost 40 at 10 points an hour."""
    problem = tiny()
    rule = core(importance="normal")
    (found,) = judge(rule, problem, {0: at(problem, 0, 0, 8)})
    assert found.ticks == 40 * TICKS_PER_POINT


def test_zone_of_the_window(judge, at):
    """10:00 to 14:00 in Halifax moves on the clock of Berlin.

    On 26 March Berlin is 4 h ahead and the core begins at 14:00 there, on
    29 March, after its own clock change, 5 h and 15:00: a duty from 10:00 to
    18:00 has all of it on the first day and 3 h on the last.
    """
    problem = tiny_problem(
        1,
        days=4,
        first_day=date(2027, 3, 26),
        zone="Europe/Berlin",
        shifts={"s": TinyShift((10 * HOUR,))},
    )
    rule = core(window=f"10:00-14:00 {HALIFAX}")
    line = {day: at(problem, day, 10) for day in (0, 3)}
    (found,) = judge(rule, problem, line)
    assert (found.days, found.amount) == ((3, 3), 1 * HOUR)


def test_own_clock(judge, at):
    """Without a zone each person has the core on their own clock."""
    problem = tiny([{"zone": HALIFAX}, {"zone": "Asia/Manila"}])
    lines = [{0: at(problem, 0, 8, 8, person=p)} for p in (0, 1)]
    assert not judge(core(), problem, *lines)
    found = judge(core(window=f"10:00-14:00 {HALIFAX}"), problem, *lines)
    assert [v.people for v in found] == [(1,)]


def test_days(judge, at):
    """A core from Monday to Friday asks nothing of a Saturday."""
    problem = tiny()
    rule = core(window="Mon-Fri 10:00-14:00")
    line = {day: at(problem, day, 0, 8) for day in (4, 5)}
    (found,) = judge(rule, problem, line)
    assert found.days == (4, 4)


def test_days_of_the_window(judge):
    """Saturday 00:00 in Sydney is still Friday in Halifax.

    A duty of Saturday has the core of Friday (01:00 to 05:00 in Sydney),
    one of Monday 00:00 lies on Halifax' Sunday and is not judged.
    """
    problem = tiny_problem(
        1,
        zone="Australia/Sydney",
        shifts={"s": TinyShift((0,), (8 * HOUR,))},
    )
    rule = core(window=f"Mon-Fri 10:00-14:00 {HALIFAX}")
    line = {day: problem.menu(0, day)[0] for day in range(7)}
    assert not judge(rule, problem, line)


def test_days_off_are_free(judge):
    """Nobody is asked to work by it."""
    assert not judge(core(), tiny(), {})


@pytest.mark.parametrize("least", ["5h", "0m"])
def test_refused(least):
    """More than there is, or nothing, is no part of the window."""
    with pytest.raises(ValidationError, match="lasts 4 h"):
        core(least=least)


def test_words(judge, at):
    """Findings tell how much of the core a duty has."""
    problem = tiny([{"name": "Ana"}])
    rule = core(window=f"10:00-14:00 {HALIFAX}", least="3h")
    (found,) = judge(rule, problem, {1: at(problem, 1, 12, 4)})
    assert rule.words(found, problem) == (
        "Ana has 2 h of 10:00-14:00 America/Halifax in the duty from"
        " Tue 2 March 12:00; 3 h are wanted"
    )
    (found,) = judge(rule, problem, {1: at(problem, 1, 0, 4)})
    assert "has none of 10:00-14:00" in rule.words(found, problem)
    (term,) = rule.terms(problem)
    assert rule.says(term.because, problem) == (
        "Ana has 3 h of 10:00-14:00 America/Halifax in every duty, 1–7 March"
    )
