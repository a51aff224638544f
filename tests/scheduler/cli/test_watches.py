"""What ``schedule who`` prints of a moment."""

import io

from rich.console import Console

import scheduler
from scheduler.cli.watches import print_watch
from scheduler.problem import Span, Work
from scheduler.roster import Roster


def printed(hour):
    """Return what is said of the desk at an hour of Monday.

    Ana is there from 8 to 16, at lunch from 12 to 13 and at a meeting at 15;
    Ben comes on Tuesday.
    """
    problem = scheduler.build(
        {
            "version": 1,
            "roster": "Tiny",
            "zone": "UTC",
            "from": "2027-03-01",
            "days": 2,
            "teams": {"uk": {"place": "GB", "zone": "Europe/London"}},
            "contracts": {"full": {}},
            "skills": {"names": ["desk"]},
            "shifts": {"day": {"window": "daily 08:00-16:00"}},
            "people": [
                {"name": name, "team": "uk", "contract": "full",
                 "skills": ["desk"]} for name in ("Ana", "Ben")
            ],
            "queues": {"desk": {}},
            "coverage": [
                {"queue": "desk", "window": "daily 08:00-18:00", "least": 2},
            ],
            "events": [{"name": "review", "who": "Ana", "length": "1h",
                        "every": "week"}],
        }
    )  # fmt: skip
    today, tomorrow = (problem.menu(0, day)[0] for day in (0, 1))
    at = problem.duties[today].start_min - 480
    spans = tuple(
        Span(at + 60 * a, at + 60 * b, kind, 0 if kind == "queue" else -1, key)
        for a, b, kind, key in (
            (8, 12, "queue", ""), (12, 13, "break", ""),
            (13, 15, "queue", ""), (15, 16, "event", "events.review"),
        )
    )  # fmt: skip
    roster = Roster(
        problem, ((Work(0, 0, today, spans),), (Work(1, 1, tomorrow),))
    )
    (watch,) = scheduler.who(roster, "desk", at + 60 * hour)
    console = Console(file=io.StringIO(), width=80)
    print_watch(console, problem, watch)
    return console.file.getvalue()


def test_who_is_there_and_when_they_pause():
    """The next break is told with who is there."""
    said = printed(9)
    assert "desk · Mon 1 March 09:00 UTC · asks for 2 people" in said
    assert "Ana (uk), Mon 1 March 08:00–15:00 London; a break at 12:00" in said
    assert "nobody until the roster ends" in said  # Ben serves no queue
    assert "could      Ben could, at a price" in said


def test_who_is_on_a_break():
    """Nobody is there, and it is said until when."""
    said = printed(12)
    assert "Ana (uk) is on a break until 13:00; Mon 1 March 08:00–15:0" in said
    assert "nobody else" in said
    assert "nobody Mon 1 March 12:00–13:00 UTC" in said


def test_nobody():
    """After hours nobody is asked for, and nobody is there."""
    said = printed(20)
    assert "asks for nobody" in said
    assert "now        nobody" in said
