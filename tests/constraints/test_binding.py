"""Rules on one line bind those they name and nobody else."""

from datetime import date

import pytest

from constraints.average_hours import AverageHours
from constraints.complete_weekends import CompleteWeekends
from constraints.consecutive_days import ConsecutiveDays
from constraints.core_overlap import CoreOverlap
from constraints.days_off import DaysOff
from constraints.days_per_week import DaysPerWeek
from constraints.holidays import Holidays
from constraints.ideal_shift import IdealShift
from constraints.nights import Nights
from constraints.period_hours import PeriodHours
from constraints.rest import RestBetween
from constraints.shift_length import ShiftLength
from constraints.stable_start import StableStart
from constraints.succession import Succession
from constraints.unsocial import Unsocial
from constraints.weekends import Weekends
from constraints.weekends_in_a_row import WeekendsInARow
from constraints.weekly_hours import WeeklyHours
from scheduler.testing import TinyShift, tiny_problem

WEDNESDAY, SUNDAY = 2, 6
NAMED = {"id": "rule", "who": "P1"}
RULES = [
    AverageHours(most=8, **NAMED),
    CompleteWeekends(same_shift=True, **NAMED),
    ConsecutiveDays(most=1, **NAMED),
    CoreOverlap(window="10:00-12:00", **NAMED),
    DaysOff(least=2, **NAMED),
    DaysPerWeek(most=1, **NAMED),
    Holidays(**NAMED),
    IdealShift(length="4h", **NAMED),
    Nights(most=0, in_a_row=1, **NAMED),
    PeriodHours(most=8, **NAMED),
    RestBetween(least="20h", **NAMED),
    ShiftLength(most="4h", **NAMED),
    StableStart(shift="s", **NAMED),
    Succession(after="s", not_="s", **NAMED),
    Unsocial(**NAMED),
    Weekends(most=0, **NAMED),
    WeekendsInARow(most=1, off_between=2, **NAMED),
    WeeklyHours(most=8, **NAMED),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_only_those_named(judge, rule):
    """Of two people on the same bad line, only the one named is judged.

    Duties of 8 h from 22:00, but for one from 20:00, on all days but
    Wednesday and Sunday.
    """
    shift = {"s": TinyShift(starts=(20 * 60, 22 * 60))}
    problem = tiny_problem(
        [{"place": "CA-NS"}] * 2,
        days=14,
        shifts=shift,
        holidays={"CA-NS": {date(2027, 3, 2)}},
    )
    line = {
        day: problem.menu(0, day)[int(day > 0)]
        for day in range(problem.days)
        if problem.date(day).weekday() not in (WEDNESDAY, SUNDAY)
    }
    found = judge(rule, problem, line, line)
    assert {violation.people for violation in found} == {(1,)}
