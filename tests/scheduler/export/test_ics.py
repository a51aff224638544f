"""Calendars of tiny rosters: what is in them, for whom, and what changes."""

import dataclasses
import os
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import icalendar
import pytest

from scheduler.clock import to_instant, zone
from scheduler.errors import InputError
from scheduler.export.ics import IcsExporter, write_ics
from scheduler.export.ics_lint import lint
from scheduler.problem import (
    Break,
    Contract,
    DutyTable,
    Problem,
    Queue,
    Skill,
    Span,
)
from scheduler.roster import Roster
from scheduler.testing import (
    TinyShift,
    tiny_problem,
    tiny_roster,
    with_history,
)

GOLDEN = Path(__file__).parents[2] / "golden" / "ics"
HALIFAX, MANILA = "America/Halifax", "Asia/Manila"
LUNCH = Break(30, 180, 300)
ALLOWED_WARNINGS = {"hand-over-near-change", "real-length"}


def problem(
    people: Sequence[Mapping[str, object]] | int = 2,
    *,
    queues: Mapping[str, Sequence[str]] | None = None,
    first_day: date = date(2027, 3, 8),
    days: int = 7,
    zone: str = HALIFAX,
) -> Problem:
    """Return a problem with a day and a night, on two queues."""
    return tiny_problem(
        people,
        days=days,
        first_day=first_day,
        zone=zone,
        shifts={
            "core": TinyShift((8 * 60, 9 * 60), breaks=(LUNCH,)),
            "night": TinyShift((22 * 60,)),
        },
        queues={"plus": (), "frontline": ()} if queues is None else queues,
        slot_min=30,
    )


def duty(of: Problem, person: int, day: int, number: int = 0) -> int:
    """Return a duty of a day: core at 8, core at 9, night."""
    return of.menu(person, day)[number]


def blocks(of: Problem, idx: int, *lengths: tuple[int, int]) -> list[Span]:
    """Return spans one after the other: (queue, minutes), −1 for a break."""
    at_min = of.duties[idx].start_min
    spans = []
    for queue, length_min in lengths:
        kind = "break" if queue < 0 else "queue"
        spans.append(Span(at_min, at_min + length_min, kind, queue))
        at_min += length_min
    return spans


CORE_DAY = ((0, 210), (-1, 30), (1, 240))


def roster(
    of: Problem, works: Mapping[tuple[int, int], int] | None = None
) -> Roster:
    """Return a roster of duty numbers by (person, day).

    By default both work on Monday, the first from 8, the second from 9, and
    the first in the night of Saturday.
    """
    works = {(0, 0): 0, (1, 0): 1, (0, 5): 2} if works is None else works
    lines: list[dict[int, int]] = [{} for _ in of.people]
    spans = {}
    for (person, day), number in works.items():
        idx = lines[person][day] = duty(of, person, day, number)
        plan = CORE_DAY if number < 2 else ((0, 120),)
        spans[person, day] = tuple(blocks(of, idx, *plan))
    return tiny_roster(of, lines, spans)


def own(files: Mapping[Path, bytes], id_: str) -> list[icalendar.Event]:
    """Return the entries of somebody's own calendar."""
    return feed(files, f"people/{id_}")


def feed(files: Mapping[Path, bytes], name: str) -> list[icalendar.Event]:
    """Return the entries of a calendar."""
    data = files[Path("calendars", f"{name}.ics")]
    return icalendar.Calendar.from_ical(data).events


def titles(files: Mapping[Path, bytes], name: str) -> list[str]:
    """Return the titles of a calendar, in order."""
    return [str(event["SUMMARY"]) for event in feed(files, name)]


def assert_clean(files: Mapping[Path, bytes]) -> None:
    """Nothing is wrong, and only nights of clock changes are warned of."""
    for path, data in files.items():
        for finding in lint(data, str(path)):
            assert finding.code in ALLOWED_WARNINGS, finding
            assert finding.severity == "warning"


# Which files


def test_a_file_for_everybody_every_team_and_every_queue() -> None:
    """Also for those without work, and for none who need only be near."""
    of = problem(
        [{"team": "na"}, {"team": "apac", "zone": MANILA}, {"team": "na"}]
    )
    near = Queue(2, "commander", "commander", seat=False)
    of = dataclasses.replace(of, queues=(*of.queues, near))
    files = write_ics(tiny_roster(of, [{}, {}, {}]))
    assert [str(path) for path in files] == [
        "calendars/people/p0.ics",
        "calendars/people/p1.ics",
        "calendars/people/p2.ics",
        "calendars/teams/na.ics",
        "calendars/teams/apac.ics",
        "calendars/queues/plus.ics",
        "calendars/queues/frontline.ics",
    ]
    assert_clean(files)
    assert all(b"BEGIN:VTIMEZONE" in data for data in files.values())


def test_names_of_teams_become_names_of_files() -> None:
    """Names alike but for their letters' case are told apart by a hash."""
    teams = ["eu", "EU", "Plus & Billing", "夜勤", "../etc"]
    of = problem([{"team": team} for team in teams])
    files = write_ics(roster(of, {}))
    found = [path.stem for path in files if path.parent.name == "teams"]
    assert found[0] == "eu"
    assert re.fullmatch(r"eu-[0-9a-f]{8}", found[1])
    assert found[2] == "plus-billing"
    assert re.fullmatch(r"x[0-9a-f]{8}", found[3])
    assert found[4] == "etc"


def test_file_names_do_not_depend_on_the_order() -> None:
    """Teams keep their files when the roster file is sorted anew."""
    teams = ["EU", "eu", "Eu"]
    one, other = (
        write_ics(roster(problem([{"team": t} for t in order]), {}))
        for order in (teams, teams[::-1])
    )
    assert set(one) == set(other)


def test_an_id_twice_is_refused() -> None:
    """Two people of one id would share a calendar."""
    of = problem([{"id": "ana"}, {"id": "ana"}])
    with pytest.raises(InputError, match="2 of the people have the id 'ana'"):
        write_ics(roster(of))


def test_exporter_writes_the_same_files() -> None:
    """The exporter is the function with its defaults."""
    made = roster(problem())
    assert IcsExporter().render(made) == write_ics(made)


# What they say


def test_own_entry_in_full() -> None:
    """Title and description tell shift, queues, breaks, clocks and hours."""
    of = problem([{"zone": HALIFAX}, {"zone": MANILA}])
    (entry, _) = own(write_ics(roster(of)), "p0")
    assert str(entry["SUMMARY"]) == "core: frontline, plus"
    assert str(entry["DESCRIPTION"]) == (
        "Shift: core\n"
        "Team: team\n"
        "\n"
        "Mon 2027-03-08 08:00–16:00 America/Halifax\n"
        "Mon 2027-03-08 12:00–20:00 UTC\n"
        "\n"
        "08:00–11:30 plus\n"
        "11:30–12:00 break\n"
        "12:00–16:00 frontline\n"
        "\n"
        "Length: 8 h (paid: 7 h 30)"
    )
    assert entry["TRANSP"] == "OPAQUE"
    assert entry["X-MICROSOFT-CDO-BUSYSTATUS"] == "BUSY"


def test_team_entry_in_full() -> None:
    """A team sees people and queues, not what is paid, and stays free."""
    (_, entry, _) = feed(write_ics(roster(problem())), "teams/team")
    assert str(entry["SUMMARY"]) == "core – P1"
    assert str(entry["DESCRIPTION"]) == (
        "Person: P1\n"
        "Shift: core\n"
        "\n"
        "Mon 2027-03-08 09:00–17:00 America/Halifax\n"
        "Mon 2027-03-08 13:00–21:00 UTC\n"
        "\n"
        "09:00–12:30 plus\n"
        "12:30–13:00 break\n"
        "13:00–17:00 frontline"
    )
    assert entry["TRANSP"] == "TRANSPARENT"
    assert entry["X-MICROSOFT-CDO-BUSYSTATUS"] == "FREE"


def test_queue_entry_in_full() -> None:
    """An entry of a queue is a block, within the shift it belongs to."""
    (entry, _) = feed(write_ics(roster(problem())), "queues/frontline")
    assert str(entry["SUMMARY"]) == "frontline – P0"
    assert str(entry["DESCRIPTION"]) == (
        "Person: P0\n"
        "Team: team\n"
        "Shift: core, 08:00–16:00\n"
        "\n"
        "Mon 2027-03-08 12:00–16:00 America/Halifax\n"
        "Mon 2027-03-08 16:00–20:00 UTC"
    )
    assert entry["TRANSP"] == "TRANSPARENT"


def test_minutes_without_a_queue_are_told() -> None:
    """Where queues are planned, a stretch on none of them is seen."""
    of = problem(1)
    idx = duty(of, 0, 0)
    spans = tuple(blocks(of, idx, (0, 60)))
    (entry,) = own(
        write_ics(tiny_roster(of, [{0: idx}], {(0, 0): spans})), "p0"
    )
    assert "08:00–09:00 plus\n09:00–16:00 no queue\n" in entry["DESCRIPTION"]
    (entry,) = own(write_ics(tiny_roster(of, [{0: idx}])), "p0")
    assert str(entry["SUMMARY"]) == "core"
    assert "no queue" not in entry["DESCRIPTION"]


def test_blocks_that_touch_are_one_entry() -> None:
    """A break parts the blocks of a queue, the grid does not."""
    of = problem(1)
    idx = duty(of, 0, 0)
    spans = tuple(blocks(of, idx, (0, 60), (0, 60), (-1, 30), (0, 60)))
    files = write_ics(tiny_roster(of, [{0: idx}], {(0, 0): spans}))
    lengths = [e.end - e.start for e in feed(files, "queues/plus")]
    assert [length.seconds // 60 for length in lengths] == [120, 60]
    assert titles(files, "people/p0") == ["core: plus"]


def test_a_duty_that_no_shift_makes_has_a_title() -> None:
    """Hand-made rosters hold such duties."""
    of = problem(1)
    foreign = dataclasses.replace(of.duties[0], shift=-1, foreign=True)
    of = dataclasses.replace(
        of, duties=DutyTable((*of.duties.duties, foreign))
    )
    files = write_ics(tiny_roster(of, [{0: len(of.duties) - 1}]))
    assert titles(files, "people/p0") == ["shift"]


def test_history_is_not_exported() -> None:
    """Works before the first day were published with their own month."""
    of = with_history(problem(1), [(0, -1, "core", 480, 480)])
    assert own(write_ics(tiny_roster(of, [{}])), "p0") == []


def test_nothing_private_is_in_any_file() -> None:
    """No contract, cost, skill, place, absence or alarm; nobody invited."""
    of = problem(
        [
            {
                "contract": Contract("contractor", cost_per_hour=77.5),
                "skills": (Skill("secret-skill", 3),),
                "place": "CA-NS",
            },
            {},
        ]
    )
    away = ((of.duties[0].start_min, of.duties[0].end_min),)
    of = dataclasses.replace(of, away=(away, ()))
    text = b"".join(write_ics(roster(of)).values()).decode()
    for word in ("contractor", "77.5", "secret-skill", "CA-NS", "away"):
        assert word not in text
    for key in ("ORGANIZER", "ATTENDEE", "METHOD", "VALARM", "CONTACT", "@"):
        assert key not in text


# Titles


@pytest.mark.parametrize(
    ("shift", "person"),
    [
        ("s" * 200, "Ana"),
        ("core", "A" * 200),
        ("s" * 200, "A" * 200),
        ("👩‍👩‍👧‍👦" * 30, "अनीता" * 30),
        ("🇳🇵" * 40, "e\u0301" * 90),
        ("two\nlines", "tab\tand  spaces"),
    ],
)
def test_titles_are_short_lines(shift: str, person: str) -> None:
    """At most 60 characters, half of them at least for either side."""
    of = problem([{"name": person}])
    renamed = dataclasses.replace(of.shifts[0], name=shift)
    of = dataclasses.replace(of, shifts=(renamed, of.shifts[1]))
    files = write_ics(roster(of, {(0, 0): 0}))
    for name in ("people/p0", "teams/team", "queues/plus"):
        (title,) = titles(files, name)
        assert 0 < len(title) <= 60
        assert "\n" not in title
    first, _, last = titles(files, "teams/team")[0].partition(" – ")
    for whole, part in ((shift, first), (person, last)):
        kept = part.removesuffix("…")
        assert " ".join(whole.split()).startswith(kept)
        assert len(part) >= min(len(" ".join(whole.split())), 20)
    assert_clean(files)


@pytest.mark.parametrize("cut", [*range(24, 34)])
def test_no_sign_is_cut_in_two(cut: int) -> None:
    """Families, flags and vowel signs are dropped as a whole."""
    for sign in ("👩‍👩‍👧‍👦", "🇳🇵", "की", "👍🏽", "❤️"):
        of = problem([{"name": "x" * cut + sign * 20}])
        shift = dataclasses.replace(of.shifts[0], name="s" * 60)
        of = dataclasses.replace(of, shifts=(shift, of.shifts[1]))
        files = write_ics(roster(of, {(0, 0): 0}))
        (title,) = titles(files, "teams/team")
        kept = title.partition(" – ")[2].removesuffix("…").lstrip("x")
        assert kept == sign * (len(kept) // len(sign))


def test_queues_that_do_not_fit_are_counted() -> None:
    """The title names as many queues as it can, the longest served first."""
    names = [f"queue of brand {n}" for n in range(5)]
    of = problem(1, queues={name: () for name in names})
    idx = duty(of, 0, 0)
    plan = [(n, 60 + 30 * (n == 3)) for n in range(5)]
    spans = tuple(blocks(of, idx, *plan))
    files = write_ics(tiny_roster(of, [{0: idx}], {(0, 0): spans}))
    assert titles(files, "people/p0") == [
        "core: queue of brand 3, queue of brand 0 +3"
    ]


# Hand-overs


def exchanges(files: Mapping[Path, bytes], id_: str) -> list[str]:
    """Return the lines about hand-overs in somebody's only entry."""
    (entry,) = own(files, id_)
    lines = str(entry["DESCRIPTION"]).split("\n")
    return [line for line in lines if line.startswith(("Take", "Hand"))]


def two_on_plus(
    first: tuple[int, int], second: tuple[int, int]
) -> dict[Path, bytes]:
    """Return calendars of two people on a queue, hours from and to."""
    of = problem(2)
    idx = duty(of, 0, 0)
    midnight = of.duties[idx].start_min - 8 * 60
    spans = {
        (person, 0): (
            Span(midnight + 60 * low, midnight + 60 * high, "queue", 0),
        )
        for person, (low, high) in enumerate((first, second))
    }
    return write_ics(tiny_roster(of, [{0: idx}, {0: idx}], spans))


def test_both_sides_of_a_hand_over_are_told() -> None:
    """Who comes reads from whom, who goes reads to whom, and when."""
    files = two_on_plus((8, 12), (12, 16))
    assert exchanges(files, "p0") == ["Hand over plus to P1 at 12:00"]
    assert exchanges(files, "p1") == ["Take over plus from P0 at 12:00"]


def test_an_overlap_is_told() -> None:
    """Up to an hour together on the queue is a hand-over that lasts."""
    files = two_on_plus((8, 12), (11, 16))
    assert exchanges(files, "p0") == ["Hand over plus to P1 11:00–12:00"]
    assert exchanges(files, "p1") == ["Take over plus from P0 11:00–12:00"]


@pytest.mark.parametrize(
    ("first", "second"),
    [((8, 12), (10, 16)), ((8, 11), (12, 16)), ((8, 12), (8, 16))],
    ids=["long together", "a gap", "both there"],
)
def test_what_cannot_be_told_is_not(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    """Work side by side and a queue left alone are no hand-over."""
    files = two_on_plus(first, second)
    assert exchanges(files, "p0") == exchanges(files, "p1") == []


def test_only_the_nearest_hand_over() -> None:
    """Of those who come within the hour, who comes as one leaves counts."""
    of = problem(3)
    idx = duty(of, 0, 0)
    start = of.duties[idx].start_min
    times = [(0, 240), (210, 480), (240, 480)]
    spans = {
        (person, 0): (Span(start + low, start + high, "queue", 0),)
        for person, (low, high) in enumerate(times)
    }
    files = write_ics(tiny_roster(of, [{0: idx}] * 3, spans))
    assert exchanges(files, "p0") == ["Hand over plus to P2 at 12:00"]
    assert exchanges(files, "p1") == []


def test_hand_overs_after_a_break_are_none() -> None:
    """Who comes back from a break takes nothing over."""
    of = problem(2)
    one, two = duty(of, 0, 0), duty(of, 1, 0)
    spans = {
        (0, 0): tuple(blocks(of, one, (0, 210), (-1, 30), (0, 240))),
        (1, 0): tuple(blocks(of, two, (1, 210), (0, 30), (1, 240))),
    }
    files = write_ics(tiny_roster(of, [{0: one}, {0: two}], spans))
    assert exchanges(files, "p0") == []


# Time zones


def tzids(files: Mapping[Path, bytes], name: str) -> set[str]:
    """Return the zones that the entries of a calendar name."""
    data = files[Path("calendars", f"{name}.ics")].decode()
    _, _, events = data.partition("BEGIN:VEVENT")
    found = re.findall(r"\nDTSTART(?:;TZID=([^:]+))?:", events)
    return {tzid or "UTC" for tzid in found}


@pytest.mark.parametrize(
    ("event_tz", "own_zone", "shared_zone"),
    [
        (None, MANILA, HALIFAX),
        ("person", MANILA, MANILA),
        ("shift", HALIFAX, HALIFAX),
        ("utc", "UTC", "UTC"),
        ("UTC", "UTC", "UTC"),
        ("Asia/Kolkata", "Asia/Kolkata", "Asia/Kolkata"),
    ],
)
def test_whose_clock_entries_follow(
    event_tz: str | None, own_zone: str, shared_zone: str
) -> None:
    """People's own by default; the shift's where several people read."""
    of = problem(1)
    person = dataclasses.replace(of.people[0], zone=MANILA)
    of = dataclasses.replace(of, people=(person,))
    made = roster(of, {(0, 0): 0})
    files = write_ics(made, event_tz=event_tz)
    assert tzids(files, "people/p0") == {own_zone}
    assert tzids(files, "teams/team") == {shared_zone}
    assert tzids(files, "queues/plus") == {shared_zone}
    start_min = of.duties[duty(of, 0, 0)].start_min
    (entry,) = own(files, "p0")
    assert to_instant(entry.start) == start_min
    assert "Mon 2027-03-08 12:00–20:00 UTC" in entry["DESCRIPTION"]
    assert_clean(files)


def test_an_own_entry_tells_the_clocks_of_reader_and_shift() -> None:
    """Somebody in Manila who covers Halifax sees both, and UTC."""
    of = problem(1)
    person = dataclasses.replace(of.people[0], zone=MANILA)
    of = dataclasses.replace(of, people=(person,))
    (entry,) = own(write_ics(roster(of, {(0, 0): 0})), "p0")
    assert str(entry["DESCRIPTION"]).split("\n\n")[1] == (
        "Mon 2027-03-08 20:00 – Tue 2027-03-09 04:00 Asia/Manila\n"
        "Mon 2027-03-08 08:00–16:00 America/Halifax\n"
        "Mon 2027-03-08 12:00–20:00 UTC"
    )


def test_an_unknown_zone_is_refused_with_a_hint() -> None:
    """The message names what can be said."""
    with pytest.raises(InputError, match="America/Halifax"):
        write_ics(roster(problem()), event_tz="Halifax")


@pytest.mark.parametrize(
    ("first_day", "length"),
    [
        (date(2027, 3, 8), "7 h, as the clocks change (paid: 8 h)"),
        (date(2026, 10, 26), "9 h, as the clocks change (paid: 8 h)"),
    ],
    ids=["spring", "autumn"],
)
def test_nights_of_clock_changes(first_day: date, length: str) -> None:
    """Instants are those of the duty; the real length is told."""
    of = problem(2, first_day=first_day)
    files = write_ics(roster(of))
    (_, night) = own(files, "p0")
    real = of.duties[duty(of, 0, 5, 2)]
    assert to_instant(night.start) == real.start_min
    assert to_instant(night.end) == real.end_min
    assert f"Length: {length}" in night["DESCRIPTION"]
    assert_clean(files)


def test_times_shown_twice_carry_their_offset() -> None:
    """A block that begins in the repeated hour says in which of the two."""
    of = problem(1, first_day=date(2026, 10, 26))
    idx = duty(of, 0, 5, 2)
    spans = tuple(blocks(of, idx, (0, 210), (1, 60)))
    files = write_ics(tiny_roster(of, [{5: idx}], {(0, 5): spans}))
    (entry,) = own(files, "p0")
    assert "22:00–01:30 (UTC-03:00) plus\n" in entry["DESCRIPTION"]
    assert (
        "01:30 (UTC-03:00)–01:30 (UTC-04:00) frontline"
        in (entry["DESCRIPTION"])
    )
    assert_clean(files)


# Names


NAMES = [
    "अनीता शर्मा",
    "ليلى الحسن",
    "👩‍💻 Maya 🇳🇵",
    "O’Brien, Zoë; \\ 山田",
    "BEGIN:VEVENT\r\nSUMMARY:forged",
    "bell\x07 and \x00 null",
]


@pytest.mark.parametrize("name", NAMES)
def test_names_come_back_as_they_were(name: str) -> None:
    """Letters of all scripts and marks of the format survive."""
    of = problem([{"name": name, "team": name}, {}])
    files = write_ics(roster(of))
    plain = " ".join(re.sub("[\x00-\x1f]", " ", name).split())
    (entry, _) = own(files, "p0")
    assert f"\nTeam: {plain}\n" in entry["DESCRIPTION"]
    assert f"plus – {plain}" in titles(files, "queues/plus")
    assert_clean(files)


# Identity and change


def uids(files: Mapping[Path, bytes]) -> dict[str, list[str]]:
    """Return the UIDs of each calendar."""
    return {
        path.stem: [str(event["UID"]) for event in feed(files, name)]
        for path in files
        if (name := f"{path.parent.name}/{path.stem}")
    }


def versions(
    files: Mapping[Path, bytes], name: str
) -> list[tuple[str, int, str]]:
    """Return title, SEQUENCE and DTSTAMP of the entries of a calendar."""
    return [
        (
            str(event["SUMMARY"]),
            int(event["SEQUENCE"]),
            event["DTSTAMP"].to_ical().decode(),
        )
        for event in feed(files, name)
    ]


def test_uids_know_neither_start_nor_shift() -> None:
    """Work moved by an hour or to another shift stays the same entry."""
    of = problem()
    before = uids(write_ics(roster(of, {(0, 0): 0})))
    later = uids(write_ics(roster(of, {(0, 0): 1})))
    night = uids(write_ics(roster(of, {(0, 0): 2})))
    assert before == later
    assert before["p0"] == night["p0"]


def test_uids_are_unique_and_tell_nothing() -> None:
    """Own, team and queue entries differ; a name cannot be read off."""
    files = write_ics(roster(problem()))
    found = [uid for each in uids(files).values() for uid in each]
    assert len(found) == len(set(found)) == 3 + 3 + 3 + 2
    assert all(re.fullmatch(r"[0-9a-f-]{36}", uid) for uid in found)


def test_first_stamps_are_the_first_day() -> None:
    """Nobody's clock is in a file: the same roster gives the same bytes."""
    made = roster(problem())
    files = write_ics(made)
    assert files == write_ics(made)
    assert {stamp for _, _, stamp in versions(files, "people/p0")} == {
        "20270308T000000Z"
    }


def test_nothing_changed_means_no_byte_changed() -> None:
    """A second export over the first is the first."""
    made = roster(problem())
    first = write_ics(made)
    assert write_ics(made, previous=first) == first


def test_a_moved_work_is_a_newer_version() -> None:
    """SEQUENCE and stamp grow with each change; the rest stays as it is."""
    of = problem()
    works = {(0, 0): 0, (0, 1): 0, (1, 0): 1}
    first = write_ics(roster(of, works))
    second = write_ics(roster(of, works | {(0, 1): 1}), previous=first)
    assert versions(second, "people/p0") == [
        ("core: frontline, plus", 0, "20270308T000000Z"),
        ("core: frontline, plus", 1, "20270308T000100Z"),
    ]
    changed = {path.stem for path in first if first[path] != second[path]}
    assert changed == {"p0", "team", "plus", "frontline"}
    third = write_ics(roster(of, works), previous=second)
    assert versions(third, "people/p0")[1][1:] == (2, "20270308T000200Z")
    assert write_ics(roster(of, works), previous=third) == third
    for files in (first, second, third):
        assert_clean(files)


def test_a_changed_text_is_a_newer_version() -> None:
    """Another queue at the same time is a change, too."""
    of = problem(1)
    idx = duty(of, 0, 0)
    one, two = (
        tiny_roster(
            of, [{0: idx}], {(0, 0): tuple(blocks(of, idx, (queue, 480)))}
        )
        for queue in (0, 1)
    )
    first = write_ics(one)
    second = write_ics(two, previous=first)
    assert versions(second, "people/p0") == [
        ("core: frontline", 1, "20270308T000100Z")
    ]
    assert versions(second, "teams/team")[0][1] == 1


def test_a_deleted_work_is_gone() -> None:
    """Subscribers drop what is missing; no tombstone is left."""
    of = problem()
    first = write_ics(roster(of, {(0, 0): 0, (0, 1): 0}))
    second = write_ics(roster(of, {(0, 1): 0}), previous=first)
    assert len(own(second, "p0")) == 1
    assert versions(second, "people/p0")[0][1] == 0
    assert uids(second)["p0"] == uids(first)["p0"][1:]


def test_a_swap_leaves_one_calendar_and_enters_another() -> None:
    """Each keeps their own entries; nobody's UID passes to another."""
    of = problem()
    first = write_ics(roster(of, {(0, 0): 0, (1, 1): 0}))
    second = write_ics(roster(of, {(1, 0): 0, (0, 1): 0}), previous=first)
    before, after = uids(first), uids(second)
    assert not set(before["p0"] + before["p1"]) & set(after["p0"])
    assert [v[1] for v in versions(second, "people/p0")] == [0]


def test_next_month_does_not_turn_back_the_stamps() -> None:
    """A first day further on or back never lowers a stamp or a version."""
    late = problem(1, first_day=date(2027, 3, 15))
    early = problem(1, first_day=date(2027, 3, 8), days=14)
    first = write_ics(roster(late, {(0, 0): 0}))
    same = write_ics(roster(early, {(0, 7): 0}), previous=first)
    moved = write_ics(roster(early, {(0, 7): 1}), previous=first)
    title = "core: frontline, plus"
    assert versions(same, "people/p0") == [(title, 0, "20270315T000000Z")]
    assert versions(moved, "people/p0") == [(title, 1, "20270315T000100Z")]


@pytest.mark.parametrize(
    "rubbish",
    [
        b"",
        b"\x00\xff<html>",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:x\r\n",
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR\n",
    ],
)
def test_an_unreadable_file_counts_as_nothing(rubbish: bytes) -> None:
    """What lies there and is no calendar of ours is replaced."""
    made = roster(problem())
    first = write_ics(made)
    assert write_ics(made, previous=dict.fromkeys(first, rubbish)) == first


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"SEQUENCE:0", b"SEQUENCE:99999999999999999999"),
        (b"SEQUENCE:0", b"SEQUENCE:minus one"),
        (b"SEQUENCE:0\r\n", b""),
    ],
)
def test_a_spoilt_version_starts_again(old: bytes, new: bytes) -> None:
    """A figure no client could hold is not counted on from."""
    of = problem(1)
    path = Path("calendars/people/p0.ics")
    first = write_ics(roster(of, {(0, 0): 0}))
    spoilt = {path: first[path].replace(old, new)}
    files = write_ics(roster(of, {(0, 0): 1}), previous=spoilt)
    assert versions(files, "people/p0")[0][1] == 1
    assert_clean(files)


def test_a_missing_stamp_is_the_first() -> None:
    """An entry without a stamp gets that of its version."""
    of = problem(1)
    path = Path("calendars/people/p0.ics")
    first = write_ics(roster(of, {(0, 0): 0}))
    spoilt = re.sub(rb"DTSTAMP:.*\r\n", b"", first[path])
    files = write_ics(roster(of, {(0, 0): 1}), previous={path: spoilt})
    assert versions(files, "people/p0")[0][2] == "20270308T000100Z"


# Golden files


def golden_roster() -> Roster:
    """Return a week around the spring change in Halifax, with Manila."""
    of = problem(
        [
            {"id": "ana", "name": "Ana, Zoë; \\ Souza", "team": "na"},
            {
                "id": "ben",
                "name": "Ben 🌙 Reyes",
                "team": "apac",
                "zone": MANILA,
            },
        ]
    )
    return roster(of, {(0, 0): 0, (0, 5): 2, (1, 0): 1, (1, 6): 2})


def test_golden_files() -> None:
    """Every byte is as reviewed; UPDATE_GOLDEN=1 writes them anew."""
    files = write_ics(golden_roster())
    assert_clean(files)
    for path, data in files.items():
        kept = GOLDEN / path.relative_to("calendars")
        if os.environ.get("UPDATE_GOLDEN"):
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(data)
        assert data == kept.read_bytes(), path
    assert {p.relative_to(GOLDEN) for p in GOLDEN.rglob("*.ics")} == {
        path.relative_to("calendars") for path in files
    }


def test_zone_of_a_calendar_without_work_is_the_readers() -> None:
    """An empty calendar still says whose clock it would follow."""
    of = problem([{"zone": MANILA}])
    data = write_ics(roster(of, {}))[Path("calendars/people/p0.ics")]
    assert b"X-WR-TIMEZONE:Asia/Manila" in data
    assert zone(MANILA).name.encode() in data
