"""``schedule check``: any roster, by rule, person, day and amount."""

import json

import pytest

from scheduler.cli.status import Status


def test_a_good_roster_is_good(run, tiny, roster_json):
    """What ``solve`` wrote keeps all that must hold; its cost is shown."""
    done = run("check", tiny, roster_json)
    assert done.exit_code == Status.DONE
    assert done.stdout.endswith(
        "everything that must hold does; cost 30.00 points\n"
    )
    assert "3 × person-hour missing" in done.stdout


@pytest.fixture
def by_hand(tmp_path):
    """Return a roster somebody made in a spreadsheet, and not well."""
    path = tmp_path / "hand.csv"
    path.write_text(
        "who,date,from,to\n"
        "Ana Souza,2027-03-22,14:00,23:00\n"
        "Ana Souza,2027-03-23,06:00,15:00\n",
        "utf-8",
    )
    return path


def test_a_hand_made_roster_is_judged(run, tiny, by_hand):
    """Seven hours of rest are named with person, day and amount."""
    done = run("check", tiny, by_hand)
    assert done.exit_code == Status.NO
    assert "Ana Souza rests 7 h before Tue 23 March 06:00" in done.stdout
    assert "tiny.yaml:24:" in done.stdout
    assert "must shortage" in done.stdout


def test_two_duties_on_a_day_are_mended_first(run, tiny, tmp_path):
    """Where the structure makes no sense, no cost is pretended."""
    twice = tmp_path / "twice.csv"
    twice.write_text(
        "who,date,from,to\n"
        "Ana Souza,2027-03-22,06:00,10:00\n"
        "Ana Souza,2027-03-22,14:00,18:00\n",
        "utf-8",
    )
    done = run("check", tiny, twice)
    assert done.exit_code == Status.NO
    assert done.stdout.endswith(
        "1 thing is broken; mend that first: no rule was asked\n"
    )
    document = json.loads(run("check", tiny, twice, "--json").stdout)
    assert not document["rules_asked"]


def test_machines_get_every_violation(run, tiny, by_hand):
    """Rule, people, days, amount and unit."""
    done = run("check", tiny, by_hand, "--json")
    assert done.exit_code == Status.NO
    document = json.loads(done.stdout)
    assert not document["ok"]
    rest = next(v for v in document["violations"] if v["rule"] == "rules.rest")
    assert rest["hard"]
    assert rest["people"] == ["ana-souza"]
    assert rest["days"] == ["2027-03-22", "2027-03-23"]
    assert (rest["amount"], rest["unit"]) == (4, "hour of rest missing")


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "{}",
        '{"schema": 9}',
        "[]",
        "who,date,from,to\nNobody,2027-03-22,08:00,16:00\n",
        "who,date,from,to\nAna Souza,2027-03-99,08:00,16:00\n",
        "who,date,from,to\nAna Souza,2027-05-22,08:00,16:00\n",
        "nonsense\n1\n",
    ],
)
@pytest.mark.parametrize("command", ["check", "show"])
def test_what_is_no_roster_is_refused(run, tiny, tmp_path, command, content):
    """Findings and exit code 2, whatever the file holds."""
    path = tmp_path / "no-roster"
    path.write_text(content, "utf-8")
    done = run(command, tiny, path)
    assert done.exit_code == Status.BAD_INPUT
    assert done.stderr
    assert "Traceback" not in done.output
