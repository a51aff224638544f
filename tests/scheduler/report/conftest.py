"""A small roster that all tests of reports share."""

import pytest

import scheduler
from scheduler.problem import Work
from scheduler.queues import with_queues
from scheduler.roster import Roster


def small_problem(**more):
    """Two people in two zones, over the change of clocks in London."""
    return scheduler.build(
        {
            "version": 1,
            "roster": "Small & <b>bold</b>",
            "zone": "Europe/London",
            "from": "2027-03-27",
            "days": 2,
            "teams": {
                "uk": {"place": "GB"},
                "ph": {"zone": "Asia/Manila", "place": "PH"},
            },
            "contracts": {"full": {"paid hours": "at most 40/week"}},
            "skills": {"names": ["desk"]},
            "shifts": {
                "day": {"who": "all", "window": "daily 08:00-16:00",
                        "break": {"length": "30m",
                                  "starts after": "3h to 5h"}},
            },
            "people": [
                {"name": name, "team": team, "contract": "full",
                 "skills": ["desk"]}
                for name, team in (("Ana", "uk"), ("Kei", "ph"), ("Ben", "uk"))
            ],
            "queues": {"desk": {}},
            "coverage": [
                {"queue": "desk", "window": "daily 08:00-16:00", "least": 1,
                 "wanted": 2},
            ],
            "away": [{"who": "Ben", "dates": "2027-03-27"}],
            "pins": [{"who": "Ana", "day": "2027-03-27", "shift": "day"}],
            "rules": [
                {"rule": "preferences", "who": "Ana", "day off": "2027-03-27"},
            ],
        }
        | more
    )  # fmt: skip


@pytest.fixture(scope="package")
def small():
    """Ana works the first day in London, Kei in Manila."""
    problem = small_problem()
    lines = []
    for person in (0, 1):
        duty = problem.menu(person, 0)[0]
        start = problem.duties[duty].start_min
        rest = scheduler.problem.Span(start + 240, start + 270, "break")
        lines.append((Work(person, 0, duty, (rest,)),))
    return with_queues(Roster(problem, (*lines, ())))
