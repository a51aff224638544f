"""Time off the queues: placed where it costs least, carried, read back."""

import pytest

from constraints.terms import OnQueues
from scheduler import build, check, solve
from scheduler.engine.joined import joined
from scheduler.engine.search.simpler import placed, simpler
from scheduler.engine.view import LinesView
from scheduler.export.csv import write_csv
from scheduler.export.ics import write_ics
from scheduler.export.json import write_roster
from scheduler.export.rosters import read_any
from scheduler.model import compile_rules

H = 60
FILE = {
    "roster": "Leads",
    "zone": "Europe/Lisbon",
    "from": "2027-03-01",
    "days": 2,
    "skills": {"names": ["desk"]},
    "teams": {"eu": {"skills": ["desk"]}},
    "contracts": {"lead": {"on queues": "at most 4h/week"}},
    "shifts": {"day": {"window": "Mon-Tue 08:00-14:00"}},
    "queues": {"desk": {}, "near": {"seat": False, "needs": []}},
    "coverage": [
        {"queue": "desk", "window": "Mon 10:00-12:00", "least": 1},
        {"queue": "desk", "window": "Tue 12:00-14:00", "least": 1},
        {
            "queue": "near",
            "window": "Mon-Tue 08:00-14:00",
            "least": 1,
            "importance": "must",
        },
    ],
    "people": [{"name": "Ana", "team": "eu", "contract": "lead"}],
    "pins": [
        {"who": "Ana", "day": "2027-03-01", "shift": "day"},
        {"who": "Ana", "day": "2027-03-02", "shift": "day"},
    ],
}


@pytest.fixture(scope="module")
def problem():
    """Return twelve hours at work, four of them on the queues."""
    return build(FILE)


@pytest.fixture(scope="module")
def roster(problem):
    """Return the best roster."""
    result = solve(problem, iterations=500)
    # All four hours that are asked for fit into those she may serve, and
    # that she is there for others is not touched by it.
    assert (result.status, result.cost) == ("optimal", 0)
    return result.best


def test_the_hours_asked_for_are_those_served(problem, roster):
    """Eight hours are off the queues, in stretches as long as can be."""
    assert check(roster).ok
    off = [
        [(span.start_min, span.end_min) for span in work.events]
        for work in roster.lines[0]
    ]
    monday, tuesday = (roster.duty(w).start_min for w in roster.lines[0])
    assert off == [
        [(monday, monday + 2 * H), (monday + 4 * H, monday + 6 * H)],
        [(tuesday, tuesday + 4 * H)],
    ]


def test_the_annealer_leaves_it_for_later(problem, roster):
    """A model without it, and lines on which it is then placed."""
    model = compile_rules(problem)
    assert not any(isinstance(t, OnQueues) for t in simpler(model).terms)
    bare = tuple(
        tuple(chosen and chosen._replace(events=()) for chosen in line)
        for line in lines_of(roster)
    )
    found = placed(model, bare)
    assert found == lines_of(roster)
    view = LinesView(problem, found)
    start = problem.duties[found[0][0].duty].start_min
    assert not view.present(0, start, start + H)
    assert view.present(0, start, start + H, near=True)


def lines_of(roster):
    """Return a roster as an engine has it."""
    from scheduler.engine.engine import Chosen

    return tuple(
        tuple(
            next(
                (Chosen(w.duty, (), w.events) for w in line if w.day == day),
                None,
            )
            for day in range(roster.problem.days)
        )
        for line in roster.lines
    )


@pytest.mark.parametrize("name", ["roster.json", "roster.csv"])
def test_files_keep_it(problem, roster, tmp_path, name):
    """What is written is read back, with what it is off the queues for."""
    write = {"roster.json": write_roster, "roster.csv": write_csv}[name]
    (tmp_path / name).write_bytes(write(roster))
    assert read_any(problem, tmp_path / name).lines == roster.lines


def test_calendars_show_it(roster):
    """Three stretches, by name."""
    (ana,) = (d for p, d in write_ics(roster).items() if "ana" in str(p))
    assert ana.count(b"SUMMARY:off the queues") == 3


def test_only_what_touches_is_joined(roster):
    """Days off, days without events and other keys stay as they are."""
    (first, *_), *_ = lines_of(roster)
    assert joined(None, {"x"}) is None
    assert joined(first, ()) is first
    assert joined(first, {first.events[0].event}) == first
