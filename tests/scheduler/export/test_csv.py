import csv
import io
from dataclasses import replace

import pytest

from scheduler.clock import zone
from scheduler.errors import InputError
from scheduler.export.csv import CsvExporter, read_csv, write_csv
from scheduler.export.json import write_roster
from scheduler.export.rosters import read_any
from scheduler.problem import Break, Span
from scheduler.testing import MONDAY, TinyShift, tiny_problem, tiny_roster

HALIFAX = zone("America/Halifax")


def _problem():
    return tiny_problem(
        [
            {"zone": "America/Halifax", "id": "ana", "name": "Ana Souza"},
            {"zone": "Asia/Manila", "id": "ben", "name": "Ben"},
        ],
        shifts={
            "core": TinyShift((480,), breaks=(Break(30, 180, 300),)),
            "night": TinyShift((22 * 60,)),
        },
        queues={"plus": (), "billing": ()},
        slot_min=30,
    )


def _roster(problem=None):
    problem = problem or _problem()
    core, night = problem.menu(0, 0)[0], problem.menu(0, 2)[1]
    start = problem.duties[core].start_min
    spans = (
        Span(start, start + 240, "queue", 0),
        Span(start + 240, start + 270, "break"),
        Span(start + 270, start + 480, "queue", 1),
    )
    return tiny_roster(problem, [{0: core, 2: night}, {}], {(0, 0): spans})


def _read(tmp_path, text, problem=None):
    path = tmp_path / "hand.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_csv(problem or _problem(), path)


def _faults(tmp_path, text):
    with pytest.raises(InputError) as caught:
        _read(tmp_path, text)
    return [
        (finding.place.line, finding.place.column, finding.message)
        for finding in caught.value.findings
    ]


def test_a_row_says_everything_of_a_work():
    """Local and UTC times, paid hours, breaks and queues in plain cells."""
    content = write_csv(_roster())
    first, *_ = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    assert first == {
        "person": "ana",
        "name": "Ana Souza",
        "team": "team",
        "day": "2027-03-01",
        "start": "08:00",
        "end": "16:00",
        "zone": "America/Halifax",
        "utc start": "2027-03-01 12:00Z",
        "utc end": "2027-03-01 20:00Z",
        "shift": "core",
        "paid hours": "7.50",
        "pieces": "",
        "breaks": "12:00-12:30",
        "queues": "plus 08:00-12:00; billing 12:30-16:00",
        "events": "",
    }


def test_names_are_no_formulas(tmp_path):
    """What a spreadsheet would run is text, and comes back as it was."""
    problem = _problem()
    evil = replace(problem.people[0], id="=1+1", name="@cmd", team="-x")
    problem = replace(problem, people=(evil, problem.people[1]))
    content = write_csv(_roster(problem))
    row = content.decode().splitlines()[1]
    assert row.startswith("'=1+1,'@cmd,'-x,")
    back = _read(tmp_path, content, problem)
    assert [work.day for work in back.lines[0]] == [0, 2]


def test_a_roster_comes_back_as_it_was(tmp_path):
    """Reading what was written gives the same works on the same duties."""
    roster = _roster()
    back = _read(tmp_path, write_csv(roster))
    assert back.lines == roster.lines
    assert not any(back.duty(work).foreign for work in back.works())


@pytest.mark.parametrize(
    ("old", "new", "column", "what"),
    [
        (",08:00,16:00,", ",09:00,16:00,", 24, "start"),
        (",08:00,16:00,", ",08:00,17:00,", 30, "end"),
        ("m,2027-03-01,08", "m,2027-03-02,08", 13, "day"),
    ],
)
def test_times_edited_beside_utc_are_not_passed_over(
    tmp_path, old, new, column, what
):
    """Nobody edits UTC: what was written for people must not be ignored."""
    text = write_csv(_roster()).decode("utf-8-sig").replace("Ana Souza", "Al")
    assert old in text
    ((line, at, message),) = _faults(tmp_path, text.replace(old, new, 1))
    assert (line, at) == (2, column)
    assert message.startswith(f"this {what} and the UTC time")


def test_rows_added_by_hand_need_no_utc(tmp_path):
    """Times of the clock count where the cells of UTC are empty."""
    text = write_csv(_roster()).decode("utf-8-sig")
    text += "ben,,,2027-03-02,22:00,06:00,,,,,,,\n"
    (work,) = _read(tmp_path, text).lines[1]
    assert work.day == 1


@pytest.mark.parametrize(
    "text",
    [
        "person,start,end\nana,2027-03-01 08:00,2027-03-01 16:00\n",
        "Who;Date;Start;End\nAna Souza;2027-03-01;08:00;16:00\n",
        "end,name,begins,shift\n16:00,ANA SOUZA,2027-03-01 08:00,Core\n",
        "employee\tday\tfrom\tto\nana\t2027-03-01\t8:00\t16:00\n",
        "\ufeffperson,start,end\r\nana,2027-03-01T12:00Z,20:00Z\r\n",
    ],
)
def test_hand_made_rosters_are_read(tmp_path, text):
    """A person, a start and an end are enough, in several layouts."""
    problem = _problem()
    (work,) = _read(tmp_path, text, problem).lines[0]
    assert (work.day, work.duty) == (0, problem.menu(0, 0)[0])


def test_breaks_that_nobody_wrote_lie_in_the_middle(tmp_path):
    """Without a column of breaks the shift's own are placed."""
    text = "person,day,start,end\nana,2027-03-01,08:00,16:00\n"
    (work,) = _read(tmp_path, text).lines[0]
    noon = HALIFAX.start_min(MONDAY, 12 * 60)
    assert work.spans == (Span(noon, noon + 30, "break"),)


def test_times_of_no_shift_are_foreign_duties(tmp_path):
    """Half past nine is nobody's shift, but somebody's duty."""
    text = "person,day,start,end,breaks\n"
    text += "ana,2027-03-01,09:30,17:00,12:00-13:00; 15:00-15:10 paid\n"
    text += "ben,2027-03-01,22:00,06:00,\n"
    roster = _read(tmp_path, text)
    duty = roster.duty(roster.lines[0][0])
    assert duty.foreign
    assert (duty.shift, duty.paid_min, duty.zone) == (
        -1,
        390,
        "America/Halifax",
    )
    night = roster.duty(roster.lines[1][0])
    assert not night.foreign
    assert roster.problem.shifts[night.shift].id == "night"


def test_a_night_ends_on_the_next_day(tmp_path):
    """An end that is not after the start is tomorrow's."""
    text = "person,day,start,end\nana,2027-03-01,22:00,06:00\n"
    roster = _read(tmp_path, text)
    duty = roster.duty(roster.lines[0][0])
    assert duty.end_min - duty.start_min == 480


def test_what_is_not_understood_has_its_cell(tmp_path):
    """All rows are looked at; each fault names line, column and remedy."""
    text = "person,day,start,end,shift\n"
    text += "anna,2027-03-01,08:00,16:00,\n"
    text += "ana,1 March,08:00,16:00,\n"
    text += "ana,2027-03-01,8am,16:00,\n"
    text += "ana,2027-02-30,08:00,16:00,\n"
    text += "ana,2027-03-01,08:00,16:00,cor\n"
    text += "ana,,08:00,16:00,\n"
    text += "ana,2027-03-01,08:00,,\n"
    text += "ana,2027-03-01,2027-03-01 08:00,2027-03-01 07:00,\n"
    found = _faults(tmp_path, text)
    assert [(line, column) for line, column, _ in found] == [
        (2, 1),
        (3, 5),
        (4, 16),
        (5, 5),
        (6, 28),
        (7, 6),
        (8, 1),
        (9, 33),
    ]
    words = [message for _, _, message in found]
    assert words[0] == 'there is no person "anna"; did you mean "ana"?'
    assert words[2].startswith('"8am" is not understood: write times as')
    assert words[4].endswith('did you mean "core"?')
    assert words[6] == "this row has no end"


def test_a_duty_of_two_days_says_which_noon_it_means(tmp_path):
    """Stretches begin with a date, as clocks show each time twice."""
    text = (
        "person,start,end,breaks,queues\n"
        "ana,2027-03-01 08:00,2027-03-03 08:00,2027-03-02 12:00-12:30,"
        "plus 2027-03-01 12:00-13:00; billing 2027-03-02 13:00-14:00\n"
    )
    read = _read(tmp_path, text)
    (work,) = read.works()
    start = read.duty(work).start_min
    assert [(s.kind, s.start_min - start) for s in work.spans] == [
        ("queue", 4 * 60),
        ("break", 28 * 60),
        ("queue", 29 * 60),
    ]
    again = _read(tmp_path, write_csv(read))
    assert again.lines[0][0].spans == work.spans
    # Without a date it is the first such time, as in any other duty.
    text = text.replace("2027-03-02 12:00-12:30", "12:00-12:30")
    (work,) = _read(tmp_path, text).works()
    assert work.breaks[0].start_min - start == 4 * 60
    wrong = text.replace("12:00-12:30", "2027-03-32 12:00-12:30")
    ((*_, message),) = _faults(tmp_path, wrong)
    assert "is no time inside the duty" in message


def test_a_break_after_clocks_moved_by_two_hours(tmp_path):
    """Troll in Antarctica goes from UTC to UTC+2 on 28 March 2027."""
    text = (
        "person,start,end,zone,breaks\n"
        "ana,2027-03-27 22:00,2027-03-28 06:00,Antarctica/Troll,03:00-03:30\n"
    )
    problem = tiny_problem([{"id": "ana", "name": "Ana"}], days=28)
    read = _read(tmp_path, text, problem)
    (work,) = read.works()
    start = read.duty(work).start_min  # 22:00 UTC; 03:00 there is 01:00 UTC
    assert [s.start_min - start for s in work.breaks] == [3 * 60]


def test_the_zone_of_a_row_is_that_of_its_times(tmp_path):
    """A planner elsewhere writes their own clock, and says so."""
    text = "person,start,end,zone\nana,2027-03-01 08:00,16:00,{}\n"
    read = _read(tmp_path, text.format("UTC"))
    (work,) = read.works()
    assert read.duty(work).start_min % 1440 == 480
    ((line, column, message),) = _faults(tmp_path, text.format("EST"))
    assert (line, column) == (2, 28)
    assert "America/New_York" in message


def test_queues_and_breaks_lie_inside_the_duty(tmp_path):
    """A block at a time the duty never shows is a fault of its cell."""
    text = "person,day,start,end,queues\n"
    text += "ana,2027-03-01,08:00,16:00,plus 17:00-18:00\n"
    text += "ana,2027-03-02,08:00,16:00,pls 08:00-12:00\n"
    (_, _, one), (_, _, two) = _faults(tmp_path, text)
    assert "is no time inside the duty" in one
    assert 'no queue "pls"; did you mean "plus"?' in two


def test_the_header_must_say_who_and_when(tmp_path):
    """Missing columns are named at the header."""
    ((line, _, message),) = _faults(tmp_path, "who,day\nana,2027-03-01\n")
    assert line == 1
    assert message.startswith("the header has no column start and no end")


def test_an_empty_file_is_no_roster(tmp_path):
    """Nothing at all is said to be nothing."""
    assert "no column person" in _faults(tmp_path, "")[0][2]


def test_days_outside_the_roster_are_refused(tmp_path):
    """A row of another month is not left out in silence."""
    text = "person,day,start,end\nana,2027-04-01,08:00,16:00\n"
    ((line, _, message),) = _faults(tmp_path, text)
    assert line == 2
    assert "not among those of the roster" in message


def test_any_format_is_read(tmp_path):
    """JSON and CSV are told apart by what is in the file."""
    roster = _roster()
    for content in (write_roster(roster), write_csv(roster)):
        path = tmp_path / "roster"
        path.write_bytes(content)
        assert read_any(_problem(), path).lines == roster.lines


def test_the_exporter_names_its_file():
    """One file, called roster.csv."""
    (path,) = CsvExporter().render(_roster())
    assert path.as_posix() == "roster.csv"
