"""What is different from another roster."""

from dataclasses import replace

from scheduler.export.json import document
from scheduler.export.roster_doc import RosterDoc
from scheduler.problem import Work
from scheduler.report.changes import changes
from scheduler.roster import Roster


def test_nothing(small):
    """A roster is not different from itself."""
    found = changes(document(small), document(small))
    assert found.changes == ()
    assert found.people == 0


def test_new_gone_and_moved(small):
    """Ana is off and Ben comes in, by day; Kei stays."""
    problem = small.problem
    _, (kei,), _ = small.lines
    sunday = problem.menu(2, 1)[0]
    other = Roster(problem, ((), (kei,), (Work(2, 1, sunday),)))
    found = changes(document(other), document(small))
    told = [(c.name, str(c.day), c.how) for c in found.changes]
    assert told == [
        ("Ana", "2027-03-27", "gone"),
        ("Ben", "2027-03-28", "new"),
    ]
    assert found.people == 2
    assert found.changes[0].after is None


def test_only_inside(small):
    """Another break at the same times is no change of times."""
    (ana,), *others = small.lines
    bare = Roster(small.problem, ((replace(ana, spans=()),), *others))
    found = changes(document(bare), document(small))
    assert [c.how for c in found.changes] == ["inside"]
    assert found.people == 0


def test_days_that_only_one_has(small):
    """Days of another month are not compared; its cost is told."""
    before = RosterDoc.model_validate(
        {"from": "2027-02-01", "days": 28, "people": [], "cost_points": 12.5}
    )
    found = changes(document(small), before)
    assert found.changes == ()
    assert found.cost_before == 12.5
