"""Durations, ranges, hours, targets, rates and importance."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from constraints.short import Short, sentence
from constraints.values import (
    HIGH,
    LOW,
    MUST,
    NORMAL,
    ClockTime,
    Count,
    Duration,
    Hours,
    Importance,
    Lengths,
    PaidHours,
    Per,
    Percent,
    PerWeek,
    Rate,
    Seconds,
    Target,
    clock_text,
    duration_text,
    hours_text,
    seconds_text,
)

READ = [
    (Duration, "30m", 30),
    (Duration, "2h", 120),
    (Duration, "7h48", 468),
    (Duration, "1h30m", 90),
    (Duration, "1h 30m", 90),
    (Duration, "1h5m", 65),
    (Duration, "2 days", 2880),
    (Duration, "1 week", 10080),
    (Seconds, "20s", 20),
    (Seconds, "1m30s", 90),
    (Seconds, "10m", 600),
    (Seconds, "2 days", 172800),
    (ClockTime, "07:00", 420),
    (ClockTime, "7:00", 420),
    (ClockTime, "24:00", 1440),
    (Per, "week", 1),
    (Per, "4 weeks", 4),
    (Per, "period", None),
    (Hours, 37.5, 2250),
    (Hours, "38h20", 2300),
    (Percent, "12%", 0.12),
    (Percent, "-7.5%", -0.075),
]
REFUSED = [
    (Duration, 30, '"30" has no unit: write 30m or 30h'),
    (Duration, "1.5", '"1.5" has no unit: write 1.5m or 1.5h'),
    (Duration, "30 min", '"30 min" spells out its unit: write "30m"'),
    (Duration, "2hrs", '"2hrs" spells out its unit: write "2h"'),
    (
        Duration,
        "1 hour and 5 minutes",
        '"1 hour and 5 minutes" spells out its unit: write "1h5m"',
    ),
    (Duration, "1.5h", '"1.5h" has a decimal fraction: write "1h30"'),
    (Duration, "0,5h", '"0,5h" has a decimal fraction: write "30m"'),
    (Duration, "2.0h", '"2.0h" has a decimal fraction: write "2h"'),
    (
        Duration,
        "7:48",
        '"7:48" has a colon, which is for times of day: write "7h48"',
    ),
    (
        Duration,
        "2days",
        '"2days" has no space before its unit: write "2 days"',
    ),
    (Duration, "3d", '"3d" abbreviates its unit: write "3 days"'),
    (
        Duration,
        "soon",
        '"soon" is not a duration: write "30m", "2h", "7h48" or "2 days"',
    ),
    (
        Duration,
        "",
        'nothing is written here: write "30m", "2h", "7h48" or "2 days"',
    ),
    (Duration, ["2h"], 'a list is not a duration: write "2h"'),
    (Seconds, 20, '"20" has no unit: write 20s, 20m or 20h'),
    (Seconds, "20 sec", '"20 sec" spells out its unit: write "20s"'),
    (ClockTime, "8am", '"8am" has a 12-hour clock: write "08:00"'),
    (ClockTime, "12 a.m.", '"12 a.m." has a 12-hour clock: write "00:00"'),
    (ClockTime, "0800", '"0800" has no colon: write "08:00"'),
    (ClockTime, "8h30", '"8h30" has no colon: write "08:30"'),
    (ClockTime, "8h", '"8h" has no minutes: write "08:00"'),
    (ClockTime, 8, '"8" has no minutes: write "08:00"'),
    (
        ClockTime,
        "25:00",
        '"25:00" does not exist: a day runs from 00:00 to 24:00',
    ),
    (
        ClockTime,
        "13pm",
        '"13pm" is not a time of day: write "07:00" or "16:30"',
    ),
    (
        Lengths,
        "4h-6h",
        '"4h-6h" has no "to" between its ends: write "4h to 6h"',
    ),
    (
        Lengths,
        "4h – 6h",
        '"4h – 6h" has a long dash and has no "to" between its ends:'
        ' write "4h to 6h"',
    ),
    (
        Lengths,
        "4-6h",
        '"4-6h" has no "to" between its ends and names its unit once:'
        ' write "4h to 6h"',
    ),
    (Lengths, ">=3h", '">=3h" has a sign for its limit: write "at least 3h"'),
    (Lengths, "≤ 6h", '"≤ 6h" has a sign for its limit: write "at most 6h"'),
    (Lengths, "3h+", '"3h+" has a sign for its limit: write "at least 3h"'),
    (
        Lengths,
        "min 3h",
        '"min 3h" has another word for its limit: write "at least 3h"',
    ),
    (
        Lengths,
        "up to 6h",
        '"up to 6h" has another word for its limit: write "at most 6h"',
    ),
    (
        Lengths,
        "6h to 4h",
        '"6h to 4h" ends before it starts: write "4h to 6h"',
    ),
    (Lengths, 8, '"8" has no unit: write 8m or 8h'),
    (Lengths, {}, "a range needs least, most or both"),
    (Count, "2-3", '"2-3" has no "to" between its ends: write "2 to 3"'),
    (
        Count,
        "few",
        '"few" is not a number or range: write "2", "2 to 3", "at least 2"'
        ' or "at most 3"',
    ),
    (
        Per,
        "1 month",
        '"1 month" counts in something other than weeks: write 4 weeks, or'
        " period for the whole roster",
    ),
    (
        Per,
        "fortnight",
        '"fortnight" is not a number of weeks: write "week", "4 weeks" or'
        ' "period"',
    ),
    (Per, "0 weeks", '"0 weeks" hold nothing: write "week"'),
    (PaidHours, 37.5, '"37.5" does not say per what: write "37.5/week"'),
    (
        PaidHours,
        "16h to 24h",
        '"16h to 24h" does not say per what: write "16h to 24/week"',
    ),
    (
        PaidHours,
        "40 hours/week",
        '"40 hours/week" spells out its unit: write "40h/week"',
    ),
    (
        PaidHours,
        "40 per week",
        '"40 per week" spells out the slash: write "40/week"',
    ),
    (
        PaidHours,
        "16-24/week",
        '"16-24/week" has no "to" between its ends: write "16 to 24/week"',
    ),
    (
        PaidHours,
        "<= 30 / week",
        '"<= 30 / week" has a sign for its limit and has spaces around the'
        ' slash: write "at most 30/week"',
    ),
    (
        PaidHours,
        "160/month",
        '"160/month" has no fixed number of weeks: write for example'
        " 150/4 weeks, or /period for the whole roster",
    ),
    (
        PaidHours,
        "lots",
        '"lots" is not hours per week: write "37.5/week", "16 to 24/week",'
        ' "at most 30/week" or "150/4 weeks"',
    ),
    (
        PaidHours,
        "38.33/week",
        '"38.33" hours are no whole minutes: write "38h20"',
    ),
    (
        PaidHours,
        "30 to 20/week",
        '"30 to 20" ends before it starts: write "20 to 30"',
    ),
    (
        PaidHours,
        {"target": 37.5, "most": 45},
        "hours have a target or limits, not both: put the limits in a rule of"
        " their own",
    ),
    (
        PerWeek,
        "5 days/week",
        '"5 days/week" names what it counts: write "5/week"',
    ),
    (PerWeek, 5, '"5" does not say per what: write "5/week"'),
    (
        Rate,
        "$35/h",
        '"$35/h" has a sign where the currency\'s letters belong: write for'
        ' example "35 USD/h"',
    ),
    (Rate, "35/h", '"35/h" names no currency: write for example "35 USD/h"'),
    (Rate, "USD 35/h", '"USD 35/h" puts its currency first: write "35 USD/h"'),
    (
        Rate,
        "35,50 EUR/h",
        '"35,50 EUR/h" has a decimal comma: write "35.50 EUR/h"',
    ),
    (
        Rate,
        "35 usd per hour",
        '"35 usd per hour" does not end in /h and has small letters in its'
        ' currency: write "35 USD/h"',
    ),
    (
        Rate,
        "35USD",
        '"35USD" does not set off its currency and does not say per hour:'
        ' write "35 USD/h"',
    ),
    (
        Rate,
        "cheap",
        '"cheap" is not a rate: write "35 USD/h" or "28.50 EUR/h"',
    ),
    (
        Rate,
        "35 dollars",
        '"35 dollars" is not a rate: write "35 USD/h" or "28.50 EUR/h"',
    ),
    (Percent, "0.12", '"0.12" has no %: write "12%"'),
    (Percent, 12, '"12" has no %: write "12%"'),
    (Percent, "12 percent", '"12 percent" spells out the %: write "12%"'),
    (Percent, "half", '"half" is not a percentage: write "12%" or "2.5%"'),
    (
        Target,
        "100% within 10m",
        "100% cannot be promised, as waiting times have no upper end: write"
        ' for example "99% within …"',
    ),
    (
        Target,
        "0% within 10m",
        '"0%" is not a share to promise: write more than 0% and less than'
        " 100%",
    ),
    (
        Target,
        "120% within 10m",
        '"120%" is not a share to promise: write more than 0% and less than'
        " 100%",
    ),
    (Target, "80/20", '"80/20" is shorthand: write "80% within 20s"'),
    (
        Target,
        "90% in 10 min",
        '"90% in 10 min" does not say within and spells out its unit: write'
        ' "90% within 10m"',
    ),
    (Target, "10m", '"10m" does not say how often: write "90% within 10m"'),
    (Target, "90%", '"90%" does not say how soon: write "90% within 10m"'),
    (
        Target,
        "90% within 10",
        '"90% within 10" has no unit: write "90% within 10s",'
        ' "90% within 10m" or "90% within 10h"',
    ),
    (
        Target,
        "fast",
        '"fast" is not a target: write "90% within 10m", "80% within 20s" or'
        ' "95% within 8h"',
    ),
    (Importance, "High", '"High" has capital letters: write "high"'),
    (Importance, "hard", '"hard" is another word: write "must"'),
    (Importance, "medium", '"medium" is another word: write "normal"'),
    (Importance, "hgih", '"hgih" is not an importance; did you mean "high"?'),
    (Importance, "40 points", '"40 points" spells out its unit: write "40"'),
    (
        Importance,
        -1,
        '"-1" is negative: importance is a price, so write a number above 0',
    ),
    (
        Importance,
        0,
        "an importance of 0 asks for nothing: leave the entry out, or write a"
        " number above 0",
    ),
    (Importance, "0.129", '"0.129" has more than two decimals: write 0.13'),
    (
        Importance,
        "!",
        '"!" is not an importance: write "must", "high", "normal", "low" or'
        ' "40"',
    ),
    (
        Importance,
        {"hard": True, "points": 3},
        "what is hard has no points: write one of them",
    ),
]


@pytest.mark.parametrize(("kind", "text", "value"), READ)
def test_scalars(kind: Any, text: object, value: object) -> None:
    """A text gives minutes, seconds, weeks or a share."""
    assert TypeAdapter(kind).validate_python(text) == value


@pytest.mark.parametrize(("kind", "wrong", "said"), REFUSED)
def test_messages(kind: Any, wrong: object, said: str) -> None:
    """Every slip has one sentence that shows what to write."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(wrong)
    assert caught.value.error_count() == 1
    assert sentence(caught.value) == said


@given(st.integers(0, 10_000))
def test_durations_round_trip(minutes: int) -> None:
    """Reading what is written gives the minutes back."""
    assert TypeAdapter(Duration).validate_python(duration_text(minutes)) == (
        minutes
    )


@given(st.integers(0, 100_000))
def test_seconds_round_trip(seconds: int) -> None:
    """Reading what is written gives the seconds back."""
    read = TypeAdapter(Seconds).validate_python(seconds_text(seconds))
    assert read == seconds


@given(st.integers(0, 1440))
def test_times_of_day_round_trip(minute: int) -> None:
    """Every minute of the day has one text."""
    read = TypeAdapter(ClockTime).validate_python(clock_text(minute))
    assert read == minute


@given(st.integers(0, 20_000))
def test_hours_round_trip(minutes: int) -> None:
    """Hours are exact, off the quarters too."""
    read = TypeAdapter(Hours).validate_python(hours_text(minutes))
    assert read == minutes


def _dumped(kind: Any, value: object) -> object:
    return TypeAdapter(kind).dump_python(value)


@given(st.integers(0, 20_000), st.sampled_from((None, 1, 4, 13)))
def test_scalars_dump_as_text(amount: int, weeks: int | None) -> None:
    """Percentages and weeks read back from what they dump."""
    share = amount / 10_000
    read = TypeAdapter(Percent).validate_python(_dumped(Percent, share))
    assert read == pytest.approx(share, abs=1e-12)
    assert TypeAdapter(Per).validate_python(_dumped(Per, weeks)) == weeks


bounds = st.lists(st.integers(0, 5_000), min_size=2, max_size=2).map(sorted)
sides = st.sampled_from(("least", "most", "both"))


def _limits(pair: list[int], side: str, write: Any) -> dict[str, Any]:
    least, most = map(write, pair)
    match side:
        case "least":
            return {"least": least}
        case "most":
            return {"most": most}
        case _:
            return {"least": least, "most": most}


def _round_trips(value: Short) -> bool:
    return type(value).parse(str(value)) == value


@given(bounds, sides, st.sampled_from(("week", "4 weeks", "period")))
def test_ranges_round_trip(pair: list[int], side: str, per: str) -> None:
    """Reading the text of a range gives the same range."""
    assert _round_trips(Lengths.parse(_limits(pair, side, duration_text)))
    assert _round_trips(Count.parse(_limits(pair, side, int)))
    counts = {**_limits(pair, side, int), "per": per}
    assert _round_trips(PerWeek.parse(counts))
    hours = {**_limits(pair, side, hours_text), "per": per}
    assert _round_trips(PaidHours.parse(hours))
    target = {"target": hours_text(pair[0]), "per": per}
    assert _round_trips(PaidHours.parse(target))


@given(
    st.decimals(0, 9999, places=2),
    st.sampled_from(("USD", "EUR", "PHP")),
)
def test_rates_round_trip(amount: Decimal, currency: str) -> None:
    """Money stays exact."""
    rate = Rate.parse({"amount": amount, "currency": currency})
    assert _round_trips(rate)
    assert rate.amount == amount


@given(st.integers(1, 9999), st.integers(0, 100_000))
def test_targets_round_trip(per_ten_thousand: int, seconds: int) -> None:
    """Shares and times of a promise stay exact."""
    share = f"{Decimal(per_ten_thousand) / 100}%"
    target = Target.parse({"share": share, "within": seconds_text(seconds)})
    assert _round_trips(target)
    assert target.within_s == seconds


@given(st.decimals(Decimal("0.01"), 999_999, places=2))
def test_importance_round_trips(points: Decimal) -> None:
    """Points are exact to two decimals."""
    importance = Importance.parse(str(points))
    assert importance.points == Fraction(points)
    assert _round_trips(importance)


def test_levels_of_importance() -> None:
    """A level weighs about three of the level below it; must has no price."""
    assert (HIGH.points, NORMAL.points, LOW.points) == (30, 10, 3)
    assert MUST.hard
    assert not NORMAL.hard
    assert Importance.parse(10) == NORMAL
    assert [str(each) for each in (MUST, HIGH, NORMAL, LOW)] == [
        "must",
        "high",
        "normal",
        "low",
    ]


def test_what_hours_mean() -> None:
    """One figure of hours is a target, of counts an exact number."""
    hours = PaidHours.parse("37.5h/week")
    assert (hours.target, hours.least, hours.most) == (2250, None, None)
    assert PaidHours.parse("150/period").weeks is None
    part = PaidHours.parse("16 to 24/week")
    assert (part.target, part.least, part.most) == (None, 960, 1440)
    days = PerWeek.parse("5/week")
    assert (days.least, days.most, days.weeks) == (5, 5, 1)


def test_long_durations_are_readable() -> None:
    """Rest stays in hours; beyond three days whole days and weeks show."""
    written = [duration_text(h * 60) for h in (48, 72, 96, 100, 168, 336)]
    assert written == ["48h", "72h", "4 days", "100h", "1 week", "2 weeks"]
