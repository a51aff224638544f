"""Reading a roster file: every kind of bad input, and where it stands."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

import scheduler
from scheduler.errors import InputError
from scheduler.spec.reader import read_spec
from scheduler.spec.roster import RosterSpec

if TYPE_CHECKING:
    from scheduler.errors import Finding

EXAMPLES = Path(__file__).parents[3] / "examples"

ROSTER = """\
roster: Test
zone: America/Halifax
from: 2027-03-08
weeks: 1
skills: {names: [chat, billing], languages: [en, fr]}
teams:
  na: {place: CA-NS, skills: [chat]}
  pt: {place: PT, zone: Europe/Lisbon, skills: [chat]}
contracts:
  full: {paid hours: 37.5/week, days: at most 5/week}
  part: {paid hours: 16 to 24/week, shift: 4h to 6h}
shifts:
  core: {who: full, window: Mon-Fri 08:00-16:00, slide: 2h}
  half: {who: part, inside: daily 08:00-20:00}
people:
  - {name: Ana Souza, team: pt, contract: full, skills: [billing]}
  - {name: Ben Okafor, team: na, contract: full}
  - {name: Kim Leclerc, team: na, contract: part}
queues:
  chat: {channel: chat}
  billing: {channel: email}
coverage:
  - {queue: chat, window: Mon-Fri 08:00-18:00, least: 1, wanted: 2}
  - {queue: billing, window: Mon-Fri 09:00-17:00, least: 1}
rules:
  - {rule: rest, least: 11h}
"""
PINS = """\
pins:
  - {who: Ben Okafor, day: 2027-03-08, shift: core}
"""
AWAY = """\
away:
  - {who: Ana Souza, dates: 2027-03-09}
"""
ACCOUNT = """\
accounts:
  Acme: {queues: chat, answer: 80% within 10m, volume: 4, handle: 10m}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, so that places are short."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(old: str = "", new: str = "", more: str = "") -> str:
    """Write ``r.yaml`` with something replaced and something appended."""
    assert old in ROSTER + more
    Path("r.yaml").write_text((ROSTER + more).replace(old, new, 1))
    return "r.yaml"


def findings(path: str = "r.yaml") -> tuple[Finding, ...]:
    """Return what a file is refused for, which is exit code 2."""
    with pytest.raises(InputError) as caught:
        scheduler.read(path)
    assert caught.value.exit_code == 2
    return caught.value.findings


def told(path: str = "r.yaml") -> list[str]:
    """Return the findings as users see them."""
    return [str(found) for found in findings(path)]


def test_whole_file_is_read() -> None:
    """What every other test changes is itself without fault."""
    problem = scheduler.read(written())
    assert [p.id for p in problem.people] == [
        "ana-souza",
        "ben-okafor",
        "kim-leclerc",
    ]
    assert problem.warnings == ()


@pytest.mark.parametrize("name", ["quickstart.yaml", "atlantic/march.yaml"])
def test_examples_are_read(name: str) -> None:
    """The examples that we ship are without fault."""
    problem = scheduler.read(EXAMPLES / name)
    assert not [w for w in problem.warnings if w.severity == "error"]


BAD = {
    "unknown key": (
        "slide: 2h",
        "slidee: 2h",
        '13:50: error: "slidee" is not known here; did you mean "slide"?',
    ),
    "unknown section": (
        "rules:",
        "rulez:",
        '25:1: error: "rulez" is not known here; did you mean "rules"?',
    ),
    "wrong type": (
        "weeks: 1",
        "weeks: [1]",
        "4:8: error: expected a whole number, found a list",
    ),
    "year without zones": (
        "from: 2027-03-08",
        "from: 0001-03-08",
        "3:7: error: 0001-03-08 is no time to plan for: a roster begins in "
        "the years 1970 to 2199",
    ),
    "end of all years": (
        "from: 2027-03-08",
        "from: 9999-12-28",
        "3:7: error: 9999-12-28 is no time to plan for",
    ),
    "empty name": (
        "name: Ana Souza",
        'name: ""',
        "16:12: error: this is empty: something must be said here",
    ),
    "unknown zone": (
        "zone: America/Halifax",
        "zone: America/Halifaks",
        "2:7: error: 'America/Halifaks' is no time zone",
    ),
    "unknown zone of a window": (
        "Mon-Fri 08:00-16:00",
        "Mon-Fri 08:00-16:00 Halifax",
        '13:29: error: "Halifax" is not a time zone; did you mean '
        '"America/Halifax"?',
    ),
    "abbreviation of a zone": (
        "Europe/Lisbon",
        "EST",
        "8:25: error: 'EST' is no zone but the name of several",
    ),
    "unknown skill": (
        "skills: [billing]}",
        "skills: [biling]}",
        '16:58: error: there is no skill "biling"; did you mean "billing"?',
    ),
    "unknown level": (
        "skills: [billing]}",
        "skills: [billing=guru]}",
        "16:58: error: ",
    ),
    "unknown team": (
        "team: pt,",
        "team: tp,",
        '16:29: error: there is no team "tp"; defined: na, pt',
    ),
    "unknown contract": (
        "contract: part}",
        "contract: prt}",
        '18:45: error: there is no contract "prt"; did you mean "part"?',
    ),
    "unknown person or contract": (
        "who: full",
        "who: fulll",
        '13:15: error: there is no person or contract "fulll"; did you',
    ),
    "unknown place of a selector": (
        "least: 11h",
        "least: 11h, who: place CA-ON",
        '26:35: error: there is no place "CA-ON"',
    ),
    "unknown rule": (
        "rule: rest",
        "rule: rests",
        '26:12: error: the text "rests" is not known here; did you mean "re',
    ),
    "unknown queue": (
        "{queue: billing",
        "{queue: biling",
        '24:13: error: there is no queue "biling"; did you mean "billing"?',
    ),
    "unknown place": (
        "place: PT",
        "place: PX",
        "8:15: error: No public holidays are known for 'PX'",
    ),
    "queue without a skill": (
        "  billing: {channel",
        "  biling: {channel: chat}\n  billing: {channel",
        '21:3: error: the queue "biling" has no needs: and there is no '
        'skill of that name; did you mean "billing"?',
    ),
    "impossible date": (
        "2027-03-08",
        "2027-02-29",
        '3:7: error: "2027-02-29" is not in the calendar: that month ends '
        "with 2027-02-28",
    ),
    "number for a date": (
        "2027-03-08",
        "20270308",
        '3:7: error: "20270308" has no dashes: write "2027-03-08"',
    ),
    "window without an end": (
        "Mon-Fri 08:00-16:00",
        "Mon-Fri 08:00",
        '13:29: error: "Mon-Fri 08:00" does not say until when',
    ),
    "comma in braces": (
        "window: Mon-Fri 08:00-16:00, slide: 2h",
        "window: Mon, Wed, slide: 2h",
        '13:34: error: "Wed" has no value: a comma splits {…}',
    ),
    "plus or minus": (
        "Mon-Fri 08:00-16:00, slide: 2h",
        "Mon-Fri 08:00-16:00 ±2h",
        '13:29: error: "Mon-Fri 08:00-16:00 ±2h" can mean five things',
    ),
    "bare plus or minus": (
        "slide: 2h",
        "±2h",
        '13:50: error: "±2h" has no value: beside window: write slide: 2h '
        "(start and end move together) or edges: 2h (each on its own)",
    ),
    "missing unit": (
        "slide: 2h",
        "slide: 2",
        '13:57: error: "2" has no unit: write 2m or 2h',
    ),
    "missing unit in a rule": (
        "least: 11h",
        "least: 11",
        '26:25: error: "11" has no unit: write 11m or 11h',
    ),
    "reach that no step comes to": (
        "slide: 2h",
        "slide: 45m",
        "13:9: error: slide: 45m is no multiple of step: 30m: write for "
        "example step: 15m",
    ),
    "length of a plain window": (
        "slide: 2h",
        "length: 6h",
        "13:9: error: length: is for inside:, overlap: and edges:",
    ),
    "window and inside": (
        "slide: 2h",
        "inside: Mon 08:00-18:00",
        "13:9: error: window: says the shift's own times",
    ),
    "slide and edges": (
        "slide: 2h",
        "slide: 2h, edges: 1h",
        "13:9: error: slide: moves the whole shift, edges: each end on its",
    ),
    "slide without a window": (
        "inside: daily 08:00-20:00",
        "inside: daily 08:00-20:00, slide: 1h",
        "14:9: error: slide:, edges: and same as: need a window:",
    ),
    "shift without times": (
        "window: Mon-Fri 08:00-16:00, slide: 2h",
        "step: 1h",
        "13:9: error: a shift needs window:, inside: or overlap:",
    ),
    "equal names": (
        "Ben Okafor",
        "Ana Souza",
        '17:12: error: two people have the name "Ana Souza", the first at '
        'r.yaml:16:12: tell them apart, as in "Ana Souza (2)"',
    ),
    "id that is a slug": (
        "name: Ben Okafor",
        "name: Ben Okafor, id: ana-souza",
        '17:28: error: the id "ana-souza" stands already at r.yaml:16:12: '
        "write another id: here",
    ),
    "id in capitals": (
        "name: Ben Okafor",
        "name: Ben Okafor, id: Ben",
        '17:28: error: "Ben" is no id: write "ben"',
    ),
    "equal slugs of people": (
        "Ben Okafor",
        "Ana-Souza",
        '17:12: error: "Ana-Souza" and "Ana Souza" both have the id '
        '"ana-souza", which stands already at r.yaml:16:12: write another '
        "id: here",
    ),
    "equal slugs of shifts": (
        "  half:",
        "  Core:",
        '14:3: error: "Core" and "core" both have the id "core"',
    ),
    "equal slugs of queues": (
        "  billing: {",
        '  "Chat!": {needs: []}\n  billing: {',
        '21:3: error: "Chat!" and "chat" both have the id "chat"',
    ),
    "equal ids of lines": (
        "least: 1}",
        "least: 1, id: x}\n  - {queue: chat, window: Sat, least: 1, id: x}",
        '25:46: error: the id "x" stands already at r.yaml:24:65',
    ),
    "formula as a name": (
        "name: Ben Okafor",
        'name: "=cmd()"',
        '17:12: error: "=cmd()": a name may not begin with "="',
    ),
    "formula as a key": (
        "  half:",
        '  "=cmd()":',
        '14:3: error: "=cmd()": a name may not begin with "="',
    ),
    "spaces that nobody sees": (
        "name: Ben Okafor",
        'name: "Ben  Okafor "',
        '17:12: error: "Ben Okafor" has spaces too many',
    ),
    "first day missing": (
        "from: 2027-03-08\n",
        "",
        "1:1: error: from: is missing: write the first day",
    ),
    "first day misspelt": (
        "from:",
        "form:",
        '3:1: error: "form" is not known here; did you mean "from"?',
    ),
    "no length": (
        "weeks: 1\n",
        "",
        "1:1: error: how long is the roster? Write either weeks: or days:",
    ),
    "two lengths": (
        "weeks: 1",
        "weeks: 1\ndays: 7",
        "5:7: error: how long is the roster? Write either weeks: or days:",
    ),
    "wanted below least": (
        "least: 1, wanted: 2",
        "least: 3, wanted: 2",
        "23:66: error: wanted 2 is below least 3: wanted includes least",
    ),
    "most below wanted": (
        "wanted: 2",
        "wanted: 2, most: 1",
        "23:75: error: most 1 is below what is wanted, 2",
    ),
    "a wish that is a must": (
        "wanted: 2",
        "wanted: 2, wanted importance: must",
        "23:88: error: wanted is a wish and cannot be must",
    ),
    "coverage without a number": (
        "17:00, least: 1",
        "17:00",
        "24:5: error: how many? write least:, wanted: or most:",
    ),
    "coverage twice": (
        "17:00, least: 1",
        "17:00, counts: c.csv",
        "24:5: error: a coverage line has either a window: or counts:",
    ),
    "a reserve at no price": (
        "days: at most 5/week",
        "reserve: must",
        "10:42: error: a reserve serves at a price, and must has none",
    ),
    "leaves before joining": (
        "contract: part}",
        "contract: part, joins: 2027-03-10, leaves: 2027-03-09}",
        "18:78: error: leaves 2027-03-09 before joining on 2027-03-10",
    ),
    "two kinds of availability": (
        "contract: part}",
        "contract: part, availability: {only: Mon, never: Tue}}",
        "18:65: error: one statement says one of only, never, prefer, avoid",
    ),
    "bare length of a break": (
        "slide: 2h",
        "break: 30m",
        "13:57: error: a break has keys: write {length: 30m}",
    ),
    "bare length of shoulders": (
        "wanted: 2",
        "shoulders: 2h",
        "23:69: error: shoulders have keys: write {by: 2h}",
    ),
    "history that is not there": (
        "weeks: 1",
        "weeks: 1\nhistory: published",
        '5:10: error: there is no file "published"',
    ),
    "list of teams as one text": (
        "who: full",
        "who: team na, team pt",
        '13:24: error: "team pt" has no value: a comma splits',
    ),
    "not offered file": (
        "people:",
        "people: staff.csv\nfolk:",
        '15:9: error: there is no file "staff.csv"',
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_one_finding_at_its_place(case: str) -> None:
    """Each slip is told once: where, what, and what to write instead."""
    old, new, expected = BAD[case]
    (found,) = told(written(old, new))
    assert found.startswith(f"r.yaml:{expected}")


BAD_MORE = {
    "pins of nobody": (
        PINS,
        "Ben Okafor, day",
        "Ben Okafr, day",
        '28:11: error: there is no person "Ben Okafr"; did you mean "Ben O',
    ),
    "pins of no shift": (
        PINS,
        "shift: core}\n",
        "shift: cor}\n",
        '28:47: error: there is no shift "cor"; did you mean "core"?',
    ),
    "empty pin": (
        PINS,
        ", shift: core}\n",
        "}\n",
        "28:5: error: write off: true, or a shift: and/or at:",
    ),
    "away without dates": (
        AWAY,
        ", dates: 2027-03-09",
        "",
        "28:5: error: write either dates: or calendar:",
    ),
    "away on no date": (
        AWAY,
        "2027-03-09",
        "2027-02-30",
        '28:29: error: "2027-02-30" is not in the calendar',
    ),
    "owners of no account": (
        ACCOUNT,
        "least: 11h",
        "least: 11h, who: Acmee owners",
        '26:35: error: there is no account "Acmee"; did you mean "Acme"?',
    ),
    "account of no queue": (
        ACCOUNT,
        "queues: chat, ans",
        "queues: chats, ans",
        '28:18: error: there is no queue "chats"; did you mean "chat"?',
    ),
    "account with contacts owed": (
        ACCOUNT,
        "volume: 4",
        "volume: -4",
        "28:56: error: -4 contacts per hour cannot be",
    ),
}


@pytest.mark.parametrize("case", BAD_MORE)
def test_bad_input_in_further_sections(case: str) -> None:
    """Sections that few files have are checked as closely."""
    more, old, new, expected = BAD_MORE[case]
    (found,) = told(written(old, new, more))
    assert found.startswith(f"r.yaml:{expected}")


def test_findings_come_all_at_once_in_order() -> None:
    """Wrong keys, values, names and ids are told together."""
    text = (
        ROSTER.replace("from: 2027-03-08\n", "")
        .replace("slide: 2h", "slide: 2")
        .replace("team: pt,", "team: tp,")
        .replace("Ben Okafor", "Kim Leclerc")
        .replace("rule: rest", "rule: rst")
    )
    Path("r.yaml").write_text(text)
    assert [(f.place.line if f.place else 0) for f in findings()] == [
        1,
        12,
        15,
        17,
        25,
    ]


def test_id_may_not_be_the_name_of_somebody_else() -> None:
    """Nobody would know whom ``who: ben`` means."""
    written("name: Ana Souza", "name: ben")
    text = Path("r.yaml").read_text()
    Path("r.yaml").write_text(
        text.replace("name: Ben Okafor", "name: Ben Okafor, id: ben")
    )
    (first, *_) = told()
    assert first.startswith(
        'r.yaml:17:28: error: the id "ben" is somebody else\'s name, at '
        "r.yaml:16:12"
    )


def test_people_are_known_by_name_id_and_slug() -> None:
    """References take whatever ids the outputs show."""
    more = PINS.replace("Ben Okafor", "ben-okafor")
    problem = scheduler.read(written(more=more))
    assert [str(rule.who) for rule in problem.rules if "pins" in rule.id] == [
        "person ben-okafor"
    ]


def test_defaults_name_what_they_may_hold() -> None:
    """A default nobody knows is found, with what there is."""
    written("rules:", "defaults: {brake: {length: 30m}}\nrules:")
    (found,) = told()
    assert found.startswith(
        'r.yaml:25:12: error: "brake" has no defaults; did you mean "break"?'
    )


def test_file_of_5_mb_is_refused_at_once() -> None:
    """Long lists belong in a table."""
    Path("r.yaml").write_text(ROSTER + "#" + "x" * 5_000_000)
    (found,) = findings()
    assert found.code == "size"


def test_alias_bomb_is_refused() -> None:
    """Nine aliases of nine aliases are refused before they unfold."""
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for old, new in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]")
    Path("r.yaml").write_text("\n".join(lines))
    assert all(found.place for found in findings())


def test_other_encodings_are_refused() -> None:
    """Latin-1 is told by its first byte that is no UTF-8."""
    Path("r.yaml").write_bytes("roster: Inês\n".encode("latin-1"))
    (found,) = told()
    assert found.startswith("r.yaml:1:11: error: byte 0xEA at offset 10 is")


def test_missing_file_is_a_finding() -> None:
    """No traceback for a name mistyped on the command line."""
    (found,) = told("nofile.yaml")
    assert 'there is no file "nofile.yaml"' in found


PEOPLE = """\
name,team,contract,skills,only,avoid,joins
Ana Souza,pt,full,billing; fr=B1,,,
Ben Okafor,na,full,,Mon-Thu 08:00-18:00; Fri 08:00-12:00,Mon,2027-03-09
"""


def from_table(people: str) -> str:
    """Write a roster whose people are in a table."""
    Path("people.csv").write_text(people)
    before, rest = ROSTER.split("people:\n")
    after = rest.split("queues:")[1]
    Path("r.yaml").write_text(f"{before}people: people.csv\nqueues:{after}")
    return "r.yaml"


def test_table_of_people_says_what_yaml_says() -> None:
    """Columns of availability become statements in their order."""
    spec, _ = read_spec(from_table(PEOPLE))
    ana, ben = spec.people
    assert [str(grant) for grant in ana.skills] == ["billing=solid", "fr=B1"]
    assert ana.availability == ()
    assert [said.kind for said in ben.availability] == ["only", "avoid"]
    assert [str(w) for w in ben.availability[0].only] == [
        "Mon-Thu 08:00-18:00",
        "Fri 08:00-12:00",
    ]
    assert ben.joins == date(2027, 3, 9)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Ben Okafor,na", "Ben Okafor,an", "3:12: error: there is no team"),
        ("Ben Okafor,na", "=cmd(),na", "3:1: error: a name may not begin"),
        ("Mon,2027", "Mom,2027", '3:58: error: "Mom" '),
        ("2027-03-09", "2027-03-32", '3:62: error: "2027-03-32" is not in'),
        ("skills,only", "skils,only", "1:20: error: there is no column"),
        (",Mon,2027-03-09", ",Mon", "3:1: error: this row has 6 cells"),
    ],
)
def test_bad_row_is_told_by_its_cell(
    old: str, new: str, expected: str
) -> None:
    """Cells are found by line and column like everything else."""
    (found,) = told(from_table(PEOPLE.replace(old, new)))
    assert found.startswith(f"people.csv:{expected}")


def test_a_bad_row_does_not_hide_what_else_is_wrong() -> None:
    """Rows are told, and so is the file that names them."""
    name = from_table(
        PEOPLE.replace("Ben Okafor,na", "=cmd(),an") + "Eva Lang,na,ful,,,,\n"
    )
    text = Path(name).read_text()
    Path(name).write_text(text.replace("least: 11h", "least: 11"))
    found = told(name)
    assert [one.partition(" ")[0] for one in found] == [
        "people.csv:3:1:",
        "people.csv:4:13:",
        "r.yaml:23:25:",
    ]


def test_table_of_coverage_has_a_column_for_zones() -> None:
    """A zone holds for all windows of its row."""
    Path("coverage.csv").write_text(
        "queue,window,zone,least,importance\n"
        "chat,Mon 08:00-12:00; Tue 08:00-10:00,Europe/Dublin,1,must\n"
        "chat,Wed 08:00-12:00,,2,12.5\n"
    )
    before = ROSTER.split("coverage:")[0]
    Path("r.yaml").write_text(f"{before}coverage: coverage.csv\n")
    spec, _ = read_spec("r.yaml")
    first, second = spec.coverage
    assert [w.zone for w in first.window] == ["Europe/Dublin"] * 2
    assert [w.zone for w in second.window] == [None]
    assert first.importance.hard
    assert second.importance.points == 12.5


def test_yaml_has_no_columns_of_tables() -> None:
    """In YAML availability has its own key, and ``only`` is unknown."""
    (found,) = told(written("contract: part}", "contract: part, only: Mon}"))
    assert found.startswith('r.yaml:18:51: error: "only" is not known here')


def test_month_file_over_a_standing_file() -> None:
    """Findings name the file that said it; pins refer to the other one."""
    standing = ROSTER.replace("from: 2027-03-08\nweeks: 1\n", "")
    Path("base.yaml").write_text(standing.replace("slide: 2h", "slide: 2"))
    Path("r.yaml").write_text(
        "use: base.yaml\nfrom: 2027-03-08\ndays: 3\n"
        + PINS.replace("Ben Okafor", "Ben")
    )
    first, second = told()
    assert first.startswith("base.yaml:11:57: error: ")
    assert second.startswith('r.yaml:5:11: error: there is no person "Ben"')


def data() -> dict[str, Any]:
    """Return the roster as a Python programme would hold it."""
    found: dict[str, Any] = yaml.safe_load(ROSTER)
    return found


def test_plain_data_builds_the_same_problem() -> None:
    """A mapping and the same YAML are one problem, dates included."""
    given = data()
    assert given["from"] == date(2027, 3, 8)
    built, read = scheduler.build(given), scheduler.read(written())
    for name in ("people", "shifts", "queues", "menus", "beyond", "digest"):
        assert getattr(built, name) == getattr(read, name)
    assert built.duties.duties == read.duties.duties
    assert built.rules == read.rules
    assert built.places.keys() == read.places.keys()


def test_validated_spec_builds_the_same_problem() -> None:
    """A spec that somebody validated needs no file either."""
    spec, _ = read_spec(written())
    assert isinstance(spec, RosterSpec)
    built = scheduler.build(spec)
    assert built.rules == scheduler.read("r.yaml").rules


def test_findings_about_plain_data_lead_there_by_keys() -> None:
    """What has no lines is found by its path."""
    given = data()
    given["people"][1]["team"] = "an"
    given["shifts"]["core"]["slide"] = "2"
    with pytest.raises(InputError) as caught:
        scheduler.build(given)
    assert [str(found) for found in caught.value.findings] == [
        'error: shifts.core.slide: "2" has no unit: write 2m or 2h',
        'error: people.1.team: there is no team "an"; defined: na, pt',
    ]


def test_plain_data_may_name_tables() -> None:
    """Names of files are relative to the working directory."""
    from_table(PEOPLE)
    given = data() | {"people": "people.csv"}
    assert len(scheduler.build(given).people) == 2


def test_every_finding_of_the_reader_can_be_compared() -> None:
    """Findings are plain data: equal files give equal findings."""
    first = [astuple(f) for f in findings(written("weeks: 1", "weeks: x"))]
    assert first == [astuple(f) for f in findings()]
