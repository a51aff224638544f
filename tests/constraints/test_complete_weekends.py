"""Complete weekends: one day or two, one shift or two, cut ends."""

from datetime import date

from constraints.complete_weekends import CompleteWeekends
from constraints.terms import TICKS_PER_POINT
from scheduler.testing import TinyShift, tiny_problem, with_history

HOUR = 60
SHIFTS = {
    "early": TinyShift(starts=(6 * HOUR,)),
    "late": TinyShift(starts=(14 * HOUR,)),
}
SUNDAY = date(2027, 3, 7)
SATURDAY_BEFORE = (0, -1, "late", 14 * HOUR, 8 * HOUR)


def complete(**options):
    """Return a rule on complete weekends."""
    return CompleteWeekends(id="complete", **options)


def worked(problem, *days, late=()):
    """Return a line of early duties on days, and of late ones."""
    return {
        **{day: problem.menu(0, day)[0] for day in days},
        **{day: problem.menu(0, day)[1] for day in late},
    }


def test_both_days_or_neither(judge):
    """From a Monday: days 5 and 6, 12 and 13 are weekends."""
    problem = tiny_problem(1, days=14, shifts=SHIFTS)
    assert not judge(complete(), problem, worked(problem, 4, 5, 6, 7))
    found = judge(complete(), problem, worked(problem, 5, 7, 13))
    assert all(v.hard for v in found)
    assert [(v.days, v.amount) for v in found] == [((5, 6), 1), ((12, 13), 1)]


def test_priced(judge):
    """Each weekend in part is worth 4 person-hours, here at 10 points."""
    problem = tiny_problem(1, shifts=SHIFTS)
    (found,) = judge(
        complete(importance="normal"), problem, worked(problem, 6)
    )
    assert found.ticks == 40 * TICKS_PER_POINT


def test_same_shift(judge):
    """Early and late make a complete weekend, but not in one shift."""
    problem = tiny_problem(1, shifts=SHIFTS)
    mixed = worked(problem, 5, late=[6])
    assert not judge(complete(), problem, mixed)
    rule = complete(same_shift=True)
    (found,) = judge(rule, problem, mixed)
    assert found.days == (5, 6)
    assert not judge(rule, problem, worked(problem, 5, 6))
    assert not judge(rule, problem, worked(problem, late=[5, 6]))
    assert judge(rule, problem, worked(problem, late=[5]))


def test_weekend_cut_by_the_start(judge):
    """A Sunday on day 0 goes with the Saturday that history knows."""
    problem = tiny_problem(1, days=3, first_day=SUNDAY, shifts=SHIFTS)
    sunday = worked(problem, 0)
    assert not judge(complete(), problem, sunday)
    assert not judge(complete(), problem, {})
    after = with_history(problem, [SATURDAY_BEFORE])
    assert not judge(complete(), after, sunday)
    (found,) = judge(complete(), after, {})
    assert found.days == (-1, 0)
    off = with_history(problem, [], days_known=1)
    (found,) = judge(complete(), off, sunday)
    assert found.days == (-1, 0)
    assert not judge(complete(), off, {})


def test_shift_of_the_saturday_before(judge):
    """A late Saturday of the past asks for a late Sunday."""
    problem = tiny_problem(1, days=3, first_day=SUNDAY, shifts=SHIFTS)
    after = with_history(problem, [SATURDAY_BEFORE])
    rule = complete(same_shift=True)
    assert judge(rule, after, worked(problem, 0))
    assert not judge(rule, after, worked(problem, late=[0]))


def test_weekend_cut_by_the_end(judge):
    """The Sunday after the last day may still be worked."""
    problem = tiny_problem(1, days=6, shifts=SHIFTS)
    assert not judge(complete(), problem, worked(problem, 5))


def test_words(judge):
    """Findings say which day is alone, or that the shifts differ."""
    problem = tiny_problem([{"name": "Ana"}], shifts=SHIFTS)
    rule = complete(same_shift=True)
    (found,) = judge(rule, problem, worked(problem, 6))
    assert rule.words(found, problem) == (
        "Ana works only Sun 7 March of the weekend, 6–7 March"
    )
    (found,) = judge(rule, problem, worked(problem, 5, late=[6]))
    assert rule.words(found, problem) == (
        "Ana works two shifts on the weekend, 6–7 March; one is wanted"
    )
    (term,) = rule.terms(problem)
    assert rule.says(term.because, problem) == (
        "Ana works all of the weekend in one shift or none of it, 6–7 March"
    )
    assert complete().says(term.because, problem) == (
        "Ana works all of the weekend or none of it, 6–7 March"
    )
