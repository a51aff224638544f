"""How queues are staffed against what was asked."""

import pytest

import scheduler
from scheduler.report.heat import Cell, heat
from scheduler.roster import Roster


def problem_of(**more):
    """Return a tiny problem of one or two people."""
    return scheduler.build(
        {
            "version": 1,
            "roster": "Tiny",
            "zone": "Europe/London",
            "from": "2027-03-01",
            "days": 1,
            "teams": {"uk": {"place": "GB"}},
            "contracts": {"full": {"paid hours": "at most 40/week"}},
            "shifts": {"day": {"who": "all", "window": "daily 08:00-16:00"}},
            "skills": {"names": ["desk"]},
            "people": [
                {"name": name, "team": "uk", "contract": "full",
                 "skills": ["desk"]}
                for name in ("Ana", "Ben")
            ],
            "queues": {"desk": {}},
            "coverage": [
                {"queue": "desk", "window": "daily 08:00-12:00", "least": 1,
                 "wanted": 2},
                {"queue": "desk", "window": "daily 12:00-16:00", "least": 2,
                 "importance": "must"},
            ],
        }
        | more
    )  # fmt: skip


def with_one(problem):
    """Ana alone works the one day, the queue assigned."""
    from scheduler.problem import Work
    from scheduler.queues import with_queues

    duty = problem.menu(0, 0)[0]
    return with_queues(Roster(problem, ((Work(0, 0, duty),), ())))


def test_stretches_of_a_queue():
    """One person meets the least of the morning, half of the afternoon."""
    roster = with_one(problem_of())
    (row,) = heat(roster, scheduler.check(roster).violations)
    assert [(c.staffed, c.least, c.wanted, c.state) for c in row.cells] == [
        (1, 1, 2, "low"),
        (1, 2, 0, "must"),
    ]
    # One person less than two, for four hours each.
    assert row.missing_min == 480
    assert row.short_min == 240
    assert row.asked_min == 960


def test_price_of_a_row():
    """A row costs what the checker found on its lines, must aside."""
    roster = with_one(problem_of())
    judgement = scheduler.check(roster)
    (row,) = heat(roster, judgement.violations)
    assert row.ticks == judgement.cost > 0


def test_dearest_first():
    """What lacks most comes first, whatever the order of the file."""
    problem = problem_of(
        queues={"mail": {"needs": "desk"}, "desk": {}},
        coverage=[
            {"queue": "mail", "window": "daily 08:00-16:00", "least": 1},
            {"queue": "desk", "window": "daily 08:00-16:00", "least": 3},
        ],
    )
    roster = with_one(problem)
    names = [r.name for r in heat(roster, scheduler.check(roster).violations)]
    assert names == ["desk", "mail"]


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        (Cell(0, 60, 0, 2, 3, 1), "must"),
        (Cell(0, 60, 1, 2, 3, 1), "short"),
        (Cell(0, 60, 2, 2, 3, 1), "low"),
        (Cell(0, 60, 3, 2, 3, 1), "met"),
        (Cell(0, 60, 4, 2, 3, 1, most=3), "over"),
        (Cell(0, 60, 0.5, 1), "short"),
    ],
)
def test_worst_that_can_be_said(cell, state):
    """A cell is called by its worst shortage, then by what is too much."""
    assert cell.state == state
