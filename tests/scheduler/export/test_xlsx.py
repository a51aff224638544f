"""Workbooks: written, edited as hands edit them, and read back."""

import io
import zipfile
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest

from scheduler.clock import zone
from scheduler.errors import InputError, Place
from scheduler.export.rosters import read_any
from scheduler.export.xlsx import write_xlsx
from scheduler.export.xlsx_reading import read_xlsx
from scheduler.problem import Break, Span
from scheduler.testing import TinyShift, tiny_problem, tiny_roster

HALIFAX = zone("America/Halifax")
EVIL = '=HYPERLINK("http://x")'


def _problem():
    return tiny_problem(
        [
            {"zone": "America/Halifax", "id": "ana", "name": "Ana Souza"},
            {"zone": "Asia/Manila", "id": "ben", "name": EVIL},
        ],
        days=8,
        shifts={
            "core": TinyShift((480, 540), breaks=(Break(30, 180, 300),)),
            "night": TinyShift((22 * 60,)),
        },
        queues={"plus": (), "billing": ()},
        slot_min=30,
    )


def _roster(problem=None):
    """Ana works core on Monday and a night on Wednesday."""
    problem = problem or _problem()
    core, night = problem.menu(0, 0)[0], problem.menu(0, 2)[-1]
    start = problem.duties[core].start_min
    spans = (
        Span(start, start + 210, "queue", 0),
        Span(start + 210, start + 240, "break"),
        Span(start + 240, start + 480, "queue", 1),
    )
    return tiny_roster(problem, [{0: core, 2: night}, {}], {(0, 0): spans})


def _written(tmp_path, roster=None):
    path = tmp_path / "roster.xlsx"
    path.write_bytes(write_xlsx(roster or _roster()))
    return path


def _edited(path, **cells):
    """Write texts into cells of the first week's sheet."""
    book = openpyxl.load_workbook(path)
    for name, value in cells.items():
        book[WEEK][name] = value
    book.save(path)
    return path


WEEK = "week 2027-03-01"


def _faults(path):
    with pytest.raises(InputError) as caught:
        read_xlsx(_problem(), path)
    return [str(finding) for finding in caught.value.findings]


def _spans(roster, person, day):
    work = roster.work(person, day)
    return None if work is None else roster.times(work.duty)


def test_a_week_is_a_grid_of_days(tmp_path):
    """Names, dates that are dates, and times on everybody's own clock."""
    sheet = openpyxl.load_workbook(_written(tmp_path))[WEEK]
    header = [cell.value for cell in sheet[1]]
    assert header[:5] == ["id", "person", "team", "zone", datetime(2027, 3, 1)]
    assert header[-1] == "paid hours"
    row = [cell.value for cell in sheet[2]]
    assert row[1] == "Ana Souza"
    assert row[4] == "core 08:00–16:00"
    assert row[6] == "night 22:00–06:00"
    assert sheet.freeze_panes == "E2"
    assert sheet.page_setup.orientation == "landscape"


def test_what_was_written_is_read(tmp_path):
    """Breaks and queue blocks too; the same roster, the same bytes."""
    roster = _roster()
    path = _written(tmp_path, roster)
    again = read_any(_problem(), path)
    assert again.lines == roster.lines
    assert write_xlsx(again) == path.read_bytes()


def test_names_are_no_formulas(tmp_path):
    """What a spreadsheet would run is text in every sheet."""
    book = openpyxl.load_workbook(_written(tmp_path))
    found = [
        cell
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if str(cell.value).startswith("=") and cell.data_type == "f"
    ]
    assert {cell.value[:7] for cell in found} <= {"=-SUMIF"}
    assert book[WEEK]["B3"].value == EVIL
    assert book[WEEK]["B3"].data_type == "s"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("core 09:00–17:00", "09:00", "17:00"),
        ("9-17", "09:00", "17:00"),
        ("9am to 5pm", "09:00", "17:00"),
        ("10.15 — 12h30", "10:15", "12:30"),
        ("night 22:00–06:00", "22:00", "06:00"),
    ],
)
def test_a_cell_that_was_edited_counts(tmp_path, text, start, end):
    """In whatever way hands write times; others stay as they are."""
    path = _edited(_written(tmp_path), F2=text)
    again = read_xlsx(_problem(), path)
    first, last = _spans(again, 0, 1)
    told = [HALIFAX.local(at).minute for at in (first, last)]
    assert [f"{m // 60:02}:{m % 60:02}" for m in told] == [start, end]
    assert _spans(again, 0, 0) == _spans(_roster(), 0, 0)
    assert again.work(0, 0).breaks == _roster().work(0, 0).breaks
    # Queues were of the roster as it was; whoever reads it assigns them.
    assert not any(s.kind == "queue" for w in again.works() for s in w.spans)
    assert read_any(_problem(), path).work(0, 1) is not None


@pytest.mark.parametrize("text", [None, "", "off", "Away", "·", "leave"])
def test_a_cell_that_was_emptied_is_a_day_off(tmp_path, text):
    """Or one that says so in a word."""
    again = read_xlsx(_problem(), _edited(_written(tmp_path), E2=text))
    assert again.work(0, 0) is None
    assert again.work(0, 2) is not None


def test_what_is_not_understood_is_named_by_sheet_and_cell(tmp_path):
    """Each cell at once, and what to write instead."""
    path = _edited(
        _written(tmp_path), E2="mornings", F3="lat 9-17", G3="25-26"
    )
    how = (
        "is neither times nor a day off: write 08:00–16:00, with a shift"
        " before it if you like, or nothing"
    )
    where = f"{path}, sheet {WEEK}, cell"
    assert _faults(path) == [
        f'{where} E2: error: "mornings" {how}',
        f'{where} F3: error: there is no shift "lat"',
        f'{where} G3: error: "25-26" {how}',
    ]


def test_rows_may_be_sorted_but_not_lost(tmp_path):
    """A day of work that no sheet shows is a question, not a day off."""
    path = _written(tmp_path)
    book = openpyxl.load_workbook(path)
    sheet = book[WEEK]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(2, 3)]
    for number, row in enumerate(reversed(rows), start=2):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column).value = value
    book.save(path)
    assert read_xlsx(_problem(), path).lines == _roster().lines
    sheet.delete_rows(3)
    book.save(path)
    (fault,) = _faults(path)
    assert "no sheet has Ana Souza on 2027-03-01, who works then" in fault


def test_details_are_left_alone(tmp_path):
    """Whoever edits them is told where to edit instead."""
    path = _written(tmp_path)
    book = openpyxl.load_workbook(path)
    book["details"]["E2"] = "09:00"
    book.save(path)
    (fault,) = _faults(path)
    assert fault.startswith(f"{path}, sheet details, cell A1: error: this")
    assert "edit the sheets of weeks" in fault


def test_a_workbook_of_ones_own_is_read(tmp_path):
    """A column of people and columns under dates are enough."""
    book = openpyxl.Workbook()
    book.active.append(["Person", "2027-03-02", datetime(2027, 3, 3)])
    book.active.append(["ana souza", "core 08:00-16:00", None])
    path = tmp_path / "own.xlsx"
    book.save(path)
    roster = read_xlsx(_problem(), path)
    assert [(w.person, w.day) for w in roster.works()] == [(0, 1)]
    assert roster.work(0, 1).duty == _problem().menu(0, 1)[0]


def test_people_and_days_that_are_not_known_are_refused(tmp_path):
    """And a day that is told twice, in two ways."""
    book = openpyxl.Workbook()
    dates = ["2027-03-02", "2027-03-02", "2028-01-01"]
    book.active.append(["person", *dates])
    book.active.append(["anna", "9-17", None, None])
    book.active.append(["ana", "9-17", "8-16", "8-16"])
    path = tmp_path / "own.xlsx"
    book.save(path)
    told = [fault.partition("cell ")[2] for fault in _faults(path)]
    assert told == [
        'A2: error: there is no person "anna"; did you mean "ana"?',
        "C3: error: Ana Souza has 2027-03-02 twice, and not the same",
        "D3: error: 2028-01-01 is none of the roster's days",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04 and no more", "no workbook that can be read"),
        (None, "no sheet is a week"),
    ],
)
def test_what_is_no_roster_is_refused(tmp_path, content, said):
    """A broken file, or a workbook of something else."""
    path = tmp_path / "other.xlsx"
    if content is None:
        openpyxl.Workbook().save(path)
    else:
        path.write_bytes(content)
    (fault,) = _faults(path)
    assert said in fault


def test_coverage_and_ledger_have_sheets(tmp_path):
    """Too few below nought, in colours that follow the figures."""
    problem = _problem()
    sheets = openpyxl.load_workbook(_written(tmp_path))
    assert sheets.sheetnames == [
        "summary",
        WEEK,
        "week 2027-03-08",
        "coverage",
        "ledger",
        "details",
    ]
    rules = sheets["coverage"].conditional_formatting
    assert len([rule for area in rules for rule in area.rules]) == 3
    people = [row[0].value for row in sheets["ledger"].iter_rows(2)]
    assert people == [p.name for p in problem.people]
    assert sheets["ledger"]["C2"].value == 15.5


def test_nothing_tells_when_it_was_written(tmp_path):
    """Two runs write the same bytes."""
    data = write_xlsx(_roster())
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert {i.date_time[0] for i in packed.infolist()} == {1980}
    assert data == write_xlsx(_roster())


def test_without_the_library_it_is_said_what_to_install(monkeypatch):
    """The part is optional."""
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    with pytest.raises(InputError, match=r"pip install 'sunroster\[xlsx\]'"):
        write_xlsx(_roster())


def test_control_characters_are_no_trouble(tmp_path):
    """XML has none; the name is told apart by its id."""
    problem = _problem()
    odd = replace(problem.people[0], name="A\x07na _x0041_")
    problem = replace(problem, people=(odd, problem.people[1]))
    path = _written(tmp_path, _roster(problem))
    sheet = openpyxl.load_workbook(path)[WEEK]
    assert sheet["B2"].value == "A\N{REPLACEMENT CHARACTER}na _x005F_x0041_"
    assert read_xlsx(problem, path).lines == _roster().lines


def test_places_name_cells_as_spreadsheets_do():
    """Column 28 is AB."""
    assert str(Place("a.xlsx", 7, 28, "w")) == "a.xlsx, sheet w, cell AB7"
