"""``schedule staffing``: tables, charts, reasons, sweeps, what-ifs."""

import csv
import json

import pytest
from click.testing import CliRunner

import scheduler
from scheduler.cli.main import schedule
from scheduler.errors import InputError
from scheduler.sweep import sweep

TEXT = """\
roster: Desk
zone: America/Halifax
from: 2027-03-08
weeks: 1
skills: {names: [chat, mail]}
teams: {desk: {place: CA-NS, skills: [chat, mail]}}
contracts: {any: {}}
shifts: {day: {window: "daily 08:00-18:00"}}
people: [{name: Ana, team: desk, contract: any}]
queues: {chat: {channel: phone}, mail: {channel: email}}
coverage: [{queue: chat, window: Sun 10:00-12:00, least: 1}]
accounts:
  Acme:
    queues: chat
    window: Mon-Fri 09:00-12:00
    answer: 80% within 20s
    volume: 200
    handle: 3m
  Bolt:
    queues: mail
    window: Mon-Fri 09:00-17:00
    answer: 90% within 4h
    volume: 6
    handle: 30m
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """Return a roster file of ten erlang on weekday mornings."""
    path = tmp_path_factory.mktemp("desk") / "roster.yaml"
    path.write_text(TEXT)
    return str(path)


def run(*arguments):
    """Return what a command line gives."""
    return CliRunner().invoke(schedule, ["staffing", *arguments])


def test_table_and_chart_fit_eighty_columns(file):
    """Fourteen heads for fifteen hours, two more of Sunday's coverage."""
    found = run(file)
    assert found.exit_code == 0
    lines = found.output.splitlines()
    assert max(map(len, lines)) <= 80
    assert "\x1b" not in found.output
    row = next(line for line in lines if line.startswith("chat "))
    assert row.split() == ["chat", "3,000", "10.0", "14", "212", "5.3"]
    assert "one seat around the clock takes 4.20" in " ".join(
        found.output.split()
    )
    assert any("█" * 6 in line for line in lines)


def test_another_day(file):
    """Sunday asks for one, by no promise."""
    lines = run(file, "--day", "2027-03-14", "--queue", "chat").output
    assert "10:00  chat        0.0  0.00            0      1" in lines


def test_csv_has_every_slot(file):
    """A week with a clock change has 167 hours."""
    rows = list(csv.DictReader(run(file, "--csv").output.splitlines()))
    chat = [row for row in rows if row["queue"] == "chat"]
    assert len(chat) == 167 * 4
    heads = [int(row["heads"]) for row in chat]
    assert (max(heads), sum(heads)) == (14, 14 * 15 * 4)
    assert sum(float(row["contacts"]) for row in chat) == pytest.approx(3000)


def test_json(file):
    """Machines get the same."""
    (chat, mail) = json.loads(run(file, "--json").output)
    assert chat["week_hours"] == 212
    assert max(mail["least"]) == 3


def test_reasons_of_a_cell(file):
    """The published example: thirteen give 79.6 %, fourteen 88.8 %."""
    found = run(file, "--explain", "2027-03-08 14:00Z chat").output
    assert "200.00 contacts an hour of 3m each" in found
    assert "10.00 erlang" in found
    assert "13 there  79.6% in time, mean wait" in found
    assert "14 there  88.8% in time, mean wait 7.84s, 71% busy" in found
    assert "15 there" in found
    # Halifax is four hours behind: without an offset it is its own clock.
    assert run(file, "--explain", "2027-03-08 10:00 chat").output == found


def test_reasons_of_work_that_may_wait(file):
    """Three erlang are three people, and no formula of queues."""
    found = run(file, "--explain", "2027-03-09 12:00 mail", "--json").output
    (cell,) = json.loads(found)["promises"]
    assert (cell["formula"], cell["net"]) == ("spread", 3)


def test_nothing_is_promised_at_night(file):
    """Said in words."""
    found = run(file, "--explain", "2027-03-08 23:00 chat").output
    assert "no promise is open on chat then" in found


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--explain", "tomorrow chat"], "says no time of the day"),
        (["--explain", "2027-03-08 14:00Z"], "ends with no queue"),
        (["--explain", "2027-03-08 14:00Z chta"], 'did you mean "chat"?'),
        (["--explain", "2026-03-08 14:00Z chat"], "no such moment"),
        (["--queue", "chta"], 'did you mean "chat"?'),
        (["--day", "someday"], "is no date"),
        (["--day", "2028-01-01"], "the roster is from"),
        (["--volume", "chat=30"], "write plus=+30%"),
        (["--volume", "chat=-100%"], "no contacts at all"),
        (["--volume", "chta=+5%"], 'did you mean "chat"?'),
        (["--sweep", "chat.colour 1..2"], "is no sweep"),
        (["--sweep", "chta.answer within 1m..2m"], 'did you mean "chat"?'),
        (["--sweep", "chat.answer within 5m..2m"], "write it first"),
        (["--sweep", "chat.answer 80%..100%"], "out of range"),
        (["--sweep", "chat.patience 0s..5m"], "no time above 0"),
        (["--sweep", "chat.at once 0..5"], "no number from 1 to 20"),
        (["--sweep", "chat.answer within 1m..9h by 1s"], "hundred values"),
    ],
)
def test_refused(file, arguments, said):
    """Each slip ends in a sentence and exit code 2."""
    found = run(file, *arguments)
    assert found.exit_code == 2
    assert said in " ".join(found.output.split())


def test_more_contacts(file):
    """Thirteen erlang take seventeen for 80/20."""
    (chat, _) = json.loads(run(file, "--json", "--volume", "+30%").output)
    assert max(chat["heads"]) == 17
    (chat, _) = json.loads(run(file, "--json", "--volume", "Bolt=+9%").output)
    assert max(chat["heads"]) == 14


@pytest.mark.parametrize(
    ("text", "peaks"),
    [
        ("chat.answer within 20s..60s by 20s", [14, 13, 13]),
        ("Acme.answer 80%..90% by 10%", [14, 15]),
        ("chat.patience 1m..5m by 4m", [12, 13]),
        ("chat.occupancy 50%..70% by 20%", [20, 15]),
        ("chat.volume +0%..+30% by 30%", [14, 17]),
        ("chat.handle 3m..6m by 3m", [14, 25]),
        ("chat.at once 1..2", [14, 7]),
        ("chat.day variation 0%..20% by 20%", [14, 15]),
        ("chat.shrinkage 0%..30% by 30%", [14, 20]),
        ("chat.mean wait 5s..10s by 5s", [15, 14]),
        ("mail.answer within 4h..8h by 4h", [3, 3]),
    ],
)
def test_sweeps(file, text, peaks):
    """Each figure moves the requirement as its formula says."""
    assert [each.peak for each in sweep(scheduler.read(file), text)] == peaks


def test_sweep_as_chart(file):
    """Bars beside figures; the longest is the dearest."""
    found = run(file, "--sweep", "chat.answer within 20s..10m").output
    lines = found.splitlines()
    assert lines[2].split()[:4] == ["20s", "14", "210", "5.2"]
    assert lines[2].count("█") == 40
    assert max(map(len, lines)) <= 80


def test_a_file_that_asks_for_nobody(tmp_path):
    """Said in words."""
    path = tmp_path / "plain.yaml"
    path.write_text(TEXT[: TEXT.index("coverage:")])
    assert "no queue asks for anybody" in run(str(path)).output


def test_from_python(file):
    """The requirement is that of the coverage lines."""
    made = scheduler.staffing(scheduler.read(file))
    chat = made.queues[0]
    (cell,) = made.explain(made.first_min + 10 * 60, chat.queue)
    assert cell.heads == cell.planned == cell.net == 14
    with pytest.raises(InputError):
        made.explain(made.first_min - 1, chat.queue)
