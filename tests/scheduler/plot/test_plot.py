"""Pictures: what they hold, that they repeat, and whom they cannot hurt."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace

import pytest

import scheduler
from scheduler.errors import InputError
from scheduler.plot.canvas import DARK, LIGHT, Canvas, View
from scheduler.plot.coverage import _alike, _names
from scheduler.plot.plot import write_plot
from scheduler.problem import Span, Work
from scheduler.queues import with_queues
from scheduler.roster import Roster

EVIL = "A $x_1$ <script>"
NS = "{http://www.w3.org/2000/svg}"


def _roster():
    """Two zones over the change of clocks in London; one is away."""
    problem = scheduler.build(
        {
            "roster": "Small",
            "zone": "Europe/London",
            "from": "2027-03-27",
            "days": 3,
            "teams": {
                "uk": {"place": "GB"},
                "ph": {"zone": "Asia/Manila", "place": "PH"},
            },
            "contracts": {"full": {"paid hours": "at most 40/week"}},
            "skills": {"names": ["desk"]},
            "shifts": {
                "day": {
                    "window": "daily 08:00-16:00",
                    "break": {"length": "30m"},
                }
            },
            "people": [
                {"name": name, "team": team, "contract": "full",
                 "skills": ["desk"]}
                for name, team in ((EVIL, "uk"), ("Kei", "ph"), ("Ben", "uk"))
            ],
            "queues": {"desk": {}},
            "coverage": [
                {"queue": "desk", "window": "daily 08:00-16:00", "least": 1}
            ],
            "away": [{"who": "Ben", "dates": "2027-03-27"}],
        }
    )  # fmt: skip
    lines = []
    for person in (0, 1):
        duty = problem.menu(person, 0)[0]
        start = problem.duties[duty].start_min
        rest = Span(start + 240, start + 270, "break")
        lines.append((Work(person, 0, duty, (rest,)),))
    return with_queues(Roster(problem, (*lines, ())))


@pytest.fixture(scope="module")
def roster():
    """One roster for all pictures."""
    return _roster()


def _texts(svg):
    root = ET.fromstring(svg)
    return ["".join(node.itertext()) for node in root.iter(f"{NS}text")]


def test_a_timeline_names_people_days_and_colours(roster):
    """Text stays text, as it was written, whatever it looks like."""
    texts = _texts(write_plot(roster))
    assert EVIL in texts
    assert "uk · Europe/London" in texts
    assert {"Sat 27", "Sun 28", "Mon 29"} <= {*texts}
    assert {"desk", "away", "night there"} <= {*texts}
    assert "clocks forward 1 h" in texts
    assert "event" not in texts


def test_coverage_tells_what_is_missing_where_it_is_shown(roster):
    """All three days miss 16.5 hours; the first only the half-hour break."""
    texts = _texts(write_plot(roster, "coverage"))
    assert "desk (−16 h 30)" in texts
    assert "below least" in texts
    first = _texts(write_plot(roster, "coverage", days=(0,)))
    assert "desk (−30 min)" in first
    none = _texts(write_plot(roster, "coverage", queues=()))
    assert "nothing is asked for" in none


def test_bars_stand_where_the_clock_says(roster):
    """In Manila, Kei's day starts at a third of the first day."""
    view = View(roster.problem, (0,), "Asia/Manila")
    duty = roster.duty(roster.work(1, 0))
    start, end = view.cut(duty.start_min, duty.end_min)
    day_min = view.end_min - view.start_min
    assert (start - view.start_min) / day_min == pytest.approx(8 / 24)
    assert (end - view.start_min) / day_min == pytest.approx(16 / 24)
    # The day on which London loses an hour.
    sunday = View(roster.problem, (1,), "Europe/London")
    assert sunday.end_min - sunday.start_min == 23 * 60
    assert view.cut(0, 60) is None


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_the_same_roster_gives_the_same_picture(roster, kind):
    """No date, no name of a machine or a library."""
    data = write_plot(roster, kind=kind, dark=True)
    assert data == write_plot(roster, kind=kind, dark=True)
    assert data.startswith(b"<?xml" if kind == "svg" else b"\x89PNG")
    assert data != write_plot(roster, kind=kind)


def _weeks(days):
    problem = scheduler.build(
        {
            "roster": "Long",
            "zone": "Europe/London",
            "from": "2027-03-01",
            "days": days,
            "teams": {"uk": {"place": "GB"}},
            "contracts": {"full": {"paid hours": "at most 40/week"}},
            "shifts": {"day": {"window": "daily 08:00-16:00"}},
            "people": [{"name": "Ana", "team": "uk", "contract": "full"}],
        }
    )
    return View(problem, tuple(range(days)), "Europe/London")


@pytest.mark.parametrize(
    ("days", "rows", "lengths"),
    [
        (7, 200, [7]),
        # 13 inches wide; 1.0 + 4 × 3.0 inches are not too tall.
        (28, 10, [7, 7, 7, 7]),
        # 1.0 + 4 × 7.8 inches are; two weeks beside each other, 23 inches
        # wide and 17 tall, are not.
        (28, 30, [14, 14]),
        # Wednesday of the fifth week is the last day.
        (31, 1, [7, 7, 7, 7, 3]),
    ],
)
def test_weeks_are_beneath_each_other(days, rows, lengths):
    """As many beside each other as a sheet of paper needs, no more."""
    bands = _weeks(days).bands(rows)
    assert [len(band.days) for band in bands] == lengths
    assert [day for band in bands for day in band.days] == [*range(days)]


def test_each_band_has_its_own_days(roster):
    """Names in each, each day once, a day as wide in a part of a week."""
    view = _weeks(10)
    canvas = Canvas(view, LIGHT, 1)
    canvas.labels(lambda band: [f"Ana, {len(band.days)}"], bold=set())
    monday = 7 * 1440 + view.start_min
    canvas.bars(0, [(monday - 60, monday + 120)], "red")
    widths = [at.get_xlim()[1] - at.get_xlim()[0] for _, at in canvas.bands]
    assert widths == [7 * 1440] * 2
    drawn = [
        path.get_extents().width
        for _, at in canvas.bands
        for found in at.collections
        for path in found.get_paths()
    ]
    assert drawn == [60, 120]
    texts = _texts(canvas.saved("svg"))
    assert {"Ana, 7", "Ana, 3"} <= {*texts}
    assert texts.count("Mon 8") == 1


def test_accounts_that_are_alike_share_a_row(roster):
    """Of what misses nothing; queues, and what misses some, stand alone."""

    def row(name, kind="account", *, missing=0.0, cuts=(0, 60)):
        cells = [
            SimpleNamespace(
                start_min=view.start_min + start,
                end_min=view.start_min + end,
                least=1, wanted=1, missing=missing,
                state="short" if missing else "met",
            )
            for start, end in pairwise(cuts)
        ]  # fmt: skip
        return SimpleNamespace(name=name, kind=kind, queue=0, cells=cells)

    view = View(roster.problem, (0,), "Europe/London")
    # However their time is cut into cells.
    same = row("b", cuts=(0, 15, 60))
    rows = [row("a"), row("q", "queue"), same, row("c", missing=1.0)]
    assert [_names(found, view) for found in _alike(rows, view)] == [
        "a, and 1 like it", "q", "c (−1 h)",
    ]  # fmt: skip


def test_only_some_people(roster):
    """Others and their teams are left out."""
    texts = _texts(write_plot(roster, people=(1,)))
    assert "Kei" in texts
    assert EVIL not in texts
    assert "uk · Europe/London" not in texts


def test_scripts_without_a_font_are_no_error(roster):
    """SVG keeps the text; PNG draws boxes."""
    people = tuple(replace(p, name="张伟 ㅎ") for p in roster.problem.people)
    other = Roster(replace(roster.problem, people=people), roster.lines)
    assert "张伟 ㅎ" in _texts(write_plot(other))
    assert write_plot(other, kind="png")


def test_queues_have_colours_of_their_own():
    """The first twelve differ, in light and in dark."""
    for theme in (LIGHT, DARK):
        assert len({theme.queue(idx) for idx in range(12)}) == 12
        assert theme.queue(12) == theme.queue(0)


def test_without_the_library_it_is_said_what_to_install(roster, monkeypatch):
    """The part is optional."""
    monkeypatch.setitem(__import__("sys").modules, "matplotlib.figure", None)
    with pytest.raises(InputError, match=r"pip install 'sunroster\[plot\]'"):
        write_plot(roster)
