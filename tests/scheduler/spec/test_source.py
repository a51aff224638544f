"""Reading YAML: types, places, limits and every message about its form."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.errors import InputError, Place
from scheduler.spec import source
from scheduler.spec.node import Node, node_at, place_of, places, real_path
from scheduler.spec.source import load, loads

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(params=["libyaml", "python"])
def loader(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> str:
    """Run a test with the parser in C and with its fallback."""
    chosen = yaml.CLoader if request.param == "libyaml" else yaml.Loader
    monkeypatch.setattr(source, "_LOADER", chosen)
    return str(request.param)


def findings(text: str) -> list[str]:
    """Return what `text` is refused for, as ``line:column message``."""
    with pytest.raises(InputError) as caught:
        loads(text, "r.yaml")
    return [
        str(found).removeprefix("r.yaml:").replace(" error:", "")
        for found in caught.value.findings
    ]


# --- values and their types --------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("null", None),
        ("Null", None),
        ("~", None),
        ("true", True),
        ("FALSE", False),
        ("12", 12),
        ("-7", -7),
        ("+5", 5),
        ("007", 7),
        ("0o17", 15),
        ("0xFF", 255),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1.", 1.0),
        ("1e3", 1000.0),
        (".inf", math.inf),
        ("-.INF", -math.inf),
        ("NO", "NO"),
        ("yes", "yes"),
        ("on", "on"),
        ("y", "y"),
        ("22:00", "22:00"),
        ("9:30", "9:30"),
        ("1:30:00", "1:30:00"),
        ("2027-03-01", "2027-03-01"),
        ("1_000", "1_000"),
        ("0b11", "0b11"),
        ("0x", "0x"),
        ("+", "+"),
        (".", "."),
        ("1e", "1e"),
        ("٣", "٣"),
        ("'12'", "12"),
        ('"true"', "true"),
        ("''", ""),
        ("9" * 101, "9" * 101),
    ],
)
def test_scalars_follow_the_core_schema_of_yaml_1_2(
    text: str, value: object, loader: str
) -> None:
    """Countries, clock times and dates stay text; quotes make text."""
    found = loads(f"a: {text}\n").plain()
    assert found == {"a": value}
    assert isinstance(found, dict)
    assert type(found["a"]) is type(value)


def test_not_a_number_is_a_float() -> None:
    """The core schema has it; the schema of rosters refuses it."""
    found = loads("[.nan]").plain()
    assert isinstance(found, list)
    assert math.isnan(found[0])


def test_lists_and_mappings_nest(loader: str) -> None:
    """Both styles give the same plain data, in the order of the file."""
    text = "b: {x: [1, two], y: null}\n"
    text += "a:\n  - k: v\n    l:\n  - - 1\n    - |\n      text\n"
    assert loads(text).plain() == {
        "b": {"x": [1, "two"], "y": None},
        "a": [{"k": "v", "l": None}, [1, "text\n"]],
    }


def test_keys_are_always_text(loader: str) -> None:
    """A date, a number or a truth as key is what stands there."""
    text = "2027-03-01: 1\n12: 2\ntrue: 3\nno: 4\n'q': 5\n"
    keys = ["2027-03-01", "12", "true", "no", "q"]
    assert list(loads(text).plain()) == keys  # type: ignore[call-overload]


def test_a_root_may_be_anything_but_empty() -> None:
    """Whether it must be a mapping is for the schema to say."""
    assert loads("[1]").plain() == [1]
    assert loads("word").plain() == "word"


# --- places ------------------------------------------------------------------


def test_every_value_and_key_knows_its_place(loader: str) -> None:
    """Lines and columns count from 1, as editors do."""
    node = loads("a: 1\nbé: [x, {k: v}]\n", "r.yaml")
    at = places(node)
    assert at[()] == Place("r.yaml", 1, 1)
    assert at["a",] == Place("r.yaml", 1, 4)
    assert at["bé", 0] == Place("r.yaml", 2, 6)
    assert at["bé", 1, "k"] == Place("r.yaml", 2, 13)
    assert node.key_place("bé") == Place("r.yaml", 2, 1)
    assert node.key_place("nothing") == node.place


def test_a_place_falls_back_to_the_nearest_ancestor() -> None:
    """Parts of a path that are no keys are skipped."""
    node = loads("a:\n  - {k: v}\n")
    assert place_of(node, ("a", 0, "Branch", "k")) == Place(
        "roster.yaml", 2, 9
    )
    assert place_of(node, ("a", 0, "gone")) == Place("roster.yaml", 2, 5)
    assert place_of(node, ("a", 7)) == Place("roster.yaml", 2, 3)
    assert real_path(node, ("a", "tag", 0, "gone")) == ("a", 0)
    assert node_at(node, ("a", 0, "k", 0)).value == "v"


def test_an_alias_stands_where_it_is_written() -> None:
    """What it repeats keeps the place where it was said."""
    node = loads("a: &x {k: v}\nb: *x\n")
    assert node.plain() == {"a": {"k": "v"}, "b": {"k": "v"}}
    assert place_of(node, ("b",)).line == 2
    assert place_of(node, ("b", "k")).line == 1


def test_get_of_what_is_no_mapping_is_nothing() -> None:
    """Callers need not ask for the type first."""
    assert Node(1, Place("f", 1, 1)).get("x") is None


# --- form: several findings at once ------------------------------------------


def test_all_findings_come_at_once_in_order(loader: str) -> None:
    """Whoever mends a file needs no second run to see the rest."""
    text = (
        "a: 1\na: 2\n<<: 3\nb: !!str 4\nc: {window: Mon, Wed}\n"
        "d: &co Sons\ne: *gone\n"
    )
    assert findings(text) == [
        '2:1: "a" stands twice in one mapping, first at r.yaml:1:1',
        '3:1: the merge key "<<" is not used here: write like: NAME',
        '4:4: the tag "tag:yaml.org,2002:str" is not used here: delete it,'
        ' or put text that begins with "!" in quotes',
        '5:18: "Wed" has no value: a comma splits {…}: write Mon+Wed',
        '6:4: nothing uses &co as *co: put text that begins with "&" in'
        " quotes",
        "7:4: no value carries the anchor &gone; put text that begins with"
        ' "*" in quotes',
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: {x: 1, y}", '1:11: "y" has no value: write y: VALUE'),
        ("a: {x: , y: 1}", '1:5: "x" has no value: write one, or null'),
        (
            "a: {x:1}",
            "1:5: a space is missing after the colon: write x: 1",
        ),
        (
            "a: {cost: 35 USD, gross}",
            '1:19: "gross" has no value: a comma splits {…}: write'
            ' "35 USD, gross" or [35 USD, gross]',
        ),
        (
            "a: {window: Mon, Wed 08:00-16:00}",
            '1:18: "Wed 08:00-16:00" has no value: a comma splits {…}: write'
            " Mon+Wed 08:00-16:00",
        ),
        ("[a: ]", '1:2: "a" has no value: write one, or null'),
    ],
)
def test_a_key_without_value_in_braces_is_found(
    text: str, message: str, loader: str
) -> None:
    """A comma splits ``{…}``, and nobody meant a null."""
    assert findings(text) == [message]


def test_an_explicit_null_in_braces_is_a_value() -> None:
    """Only what nobody wrote is refused."""
    assert loads("a: {x: null, y: ~, z: ''}").plain() == {
        "a": {"x": None, "y": None, "z": ""}
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "? [a]\n: 1",
            "1:3: a list or mapping stands where a name is expected",
        ),
        ("'': 1", "1:1: a name is missing before this colon"),
        ("&k a: 1", "1:1: a key may not carry an anchor"),
        ("a: &x 1\n*x : 2", "2:1: an alias stands where a name is expected"),
        ("a: &x [*x]", "1:8: *x stands inside the value that it repeats"),
        (
            "a: &base 1\nb: [*base, *bsae]",
            '2:12: no value carries the anchor &bsae; did you mean "base"?;'
            ' put text that begins with "*" in quotes',
        ),
        (
            'a: "\\e[31m"',
            "1:4: the escaped control character U+001B is not allowed",
        ),
        (
            "a: !x {}",
            '1:4: the tag "!x" is not used here: delete it, or put text that'
            ' begins with "!" in quotes',
        ),
    ],
)
def test_what_rosters_do_not_use_is_named(
    text: str, message: str, loader: str
) -> None:
    """Valid YAML that would surprise is refused with a sentence."""
    assert findings(text) == [message]


def test_many_findings_end_with_their_number() -> None:
    """A hundred are enough to read."""
    found = findings("{" + ",".join(f"k{i}" for i in range(150)) + "}")
    assert len(found) == 101
    assert found[-1].endswith("50 more findings like these are not shown")


# --- limits ------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing\n", "---\n", "~"])
def test_an_empty_file_is_named_so(text: str, loader: str) -> None:
    """Comments and a lone marker say nothing either."""
    assert findings(text) == ["1:1: the file is empty"]


def test_one_document_only(loader: str) -> None:
    """What stands behind the second marker would be lost."""
    text = "a: 1\na: 2\n---\nb: 2\n"
    assert findings(text)[1] == (
        '3:1: a second document begins at this "---": keep one per file'
    )
    assert loads("---\na: 1\n...\n").plain() == {"a": 1}


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[{a: "])
def test_deep_nesting_is_refused_before_it_hurts(
    opening: str, loader: str
) -> None:
    """A megabyte of brackets is answered at once."""
    found = findings(opening * (1_000_000 // len(opening)))
    assert "nest deeper than 40" in found[-1]


def test_forty_levels_are_allowed() -> None:
    """The limit is where the message says."""
    assert loads("[" * 40 + "]" * 40).place.column == 1
    assert "deeper than 40" in findings("[" * 41 + "]" * 41)[0]


def test_an_alias_bomb_is_refused_quickly(loader: str) -> None:
    """Nine levels of nine aliases would be 400 million values."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    for level in range(1, 9):
        again = ", ".join([f"*a{level - 1}"] * 9)
        lines.append(f"a{level}: &a{level} [{again}]")
    found = findings("\n".join(lines))
    assert any("aliases repeat more than 10000 values" in one for one in found)


def test_aliases_may_not_nest_deeper_than_brackets() -> None:
    """Depth by reference is depth as well."""
    text = (
        "a: &a " + "[" * 30 + "]" * 30 + "\nb: " + "[" * 30 + "*a" + "]" * 30
    )
    assert "with this alias, values nest deeper than 40" in findings(text)[-1]


def test_a_file_beyond_two_megabytes_is_told_of_csv(tmp_path: Path) -> None:
    """The message names the way out."""
    big = tmp_path / "big.yaml"
    big.write_text("# " + "x" * 2_000_000)
    with pytest.raises(InputError, match=r"longer than 2 MB.*CSV file"):
        load(big)
    with pytest.raises(InputError, match=r"longer than 2 MB.*CSV file"):
        loads("#" * 2_000_001)


def test_two_megabytes_are_read() -> None:
    """The limit is a whole company in one file."""
    row = "  - {name: Ana, id: a, team: na, contract: full, skills: [x, y]}\n"
    text = "people:\n" + row * (1_990_000 // len(row))
    node = loads(text)
    assert place_of(node, ("people", 1, "skills", 1)) == Place(
        "roster.yaml", 3, 62
    )


# --- files -------------------------------------------------------------------


def test_load_names_the_file_in_places(tmp_path: Path) -> None:
    """A byte order mark is no part of the first key."""
    file = tmp_path / "r.yaml"
    file.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    node = load(file)
    assert node.plain() == {"a": 1, "b": 2}
    assert place_of(node, ("b",)) == Place(str(file), 2, 4)


# --- properties --------------------------------------------------------------

WORDS = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc", "Cn"],
        exclude_characters="\u200b\u2028\u2029\u2060\ufeff"
        + "".join(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)])),
    ),
    max_size=20,
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    # PyYAML tags what its own YAML 1.1 would not read as a float: 1e-12.
    | st.floats(allow_nan=False, allow_infinity=False).filter(
        lambda number: "." in repr(number)
    )
    | WORDS
    | st.sampled_from(
        ["NO", "22:00", "2027-03-01", "1e3", "0x1", "~", "=", "<"]
    )
)
TREES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(WORDS.filter(bool), inner, max_size=4)
    ),
    max_leaves=20,
)


class Quoted(yaml.SafeDumper):
    """Writes what YAML 1.2 would otherwise read as another type."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')


def _float(dumper: yaml.SafeDumper, number: float) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:float", repr(number))


Quoted.add_representer(str, _text)
Quoted.add_representer(float, _float)


@given(tree=TREES, flow=st.booleans(), indent=st.integers(2, 6))
@settings(deadline=None, max_examples=150)
def test_what_is_dumped_is_read_back(
    tree: object, flow: bool, indent: int
) -> None:
    """Values and types survive, whatever the style."""
    text = yaml.dump(
        {"root": tree},
        Dumper=Quoted,
        default_flow_style=flow,
        indent=indent,
        allow_unicode=True,
        sort_keys=False,
        width=60,
    )
    back = loads(text).plain()
    assert back == {"root": tree}
    assert repr(back) == repr({"root": tree})


WORD = st.from_regex(r"[a-z]{1,8}", fullmatch=True)
NESTED = st.recursive(
    WORD,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4)
        | st.dictionaries(WORD, inner, min_size=1, max_size=4)
    ),
    max_leaves=15,
)


@given(tree=NESTED, flow=st.booleans())
@settings(deadline=None, max_examples=150)
def test_each_place_leads_to_its_word(tree: object, flow: bool) -> None:
    """Line and column of keys and scalars are where their text stands."""
    text = yaml.dump({"root": tree}, default_flow_style=flow, width=40)
    lines = text.splitlines()
    node = loads(text)

    def check(at: Node) -> None:
        if isinstance(at.value, str):
            assert word(at.place) == at.value
        for key in at.key_places:
            assert word(at.key_place(key)) == key
        below = at.value.values() if isinstance(at.value, dict) else at.value
        for child in below if not isinstance(below, str) else ():  # type: ignore[union-attr]
            check(child)

    def word(place: Place) -> str:
        rest = lines[place.line - 1][place.column - 1 :]
        return re.split(r"[^a-z]", rest.lstrip("'\"? "))[0]

    check(node)


PIECES = st.sampled_from(
    [
        *"abc:-?[]{},&*!|>'\"%@` \n\t#\\01.~<",
        *("a: ", "- ", "\n  ", ": ", "<<: ", "&a ", "*a", "---\n", "!!x "),
        *("...\n", "{a, b}", '"\\x', "\r\n", "é", "\xa0", "\u2028", "\x00"),
        "%YAML 1.2\n",
    ]
)


def placed(error: InputError) -> bool:
    """Return whether an error has findings, each with a place in the file."""
    at = [found.place for found in error.findings]
    return bool(at) and all(
        place is not None and place.line >= 1 and place.column >= 1
        for place in at
    )


@given(pieces=st.lists(PIECES, max_size=40))
@settings(deadline=None, max_examples=400)
def test_text_like_yaml_gives_a_tree_or_findings(pieces: list[str]) -> None:
    """Nothing else ever comes out, with either parser."""
    for loader in (yaml.CLoader, yaml.Loader):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(source, "_LOADER", loader)
            try:
                node = loads("".join(pieces), "r.yaml")
            except InputError as error:
                assert placed(error)  # noqa: PT017 - or a tree, see below
            else:
                assert set(places(node)) >= {()}
                node.plain()


@given(data=st.binary(max_size=200))
@settings(deadline=None, max_examples=200)
def test_bytes_give_a_tree_or_findings(
    data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A picture or a program is no roster, and no crash."""
    file = tmp_path_factory.getbasetemp() / "bytes.yaml"
    file.write_bytes(data)
    try:
        load(file).plain()
    except InputError as error:
        assert placed(error)  # noqa: PT017 - or a tree
