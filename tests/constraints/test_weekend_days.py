"""Weekends that are no Saturday and Sunday, in every rule that counts them."""

from dataclasses import replace
from datetime import date

import pytest
from pydantic import TypeAdapter, ValidationError

from constraints.average_hours import AverageHours
from constraints.calendar_days import Weekend
from constraints.complete_weekends import CompleteWeekends
from constraints.fair_share import FairShare
from constraints.unsocial import Unsocial
from constraints.weekends import Weekends
from constraints.weekends_in_a_row import WeekendsInARow
from scheduler.testing import tiny_problem

FRI, SAT, SUN = 4, 5, 6


def problem(*weekend, days=14, **options):
    """Return two weeks from Monday 1 March of somebody with a weekend."""
    return tiny_problem([{"weekend": weekend}], days=days, **options)


def works(problem, *days):
    """Return a line of the only duty on these days."""
    return {day: problem.menu(0, day)[0] for day in days}


@pytest.mark.parametrize(
    ("weekend", "day", "first"),
    [
        ((4, 5), 4, 4),
        ((4, 5), 5, 4),
        ((4, 5), 6, None),
        ((6, 0), 0, -1),
        ((6, 0), 7, 6),
        ((4,), 5, None),
        ((4, 5, 6), 6, 4),
    ],
)
def test_the_weekend_of_a_day(weekend, day, first):
    """Named by its first day, which may lie before the roster."""
    assert problem(*weekend).weekend(0, day) == first


def test_weekends_are_counted_by_their_first_day(judge):
    """Friday and Saturday are one, Sunday is none."""
    friday = problem(FRI, SAT)
    one = Weekends(id="weekends", most=1)
    assert not judge(one, friday, works(friday, 4, 5, 6, 13))
    (found,) = judge(one, friday, works(friday, 5, 11))
    assert (found.days, found.amount) == ((4, 12), 1)


def test_a_complete_weekend_has_all_its_days(judge):
    """Of three days two are worked; of one there is nothing to judge."""
    rule = CompleteWeekends(id="complete")
    long = problem(FRI, SAT, SUN)
    (found,) = judge(rule, long, works(long, 4, 6, 11, 12, 13))
    assert found.days == (4, 6)
    assert rule.words(found, long) == (
        "P0 works only Fri 5 March and Sun 7 March of the weekend, 5–7 March"
    )
    short = problem(FRI)
    assert not judge(rule, short, works(short, 4, 5))


def test_weekends_in_a_row_begin_with_theirs(judge):
    """Saturday 6 and Friday 12 are two in a row; Sunday is none."""
    friday = problem(FRI, SAT)
    rule = WeekendsInARow(id="row", most=1)
    (found,) = judge(rule, friday, works(friday, 5, 11))
    assert (found.days, found.amount) == ((4, 12), 1)
    assert not judge(rule, friday, works(friday, 6, 11, 13))


def test_unsocial_hours_are_those_of_the_own_weekend(judge):
    """8 h on Friday, none on Sunday."""
    friday = problem(FRI, SAT)
    rule = Unsocial(id="unsocial")
    (found,) = judge(rule, friday, works(friday, 4, 6))
    assert (found.days, found.amount) == ((4, 4), 480)
    (term,) = rule.terms(friday)
    assert "daily 23:00-06:00 and Fri-Sat" in rule.says(term.because, friday)


def test_a_fair_share_counts_each_weekend_as_its_owner_does(judge):
    """Saturday is everybody's; Sunday is P1's alone."""
    two = tiny_problem([{"weekend": (FRI, SAT)}, {}], days=14)
    rule = FairShare(id="fair", of="weekends")
    line = works(two, 6, 13)
    found = judge(rule, two, line, line)
    assert {v.people for v in found} == {(1,)}


def test_absence_outside_the_weekend_is_neutral(judge):
    """Away on Friday takes nothing off; on Sunday a fifth of the week.

    Four days of 8 h are 32: exactly four fifths of 40.
    """
    week = problem(FRI, SAT, days=7)
    rule = AverageHours(id="average", most="40h", over="week")
    line = works(week, 0, 1, 2, 3)

    def away(day):
        duty = week.duties[week.menu(0, day)[0]]
        return replace(week, away=(((duty.start_min, duty.end_min),),))

    assert not judge(rule, away(6), line)
    (found,) = judge(rule, away(6), line | works(week, 4))
    assert found.amount == 480
    assert not judge(rule, away(4), line | works(week, 6))


def test_a_roster_may_begin_within_a_weekend(judge):
    """Saturday 6 March, the second day of one: it counts, and is not whole."""
    cut = problem(FRI, SAT, days=8, first_day=date(2027, 3, 6))
    none = Weekends(id="weekends", most=0)
    (found,) = judge(none, cut, works(cut, 0))
    assert (found.days, found.amount) == ((0, 0), 1)
    assert not judge(CompleteWeekends(id="complete"), cut, works(cut, 0))


@pytest.mark.parametrize("text", ["Fri+Sun", "Thu-Sun", "daily"])
def test_a_weekend_is_days_in_a_row(text):
    """One to three of them."""
    with pytest.raises(ValidationError, match="one to three days in a row"):
        TypeAdapter(Weekend).validate_python(text)
