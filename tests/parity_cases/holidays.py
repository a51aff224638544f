"""Parity cases of holidays: hours, duties, zones, volunteers, history."""

from datetime import date

from constraints.holidays import Holidays
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

SHIFTS = {"s": TinyShift(starts=(8 * 60, 22 * 60))}
HOLIDAYS = {
    "CA-NS": {date(2027, 3, 11), date(2027, 3, 13), date(2027, 3, 16)},
    "PH": {date(2027, 3, 14)},
}
PLAIN = tiny_problem(
    [
        {"place": "CA-NS", "zone": "America/Halifax"},
        {"place": "PH", "zone": "Asia/Manila"},
        {},
    ],
    days=7,
    first_day=date(2027, 3, 12),
    shifts=SHIFTS,
    holidays=HOLIDAYS,
)
PAST = with_history(PLAIN, [(0, -1, "s", 8 * 60, 480)])


def holidays(**options):
    """Return a rule on public holidays."""
    return Holidays(id="holidays", **options)


CASES = [
    ParityCase("hard", PLAIN, holidays()),
    ParityCase("priced", PLAIN, holidays(importance="normal")),
    ParityCase("volunteers", PAST, holidays(importance=2, volunteers="P0")),
    ParityCase("most", PLAIN, holidays(most=1)),
    ParityCase("most priced", PLAIN, holidays(most=0, importance="low")),
    ParityCase(
        "history", PAST, holidays(most=1, per="week", importance="high")
    ),
]
