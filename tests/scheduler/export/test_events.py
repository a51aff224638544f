"""Events leave and come back: JSON by key, CSV by name, calendars to read."""

from dataclasses import replace

import pytest

from constraints.event import Event
from constraints.occasions import Period
from scheduler.checker import check
from scheduler.export.csv import read_csv, write_csv
from scheduler.export.ics import write_ics
from scheduler.export.json import read_roster, write_roster
from scheduler.problem import Span
from scheduler.testing import TinyShift, tiny_problem, tiny_roster

H = 60
PROBLEM = tiny_problem(
    [{"name": "Ana"}, {"name": "Ben"}, {"name": "Kim"}],
    days=1,
    shifts={"day": TinyShift((8 * H,))},
)
START = PROBLEM.duties[0].start_min
WINDOWS = ((START, START + 8 * H),)
TALKS = Event(
    id="events.talk",
    title="one-to-one",
    each=True,
    with_="Kim",
    length=H,
    importance="must",
    periods=(Period("d", (0, 0), 1, {"": WINDOWS, "UTC": WINDOWS}),),
)
ASKED = replace(PROBLEM, rules=(TALKS,))


def talk(person, hour):
    """Return an hour of somebody's one-to-one."""
    start = START + hour * H
    return Span(start, start + H, "event", event=f"events.talk/{person}/d")


ROSTER = tiny_roster(
    ASKED,
    [{0: 0}, {0: 0}, {0: 0}],
    {
        (0, 0): (talk("p0", 1),),
        (1, 0): (talk("p1", 4),),
        (2, 0): (talk("p0", 1), talk("p1", 4)),
    },
)


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_events_come_back(kind, tmp_path):
    """Whose one-to-one it is that Kim has is told by who else is there."""
    write, read = {
        "json": (write_roster, read_roster),
        "csv": (write_csv, read_csv),
    }[kind]
    path = tmp_path / f"roster.{kind}"
    path.write_bytes(write(ROSTER))
    again = read(ASKED, path)
    assert again.lines == ROSTER.lines
    assert check(again).ok
    assert b"one-to-one" in path.read_bytes()


def test_an_event_nobody_asked_for_is_kept_and_told(tmp_path):
    """A training that somebody added by hand."""
    path = tmp_path / "roster.csv"
    text = write_csv(ROSTER).decode("utf-8-sig")
    path.write_text(text.replace("one-to-one 09:00-10:00", "yoga 09:00-10:00"))
    again = read_csv(ASKED, path)
    assert again.events(0)[0].event == "yoga"
    told = [v.note for v in check(again).broken if v.note]
    assert any("yoga" in note and "asked for nowhere" in note for note in told)


def test_calendars_show_events_with_their_people():
    """Own entries of each who is there; the team reads them in the duty."""
    files = {
        str(path): data.decode().replace("\r\n ", "")
        for path, data in write_ics(ROSTER).items()
    }
    kim = next(text for path, text in files.items() if "p2" in path)
    assert "SUMMARY:one-to-one with Ana" in kim
    assert "SUMMARY:one-to-one with Ben" in kim
    assert "09:00–10:00 one-to-one with Ana" in kim
    team = next(text for path, text in files.items() if "teams" in path)
    assert "09:00–10:00 one-to-one with Kim" in team
    assert "SUMMARY:one-to-one" not in team
    uids = [line for line in kim.splitlines() if line.startswith("UID:")]
    assert len(uids) == len(set(uids)) == 3
