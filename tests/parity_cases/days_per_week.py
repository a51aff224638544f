"""Parity cases of days per week: both sides, cut weeks, absence."""

from dataclasses import replace
from datetime import date

from constraints.days_per_week import DaysPerWeek
from scheduler.testing import ParityCase, tiny_problem, with_history

PLAIN = tiny_problem(2, days=14)
CUT = with_history(
    tiny_problem(2, days=8, first_day=date(2027, 3, 12)),
    [(0, day, "day", 480, 480) for day in (-3, -2, -1)],
)
MIDNIGHT = PLAIN.duties[0].start_min - 8 * 60
AWAY = replace(PLAIN, away=(((MIDNIGHT, MIDNIGHT + 2 * 1440),), ()))


def days(**options):
    """Return a rule on days per week."""
    return DaysPerWeek(id="days", **options)


CASES = [
    ParityCase("hard", PLAIN, days(most=4)),
    ParityCase("hard low", PLAIN, days(least=3, low_importance="must")),
    ParityCase("priced", PLAIN, days(least=3, most=4, importance="high")),
    ParityCase("two weeks", PLAIN, days(least=5, most=6, per="2 weeks")),
    ParityCase("history", CUT, days(least=4, most=4)),
    ParityCase("cut", CUT, days(least=5, most=5, pro_rata=True)),
    ParityCase("away", AWAY, days(least=4, most=4, pro_rata=True)),
]
