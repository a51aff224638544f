"""Public holidays: hours and duties, places, volunteers, history."""

from datetime import date

from constraints.holidays import Holidays
from constraints.terms import TICKS_PER_POINT
from scheduler.testing import TinyShift, tiny_problem, with_history

HOUR = 60
SHIFTS = {
    "day": TinyShift(starts=(8 * HOUR,)),
    "night": TinyShift(starts=(22 * HOUR,)),
}
HOLIDAYS = {
    "CA-NS": {date(2027, 3, 2), date(2027, 3, 4), date(2027, 3, 10)},
    "PH": {date(2027, 3, 3)},
}
ANA = {"name": "Ana", "place": "CA-NS"}


def holidays(**options):
    """Return a rule on public holidays."""
    return Holidays(id="holidays", **options)


def tiny(people=(ANA,), **options):
    """Return two weeks with holidays on Tuesday, Thursday and day 9."""
    options = {"days": 14, "shifts": SHIFTS, "holidays": HOLIDAYS} | options
    return tiny_problem(people, **options)


def worked(problem, *days, night=()):
    """Return a line of day duties, and of night duties."""
    return {
        **{day: problem.menu(0, day)[0] for day in days},
        **{day: problem.menu(0, day)[1] for day in night},
    }


def test_none_is_worked(judge):
    """Day 1 is a holiday, day 2 is none."""
    problem = tiny()
    assert not judge(holidays(), problem, worked(problem, 0, 2))
    (found,) = judge(holidays(), problem, worked(problem, 0, 1, 2))
    assert found.hard
    assert (found.days, found.amount) == ((1, 1), 8 * HOUR)


def test_priced_by_the_hour(judge):
    """A night from 22:00 has 2 h of its own day and 6 h of the next.

    Into the holiday of day 1 are 6 h, out of it 2 h: at 10 points an hour
    they cost 80.
    """
    problem = tiny()
    rule = holidays(importance="normal")
    into, out = judge(rule, problem, worked(problem, night=[0, 1]))
    assert (into.amount, out.amount) == (6 * HOUR, 2 * HOUR)
    assert into.ticks + out.ticks == 80 * TICKS_PER_POINT
    assert rule.counted(into) == ("hour on a holiday", 60)


def test_place_of_work(judge):
    """Each has the holidays of their place; who has none has no place."""
    people = [ANA, {"place": "PH"}, {"place": ""}]
    problem = tiny(people)
    line = worked(problem, 1, 2)
    found = judge(holidays(), problem, line, line, line)
    assert [(v.people, v.days) for v in found] == [
        ((0,), (1, 1)),
        ((1,), (2, 2)),
    ]


def test_own_clock(judge):
    """A holiday lasts from midnight to midnight where somebody works.

    At 08:00 on Tuesday in Manila it is still Monday in Halifax.
    """
    people = [
        {"place": "CA-NS", "zone": "America/Halifax"},
        {"place": "CA-NS", "zone": "Asia/Manila"},
    ]
    problem = tiny(people)
    lines = [{1: problem.menu(person, 1)[0]} for person in (0, 1)]
    found = judge(holidays(), problem, *lines)
    assert [v.amount for v in found] == [8 * HOUR, 8 * HOUR]


def test_volunteers(judge):
    """Whoever volunteers is not bound, whoever else is meant."""
    problem = tiny([ANA, {"name": "Ben", "place": "CA-NS"}])
    line = worked(problem, 1)
    (found,) = judge(holidays(volunteers="Ben"), problem, line, line)
    assert found.people == (0,)
    assert not judge(holidays(volunteers="place CA-NS"), problem, line, line)


def test_most(judge):
    """Two of three holidays may be worked, in duties of at least 3 h.

    The night of day 1 has 2 h on its holiday, that of day 2 has 6 h.
    """
    problem = tiny()
    rule = holidays(most=2)
    assert not judge(rule, problem, worked(problem, 3, 9, night=[1]))
    (found,) = judge(rule, problem, worked(problem, 1, 9, night=[2]))
    assert found.hard
    assert (found.days, found.amount) == ((0, 13), 1)
    longer = holidays(most=2, at_least="7h")
    assert not judge(longer, problem, worked(problem, 1, 9, night=[2]))


def test_most_is_priced_by_the_duty(judge):
    """A duty too many is worth 8 person-hours, at 10 points."""
    problem = tiny()
    rule = holidays(most=1, importance="normal")
    (found,) = judge(rule, problem, worked(problem, 1, 3, 9))
    assert found.ticks == 160 * TICKS_PER_POINT
    assert rule.counted(found) == ("duty too many on holidays", 1)


def test_most_per_week(judge):
    """The week of day 0 has two holidays, the next one has one."""
    problem = tiny()
    rule = holidays(most=1, per="week")
    assert not judge(rule, problem, worked(problem, 1, 9))
    (found,) = judge(rule, problem, worked(problem, 1, 3, 9))
    assert found.days == (0, 6)


def test_history_of_a_cut_week(judge):
    """From Wednesday: Tuesday was a holiday and was worked."""
    problem = with_history(
        tiny(first_day=date(2027, 3, 3), days=7),
        [(0, -1, "day", 8 * HOUR, 8 * HOUR)],
    )
    (found,) = judge(holidays(most=1, per="week"), problem, worked(problem, 1))
    assert (found.days, found.amount) == ((0, 4), 1)
    assert not judge(holidays(most=0, per="week"), problem, {})
    assert not judge(holidays(most=1), problem, worked(problem, 1))
    assert not judge(holidays(), problem, {})


def test_words(judge):
    """Findings tell hours and when they begin, or how many duties."""
    problem = tiny()
    rule = holidays()
    (found,) = judge(rule, problem, worked(problem, 1))
    assert rule.words(found, problem) == (
        "Ana works 8 h on a public holiday from Tue 2 March 08:00"
    )
    (term,) = rule.terms(problem)
    assert rule.says(term.because, problem) == (
        "Ana works on no public holiday, 1–14 March"
    )
    rule = holidays(most=1, per="2 weeks")
    (found,) = judge(rule, problem, worked(problem, 1, 3))
    assert rule.words(found, problem) == (
        "Ana works 2 public holidays, 1–14 March; the most is 1"
    )
    assert rule.says(term.because, problem) == (
        "Ana works at most 1 public holiday per 2 weeks, 1–14 March"
    )


def test_one_day_alone(judge):
    """The other holidays of the place are no concern of it."""
    problem = tiny()
    rule = holidays(day="2027-03-04", volunteers="Ben")
    (found,) = judge(rule, problem, worked(problem, 1, night=[2]))
    assert (found.days, found.amount) == ((2, 2), 6 * HOUR)
