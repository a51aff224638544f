"""Months in turn: each is solved from what was published before it."""

import pytest

pytestmark = pytest.mark.slow

STANDING = """\
roster: Desk
zone: Europe/Lisbon
skills: {names: [desk]}
teams:
  lisbon: {place: PT, skills: [desk]}
contracts:
  full-time: {paid hours: at most 40/week}
shifts:
  day: {window: daily 08:00-16:00}
  night: {window: daily 22:00-06:00}
people:
  - {name: Ana Souza, team: lisbon, contract: full-time}
  - {name: Rui Costa, team: lisbon, contract: full-time}
  - {name: Eva Lang, team: lisbon, contract: full-time}
queues:
  desk: {}
coverage:
  - {queue: desk, window: daily 08:00-16:00, least: 1}
  - {queue: desk, window: daily 22:00-06:00, least: 1}
rules:
  - {rule: rest, least: 11h}
  - {rule: consecutive-days, most: 5}
  - {rule: rolling-hours, most: 40h}
"""


def test_three_weeks_in_turn(schedule, tmp_path):
    """Rest, runs and rolling hours hold across the edges of files."""
    (tmp_path / "standing.yaml").write_text(STANDING, "utf-8")
    weeks = ["2027-03-01", "2027-03-08", "2027-03-15"]
    for number, first in enumerate(weeks):
        history = "history: published\n" if number else ""
        (tmp_path / "week.yaml").write_text(
            f"use: standing.yaml\nfrom: {first}\nweeks: 1\n{history}", "utf-8"
        )
        out = tmp_path / "published" / first
        effort = ("--iterations", "200", "--quiet")
        done = schedule("solve", "week.yaml", "-o", out, *effort)
        assert done.returncode == 0, done.stdout + done.stderr
        done = schedule("check", "week.yaml", out / "roster.json")
        assert done.returncode == 0, done.stdout
    # All of it as one roster: nothing is broken where two weeks meet.
    (tmp_path / "all.yaml").write_text(
        f"use: standing.yaml\nfrom: {weeks[0]}\nweeks: 3\n", "utf-8"
    )
    header, rows = "", []
    for first in weeks:
        path = tmp_path / "published" / first / "roster.csv"
        header, *found = path.read_text("utf-8-sig").splitlines()
        rows += found
    assert len(rows) > 30
    (tmp_path / "all.csv").write_text("\n".join([header, *rows, ""]), "utf-8")
    done = schedule("check", "all.yaml", "all.csv")
    assert done.returncode == 0, done.stdout
