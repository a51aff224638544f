"""Shifts laid over dates: the five readings, zones and clock changes.

"8am-4pm Atlantic ±2 h" can mean five things. The vectors say for stretches
of a Monday in Halifax which reading allows them.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from constraints.ranges import Lengths
from constraints.windows import Window
from scheduler.clock import zone
from scheduler.expand.duties import Clock, DutyBook, lengths_of, shift_duties
from scheduler.problem import Contract, Duty
from scheduler.spec.shifts import ShiftSpec

if TYPE_CHECKING:
    from collections.abc import Callable

    from scheduler.problem import Problem

    OfShift = Callable[..., list[Duty]]

HOURLY = {"step": "1h"}
SLIDE = {"window": "Mon-Fri 08:00-16:00", "slide": "2h", **HOURLY}
EDGES = {"window": "Mon-Fri 08:00-16:00", "edges": "2h", **HOURLY}
INSIDE = {"inside": "Mon-Fri 06:00-18:00", "length": "3h to 12h", **HOURLY}
CORE = {"overlap": "10:00-14:00", "length": "4h to 12h", **HOURLY}

VECTORS = {
    (8, 16): "YYYY",
    (6, 14): "YYYY",
    (10, 18): "YYYY",
    (9, 17): "YYYY",
    (12, 20): "NNNN",
    (9, 13): "NNYN",
    (6, 18): "NYYY",
    (7, 11): "NNYN",
    (10, 14): "NYYY",
}
"""Slide, edges, inside, overlap of the core, by start and end."""


def hours(duties: list[Duty]) -> set[tuple[int, int]]:
    """Return starts and ends as hours of the local day."""
    return {
        (d.local_start // 60, (d.local_start + d.nominal_min) // 60)
        for d in duties
    }


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("stretch", VECTORS)
def test_four_readings_of_a_shift(
    shift_of: OfShift, number: int, stretch: tuple[int, int]
) -> None:
    """Each reading allows what its definition does, and nothing else."""
    shift = (SLIDE, EDGES, INSIDE, CORE)[number]
    allowed = stretch in hours(shift_of(shift))
    assert allowed == (VECTORS[stretch][number] == "Y")


def test_slide_keeps_the_length_and_moves_both_ways() -> None:
    """Starts lie 06:00 to 10:00, everybody is there from 10:00 to 14:00."""
    spec = ShiftSpec.model_validate(SLIDE)
    assert hours(one_day(spec)) == {(s, s + 8) for s in range(6, 11)}


def test_edges_flex_each_on_its_own() -> None:
    """Five starts by five ends, from 4 to 12 hours."""
    spec = ShiftSpec.model_validate(EDGES)
    assert hours(one_day(spec)) == {
        (start, end) for start in range(6, 11) for end in range(14, 19)
    }


def test_edges_take_a_length() -> None:
    """A part-timer's window flexes, but not to any length."""
    spec = ShiftSpec.model_validate(EDGES | {"length": "7h to 8h"})
    lengths = {end - start for start, end in hours(one_day(spec))}
    assert lengths == {7, 8}


def test_overlap_includes_the_core() -> None:
    """Every length from its own earliest start to that of the core."""
    spec = ShiftSpec.model_validate(CORE | {"length": "5h"})
    assert hours(one_day(spec)) == {(9, 14), (10, 15)}


def test_inside_with_overlap_does_both(shift_of: OfShift) -> None:
    """The core may be one of another zone: 10:00-14:00 there is 11:00."""
    both = {
        "inside": "daily 08:00-18:00",
        "overlap": "10:00-14:00 America/Toronto",
        "length": "6h",
        "step": "1h",
    }
    assert hours(shift_of(both)) == {(9, 15), (10, 16), (11, 17)}


@pytest.mark.parametrize(
    ("inside", "length", "expected"),
    [
        ("24/7", "8h", [*range(0, 24, 6)]),
        ("24/7", "36h", [*range(0, 24, 6)]),
        ("Mon", "8h", [0, 6, 12]),
        ("Mon-Tue", "8h", [*range(0, 24, 6)]),
        ("Mon+Wed", "8h", [0, 6, 12]),
        ("daily 06:00-06:00", "12h", [6, 12, 18, 24]),
        ("daily 00:00-23:00", "8h", [0, 6, 12]),
        ("2027-01-11 to 2027-01-12", "36h", [0, 6, 12]),
    ],
)
def test_windows_of_whole_days_are_one(
    inside: str, length: str, expected: list[int]
) -> None:
    """Round the clock has no midnights: a night lies within it."""
    spec = ShiftSpec.model_validate(
        {"inside": inside, "length": length, "step": "6h"}
    )
    first = zone("UTC").start_min(date(2027, 1, 11), 0)
    found = [(d.start_min - first) // 60 for d in one_day(spec)]
    assert found == expected


def test_steps_are_those_of_starts_and_lengths(shift_of: OfShift) -> None:
    """Half hours by default."""
    found = shift_of({"inside": "daily 08:00-12:00", "length": "3h to 4h"})
    assert [(d.local_start, d.nominal_min) for d in found] == [
        (480, 180),
        (510, 180),
        (540, 180),
        (480, 210),
        (510, 210),
        (480, 240),
    ]


def one_day(spec: ShiftSpec, zone: str = "UTC") -> list[Duty]:
    """Return the duties of a shift whose windows begin on a Monday."""
    day = date(2027, 1, 11)
    contracts = [Contract("any")]
    lengths = lengths_of(spec, contracts)
    return list(shift_duties(spec, 0, zone, lengths, day, day))


@pytest.mark.parametrize(
    ("said", "contracts", "expected"),
    [
        ({}, [None], range(120, 601, 60)),
        ({"length": "4h to 6h"}, [None], (240, 300, 360)),
        ({"length": "12h"}, [None], (720,)),
        ({"length": "at least 9h"}, [None], (540, 600)),
        ({"length": "at least 11h"}, [None], (660,)),
        ({}, ["4h to 6h"], (240, 300, 360)),
        ({}, ["4h to 5h", "at most 3h"], (120, 180, 240, 300)),
    ],
)
def test_lengths_are_said_or_those_of_the_contracts(
    said: dict[str, str], contracts: list[str | None], expected: range
) -> None:
    """Whatever one of the contracts allows; at most 10 h if none says."""
    spec = ShiftSpec.model_validate(
        {"inside": "daily 06:00-22:00", "step": "1h", **said}
    )
    found = lengths_of(
        spec,
        [
            Contract("c", shift=Lengths.parse(text) if text else None)
            for text in contracts
        ],
    )
    assert found == tuple(expected)


def test_windows_that_meet_make_a_duty_once(shift_of: OfShift) -> None:
    """06-14 and 08-16, each moving 2 h, share four starts."""
    found = shift_of(
        {
            "window": ["daily 06:00-14:00", "daily 08:00-16:00"],
            "slide": "2h",
            "step": "1h",
        }
    )
    assert sorted(d.local_start // 60 for d in found) == [*range(4, 11)]


# Zones


def test_shift_without_a_zone_is_laid_in_each_persons(
    build: Callable[..., Problem],
) -> None:
    """08:00 is 12:00 UTC in Halifax and 08:00 UTC in Lisbon, in winter."""
    problem = build(
        people=[
            {"name": "Ana", "team": "na", "contract": "any"},
            {
                "name": "Rui",
                "team": "na",
                "contract": "any",
                "zone": "Europe/Lisbon",
            },
        ]
    )
    starts = [
        problem.duties[problem.menu(person, 0)[0]].start_min % 1440 // 60
        for person in (0, 1)
    ]
    assert starts == [12, 8]


def in_sydney(day_starts: str) -> dict[str, Any]:
    """Return sections with one person in Sydney."""
    return {
        "zone": "America/Halifax",
        "from_": "2027-01-11",
        "people": [
            {
                "name": "Zoe",
                "team": "na",
                "contract": "any",
                "zone": "Australia/Sydney",
                "day starts": day_starts,
            }
        ],
    }


ATLANTIC = {
    "window": "Mon-Fri 08:00-16:00 America/Halifax",
    "slide": "2h",
    "step": "2h",
}


@pytest.mark.parametrize(
    ("day_starts", "starts"),
    [
        # 06:00, 08:00, 10:00 in Halifax are 21:00, 23:00 and 01:00 the day
        # after in Sydney: its Tuesday has the last of Halifax's Monday.
        ("00:00", [[21, 23], [1, 21, 23], [1, 21, 23]]),
        ("12:00", [[21, 23, 1], [21, 23, 1], [21, 23, 1]]),
    ],
)
def test_halifax_window_on_the_line_days_of_sydney(
    build: Callable[..., Problem], day_starts: str, starts: list[list[int]]
) -> None:
    """With ``day starts: 12:00`` one line day has one Halifax day."""
    problem = build(shifts={"core": ATLANTIC}, **in_sydney(day_starts))
    clock = Clock("Australia/Sydney")
    found = [
        [
            (problem.duties[idx].start_min // 60 + 11) % 24
            for idx in problem.menu(0, day)
        ]
        for day in range(3)
    ]
    assert [sorted(row) for row in found] == [sorted(row) for row in starts]
    for day, row in enumerate(problem.menus[0]):
        for idx in row:
            assert problem.duties[idx].zone == "America/Halifax"
            line = Clock("Australia/Sydney", 720 if "2" in day_starts else 0)
            at = problem.duties[idx].start_min
            assert line.line_date(at) == problem.date(day)
    assert clock.day_starts == 0


def test_line_day_begins_when_it_is_said_to() -> None:
    """At noon sharp a new line day begins, a minute before not."""
    noon = Clock("UTC", 12 * 60)
    assert noon.line_date(12 * 60) == date(1970, 1, 1)
    assert noon.line_date(12 * 60 - 1) == date(1969, 12, 31)


# Clock changes


@pytest.mark.parametrize(
    ("day", "elapsed"),
    [
        (date(2026, 10, 31), 540),  # back at 02:00 on 1 November
        (date(2027, 3, 13), 420),  # on at 02:00 on 14 March
        (date(2027, 3, 12), 480),
        (date(2027, 3, 14), 480),
    ],
)
def test_night_over_a_clock_change(day: date, elapsed: int) -> None:
    """22:00-06:00 is 8 h of contract, and 7 or 9 real hours, once a date."""
    spec = ShiftSpec.model_validate({"window": "daily 22:00-06:00"})
    (night,) = shift_duties(spec, 0, "America/Halifax", (), day, day)
    assert night.day == day
    assert night.nominal_min == night.paid_min == 480
    assert night.end_min - night.start_min == elapsed
    assert night.local_start == 22 * 60


def test_one_night_for_each_date_around_a_change(
    build: Callable[..., Problem],
) -> None:
    """A repeated or skipped hour makes no duty more and none less."""
    problem = build(
        from_="2027-03-08",
        weeks=2,
        shifts={"night": {"window": "daily 22:00-06:00"}},
    )
    assert [len(page) for page in problem.menus[0]] == [1] * 14


def test_duty_that_the_clocks_skip_is_not_made() -> None:
    """02:30-03:00 of 14 March 2027 begins, moved on, after it ends."""
    spec = ShiftSpec.model_validate({"window": "daily 02:30-03:00"})
    days = date(2027, 3, 13), date(2027, 3, 15)
    found = shift_duties(spec, 0, "America/Halifax", (), *days)
    assert [duty.day.day for duty in found] == [13, 15]


def test_repeated_start_is_the_first_and_repeated_end_the_last() -> None:
    """01:30-01:45 of 1 November 2026 lasts an hour and a quarter."""
    spec = ShiftSpec.model_validate({"window": "daily 01:30-01:45"})
    day = date(2026, 11, 1)
    (duty,) = shift_duties(spec, 0, "America/Halifax", (), day, day)
    assert duty.end_min - duty.start_min == 75


# Menus


def duty(start: int, shift: int = 0) -> Duty:
    """Return an hour that starts so many minutes after the epoch."""
    return Duty(shift, date(1970, 1, 1), "UTC", start, start + 60, 60, start)


def test_book_keeps_a_duty_once() -> None:
    """Equal duties share an index; another shift is another duty."""
    book = DutyBook()
    assert [book.add(duty(60)), book.add(duty(60)), book.add(duty(60, 1))] == [
        0,
        0,
        1,
    ]


def test_menu_files_by_line_day_and_drops_what_lies_outside() -> None:
    """The day before and the day after the horizon have no page."""
    book = DutyBook()
    found = [duty(-60), duty(0), duty(1440), duty(1440), duty(2880)]
    pages = book.menu(Clock("UTC"), found, date(1970, 1, 1), 2)
    assert pages == ((0,), (1,))
    assert len(book.duties) == 2


def test_shift_is_laid_only_where_somebody_is_offered_it(
    build: Callable[..., Problem],
) -> None:
    """Lisbon has no duties of a shift that is for Halifax."""
    problem = build(
        teams={"na": {}, "pt": {"zone": "Europe/Lisbon"}},
        shifts={
            "core": {"who": "team na", "window": "daily 08:00-16:00"},
            "late": {"window": "daily 12:00-20:00"},
        },
        people=[
            {"name": "Ana", "team": "na", "contract": "any"},
            {"name": "Rui", "team": "pt", "contract": "any"},
        ],
        queues={},
    )
    of_rui = [problem.duties[idx].shift for idx in problem.menu(1, 0)]
    assert of_rui == [1]


def test_beyond_are_the_days_just_outside(
    build: Callable[..., Problem],
) -> None:
    """Sunday before and Monday after, as no history is known."""
    problem = build(shifts={"core": {"window": "daily 08:00-16:00"}})
    first = problem.duties[problem.menu(0, 0)[0]].start_min
    assert problem.beyond == (
        (
            (first - 1440, first - 960),
            (first + 7 * 1440, first + 7 * 1440 + 480),
        ),
    )


def test_windows_know_their_own_zone() -> None:
    """A window with a zone is laid in it, whoever works it."""
    spec = ShiftSpec.model_validate(
        {"window": "Mon 08:00-16:00 Asia/Kathmandu"}
    )
    (found,) = one_day(spec, "UTC")
    assert found.zone == "Asia/Kathmandu"
    assert found.start_min % 1440 == 2 * 60 + 15
    assert spec.window == (Window.parse("Mon 08:00-16:00 Asia/Kathmandu"),)
