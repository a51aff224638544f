"""A published roster: frozen days, late changes, and what has gone."""

import json

import pytest

import scheduler

FILE = """
roster: Desk
zone: Europe/Lisbon
from: 2027-03-01
days: 7
teams: {lisbon: {}}
contracts: {plain: {}}
shifts: {early: {window: daily 06:00-14:00}}
people:
  - {name: Ana Souza, team: lisbon, contract: plain}
  - {name: Ben Okoro, team: lisbon, contract: plain}
"""


def document(*works):
    """Return a published roster of Ana's duties, from 06:00 to an hour."""
    return {
        "from": "2027-03-01",
        "days": 7,
        "people": [
            {
                "id": "ana-souza",
                "name": "Ana Souza",
                "work": [
                    {
                        "day": f"2027-03-0{day}",
                        "start": f"2027-03-0{day}T06:00Z",
                        "end": f"2027-03-0{day}T{end}:00Z",
                    }
                    for day, end in works
                ],
            }
        ],
    }


@pytest.fixture
def read(tmp_path):
    """Return a function that reads the file beside a published roster."""

    def done(more, published=None):
        if published is not None:
            path = tmp_path / "roster.json"
            path.write_text(json.dumps(published), "utf-8")
            more = f"published: .\n{more}"
        (tmp_path / "r.yaml").write_text(FILE + more, "utf-8")
        return scheduler.read(tmp_path / "r.yaml")

    return done


def test_frozen_days_stay_and_late_changes_cost(read):
    """Frozen until the 3rd; from then 30, 20 and 10 points, then nothing."""
    problem = read(
        "frozen until: 2027-03-03\nnotice: {days: 3, late change: high}\n",
        document((1, 14), (4, 14)),
    )
    (rule,) = (r for r in problem.rules if r.name == "published")
    assert {told.person for told in rule.told} == {0}
    assert [
        "must" if told.importance.hard else float(told.importance.points)
        for told in rule.told
    ] == ["must", "must", 30, 20, 10]
    best = scheduler.solve(problem, iterations=2000, threads=1).best
    assert [work.day for work in best.lines[0]] == [0, 3]


def test_frozen_duties_that_no_shift_makes_are_refused(read):
    """Ana was told 06:00 to 13:00; there is no such duty any more."""
    with pytest.raises(scheduler.InputError, match="no shift makes any more"):
        read("frozen until: 2027-03-03\n", document((1, 13)))
    problem = read("notice: {days: 3}\n", document((1, 13)))
    assert "no shift makes" in str(problem.warnings[0])


def test_who_has_gone_is_told(read):
    """Their duties bind nobody."""
    published = document((1, 14))
    published["people"][0]["id"] = "cy"
    problem = read("frozen until: 2027-03-03\n", published)
    assert "is not among the people" in str(problem.warnings[0])


@pytest.mark.parametrize(
    "more", ["frozen until: 2027-03-03\n", "notice: {days: 3}\n"]
)
def test_without_a_published_roster_nothing_can_stay(read, more):
    """The message says what to write."""
    with pytest.raises(scheduler.InputError, match="name it, as in published"):
        read(more)


def test_a_published_file_that_is_not_there(read):
    """It is told at the place that names it."""
    with pytest.raises(scheduler.InputError, match="there is no file"):
        read("published: nowhere.json\nnotice: {days: 3}\n")


@pytest.mark.parametrize("key", ["published", "history"])
def test_a_name_that_no_system_allows(tmp_path, key):
    """It is a file that is not there, and no bug of ours."""
    path = tmp_path / "roster.yaml"
    path.write_text(f"{FILE}{key}: {'x' * 3000}\n", "utf-8")
    with pytest.raises(scheduler.InputError, match="x" * 20):
        scheduler.read(path)
