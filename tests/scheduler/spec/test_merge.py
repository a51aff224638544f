"""Files that use files: what appends, merges, replaces, or is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from scheduler.errors import InputError
from scheduler.spec.merge import load_with_use
from scheduler.spec.node import Node, place_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write files by their names without suffix; return the last one."""

    def written(**texts: str) -> Path:
        for name, text in texts.items():
            file = tmp_path / f"{name}.yaml"
            file.write_text(text)
        return file

    return written


def refusal(path: Path) -> list[str]:
    """Return what a file is refused for, without its folder."""
    with pytest.raises(InputError) as caught:
        load_with_use(path)
    folder = f"{path.parent}/"
    return [str(one).replace(folder, "") for one in caught.value.findings]


def test_a_file_that_uses_none_is_itself(write: Write) -> None:
    """Nothing is added, nothing is lost."""
    path = write(a="zone: UTC\nteams: {na: {}}\n")
    assert load_with_use(path).plain() == {"zone": "UTC", "teams": {"na": {}}}


def test_lists_append_maps_merge_scalars_replace(write: Write) -> None:
    """The month file says what is new; places stay where they were said."""
    path = write(
        base=(
            "zone: UTC\nrules: [1]\n"
            "skills: {levels: [x], deep: {a: 1, b: 2}}\n"
            "teams: {na: {place: CA}}\npeople: [{name: Ana}]\n"
        ),
        month=(
            "use: base.yaml\nzone: Asia/Manila\nrules: [2]\n"
            "skills: {levels: [y], deep: {b: 3}}\nteams: {us: {}}\n"
            "people: [{name: Bo}, {seats: 3}]\nfrom: 2027-03-01\n"
        ),
    )
    node = load_with_use(path)
    assert node.plain() == {
        "zone": "Asia/Manila",
        "rules": [1, 2],
        "skills": {"levels": ["x", "y"], "deep": {"a": 1, "b": 3}},
        "teams": {"na": {"place": "CA"}, "us": {}},
        "people": [{"name": "Ana"}, {"name": "Bo"}, {"seats": 3}],
        "from": "2027-03-01",
    }
    assert place_of(node, ("teams", "na", "place")).file.endswith("base.yaml")
    assert place_of(node, ("people", 1, "name")).file.endswith("month.yaml")
    assert place_of(node, ("skills", "deep", "a")).line == 3


def test_a_repeated_name_is_an_error_with_both_places(write: Write) -> None:
    """Teams by key, people by id or by name."""
    path = write(
        base="teams: {na: {}}\npeople: [{name: Ana, id: a}, {name: Bo}]\n",
        month=(
            "use: base.yaml\nteams: {na: {}}\n"
            "people: [{id: a, name: X}, {name: Bo}, {name: Ana, id: b}]\n"
        ),
    )
    assert refusal(path) == [
        'month.yaml:2:9: error: "na" is said already at base.yaml:1:9: write'
        " replace: true here to replace it",
        'month.yaml:3:24: error: "X" is said already at base.yaml:2:17: write'
        " replace: true here to replace it",
        'month.yaml:3:35: error: "Bo" is said already at base.yaml:2:37:'
        " write replace: true here to replace it",
    ]


def test_replace_puts_the_whole_entry_in_its_place(write: Write) -> None:
    """Nothing of the old entry stays, nor the word replace."""
    path = write(
        base="teams: {na: {place: CA}}\npeople: [{name: Ana, id: a}, {id: b}]",
        month=(
            "use: base.yaml\nteams: {na: {zone: UTC, replace: true}}\n"
            "people: [{name: Ana, team: x, replace: true}]\n"
        ),
    )
    assert load_with_use(path).plain() == {
        "teams": {"na": {"zone": "UTC"}},
        "people": [{"name": "Ana", "team": "x"}, {"id": "b"}],
    }


def test_replacing_nothing_is_an_error(write: Write) -> None:
    """A typo would otherwise add a second entry."""
    path = write(
        base="teams: {north: {}}",
        month=(
            "use: base.yaml\nteams: {nroth: {replace: true}}\n"
            "shifts: {s: {replace: 3}, t: {replace: false}}\n"
        ),
    )
    assert refusal(path) == [
        'month.yaml:2:26: error: there is no "nroth" before this to replace;'
        ' did you mean "north"?',
        "month.yaml:3:23: error: expected true or false, found the number 3",
    ]


def test_used_files_are_found_beside_their_user(
    tmp_path: Path, write: Write
) -> None:
    """Relative to the file that says use, not to the working folder."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "base.yaml").write_text("use: ../top.yaml\nb: 2")
    path = write(top="a: 1", month="use: sub/base.yaml\nc: 3")
    assert load_with_use(path).plain() == {"a": 1, "b": 2, "c": 3}


def test_a_file_used_twice_counts_once(write: Write) -> None:
    """Two files may build on one standing file."""
    path = write(
        top="people: [{name: Ana}]",
        left="use: top.yaml\nx: 1",
        right="use: [top.yaml]\nx: 2",
        month="use: [left.yaml, right.yaml]",
    )
    assert load_with_use(path).plain() == {"people": [{"name": "Ana"}], "x": 2}


def test_a_circle_is_refused_where_it_closes(write: Write) -> None:
    """A file cannot build on itself."""
    path = write(a="use: b.yaml", b="use: a.yaml")
    assert refusal(path) == [
        'a.yaml:1:6: error: "b.yaml" uses itself through this use:'
    ]


def test_a_long_chain_is_refused(write: Write) -> None:
    """Nobody follows more than ten files."""
    texts = {f"f{n}": f"use: f{n - 1}.yaml" for n in range(1, 13)}
    path = write(f0="a: 1", **texts)
    assert "more than 10 deep" in refusal(path)[0]


def test_findings_of_all_files_come_together(write: Write) -> None:
    """Broken form, missing files and wrong uses in one run."""
    path = write(
        base="a: 1\na: 2\n",
        word="zone:UTC",
        items="[1]",
        month="use: [base.yaml, bse.yml, word.yaml, items.yaml, odd.yaml]",
        odd="use: {x: 1}",
    )
    assert refusal(path.with_name("month.yaml")) == [
        'base.yaml:2:1: error: "a" stands twice in one mapping, first at'
        " base.yaml:1:1",
        "items.yaml:1:1: error: a roster file is a mapping of NAME: VALUE,"
        " found a list",
        'month.yaml:1:18: error: there is no file "bse.yml"; did you mean'
        ' "base.yaml"?',
        "odd.yaml:1:6: error: expected the name of a file, found a mapping",
        "word.yaml:1:1: error: a space is missing after the colon: write"
        " zone: UTC",
    ]


def test_kinds_that_differ_cannot_merge(write: Write) -> None:
    """Or a month file would silently drop the table of all people."""
    path = write(
        base="people: people.csv\nvolume: v.csv\nteams:\n",
        month=(
            "use: base.yaml\npeople: [{name: Ana}]\nvolume: {file: w.csv}\n"
            "teams: {na: {}}\n"
        ),
    )
    assert refusal(path) == [
        'month.yaml:2:9: error: "people" is a list here and the text'
        ' "people.csv" at base.yaml:1:9: the two cannot be merged'
    ]


def test_an_empty_section_takes_nothing_back(write: Write) -> None:
    """All of its lines may be comments."""
    path = write(
        base="people: [{name: Ana}]", month="use: base.yaml\npeople:\n"
    )
    assert load_with_use(path).plain() == {"people": [{"name": "Ana"}]}


def test_each_file_is_prepared_before_it_is_merged(write: Write) -> None:
    """Rows of a table then merge like entries; its findings count too."""

    def two_rows(node: Node) -> Node:
        rows = [
            Node({"name": Node(name, node.place)}, node.place) for name in "xy"
        ]
        return Node({"people": Node(rows, node.place)}, node.place)

    path = write(base="a: 1")
    merged = load_with_use(path, prepare=two_rows).plain()
    assert merged == {"people": [{"name": "x"}, {"name": "y"}]}

    def refuse(node: Node) -> Node:
        raise InputError

    assert load_with_use(path, prepare=refuse).plain() == {}


def test_entries_that_are_no_mappings_pass(write: Write) -> None:
    """The schema will say what is wrong with them."""
    path = write(
        base="people: [5, {name: [x]}]\nteams: {a: 1}\n",
        month="use: base.yaml\npeople: [5, {name: [x]}]\nteams: {b: [2]}\n",
    )
    assert load_with_use(path).plain() == {
        "people": [5, {"name": ["x"]}] * 2,
        "teams": {"a": 1, "b": [2]},
    }
