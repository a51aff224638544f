"""Partners' rosters: people whom somebody else plans, exactly as told."""

import pytest

import scheduler
from scheduler.clock import zone
from scheduler.engine.engine import Limits
from scheduler.engine.greedy import Greedy
from scheduler.engine.search.annealer import Annealer
from scheduler.engine.view import roster_of
from scheduler.export.rosters import read_any
from scheduler.model import compile_rules

FILE = """
roster: Desk
zone: Europe/Lisbon
from: 2027-03-22
weeks: 1
skills: {names: [desk]}
teams:
  lisbon: {skills: [desk]}
  aurora: {zone: Asia/Manila, skills: [desk]}
contracts: {full-time: {paid hours: at most 40/week}, partner: {}}
shifts: {day: {window: daily 09:00-17:00}}
people:
  - {name: Ana Souza, team: lisbon, contract: full-time}
  - {seats: 2, team: aurora, contract: partner, names: [Joy Cruz]}
partners:
  - {team: aurora, roster: aurora.csv}
queues: {desk: {}}
coverage:
  - {queue: desk, window: Mon-Fri 08:00-16:00 Asia/Manila, least: 1}
rules:
  - {rule: rest, least: 11h}
  - {rule: consecutive-days, most: 2}
  - {rule: fair-share, of: weekends}
"""
# Three days in a row, the last with a short night before it: none of our
# rules is about Joy. The last row is after the roster ends.
ROWS = """\
person,start,end,zone
Joy Cruz,2027-03-22 08:00,2027-03-22 16:00,Asia/Manila
Joy Cruz,2027-03-23 08:00,2027-03-23 23:00,
Joy Cruz,2027-03-24 00:15,2027-03-24 08:00,UTC
aurora seat 2,2027-03-28 08:00,2027-03-28 16:00,Asia/Manila
aurora seat 2,2027-03-29 08:00,2027-03-29 16:00,Asia/Manila
"""


@pytest.fixture
def file(tmp_path):
    """Return a function that writes both files, with changes."""

    def written(rows=ROWS, **changes):
        text = FILE
        for old, new in changes.items():
            assert old in text
            text = text.replace(old, new)
        (tmp_path / "roster.yaml").write_text(text, "utf-8")
        (tmp_path / "aurora.csv").write_text(rows, "utf-8")
        return tmp_path / "roster.yaml"

    return written


def told(problem):
    """Return what the partner's roster says, by person and line day."""
    manila, utc = zone("Asia/Manila"), zone("UTC")
    monday = problem.first_day

    def at(clock, day, minute):
        return clock.start_min(monday.replace(day=22 + day), minute)

    return {
        (1, 0): (at(manila, 0, 480), at(manila, 0, 960)),
        (1, 1): (at(manila, 1, 480), at(manila, 1, 1380)),
        # 08:15 in Manila: a quarter past, so the grid is one of quarters.
        (1, 2): (at(utc, 2, 15), at(utc, 2, 480)),
        (2, 6): (at(manila, 6, 480), at(manila, 6, 960)),
    }


def worked(roster):
    """Return what is worked, likewise."""
    return {
        (w.person, w.day): (
            roster.duty(w).start_min,
            roster.duty(w).end_min,
        )
        for w in roster.works()
        if w.person
    }


def test_what_they_told_is_worked_and_nothing_else(file):
    """It counts for coverage, in their zone or that of the row."""
    problem = scheduler.read(file())
    assert problem.slot_min == 15
    assert problem.warnings == ()
    result = scheduler.solve(problem, iterations=2_000)
    assert result.status == "optimal"
    assert worked(result.best) == told(problem)
    # From 08:00 to 16:00 in Manila Joy is there on Monday and Tuesday, from
    # 08:15 on Wednesday; Ana begins at 17:00 there and can never help.
    assert result.points == 30 * (0.25 + 8 + 8)
    judged = scheduler.check(result.best)
    assert judged.ok
    assert {v.rule for v in judged.violations} == {"coverage.1"}


@pytest.mark.parametrize("engine", [Greedy(), Annealer()])
def test_every_engine_takes_them_as_told(file, engine):
    """A menu of one duty, and a rule to work it."""
    problem = scheduler.read(file())
    model = compile_rules(problem)
    assert not engine.cannot(model)
    limits = Limits(iterations=300, threads=1)
    outcome = engine.run(model, limits, lambda event: None)
    assert worked(roster_of(problem, outcome.lines)) == told(problem)


def test_a_roster_with_them_is_written_and_read(file, tmp_path):
    """CSV and JSON, by people and times."""
    problem = scheduler.read(file())
    best = scheduler.solve(problem, iterations=2_000).best
    for name, data in (
        ("a.json", scheduler.write_roster(best)),
        ("a.csv", scheduler.write_csv(best)),
    ):
        (tmp_path / name).write_bytes(data)
        assert read_any(problem, tmp_path / name).lines == best.lines
    assert len(scheduler.write_ics(best)) == 6


def test_rules_that_name_them_are_about_them(file):
    """Three days in a row are one too many, and the reason says so."""
    named = "{rule: consecutive-days, most: 2, who: team aurora}"
    problem = scheduler.read(
        file(**{"{rule: consecutive-days, most: 2}": named})
    )
    result = scheduler.solve(problem, iterations=2_000)
    assert result.status == "infeasible"
    texts = [s.text for s in result.reason.statements]
    assert "Joy Cruz works at most 2 days in a row, 22–28 March" in texts
    assert sum("as published" in text for text in texts) == 3


def test_selectors_of_all_leave_them_out(file):
    """Neither a skill nor everybody else means a partner's people."""
    problem = scheduler.read(file())
    joy = problem.people[1]
    for text, meant in (
        ("all", False),
        ("skill desk", False),
        ("not Ana Souza", False),
        ("Joy Cruz", True),
        ("team aurora", True),
        ("contract partner", True),
    ):
        (rule,) = scheduler.read(
            file(
                **{
                    "{rule: rest, least: 11h}": (
                        f"{{rule: rest, least: 11h, who: {text}}}"
                    )
                }
            )
        ).rules[-4:-3]
        assert rule.who.matches(joy) is meant, text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Joy Cruz,2027-03-22", "Joy Crus,2027-03-22", 'mean "Joy Cruz"?'),
        ("aurora seat 2,2027-03-28", "Ana Souza,2027-03-28", "not in the t"),
        ("08:00,2027-03-22 16:00", "08:00,2027-03-22 07:00", "ends before"),
        ("2027-03-24 00:15", "2027-03-24 00:13", "no multiples of 5"),
        ("24 08:00,UTC", "24 08:00,EST", "America"),
        ("2027-03-24 00:15", "2027-03-23 23:30", "2 duties on 2027-03-24"),
        ("person,start", "person,begin of work", "start"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said(file, old, new, said):
    """With the row, or with what is wrong with the roster as a whole."""
    assert old in ROWS
    rows = ROWS.replace(old, new)
    if "2 duties" in said:
        rows += "Joy Cruz,2027-03-24 10:00,2027-03-24 16:00,UTC\n"
    with pytest.raises(scheduler.InputError, match=r"\w") as caught:
        scheduler.read(file(rows))
    assert said in str(caught.value)
    assert all(f.place is not None for f in caught.value.findings)


def test_a_roster_that_is_not_there(file):
    """It is said where the name is written."""
    path = file(**{"roster: aurora.csv": "roster: none.csv"})
    with pytest.raises(scheduler.InputError, match=r"none\.csv"):
        scheduler.read(path)


def test_a_team_of_nobody(file):
    """People must be known by name or as seats."""
    path = file(
        **{"partners:\n  - {team: aurora": "partners:\n  - {team: other",
           "teams:\n": "teams:\n  other: {}\n"}
    )  # fmt: skip
    with pytest.raises(scheduler.InputError, match="nobody is in the team"):
        scheduler.read(path)
