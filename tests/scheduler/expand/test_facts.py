"""Facts about duties, against minutes counted one by one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo  # noqa: TID251 - the independent witness

from hypothesis import given, settings
from hypothesis import strategies as st

from constraints.measures import Elapsed, Nominal, OnHoliday, Paid, Within
from constraints.windows import Window
from scheduler.expand.facts import DutyFacts
from scheduler.problem import Break, Duty, DutyTable

ZONES = (
    "America/Halifax",
    "Europe/Dublin",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Asia/Manila",
)
WINDOWS = (
    "daily 22:00-06:00",
    "Sat-Sun",
    "Mon-Fri 18:00-24:00",
    "Fri 18:00-Mon 08:00",
    "daily 00:00-05:00 America/New_York",
    "Sun 01:30-05:00",
)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Evenings before clocks change in one of the zones, from 2024 to 2030, and
# any time at all.
CHANGES = [
    datetime(year, month, day, hour, tzinfo=UTC)
    for year in range(2024, 2031)
    for month in (3, 4, 10, 11)
    for day in range(1, 32 - (month in (4, 11)))
    for hour in (0, 14)
    if datetime(year, month, day).weekday() >= 5
]
STARTS = st.one_of(
    st.datetimes(datetime(2024, 1, 1), datetime(2030, 12, 31)),
    st.sampled_from(CHANGES),
).map(lambda at: int(at.replace(tzinfo=UTC).timestamp()) // 900 * 15)


def duty(start: int, length: int, breaks: tuple[Break, ...] = ()) -> Duty:
    """Return a duty of so many real minutes."""
    return Duty(
        0, date(2024, 1, 1), "UTC", start, start + length, length, 0, breaks
    )


def wall(day: date, minute: int, zone: str, fold: int) -> datetime:
    """Return the first or second instant that shows a wall time."""
    naive = datetime(day.year, day.month, day.day) + timedelta(minutes=minute)
    return naive.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


def stretches(
    windows: list[Window], zone: str, first: date
) -> list[tuple[datetime, datetime]]:
    """Lay windows over the days around a date, by zoneinfo alone.

    Of repeated times the first starts and the last ends; a start that is
    skipped is moved on. No window here ends where clocks skip.
    """
    return [
        (
            wall(day, window.start, window.zone or zone, 0),
            max(
                wall(day, window.end, window.zone or zone, fold)
                for fold in (0, 1)
            ),
        )
        for window in windows
        for day in (first + timedelta(days=n) for n in range(-9, 12))
        if window.days is not None and day.weekday() in window.days
    ]


@given(
    STARTS,
    st.integers(1, 64),
    st.sampled_from(ZONES),
    st.sets(st.sampled_from(WINDOWS), min_size=1, max_size=2),
)
@settings(deadline=None, max_examples=300)
def test_minutes_within_windows_are_real_ones(
    start: int, quarters: int, zone: str, texts: set[str]
) -> None:
    """On nights of a change there are more of them, or fewer."""
    windows = [Window.parse(text) for text in sorted(texts)]
    facts = DutyFacts(DutyTable((duty(start, quarters * 15),)))
    found = facts.measure(Within(tuple(windows), zone)).by_duty[0]
    begins = EPOCH + timedelta(minutes=start)
    laid = stretches(windows, zone, begins.date())
    moments = (begins + timedelta(minutes=15 * n) for n in range(quarters))
    assert found == 15 * sum(
        any(first <= moment < last for first, last in laid)
        for moment in moments
    )


@given(STARTS, st.integers(1, 200), st.sampled_from(ZONES))
@settings(deadline=None, max_examples=200)
def test_minutes_on_holidays_are_those_of_the_local_date(
    start: int, quarters: int, zone: str
) -> None:
    """A holiday begins and ends at midnight of the zone asked about."""
    first = (EPOCH + timedelta(minutes=start)).date()
    kept = {first, first + timedelta(days=2)}
    facts = DutyFacts(
        DutyTable((duty(start, quarters * 15),)),
        {"CA-NS": kept}.__getitem__,
    )
    found = facts.measure(OnHoliday("CA-NS", zone)).by_duty[0]
    here = ZoneInfo(zone)
    moments = (
        EPOCH + timedelta(minutes=start + 15 * n) for n in range(quarters)
    )
    assert found == 15 * sum(
        moment.astimezone(here).date() in kept for moment in moments
    )


def test_paid_nominal_and_elapsed() -> None:
    """Unpaid breaks are not paid; a night of 9 h is one of 8 h on paper."""
    long = Duty(
        0,
        date(2026, 10, 31),
        "America/Halifax",
        0,
        540,
        480,
        1320,
        (Break(30, 0, 60), Break(15, 0, 60, paid=True)),
    )
    facts = DutyFacts(DutyTable((long,)))
    measured = [
        int(facts.measure(fact).by_duty[0])
        for fact in (Paid(), Nominal(), Elapsed())
    ]
    assert measured == [450, 480, 540]


def test_facts_are_evaluated_once() -> None:
    """The same fact is the same measure, with a key of its own."""
    facts = DutyFacts(DutyTable((duty(0, 60),)))
    nights = Within((Window.parse("daily 22:00-06:00"),), "UTC")
    assert facts.measure(nights) is facts.measure(nights)
    assert facts.measure(nights).key != facts.measure(Elapsed()).key
    assert facts.measure(nights).unit == "minutes"


def test_facts_of_another_table_keep_the_holidays() -> None:
    """History and hand-made rosters bring duties of their own."""
    new_year = date(1970, 1, 1)
    facts = DutyFacts(DutyTable(()), lambda place: {new_year})
    more = facts.extended(DutyTable((duty(0, 60),)))
    assert more.measure(OnHoliday("CA", "UTC")).by_duty.tolist() == [60]
    assert facts.measure(Elapsed()).by_duty.tolist() == []
    assert (
        facts.measure(Within((Window.parse("24/7"),), "UTC")).by_duty.tolist()
        == []
    )


def test_nobody_without_a_place_has_holidays() -> None:
    """An empty place is none."""
    facts = DutyFacts(DutyTable(()), lambda place: {date(2027, 1, 1)})
    assert facts.holiday("CA", date(2027, 1, 1))
    assert not facts.holiday("", date(2027, 1, 1))
    assert not facts.holiday("CA", date(2027, 1, 2))


def test_windows_are_laid_over_dates() -> None:
    """In the zone given, or in their own."""
    facts = DutyFacts(DutyTable(()))
    day = date(1970, 1, 1)
    noon = Window.parse("daily 12:00-13:00")
    assert facts.laid(noon, "UTC", day, day) == [(720, 780)]
    manila = Window.parse("daily 12:00-13:00 Asia/Manila")
    assert facts.laid(manila, "UTC", day, day) == [(240, 300)]


def test_a_day_starts_on_its_own_clock() -> None:
    """Midnight, or a minute after it, before and after clocks change."""
    facts = DutyFacts(DutyTable(()))
    for zone in ZONES:
        for day in (date(2027, 3, 13), date(2027, 3, 15)):
            for minute in (0, 240):
                at = datetime(
                    day.year,
                    day.month,
                    day.day,
                    minute // 60,
                    tzinfo=ZoneInfo(zone),
                )
                minutes = (at - EPOCH) // timedelta(minutes=1)
                assert facts.day_start(zone, day, minute) == minutes
