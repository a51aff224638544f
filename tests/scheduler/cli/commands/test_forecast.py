"""``schedule forecast`` from a history to a file that a roster reads."""

import json
from datetime import date, timedelta

import pytest
from click.testing import CliRunner

from scheduler import read
from scheduler.cli.main import schedule

FIRST = date(2027, 1, 4)

ROSTER = """\
roster: Desk
zone: America/Halifax
from: 2027-03-15
weeks: 1
skills: {names: [chat]}
teams: {desk: {place: CA-NS, skills: [chat]}}
contracts: {any: {}}
shifts: {day: {window: "daily 08:00-18:00"}}
people: [{name: Ana, team: desk, contract: any}]
queues: {chat: {channel: chat, answer: 80% within 1m}}
volume: {file: volume.csv}
"""


@pytest.fixture
def history(tmp_path):
    """Return ten weeks: 12 at 09:00 and 6 at 10:00, Fridays half of it."""
    rows = ["start,queue,contacts,handle"]
    for day in (FIRST + timedelta(days=n) for n in range(70)):
        half = 2 if day.weekday() == 4 else 1
        rows += [
            f"{day}T09:00,chat,{12 // half},5m",
            f"{day}T10:00,chat,{6 // half},5m",
        ]
    path = tmp_path / "history.csv"
    path.write_text("\n".join(rows))
    return path


def run(*arguments):
    """Return what a command line gives."""
    return CliRunner().invoke(
        schedule, ["forecast", *map(str, arguments)], catch_exceptions=False
    )


def test_what_comes_out_goes_into_a_roster(history, tmp_path):
    """The clocks go forward on 14 March: 09:00 stays 09:00 in Halifax."""
    target = tmp_path / "volume.csv"
    found = run(
        history, "--zone", "America/Halifax", "--slot", 60, "-o", target
    )
    assert found.exit_code == 0
    assert "sunroster" in found.output
    assert "0.0%" in found.output
    lines = target.read_text().splitlines()
    assert lines[0].startswith("start,zone,queue,account,priority,contacts")
    assert "2027-03-15T09:00,America/Halifax,chat,,,12.000,5.00m,60" in lines
    assert "2027-03-19T09:00,America/Halifax,chat,,,6.000,5.00m,60" in lines
    (tmp_path / "roster.yaml").write_text(ROSTER)
    (stream,) = read(tmp_path / "roster.yaml").demand.streams
    busy = stream.volume.per_hour > 0
    assert stream.volume.per_hour[busy].max() == pytest.approx(12)


def test_to_the_standard_output(history):
    """Volumes go to stdout, what is told about them to stderr."""
    found = run(history, "--zone", "UTC", "--growth", "50%", "--weeks", 1)
    assert found.stdout.startswith("start,zone,queue")
    assert "Back-test" not in found.stdout
    assert "Back-test" in found.stderr
    # 12 an hour and a half more, in each half-hour.
    assert ",chat,,,9.000,5.00m,30" in found.stdout


def test_holidays(history):
    """Good Friday in a Nova Scotia forecast brings what is said."""
    found = run(
        *(history, "--zone", "America/Halifax", "--holidays", "CA-NS"),
        *("--from", "2027-03-22", "--weeks", 1, "--holiday-factor", "0.5"),
        "--json",
    )
    document = json.loads(found.stdout)
    (forecast,) = document["forecasts"]
    assert forecast["holiday_factor"] == 0.5
    days = {day["date"]: day["contacts"] for day in forecast["days"]}
    assert max(filter(None, days["2027-03-25"])) == pytest.approx(6)
    assert max(filter(None, days["2027-03-26"])) == pytest.approx(1.5)
    assert document["back_test"][0]["wape_1w"] == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--zone", "Mars/North"], "Mars/North"),
        (["--zone", "UTC", "--growth", "ten"], "write it as in 10%"),
        (["--zone", "UTC", "--growth", "-200%"], "write it as in 10%"),
        (["--zone", "UTC", "--from", "3/1/27"], "write it as in 2027-03-01"),
        (["--zone", "UTC", "--holidays", "XX"], "XX"),
        (["--zone", "UTC", "--from", "2027-01-06"], "2 weeks of history"),
        (["--zone", "UTC", "--from", "2020-01-06"], "Nothing is known"),
    ],
)
def test_refused(history, arguments, said):
    """What cannot be is said, and nothing is written."""
    found = run(history, *arguments)
    assert found.exit_code == 2
    assert said in found.output
    assert "chat,,," not in found.stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("start,contacts\n2027-01-04T09:00,-3\n", "h.csv:2"),
        ("start,contacts\n", "no rows"),
        (
            "start,contacts\n1999-01-04T09:00,3\n2027-01-04T09:00,3\n",
            "spans 28 years",
        ),
        ("start,contacts\n2027-99-04T09:00,3\n", "h.csv:2"),
    ],
)
def test_broken_files(tmp_path, text, said):
    """Each fault is named at its line, and nothing is forecast from it."""
    path = tmp_path / "h.csv"
    path.write_text(text)
    found = run(path, "--zone", "UTC")
    assert found.exit_code == 2
    assert said in found.output


def test_an_export_is_read_by_its_columns(tmp_path):
    """Ten weeks of two tickets on Monday at nine forecast two."""
    rows = ["Created at,Group"]
    for week in range(10):
        day = FIRST + timedelta(weeks=week)
        rows += [f"{day} 09:05:00,Chat", f"{day} 09:20:00,Chat"]
    export = tmp_path / "tickets.csv"
    export.write_text("\n".join(rows))
    layout = tmp_path / "export.yaml"
    layout.write_text(
        "columns: {start: Created at, queue: Group}\n"
        "rows: tickets\nqueues: {Chat: chat}\n"
    )
    found = run(
        export, "--zone", "America/Halifax", "--slot", 60, "--columns", layout
    )
    assert "2027-03-15T09:00,America/Halifax,chat,,,2.000,60" in found.output
    layout.write_text("colums: {start: Created at}\n")
    found = run(export, "--zone", "America/Halifax", "--columns", layout)
    assert found.exit_code == 2
    assert 'did you mean "columns"?' in found.output
