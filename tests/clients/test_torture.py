"""The hardest nights of two years, in seven calendar programs.

Local times, instants and texts are written down by hand and compared with
what each program made of our file.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from scheduler.clock import day_number, zone
from scheduler.export.calendar import Calendar, CalendarEvent, calendar_bytes
from scheduler.export.ics_lint import lint

pytestmark = pytest.mark.clients

# zone, local start, local end, start and end in UTC
NIGHTS = """
America/Halifax      2026-10-05T22:00 2026-10-06T06:00 2026-10-06T01:00 2026-10-06T09:00
America/Halifax      2026-10-31T22:00 2026-11-01T06:00 2026-11-01T01:00 2026-11-01T10:00
America/Halifax      2027-03-13T22:00 2027-03-14T06:00 2027-03-14T02:00 2027-03-14T09:00
America/Halifax      2026-10-31T16:00 2026-11-01T00:00 2026-10-31T19:00 2026-11-01T03:00
America/Halifax      2026-11-01T00:00 2026-11-01T08:00 2026-11-01T03:00 2026-11-01T12:00
America/Halifax      2026-10-31T20:00 2026-11-01T01:30 2026-10-31T23:00 2026-11-01T05:30
America/Halifax      2026-11-01T01:30 2026-11-01T09:30 2026-11-01T04:30 2026-11-01T13:30
America/Halifax      2027-03-14T02:30 2027-03-14T10:30 2027-03-14T06:30 2027-03-14T13:30
America/St_Johns     2026-11-01T08:00 2026-11-01T16:00 2026-11-01T11:30 2026-11-01T19:30
America/Los_Angeles  2027-03-13T21:00 2027-03-14T05:00 2027-03-14T05:00 2027-03-14T12:00
America/Vancouver    2026-11-02T09:00 2026-11-02T17:00 2026-11-02T16:00 2026-11-03T00:00
America/Nuuk         2026-10-24T22:00 2026-10-25T06:00 2026-10-24T23:00 2026-10-25T08:00
America/Santiago     2027-04-03T22:00 2027-04-04T06:00 2027-04-04T01:00 2027-04-04T10:00
Europe/Berlin        2026-10-24T22:00 2026-10-25T06:00 2026-10-24T20:00 2026-10-25T05:00
Europe/Berlin        2027-03-27T22:00 2027-03-28T06:00 2027-03-27T21:00 2027-03-28T04:00
Europe/Berlin        2027-03-27T19:00 2027-03-28T03:00 2027-03-27T18:00 2027-03-28T01:00
Europe/Berlin        2027-03-28T03:00 2027-03-28T11:00 2027-03-28T01:00 2027-03-28T09:00
Europe/Berlin        2027-07-05T09:00 2027-07-05T17:00 2027-07-05T07:00 2027-07-05T15:00
Europe/Dublin        2026-10-24T22:00 2026-10-25T06:00 2026-10-24T21:00 2026-10-25T06:00
Europe/Dublin        2027-03-27T22:00 2027-03-28T06:00 2027-03-27T22:00 2027-03-28T05:00
Europe/Dublin        2027-07-05T09:00 2027-07-05T17:00 2027-07-05T08:00 2027-07-05T16:00
Africa/Casablanca    2026-10-05T09:00 2026-10-05T17:00 2026-10-05T09:00 2026-10-05T17:00
Africa/Cairo         2026-10-29T22:00 2026-10-30T06:00 2026-10-29T19:00 2026-10-30T04:00
Asia/Jerusalem       2026-10-24T22:00 2026-10-25T06:00 2026-10-24T19:00 2026-10-25T04:00
Asia/Kolkata         2026-10-05T09:00 2026-10-05T18:00 2026-10-05T03:30 2026-10-05T12:30
Asia/Kathmandu       2026-10-05T09:00 2026-10-05T17:00 2026-10-05T03:15 2026-10-05T11:15
Asia/Manila          2026-10-05T20:00 2026-10-06T04:00 2026-10-05T12:00 2026-10-05T20:00
Asia/Tokyo           2026-12-31T22:00 2027-01-01T06:00 2026-12-31T13:00 2026-12-31T21:00
Australia/Lord_Howe  2026-10-03T22:00 2026-10-04T06:00 2026-10-03T11:30 2026-10-03T19:00
Australia/Lord_Howe  2027-04-03T22:00 2027-04-04T06:00 2027-04-03T11:00 2027-04-03T19:30
Australia/Sydney     2026-10-04T09:00 2026-10-04T17:00 2026-10-03T22:00 2026-10-04T06:00
Pacific/Chatham      2027-04-03T22:00 2027-04-04T06:00 2027-04-03T08:15 2027-04-03T17:15
UTC                  2026-12-24T22:00 2026-12-25T06:00 2026-12-24T22:00 2026-12-25T06:00
"""  # noqa: E501 - a table
# A backslash before an n is left out: node-ical makes a line break of it.
TEXTS = (
    ("chat – Zoë O’Brien", "Handover from Ana\nHandover to Søren"),
    ("रात की पाली – अनीता शर्मा", "पहली पंक्ति\n\nतीसरी पंक्ति"),
    ("مناوبة ليلية – ليلى", "السطر الأول\nالسطر الثاني"),
    ("夜勤 – 山田 太郎", "引き継ぎ、午前六時。" * 90),
    ("🌙 night – 👩‍💻 Maya 🇳🇵", "👩‍👩‍👧‍👦" * 36),
    ("a, b; c \\ d: \"e\" 'f' <g> &h", "1, 2; 3 \\ 4\n\\; is one"),
    ("percent %s {braces} $x", "x" * 900),
    ("=?UTF-8?Q?no?= ^n ^' tab", "https://example.org/?a=b,c;d&e#f"),
    ("escalations", ""),
)

Row = tuple[str, str, str, str, str, str, str]


def rows() -> list[Row]:
    """Return zone, local times, UTC times and texts of each event."""
    return [
        (*line.split(), *TEXTS[number % len(TEXTS)])
        for number, line in enumerate(NIGHTS.strip().splitlines())
    ]


def torture_event(number: int, row: Row) -> CalendarEvent:
    """Return the event of a row, its instants taken from local times."""
    where = zone(row[0])
    start, end = (datetime.fromisoformat(text) for text in row[1:3])
    return CalendarEvent(
        uid=f"{number:02}@torture",
        start_min=where.start_min(
            start.date(), start.hour * 60 + start.minute
        ),
        end_min=where.end_min(end.date(), end.hour * 60 + end.minute),
        zone=where,
        summary=row[5],
        description=row[6],
        categories=("chat", "night shift"),
        busy=number % 2 == 0,
        sequence=number,
        stamp_min=29_700_000 + number,
    )


def torture_bytes(*, utc: bool = False, count: int | None = None) -> bytes:
    """Return the whole calendar, or its first events only."""
    events = tuple(
        torture_event(number, row) for number, row in enumerate(rows()[:count])
    )
    first, last = (
        day_number(datetime.fromisoformat(text).date()) * 1440
        for text in ("2026-10-01", "2027-09-30")
    )
    return calendar_bytes(
        Calendar(
            name="Torture, 山田; \\ 🌙",
            description="Every change of the clocks.\nTwo years.",
            zone=zone("America/Halifax"),
            first_min=first,
            last_min=last,
            events=events,
        ),
        utc=utc,
    )


def truth() -> dict[str, tuple[str, str, str, str]]:
    """Return what every client must read, by UID."""
    return {
        f"{number:02}@torture": (f"{row[3]}:00Z", f"{row[4]}:00Z", *row[5:])
        for number, row in enumerate(rows())
    }


@pytest.mark.parametrize("utc", [False, True], ids=["zones", "utc"])
def test_every_client_reads_the_truth(
    client: Any, tmp_path: Path, *, utc: bool
) -> None:
    """Instants and texts of all events are identical in each program."""
    path = tmp_path / "torture.ics"
    path.write_bytes(torture_bytes(utc=utc))
    assert client.read([path]) == {path: truth()}


def test_all_clients_at_once(
    read_with_all_clients: Callable[..., Any], tmp_path: Path
) -> None:
    """Several files are read in one go, each by every client."""
    paths = [tmp_path / "one.ics", tmp_path / "two.ics"]
    few = dict(list(truth().items())[:2])
    for path in paths:
        path.write_bytes(torture_bytes(count=2))
    for readings in read_with_all_clients(paths).values():
        assert readings == dict.fromkeys(paths, few)


@pytest.mark.parametrize("name", ["ical.js", "vobject"])
def test_a_wrong_zone_would_be_noticed(
    client_named: Callable[[str], Any], tmp_path: Path, name: str
) -> None:
    """Clients that believe the file's zones see one that is off."""
    path = tmp_path / "wrong.ics"
    path.write_bytes(torture_bytes().replace(b":+0545", b":+0530"))
    (events,) = client_named(name).read([path]).values()
    wrong = [uid for uid, event in events.items() if event != truth()[uid]]
    nepal = [row[0] for row in rows()].index("Asia/Kathmandu")
    assert wrong == [f"{nepal:02}@torture"]


def test_torture_has_no_errors() -> None:
    """The linter warns of hard nights and finds nothing wrong."""
    findings = lint(torture_bytes(), "torture.ics")
    assert {finding.severity for finding in findings} == {"warning"}
    assert {finding.code for finding in findings} == {
        "hand-over-near-change",
        "real-length",
    }


def test_lines_are_short_and_end_in_crlf() -> None:
    """No line has more than 75 octets, however wide its letters."""
    data = torture_bytes()
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert data.count(b"\n") == data.count(b"\r\n")
    assert data.endswith(b"END:VCALENDAR\r\n")


@pytest.mark.parametrize("seed", ["1", "2"])
def test_same_bytes_in_every_process(seed: str) -> None:
    """Neither hash seeds nor a second run change a byte."""
    code = (
        "import runpy, sys; names = runpy.run_path(sys.argv[1]);"
        "sys.stdout.buffer.write(names['torture_bytes']())"
    )
    other = subprocess.run(
        [sys.executable, "-P", "-c", code, __file__],
        check=True,
        capture_output=True,
        env=os.environ | {"PYTHONHASHSEED": seed},
    )
    assert other.stdout == torture_bytes()
