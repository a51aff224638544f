"""Broken YAML: what is said about the slips people make."""

from __future__ import annotations

import pytest
import yaml

from scheduler.errors import InputError
from scheduler.spec import source
from scheduler.spec.source import loads
from scheduler.spec.syntax import missing_space, syntax_finding

QUOTE = "put the value in quotes"

SLIPS = {
    "a:1\nb: 2\n": "1:2 a space is missing after the colon: write a: 1",
    "a: 1\nb:1\nc: 2\n": "2:1 a space is missing after the colon: write b: 1",
    "a: 1\n\n- b:1\n": "3:1 items of a list (- VALUE) and names (NAME: VALUE)"
    " mix here: use one of them",
    "a: b: c\n": f"1:5 a second colon stands in one value: {QUOTE}",
    "a: 'x\nb: 2\n": "1:4 the quote that opens here is never closed",
    'a: "x\n': "1:4 the quote that opens here is never closed",
    'a: "b\n---\nc"': "1:4 the quote that opens here is never closed",
    "a: @x\n": f'1:4 a value cannot begin with "@": {QUOTE}',
    "a: `x\n": f'1:4 a value cannot begin with "`": {QUOTE}',
    "a: %x\n": f'1:4 a value cannot begin with "%": {QUOTE}',
    "a: * b\n": f'1:4 a value cannot begin with "*": {QUOTE}',
    "a: & b\n": f'1:4 a value cannot begin with "&": {QUOTE}',
    "a: &x 1\nb: *x y\n": f'2:7 a value cannot begin with "*": {QUOTE}',
    "a: !e!x 1": f'1:4 a value cannot begin with "!": {QUOTE}',
    "a: ? b\n": f'1:4 a value cannot begin with "? ": {QUOTE}',
    "\ta: 1\n": "1:1 a tab stands in the indentation: use spaces",
    "a:\n\tb: 1\n": "2:1 a tab stands in the indentation: use spaces",
    "a:\n  b: 1\n\tc: 2\n": "3:1 a tab stands in the indentation: use spaces",
    "a:\xa01\nb: 2": "1:3 a no-break space stands here: use an ordinary one",
    "a:\n  b: 1\n c: 2\n": "3:2 this line begins at column 2, the lines it"
    " belongs to at column 1 (from line 1): align them",
    "a: 1\n  b: 2\n": '2:4 this line is indented deeper than "a: 1" above it,'
    " which has a value already",
    "word\nb: 2\n": '2:2 the line above, "word", has no colon: write NAME:'
    " VALUE",
    f"{'x' * 1_100}: 3": f"1:1101 a colon cannot stand here: {QUOTE}",
    "a: 1\nword\nc: 2\n": '2:1 "word" has no colon: write NAME: VALUE, or'
    ' "- VALUE" for an item of a list',
    "a: [1, 2\nb: 3\n": '2:2 a "," or "]" is missing before this; "[" opened'
    " at f:1:4",
    "a: {b: [c}": '1:10 a "," or "]" is missing before this; "[" opened at'
    " f:1:8",
    "a: {b: c d: e}": '1:11 a "," or "}" is missing before this; "{" opened'
    " at f:1:4",
    "- [a\n- b": '1:3 this "[" is never closed',
    "a: [1, , 2]\n": '1:8 "," stands where a value is expected',
    "a: ]": '1:4 "]" stands where a value is expected',
    "a: {b: 1}}": '1:10 this "}" closes nothing',
    "a: 'it's x'\n": "1:8 text goes on after the closing quote: put all of it"
    " in one pair of quotes (a ' inside is doubled)",
    "a: [1] x\n": f'1:8 "x" does not belong to the value before it: {QUOTE}',
    "a: - b\n": '1:4 an item "- …" cannot begin behind a name: put it on a'
    " line of its own, or write [A, B]",
    "- a\nb: 1\n": "2:1 items of a list (- VALUE) and names (NAME: VALUE) mix"
    " here: use one of them",
    ": 1": "1:1 a name is missing before this colon",
    "a: |x\n": f'1:4 "|" announces lines of text below it: otherwise {QUOTE}',
    "a: >foo\n": f'1:4 ">" announces lines of text below it: otherwise'
    f" {QUOTE}",
    "a: 1\n...\nb: 2": '3:1 "b: 2" does not belong to what stands before it:'
    " a file is one mapping of NAME: VALUE",
    "%YAML 3.0\n---\na": '1:1 a line that begins with "%" gives the parser a'
    " directive: put text in quotes",
}


@pytest.mark.parametrize("parser", [yaml.CLoader, yaml.Loader])
@pytest.mark.parametrize("text", SLIPS)
def test_a_slip_is_named_where_it_stands(
    text: str, parser: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both parsers lead to the same sentence at the same place."""
    monkeypatch.setattr(source, "_LOADER", parser)
    with pytest.raises(InputError) as caught:
        loads(text, "f")
    (found,) = caught.value.findings
    assert found.place is not None
    where = f"{found.place.line}:{found.place.column}"
    assert f"{where} {found.message}" == SLIPS[text]


@pytest.mark.parametrize(
    ("text", "column"), [('a: "C:\\data"', 7), ('a: "\\xZZ"', 7)]
)
def test_a_backslash_between_double_quotes_is_explained(
    text: str, column: int
) -> None:
    """Paths of Windows are the usual reason."""
    with pytest.raises(InputError, match=f"1:{column}: .*single quotes"):
        loads(text)


def test_a_line_without_its_end_says_so() -> None:
    """The parser stops behind the last character."""
    with pytest.raises(InputError, match="the file ends where a value"):
        loads("{a: 1,")


def test_an_error_without_a_mark_still_has_a_place() -> None:
    """The parser in Python lets an overflow through."""
    found = syntax_finding(OverflowError("too\nlarge"), "a: 1", "f")
    assert str(found) == "f:1:1: error: this is no YAML: too large"


def test_a_problem_nobody_foresaw_is_passed_on() -> None:
    """The words of the parser are better than none."""
    mark = yaml.Mark("f", 0, 0, 0, None, 0)
    error = yaml.MarkedYAMLError(problem="odd", problem_mark=mark)
    found = syntax_finding(error, "", "f")
    assert str(found) == "f:1:1: error: this is no YAML: odd"


@pytest.mark.parametrize(
    ("line", "fixed"),
    [
        ("a:1", "a: 1"),
        ("  - paid hours:40/week", "- paid hours: 40/week"),
        ("a: 1", None),
        ("a:", None),
        ("'a':1", None),
        ("a::b", None),
        ("08:00", None),
        ("Wed 08:00-16:00", None),
    ],
)
def test_missing_space_is_seen_in_a_line(line: str, fixed: str | None) -> None:
    """Only where a name, a colon and a value touch."""
    assert missing_space(line) == fixed
