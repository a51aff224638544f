"""One start time of a shift through a week or a roster."""

from datetime import date

from constraints.stable_start import StableStart
from constraints.terms import TICKS_PER_POINT
from scheduler.testing import TinyShift, tiny_problem, with_history

HOUR = 60
SHIFTS = {
    "core": TinyShift(starts=(6 * HOUR, 8 * HOUR, 10 * HOUR)),
    "eve": TinyShift(starts=(14 * HOUR,)),
}
NIGHT = {"core": TinyShift(starts=(20 * HOUR, 22 * HOUR))}


def stable(**options):
    """Return a rule on the starts of core."""
    return StableStart(id="stable", **{"shift": "core", **options})


def line(problem, *choices):
    """Return a line that starts core at the hour of each day, 0 for off."""
    return {
        day: duty
        for day, hour in enumerate(choices)
        for duty in problem.menu(0, day)
        if problem.duties[duty].local_start == hour * HOUR
    }


def test_one_start_in_a_week(judge):
    """From 08:00 to 10:00 and back is two hours, twice."""
    problem = tiny_problem(1, shifts=SHIFTS)
    assert not judge(stable(), problem, line(problem, 10, 10, 0, 10))
    found = judge(stable(), problem, line(problem, 8, 10, 8))
    assert [(v.days, v.amount) for v in found] == [
        ((0, 1), 120),
        ((1, 2), 120),
    ]
    assert all(v.hard for v in found)


def test_priced_by_the_hour(judge):
    """From 06:00 to 10:00 is 4 h, at 10 points an hour."""
    problem = tiny_problem(1, shifts=SHIFTS)
    rule = stable(importance="normal")
    (found,) = judge(rule, problem, line(problem, 6, 10, 10))
    assert found.ticks == 40 * TICKS_PER_POINT


def test_days_off_and_other_shifts_are_passed_over(judge):
    """08:00, evening, off, 10:00: the start moved by two hours."""
    problem = tiny_problem(1, shifts=SHIFTS)
    (found,) = judge(stable(), problem, line(problem, 8, 14, 0, 10))
    assert (found.days, found.amount) == ((0, 3), 120)
    assert not judge(stable(shift="eve"), problem, line(problem, 8, 14, 10))


def test_a_new_week_may_start_elsewhere(judge):
    """Sunday 08:00, Monday 10:00: once a week, but not once."""
    problem = tiny_problem(1, days=14, shifts=SHIFTS)
    works = line(problem, 0, 0, 0, 0, 0, 0, 8, 10)
    assert not judge(stable(), problem, works)
    (found,) = judge(stable(vary="once"), problem, works)
    assert found.days == (6, 7)


def test_history_of_a_cut_week(judge):
    """From Wednesday: Monday's start is remembered, last Sunday's is not."""
    problem = with_history(
        tiny_problem(1, first_day=date(2027, 3, 3), shifts=SHIFTS),
        [
            (0, -3, "core", 6 * HOUR, 8 * HOUR),
            (0, -2, "core", 7 * HOUR, 8 * HOUR),
            (0, -1, "eve", 14 * HOUR, 8 * HOUR),
        ],
    )
    (found,) = judge(stable(), problem, line(problem, 0, 10))
    assert (found.days, found.amount) == ((-2, 1), 180)
    assert not judge(stable(vary="once"), problem, line(problem, 0, 10))
    sunday = with_history(
        tiny_problem(1, first_day=date(2027, 3, 3), shifts=SHIFTS),
        [(0, -3, "core", 6 * HOUR, 8 * HOUR)],
    )
    assert not judge(stable(), sunday, line(sunday, 10))


def test_clock_changes_move_nothing(judge):
    """22:00 on the wall is stable while the clocks go forward."""
    problem = tiny_problem(
        1,
        first_day=date(2027, 3, 8),
        zone="America/Halifax",
        shifts=NIGHT,
    )
    works = line(problem, *(22,) * 7)
    starts = [problem.duties[duty].start_min for duty in works.values()]
    assert starts[6] - starts[5] == 23 * HOUR
    assert not judge(stable(vary="once"), problem, works)


def test_words(judge):
    """Findings say which start moved, and from when."""
    problem = tiny_problem([{"name": "Ana"}], shifts=SHIFTS)
    rule = stable()
    (found,) = judge(rule, problem, line(problem, 8, 10))
    assert rule.words(found, problem) == (
        "Ana starts core Tue 2 March 10:00 after 08:00;"
        " one time for a week is wanted"
    )
    (term,) = rule.terms(problem)
    assert rule.says(term.because, problem) == (
        "Ana starts core at one time, 1–7 March"
    )
    once = stable(vary="once")
    assert "one time for the roster" in once.words(found, problem)


def test_a_roster_without_any_duty():
    """A window that falls on no day of the roster makes no duties."""
    problem = tiny_problem(1, days=1, shifts={"day": TinyShift(starts=())})
    (term,) = StableStart(id="v", shift="day", vary="once").terms(problem)
    assert len(term.arcs) == 1
