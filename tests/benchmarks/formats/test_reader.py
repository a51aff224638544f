"""Formats are told by content; each reader gives what its file says."""

from datetime import date

import pytest

from benchmarks.formats import curtois, inrc1_text, inrc1_xml, inrc2, matsp
from benchmarks.formats.errors import FormatError
from benchmarks.formats.reader import read

TEXT_OF_TEST_11 = """
////////////////////////////////////////////////////////////////////
SCHEDULING_PERIOD;
////////////////////////////////////////////////////////////////////
test_11, 2013-08-05, 2013-08-11;

SKILLS = 1;
Skill_A;

SHIFT_TYPES = 2;
D, Early, 06:30:00, 14:30:00, 1, Skill_A;
N, Night, 22:30:00, 06:30:00, 1, Skill_A;

CONTRACTS = 1;
0, fulltime, (1|1), (0|0|7), (0|0|7), (0|0|7), (0|0|3), (0|0|2), (0|0|1), \
(0|0|3), (0|0|2), (0|0|2), SaturdaySunday, (0|0), (0|0), (0|0), (0|0), \
(0|0), 2, 0 1;

PATTERNS = 2;
0, 10, 2 (N|Any) (D|Any);
1, 100, 3 (N|Friday) (Any|Saturday) (Any|Sunday);

EMPLOYEES 2;
0, Employee 01, 0, 1, Skill_A;
1, Employee 02, 0, 1, Skill_A;

DAY_OF_WEEK_COVER = 12;
Monday, D, 1;
Monday, N, 1;
Tuesday, D, 1;
Tuesday, N, 1;
Wednesday, D, 1;
Wednesday, N, 1;
Thursday, D, 1;
Thursday, N, 1;
Friday, D, 1;
Friday, N, 1;
Saturday, D, 1;
Sunday, D, 1;

DATE_SPECIFIC_COVER = 0;

DAY_OFF_REQUESTS = 0;

DAY_ON_REQUESTS = 0;

SHIFT_OFF_REQUESTS = 0;

SHIFT_ON_REQUESTS = 0;
"""


def test_curtois(data):
    """The first instance: one shift, eight people, two weeks."""
    found = read(data / "curtois" / "Instance1.txt")
    assert isinstance(found, curtois.Curtois)
    assert (found.name, found.days) == ("Instance1", 14)
    assert found.shifts == (curtois.Shift("D", 480, frozenset()),)
    assert found.people[1] == curtois.Person(
        "B", (14,), 4320, 3360, 5, 2, 2, 1, frozenset({5})
    )
    assert curtois.Request(0, 2, 0, 2, on=True) in found.requests
    assert curtois.Request(2, 13, 0, 1, on=False) in found.requests
    assert len(found.cover) == 14
    assert {(c.weight_under, c.weight_over) for c in found.cover} == {(100, 1)}


def test_curtois_succession():
    """The last field of a shift lists what may not follow it."""
    text = (
        "SECTION_HORIZON\n7\nSECTION_SHIFTS\nE,480,\nL,480,E|D\nD,480\n"
        "SECTION_STAFF\nSECTION_DAYS_OFF\nSECTION_COVER\n"
    )
    shifts = curtois.parse(text, "x").shifts
    assert [sorted(shift.bars) for shift in shifts] == [[], [0, 2], []]


def test_inrc1_xml(data):
    """A unit test of the competition: patterns, weekends, cover."""
    found = read(data / "inrc1/test_11_unwanted_shift_patterns_constraint.xml")
    assert (found.name, found.days) == ("test_11", 7)
    assert found.first_day == date(2013, 8, 5)
    assert [shift.night for shift in found.shifts] == [False, True]
    contract = found.contracts[0]
    assert contract.most_days is None
    assert found.weekends(contract) == ((5, 6),)
    friday = contract.patterns[1].entries[0]
    assert (friday.accepts, friday.weekday) == ({1}, 4)
    assert contract.patterns[1].entries[1].accepts == {0, 1}
    assert found.cover[4] == (1, 1)
    assert found.cover[5] == (1, 0)


def test_inrc1_text_says_the_same(data, tmp_path):
    """Both forms of an instance are read into the same data."""
    xml = data / "inrc1/test_11_unwanted_shift_patterns_constraint.xml"
    text = tmp_path / "test_11.txt"
    text.write_text(TEXT_OF_TEST_11)
    assert read(text) == read(xml)


def test_inrc1_text_exceptions():
    """Dates override weekdays; requests name shifts, or any work."""
    text = TEXT_OF_TEST_11
    for heading, row in (
        ("DATE_SPECIFIC_COVER = 0;", "2013-08-10, N, 3;"),
        ("DAY_OFF_REQUESTS = 0;", "0, 2013-08-06, 5;"),
        ("SHIFT_ON_REQUESTS = 0;", "1, 2013-08-07, N, 2;"),
    ):
        text = text.replace(heading, f"{heading}\n{row}")
    found = inrc1_text.parse(text)
    assert found.cover[5] == (1, 3)
    assert [(r.person, r.day, r.shift, r.on) for r in found.requests] == [
        (0, 1, None, False),
        (1, 2, 1, True),
    ]


def test_inrc1_missing_element():
    """A file without an element that it needs is refused by name."""
    with pytest.raises(FormatError, match="StartDate"):
        inrc1_xml.parse("<SchedulingPeriod ID='x'></SchedulingPeriod>")


def test_inrc2(data):
    """A static instance is put together from files that its name tells."""
    found = read(data / "inrc2" / "n005w4_1_1-2-3-3")
    assert (found.name, found.days) == ("n005w4_1_1-2-3-3", 28)
    assert found.skills == ("HeadNurse", "Nurse")
    assert found.shifts[2] == inrc2.Shift("Night", 4, 5, frozenset({0, 1}))
    assert found.contracts[1] == inrc2.Contract(
        "PartTime", 7, 11, 3, 5, 3, 5, 2, True
    )
    andrea, nguyen = found.people[1], found.people[4]
    assert andrea.skills == {0, 1}
    assert andrea.history == inrc2.History(0, 0, 2, 2, 4, 0)
    assert nguyen.history == inrc2.History(0, 0, None, 0, 0, 2)
    assert inrc2.Cover(14, 1, 1, 0, 1) in found.cover
    assert inrc2.Request(1, 14 + 5, None) in found.requests
    assert inrc2.Request(1, 14 + 4, 1) in found.requests


def test_inrc2_solution(data, tmp_path):
    """Weeks tell their place themselves; other lines are passed over."""
    instance = read(data / "inrc2" / "n005w4_1_1-2-3-3")
    (tmp_path / "b.txt").write_text(
        "SOLUTION\n1 n005w4\n\nASSIGNMENTS = 1\nSara Tue Late Nurse\n"
        "\nViol: 0\nCost: 575\n"
    )
    (tmp_path / "validator.txt").write_text("Total cost: 3\n")
    (given,) = inrc2.read_solution(tmp_path, instance)
    assert (given.person, given.day, given.shift, given.skill) == (3, 8, 1, 1)


def test_matsp():
    """Quarters from midnight to six carry the number of the next day."""
    text = (
        "SECTION_HORIZON\n1\nSECTION_TASKS\n2\nSECTION_STAFF\n1,360,600\n"
        "SECTION_COVER\n# none\n1,06:00-06:15,1,2,2\n2,05:45-06:00,2,1,3\n"
    )
    found = matsp.parse(text, "tiny")
    assert found.people == (matsp.Person("1", 360, 600),)
    assert found.tasks == 2
    assert found.demand[0][0] == (2, 2)
    assert found.demand[1][95] == (1, 3)
    assert (found.start_min, found.end_min) == (360, 1800)


def test_matsp_solution():
    """Shifts are pieces one after another, days from 0, tasks from 1."""
    instance = matsp.Matsp("x", 7, (matsp.Person("7", 0, 600),), ((), ()))
    found = matsp.parse_solution(
        "<Solution><Penalty>12</Penalty><Employee ID='7'><Shift><Day>2</Day>"
        "<Start>06:15:00</Start><Task><ID>2</ID><Length>60</Length></Task>"
        "<Task><ID>1</ID><Length>300</Length></Task></Shift></Employee>"
        "</Solution>",
        instance,
    )
    assert found.penalty == 12
    (shift,) = found.shifts
    assert (shift.start_min, shift.end_min) == (3255, 3615)
    assert [piece.task for piece in shift.pieces] == [1, 0]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("Sc-n005w4.txt", "SCENARIO = n005w4\n", "part of an instance"),
        ("notes.txt", "nothing", "no benchmark format"),
        ("half.xml", "<SchedulingPeriod ID=", "half.xml is broken"),
        ("y.txt", "SECTION_STAFF\nA,D=1,2\n", "y.txt is broken"),
        ("x.txt", "1,2\n# SECTION_STAFF\n", "line 1: a row before"),
    ],
)
def test_refused(tmp_path, name, content, told):
    """A file that is no instance is refused, saying what it is."""
    (tmp_path / name).write_text(content)
    with pytest.raises(FormatError, match=told):
        read(tmp_path / name)


def test_refused_inrc2_name(tmp_path):
    """A name that tells no files is refused."""
    with pytest.raises(FormatError, match="no name such as"):
        inrc2.read_named(tmp_path, "n005w4")


def test_whole_sets(bench):
    """Every file of the published sets is read."""
    paths = [
        *bench.glob("curtois-nrp/*.txt"),
        *bench.glob("matsp/*.txt"),
        *bench.glob("inrc1/*/*.txt"),
        *bench.glob("inrc1/xml/*.xml"),
    ]
    for path in paths:
        if path.name != "test_solutions_cost.txt":
            assert read(path).people
