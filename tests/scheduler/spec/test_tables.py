"""CSV: cells and their places, columns, and every message about rows."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.errors import Finding, InputError, Place
from scheduler.spec.cells import delimiter_of, name_fault, rows
from scheduler.spec.merge import load_with_use
from scheduler.spec.node import Node, place_of
from scheduler.spec.tables import (
    Column,
    Table,
    keyed,
    read_table,
    with_tables,
)

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = {
    "name": Column("name", "name", required=True),
    "team": Column("team", "name"),
    "skills": Column("skills", many=True),
    "paid hours": Column("paid hours", "number"),
    "reserve": Column("reserve", "flag"),
    "importance": Column("importance", "value"),
    "note": Column("note"),
}

COLUMNS_OF_TEAMS = {"team": Column("team", "name"), "note": Column("note")}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, so that places are short."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def table(folder: Path, text: str | bytes, **options: int) -> Node:
    """Return the table that ``t.csv`` with this text is."""
    data = text.encode() if isinstance(text, str) else text
    (folder / "t.csv").write_bytes(data)
    return read_table("t.csv", COLUMNS, **options)  # type: ignore[arg-type]


def refusal(folder: Path, text: str | bytes) -> list[str]:
    """Return what a table is refused for."""
    with pytest.raises(InputError) as caught:
        table(folder, text)
    return [str(found) for found in caught.value.findings]


# --- what rows become --------------------------------------------------------


def test_rows_become_mappings_with_the_places_of_cells(folder: Path) -> None:
    """Columns count characters; an empty cell says nothing."""
    node = table(
        folder,
        "name,team,skills,paid hours\nAna, na ,plus; en,37.5\n\nBo,,,\n",
    )
    assert node.plain() == [
        {
            "name": "Ana",
            "team": "na",
            "skills": ["plus", "en"],
            "paid hours": 37.5,
        },
        {"name": "Bo"},
    ]
    assert place_of(node, (0, "team")) == Place("t.csv", 2, 5)
    assert place_of(node, (0, "skills", 1)) == Place("t.csv", 2, 10)
    assert place_of(node, (0, "paid hours")) == Place("t.csv", 2, 19)
    assert place_of(node, (1,)) == Place("t.csv", 4, 1)
    rows_ = node.value
    assert isinstance(rows_, list)
    assert rows_[0].key_place("team") == Place("t.csv", 1, 6)


def test_kinds_type_their_cells(folder: Path) -> None:
    """Text stays text, a value is what it would be in YAML."""
    text = "name,reserve,importance,note\n12,TRUE,5,007\nx,False,high,null\n"
    assert table(folder, text).plain() == [
        {"name": "12", "reserve": True, "importance": 5, "note": "007"},
        {"name": "x", "reserve": False, "importance": "high", "note": "null"},
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_header_tells_the_delimiter(folder: Path, delimiter: str) -> None:
    """Later lines may hold any of the others."""
    lines = [["name", "note", "skills"], ["Ana", "x|y", '"a;b"']]
    text = "\r\n".join(delimiter.join(line) for line in lines)
    assert table(folder, text).plain() == [
        {"name": "Ana", "note": "x|y", "skills": ["a", "b"]}
    ]
    assert delimiter_of(f'"a,b,c;;;;"{delimiter}d\n,,,,;;;;') == delimiter


def test_the_header_forgives_capitals_and_blanks(folder: Path) -> None:
    """Spreadsheets and databases write names in their own ways."""
    text = b"\xef\xbb\xbfName, PAID_HOURS ,Paid  Note\n"
    text = text.replace(b"Paid  Note", b"note") + b"Ana,8,x\n"
    assert table(folder, text).plain() == [
        {"name": "Ana", "paid hours": 8, "note": "x"}
    ]


def test_quoted_cells_hold_quotes_delimiters_and_lines(folder: Path) -> None:
    """Places below a cell of several lines stay right."""
    text = 'name,note\n"Ana","a ""b"",\r\nc\n"\n  "Bo"  ,x\n'
    node = table(folder, text)
    assert node.plain() == [
        {"name": "Ana", "note": 'a "b",\r\nc'},
        {"name": "Bo", "note": "x"},
    ]
    assert place_of(node, (0, "note")) == Place("t.csv", 2, 7)
    assert place_of(node, (1, "name")) == Place("t.csv", 5, 1)
    assert place_of(node, (1, "note")) == Place("t.csv", 5, 10)


def test_a_cell_behind_a_line_break_has_the_column_of_its_line(
    folder: Path,
) -> None:
    """As an editor shows it."""
    node = table(folder, 'note,name\n"a\nbc",Ana\n')
    assert place_of(node, (0, "name")) == Place("t.csv", 3, 5)


def test_a_header_without_rows_is_an_empty_list(folder: Path) -> None:
    """Whether that is allowed is for the schema to say."""
    assert table(folder, "name,team").plain() == []


# --- what is refused ---------------------------------------------------------


def test_bad_headers_are_named_together(folder: Path) -> None:
    """Unknown with the nearest and the allowed, twice, missing."""
    assert refusal(folder, "tema,note,Note,\nx,y,z,\n") == [
        't.csv:1:1: error: there is no column "tema"; did you mean "team"?'
        " (allowed: name, team, skills, paid hours, reserve, importance,"
        " note)",
        't.csv:1:1: error: the column "name" is missing',
        't.csv:1:11: error: the column "Note" stands twice, first at'
        " t.csv:1:6",
        't.csv:1:16: error: there is no column "" (allowed: name, team,'
        " skills, paid hours, reserve, importance, note)",
    ]


def test_bad_rows_are_named_by_their_line(folder: Path) -> None:
    """Too few, too many and wrong kinds, all at once."""
    text = (
        "name,paid hours,reserve\nAna\nBo,8,true,x\nCy,eight,maybe\n"
        'Di,"37,5",\n"E"e,1,\n'
    )
    assert refusal(folder, text) == [
        "t.csv:2:1: error: this row has 1 cells, the header has 3",
        "t.csv:3:11: error: this row has 4 cells, the header has 3",
        't.csv:4:4: error: expected a number, found the text "eight"',
        't.csv:4:10: error: expected true or false, found the text "maybe"',
        't.csv:5:4: error: expected a number, found the text "37,5": write'
        " 37.5",
        "t.csv:6:1: error: the quote that opens here is never closed, or text"
        ' follows the closing one: put the whole cell in quotes and write ""'
        ' for "',
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", " ="])
def test_a_name_may_not_be_a_formula(folder: Path, start: str) -> None:
    """A spreadsheet would run it from a table we write."""
    (found,) = refusal(folder, f"name\n{start}cmd()\n")
    char = start.strip()
    assert found == f't.csv:2:1: error: a name may not begin with "{char}"'


def test_a_name_may_not_begin_with_a_tab(folder: Path) -> None:
    """Some spreadsheets drop the tab and run the rest."""
    assert refusal(folder, "name,team\nAna,\tna\n") == [
        "t.csv:2:5: error: a name may not begin with a tab"
    ]
    assert name_fault("Ana") is None


def test_a_minus_is_fine_where_it_is_no_name(folder: Path) -> None:
    """Numbers and notes may begin with it."""
    node = table(folder, "name,paid hours,note\nAna,-5,=x\n")
    assert node.plain() == [{"name": "Ana", "paid hours": -5, "note": "=x"}]


@pytest.mark.parametrize("text", ["", "\n\n", " , \n"])
def test_an_empty_table_is_named_so(folder: Path, text: str) -> None:
    """Not even a header."""
    assert refusal(folder, text) == ["t.csv:1:1: error: the table is empty"]


def test_other_encodings_and_sizes_are_refused(folder: Path) -> None:
    """As for YAML, with a larger limit."""
    assert "0xE9" in refusal(folder, b"name\nRen\xe9\n")[0]
    with pytest.raises(InputError, match=r"longer than 3 MB.*split it"):
        table(folder, "x" * 3_000_001, most_bytes=3_000_000)


def test_a_table_of_faults_is_not_read_to_its_end(folder: Path) -> None:
    """A wrong delimiter would make a finding of every row."""
    found = refusal(folder, "name,team\n" + "x\n" * 5_000)
    assert len(found) == 101
    assert "901 more findings" in found[-1]


def test_quotes_that_never_close_do_not_take_long(folder: Path) -> None:
    """Each line is looked at once, not to the end of the file."""
    assert len(refusal(folder, "name,team\n" + '"a,b\n' * 100_000)) == 101
    assert refusal(folder, 'name\n"' + '""' * 500_000)


# --- tables in a roster file -------------------------------------------------


def test_a_table_stands_where_its_name_was(folder: Path) -> None:
    """Relative to the file that names it; entries merge like any others."""
    (folder / "data").mkdir()
    (folder / "data" / "people.csv").write_text("name,team\nAna,na\n")
    (folder / "data" / "teams.csv").write_text("team,note\nna,x\nus,\n")
    (folder / "data" / "base.yaml").write_text(
        "people: people.csv\nteams: teams.csv\n"
    )
    tables = {
        "people": Table(COLUMNS),
        "teams": Table(COLUMNS_OF_TEAMS, "team"),
        "coverage": Table({}),
    }
    (folder / "month.yaml").write_text(
        "use: data/base.yaml\npeople: [{name: Bo}]\n"
        "teams: {us: {note: y, replace: true}}\n"
    )
    node = load_with_use(
        "month.yaml", prepare=lambda one: with_tables(one, tables)
    )
    assert node.plain() == {
        "people": [{"name": "Ana", "team": "na"}, {"name": "Bo"}],
        "teams": {"na": {"note": "x"}, "us": {"note": "y"}},
    }
    at = place_of(node, ("people", 0, "team"))
    assert at == Place("data/people.csv", 2, 5)


def test_findings_of_all_tables_come_together(folder: Path) -> None:
    """A missing file is reported where it is named."""
    (folder / "t.csv").write_text("nam\nx\n")
    at = Place("r.yaml", 3, 9)
    node = Node({"a": Node("gone.csv", at), "b": Node("t.csv", at)}, at)
    tables = {"a": Table(COLUMNS), "b": Table({"name": COLUMNS["name"]})}
    with pytest.raises(InputError) as caught:
        with_tables(node, tables)
    assert [found.place for found in caught.value.findings] == [
        at,
        Place("t.csv", 1, 1),
        Place("t.csv", 1, 1),
    ]
    assert with_tables(Node(5, at), tables).plain() == 5


def test_names_of_keyed_rows_are_there_and_unique(folder: Path) -> None:
    """A mapping cannot hold two entries of one name."""
    entries = table(folder, "name,team\nAna,na\nAna,us\n,us\n")
    found: list[Finding] = []
    assert list(keyed(entries, "name", found).value) == ["Ana"]
    assert [str(one) for one in found] == [
        't.csv:3:1: error: "Ana" stands twice, first at t.csv:2:1',
        't.csv:4:1: error: "name" is empty in this row',
    ]


# --- properties --------------------------------------------------------------

CELLS = st.text(
    st.sampled_from([*'ab ,;"\n\r=é'])
    | st.characters(codec="utf-8", exclude_categories=["Cc"]),
    max_size=8,
)


@given(
    grid=st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=8),
    delimiter=st.sampled_from([",", ";", "\t"]),
)
@settings(deadline=None)
def test_cells_agree_with_the_standard_library(
    grid: list[list[str]], delimiter: str
) -> None:
    """What csv writes is read back, and each place holds its cell."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows(grid)
    text = out.getvalue()
    findings: list[Finding] = []
    found = list(rows(text, "f", delimiter, findings))
    said = [line for line in grid if any(cell.strip() for cell in line)]
    assert [[cell.text for cell in line] for line in found] == said
    assert findings == []
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for line in found:
        for cell in line:
            place = cell.place
            assert lines[place.line - 1][place.column - 1] == '"'


@given(text=st.text(st.sampled_from([*'a,;"\n\r ']), max_size=60))
@settings(deadline=None)
def test_any_text_gives_rows_or_findings(text: str) -> None:
    """Every character but delimiters, breaks and quotes ends in a cell."""
    findings: list[Finding] = []
    found = list(rows(text, "f", ",", findings))
    letters = "".join(cell.text for line in found for cell in line)
    assert letters.count("a") == text.count("a")
