"""The three files that say what can be said: each is read and laid out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from constraints.coverage import Coverage
from constraints.handover import Handover
from constraints.published import Published
from constraints.standby_blocks import StandbyBlocks
from constraints.trained import Trained
from scheduler.export.json import JsonExporter
from scheduler.model import compile_rules
from scheduler.problem import Work
from scheduler.roster import Roster

if TYPE_CHECKING:
    from scheduler.problem import Problem


@pytest.fixture
def northwind(files):
    """Return the month of Northwind, with the month before published."""
    found = files("northwind")
    found.append("northwind.yaml", "from: 2027-02-01\nweeks: 4")
    february = found.read("northwind.yaml")
    found.edit("northwind.yaml", "from: 2027-02-01\nweeks: 4\n", "")
    day = next(
        idx
        for idx in february.menu(0, 25)
        if february.shifts[february.duties[idx].shift].id == "core"
    )
    works = (Work(0, 25, day),)
    publish(found, february, "2027-02", works)
    found.append("northwind.yaml", "from: 2027-03-01\nweeks: 4")
    march = found.read("northwind.yaml")
    found.edit("northwind.yaml", "from: 2027-03-01\nweeks: 4\n", "")
    publish(found, march, "2027-03", ())
    return found


def publish(found, problem: Problem, month: str, works) -> None:
    """Write a roster in which the first person has these works."""
    folder = found.folder / "published" / month
    folder.mkdir(parents=True)
    roster = Roster(problem, (works, *(() for _ in problem.people[1:])))
    for path, data in JsonExporter().render(roster).items():
        (folder / path).write_bytes(data)


def test_northwind_around_the_clock(northwind) -> None:
    """Standing file and month: 28 days, the past known, nobody unserved."""
    problem = northwind.read("march.yaml")
    assert (problem.days, problem.days_known_before) == (28, 28)
    assert [work.day for work in problem.past(0)] == [-3]
    assert {q.name for q in problem.queues} == {
        "frontline",
        "technical",
        "billing",
        "plus",
        "commander",
    }
    handovers = [r.id for r in problem.rules if isinstance(r, Handover)]
    assert handovers == [
        "handovers.1.apac-plus",
        "handovers.1.plus-na",
        "handovers.1.na-apac",
    ]
    assert {w.code for w in problem.warnings} <= {"gap"}
    # A week is frozen, and Good Friday is for volunteers: nobody says so.
    volunteers = next(r for r in problem.rules if r.id == "holidays.1")
    assert {
        problem.people[t.person].place for t in volunteers.terms(problem)
    } == {"CA-NS"}
    assert any(isinstance(r, Published) for r in problem.rules)
    assert any(isinstance(r, StandbyBlocks) for r in problem.rules)
    assert_compiles(problem)


def test_marketplace_of_brands_and_languages(files) -> None:
    """A queue for each language; brands by tier from a table."""
    problem = files("marketplace").read("market.yaml")
    assert [q.name for q in problem.queues] == [
        "buyer chat en",
        "buyer chat fr",
        "email en",
        "email fr",
        "moderation",
    ]
    (trained,) = (r for r in problem.rules if isinstance(r, Trained))
    assert [(k.account, k.least) for k in trained.accounts] == [
        ("Alder", 1),
        ("Bastia", 2),
    ]
    (coverage,) = (r for r in problem.rules if isinstance(r, Coverage))
    ids = {line.id for line in coverage.lines}
    assert {
        "queues.email-fr.answer",
        "accounts.alder.email-fr",
        "coverage.1.buyer-chat-en",
    } <= ids
    assert_compiles(problem)


def test_paid_support_with_priorities_and_novices(files) -> None:
    """Acme's P1 and P2, growth from the third week, two ramps."""
    problem = files("paid").read("support.yaml")
    (coverage,) = (r for r in problem.rules if isinstance(r, Coverage))
    lines = {line.id: line for line in coverage.lines}
    assert {"accounts.acme.p1", "accounts.acme.p2"} <= lines.keys()
    week = 7 * 24 * 60
    first = problem.duties[problem.menu(3, 0)[0]].start_min - 9 * 60
    heads: dict[int, int] = {}
    for need in lines["queues.premium-chat.answer"].needs:
        number = (need.start_min - first) // week
        heads[number] = max(need.least, heads.get(number, 0))
    # Growth takes more heads from the third week on.
    assert heads[0] == heads[1]
    assert heads[1] < heads[2] == heads[5]
    assert [len(p.ramp) for p in problem.people] == [0, 0, 2, 0, 2]
    assert_compiles(problem)


def assert_compiles(problem: Problem) -> None:
    """Every statement has a place, and rules that can be compiled."""
    for rule in problem.rules:
        assert rule.id == "one-duty-at-a-time" or rule.id in problem.places
    assert compile_rules(problem).terms
