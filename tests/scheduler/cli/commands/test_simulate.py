"""``schedule simulate`` on a real file, end to end."""

import json

import pytest
from click.testing import CliRunner

from scheduler import read, solve
from scheduler.cli.main import schedule
from scheduler.export.json import write_roster

TEXT = """\
roster: Desk
zone: Europe/Lisbon
from: 2027-03-01
days: 1
skills: {names: [chat]}
teams: {desk: {place: PT, skills: [chat]}}
contracts: {any: {}}
shifts: {day: {window: "daily 08:00-18:00"}}
people: [{name: Ana, team: desk, contract: any}]
queues: {chat: {channel: chat}}
accounts:
  Acme:
    queues: chat
    window: daily 08:00-18:00
    answer: 80% within 30s
    volume: 6
    handle: 6m
    importance: must
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Return a roster file and its roster."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "roster.yaml").write_text(TEXT)
    result = solve(read(folder / "roster.yaml"), iterations=500)
    (folder / "roster.json").write_bytes(write_roster(result.best))
    return str(folder / "roster.yaml"), str(folder / "roster.json")


def run(*arguments):
    """Return what a command line gives."""
    return CliRunner().invoke(schedule, ["simulate", *arguments])


def test_table(files):
    """One person for 0.6 erlang keeps less than was promised: exit 1."""
    found = run(*files, "--replications", "20")
    assert found.exit_code == 1
    assert "Acme on chat" in found.output
    assert "80% within 30s" in found.output
    assert "20 replications" in found.output


def test_json(files):
    """Machines get the same figures, days and months included."""
    found = run(*files, "--replications", "20", "--json", "--seed", "5")
    document = json.loads(found.stdout)
    (promise,) = document["promises"]
    assert promise["level"] == pytest.approx(0.43, abs=0.1)
    assert promise["kept"] < 0.1
    assert promise["days"][0]["date"] == "2027-03-01"
    assert document["queues"][0]["occupancy"] == pytest.approx(0.6, abs=0.1)


def test_nothing_to_simulate(files, tmp_path):
    """A file without contacts is told what to write."""
    plain = tmp_path / "plain.yaml"
    plain.write_text(TEXT[: TEXT.index("accounts:")])
    found = run(str(plain), files[1])
    assert found.exit_code == 2
    assert "nothing to simulate" in found.output
