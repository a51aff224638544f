import json
from dataclasses import replace
from datetime import date

import pytest

from scheduler.clock import zone
from scheduler.errors import InputError
from scheduler.export.json import JsonExporter, read_roster, write_roster
from scheduler.export.json_reading import roster_document
from scheduler.problem import Break, Span
from scheduler.result import Result
from scheduler.testing import TinyShift, tiny_problem, tiny_roster

HALIFAX = "America/Halifax"


def _problem():
    lunch = Break(30, 180, 300)
    return tiny_problem(
        [{"zone": HALIFAX}, {"zone": "Asia/Manila", "name": "Zoë"}],
        shifts={"core": TinyShift((420, 480), breaks=(lunch,))},
        queues={"plus": ()},
        slot_min=30,
    )


def _roster():
    problem = _problem()
    duty = problem.menu(0, 0)[0]
    start = problem.duties[duty].start_min
    spans = (
        Span(start, start + 240, "queue", 0),
        Span(start + 240, start + 270, "break"),
        Span(start + 270, start + 480, "queue", 0),
    )
    line = {0: duty, 2: problem.menu(0, 2)[1]}
    rest = problem.duties[line[2]].start_min + 180
    return tiny_roster(
        problem,
        [line, {}],
        {(0, 0): spans, (0, 2): (Span(rest, rest + 30, "break"),)},
    )


def _read(tmp_path, content, problem=None):
    path = tmp_path / "roster.json"
    path.write_bytes(content)
    return read_roster(problem or _problem(), path)


def test_what_a_work_says():
    """Ids, local and UTC times, paid minutes, breaks and queues."""
    found = json.loads(write_roster(_roster()))
    assert found["schema"] == 1
    assert (found["from"], found["days"]) == ("2027-03-01", 7)
    ana, zoe = found["people"]
    assert zoe == {"id": "p1", "name": "Zoë", "zone": "Asia/Manila"}
    assert ana["work"][0] == {
        "day": "2027-03-01",
        "shift": "core",
        "start": "2027-03-01T11:00Z",
        "end": "2027-03-01T19:00Z",
        "local": "2027-03-01T07:00-04:00/2027-03-01T15:00-04:00",
        "paid_min": 450,
        "spans": [
            {
                "kind": "queue",
                "queue": "plus",
                "start": "2027-03-01T11:00Z",
                "end": "2027-03-01T15:00Z",
            },
            {
                "kind": "break",
                "start": "2027-03-01T15:00Z",
                "end": "2027-03-01T15:30Z",
                "paid": False,
            },
            {
                "kind": "queue",
                "queue": "plus",
                "start": "2027-03-01T15:30Z",
                "end": "2027-03-01T19:00Z",
            },
        ],
    }


def test_the_same_roster_gives_the_same_bytes():
    """Neither time nor speed of a run gets into the file."""
    roster = _roster()
    fast = Result("optimal", roster, 45000, 45000, 0, 0, 1.0, "cpsat", 7)
    slow = replace(fast, seconds=9.0)
    assert write_roster(roster, fast) == write_roster(_roster(), slow)
    found = json.loads(write_roster(roster, fast))
    assert (found["cost_points"], found["seed"]) == (7.5, 7)
    assert (found["engine"], found["status"]) == ("cpsat", "optimal")


def test_one_work_is_one_line():
    """A diff shows whose day changed."""
    lines = write_roster(_roster()).decode().splitlines()
    assert sum('"day":' in line for line in lines) == 2


def test_a_roster_comes_back_as_it_was(tmp_path):
    """Reading what was written gives the same works on the same duties."""
    roster = _roster()
    back = _read(tmp_path, write_roster(roster))
    assert back.lines == roster.lines
    assert back.problem.duties.duties == roster.problem.duties.duties


def test_times_that_no_shift_makes_become_foreign_duties(tmp_path):
    """A duty moved by hand keeps its times and its shift."""
    content = write_roster(_roster()).replace(
        b'"end": "2027-03-01T19:00Z", "local"',
        b'"end": "2027-03-01T20:00Z", "local"',
    )
    back = _read(tmp_path, content)
    duty = back.duty(back.lines[0][0])
    assert duty.foreign
    assert (duty.shift, duty.nominal_min, duty.paid_min) == (0, 540, 510)
    again = _read(tmp_path, write_roster(back))
    assert again.duty(again.lines[0][0]) == duty


def test_a_repeated_hour_is_kept_apart(tmp_path):
    """Over the end of summer time both 01:30s survive the round trip."""
    problem = tiny_problem(
        [{"zone": HALIFAX}],
        first_day=date(2026, 10, 31),
        days=2,
        shifts={"night": TinyShift((22 * 60,))},
    )
    duty = problem.menu(0, 0)[0]
    one = zone(HALIFAX).start_min(date(2026, 11, 1), 60)
    spans = (
        Span(one, one + 60, "queue", 0),
        Span(one + 60, one + 120, "break"),
    )
    roster = tiny_roster(problem, [{0: duty}], {(0, 0): spans})
    back = _read(tmp_path, write_roster(roster), problem)
    assert back.lines == roster.lines


def _refused(tmp_path, old, new):
    text = write_roster(_roster()).decode()
    assert old in text
    with pytest.raises(InputError) as caught:
        _read(tmp_path, text.replace(old, new, 1).encode())
    return caught.value.findings


@pytest.mark.parametrize(
    ("old", "new", "words", "line"),
    [
        ('"id": "p0"', '"id": "p7"', 'no person "p7"', 8),
        ('"shift": "core"', '"shift": "cor"', 'no shift "cor"; did', 9),
        ('"queue": "plus"', '"queue": "pluss"', 'no queue "pluss"; did', 9),
        ("2027-03-01T11:00Z", "2027-03-01 11:00", "write an instant as", 9),
        ("2027-03-01T11:00Z", "2027-02-30T11:00Z", "day is out of range", 9),
        ("2027-03-01T11:00Z", "2027-03-01T23:00Z", "ends before it star", 9),
        ('"kind": "queue"', '"kind": "quue"', "quue", 9),
        ('"paid_min": 450', '"paid": 450', "paid: Extra inputs", 9),
        ('"schema": 1', '"schema": 2', "schema 2 is not known", 2),
        ('"days": 7', '"days": 7,,', "this is no JSON", 6),
    ],
)
def test_faults_have_their_place(tmp_path, old, new, words, line):
    """What is wrong is said with the line it stands in."""
    first = _refused(tmp_path, old, new)[0]
    assert words in first.message
    assert first.place.line == line
    assert first.place.file.endswith("roster.json")


def test_all_faults_are_told_at_once(tmp_path):
    """A wrong person and a wrong shift are two findings."""
    text = write_roster(_roster()).decode()
    text = text.replace('"id": "p0"', '"id": "x"')
    with pytest.raises(InputError) as caught:
        _read(tmp_path, text.replace('"core"', '"x"').encode())
    codes = [finding.code for finding in caught.value.findings]
    assert codes == ["unknown-person", "unknown-shift", "unknown-shift"]


def test_days_outside_the_roster_are_refused(tmp_path):
    """Last month's file is no roster of this month."""
    content = write_roster(_roster())
    later = replace(_problem(), first_day=date(2027, 3, 2))
    with pytest.raises(InputError, match="not among those") as caught:
        _read(tmp_path, content, later)
    assert caught.value.findings[0].place.line == 9


def test_what_is_nested_too_deeply_is_no_roster(tmp_path):
    """A hostile file is bad input, not a crash."""
    with pytest.raises(InputError, match="nested too deeply"):
        _read(tmp_path, b"[" * 200_000)


def test_a_block_ends_after_it_starts(tmp_path):
    """Spans are looked at like works."""
    (first, *_) = _refused(
        tmp_path,
        '"start": "2027-03-01T15:00Z", "end": "2027-03-01T15:30Z"',
        '"start": "2027-03-01T15:00Z", "end": "2027-03-01T15:00Z"',
    )
    assert first.message == "this ends before it starts"
    assert first.path == ("people", 0, "work", 0, "spans", 1)


def test_the_exporter_names_its_file():
    """One file, called roster.json."""
    roster = _roster()
    (path,) = JsonExporter().render(roster)
    assert path.as_posix() == "roster.json"


def test_a_table_where_json_is_asked_for(tmp_path):
    """What lies beside a roster.json is not taken for it, and told so."""
    path = tmp_path / "roster.csv"
    path.write_text("person,name,day\n", "utf-8")
    with pytest.raises(InputError, match="that was written beside it"):
        roster_document(path)
