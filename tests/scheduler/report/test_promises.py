"""What was promised, what is staffed, and the chance of keeping it."""

import pytest

import scheduler
from scheduler.problem import Work
from scheduler.queues import with_queues
from scheduler.report.heat import heat
from scheduler.report.promises import promises
from scheduler.roster import Roster

OPEN = "daily 08:00-18:00"


@pytest.fixture(scope="module")
def acme():
    """Two of four people answer what Acme's promise needs more for."""
    problem = scheduler.build(
        {
            "roster": "Desk",
            "zone": "Europe/Lisbon",
            "from": "2027-03-01",
            "days": 1,
            "skills": {"names": ["chat"]},
            "teams": {"desk": {"place": "PT", "skills": ["chat"]}},
            "contracts": {"any": {}},
            "shifts": {"day": {"window": OPEN}},
            "people": [
                {"name": f"P{number}", "team": "desk", "contract": "any"}
                for number in range(4)
            ],
            "queues": {"chat": {"channel": "chat"}},
            "coverage": [
                {"queue": "chat", "window": "daily 08:00-10:00", "least": 2}
            ],
            "accounts": {
                "Acme": {
                    "queues": "chat",
                    "window": OPEN,
                    "answer": "80% within 1m",
                    "volume": 24,
                    "handle": "6m",
                }
            },
        }
    )
    duty = problem.menu(0, 0)[0]
    lines = [(Work(p, 0, duty),) if p < 2 else () for p in range(4)]
    return with_queues(Roster(problem, tuple(lines)))


def of(roster, replications):
    """Return the promises of a roster as it is judged."""
    rows = heat(roster, scheduler.check(roster).violations)
    return promises(roster, rows, replications)


def test_what_is_staffed(acme):
    """Of the people that the promise takes for ten hours, two are there."""
    first, *_ = of(acme, 0)
    (row,) = [
        row
        for row in heat(acme, scheduler.check(acme).violations)
        if row.account == "Acme"
    ]
    heads = {cell.least for cell in row.cells}
    assert min(heads) > 2
    assert first.name == "Acme"
    assert (first.share, first.within_min) == (0.8, 1)
    assert first.asked_min - first.short_min == 2 * 600
    assert (first.level, first.kept) == (None, None)


def test_chance_of_keeping_it(acme):
    """24 contacts of 6 minutes an hour are too many for two people."""
    first, *_ = of(acme, 20)
    assert first.level < 0.5
    assert first.kept == 0
    assert first.contacts == pytest.approx(240, rel=0.1)
    start, share = first.worst
    assert share <= first.level
    assert start % 30 == 0


def test_people_alone(acme):
    """What coverage asks in people is a promise as well, without a share."""
    *_, last = of(acme, 0)
    assert last.name == "chat"
    assert last.share is None
    assert last.short_min > 0


def test_nothing_promised(small):
    """Without accounts there are the people of coverage alone."""
    (only,) = of(small, 5)
    assert only.name == "desk"
    assert only.contacts is None
