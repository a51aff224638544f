"""What a parser says about broken YAML, in the words of whoever wrote it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import yaml

from constraints.names import PREFIXES
from scheduler.errors import Finding, Place
from scheduler.spec.findings import shown

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["MOST_NESTING", "missing_space", "syntax_finding", "too_deep"]

Said: TypeAlias = "tuple[str, Place]"

MOST_NESTING = 40
"""Levels of lists and mappings within one another."""

_NO_SPACE = re.compile(
    r"(?P<key>\s*(?:- +)*[^\s:'\"#{\[][^:'\"#{\[]*)(?<!\d):(?P<value>[^\s:].*)"
)
_QUOTE = "put the value in quotes"


def missing_space(line: str) -> str | None:
    """Return ``key: value`` for a line that says ``key:value``, else None.

    A colon behind a digit belongs to a clock time.
    """
    found = _NO_SPACE.fullmatch(line)
    return f"{found['key'].strip()}: {found['value']}" if found else None


def syntax_finding(error: Exception, text: str, name: str) -> Finding:
    """Return what is wrong where, and how it is put right.

    Parameters
    ----------
    error
        Of PyYAML, from libyaml or from its parser in Python.
    text
        The whole file.
    name
        Of the file, for the place.
    """
    if not isinstance(error, yaml.MarkedYAMLError) or not error.problem_mark:
        message = f"this is no YAML: {' '.join(str(error).split())}"
        return Finding(message, Place(name, 1, 1), code="syntax")
    case = _case(error, error.problem_mark, text, name)
    line = case.before + case.after
    if re.match(r"[ -]*\t", line):
        message = "a tab stands in the indentation: use spaces"
        return Finding(message, case.place, code="tab")
    message, place = _translated(case)
    return Finding(message, place, code="syntax")


@dataclass(frozen=True, slots=True)
class _Case:
    """A parser's complaint with the text around it.

    Attributes
    ----------
    problem
        The parser's own words.
    place, opened
        Where it gave up, and where what it was reading began.
    before, after
        The line on which it gave up, on both sides of that place.
    above, above_line
        The last line before it that says something, and its number from 1.
    start
        What follows `opened` on its line.
    at_end
        Whether it gave up at the end of the file.
    """

    problem: str
    place: Place
    opened: Place
    before: str
    after: str
    above: str
    above_line: int
    start: str
    at_end: bool


def _case(
    error: yaml.MarkedYAMLError, mark: yaml.Mark, text: str, name: str
) -> _Case:
    lines = [*text.splitlines(), ""]
    begin = error.context_mark or mark
    line = lines[min(mark.line, len(lines) - 1)]
    above = min(mark.line, len(lines)) - 1
    while above > 0 and not lines[above].strip():
        above -= 1
    return _Case(
        problem=error.problem or "",
        place=Place(name, mark.line + 1, mark.column + 1),
        opened=Place(name, begin.line + 1, begin.column + 1),
        before=line[: mark.column],
        after=line[mark.column :],
        above=lines[above] if above >= 0 else "",
        above_line=above + 1,
        start=lines[min(begin.line, len(lines) - 1)][begin.column :],
        at_end=not "".join([line[mark.column :], *lines[mark.line + 1 :]]),
    )


def _translated(case: _Case) -> Said:
    for line, number in (
        (case.before + case.after, case.place.line),
        (case.above, case.above_line),
    ):
        if blank := re.search("^[ -]*\xa0|:\xa0", line):
            place = Place(case.place.file, number, blank.end())
            return "a no-break space stands here: use an ordinary one", place
    for pattern, say in _SAY:
        if re.search(pattern, case.problem):
            return say(case)
    return f"this is no YAML: {case.problem}", case.place


def too_deep() -> str:
    """Return what is said of lists within lists beyond all reason."""
    return f"lists and mappings nest deeper than {MOST_NESTING}"


def _too_deep(case: _Case) -> Said:
    # A parser that looks ahead for a colon meets its own limit first.
    return too_deep(), case.place


def _wrong_start(case: _Case) -> Said:
    return (
        f'a value cannot begin with "{case.after[:1]}": {_QUOTE}',
        case.place,
    )


def _wrong_anchor(case: _Case) -> Said:
    return (
        f'a value cannot begin with "{case.start[:1]}": {_QUOTE}',
        case.opened,
    )


def _stray_colon(case: _Case) -> Said:
    # The commonest: who: contract: part-time.
    keyed = re.match(
        rf"\s*(?:- +)*([a-z ]+): +({PREFIXES})$", case.before
    ) and re.match(r": *([^#\n]*[^#\s])", case.after)
    if keyed:
        start = f"{case.before.strip().removeprefix('- ')} {keyed[1]}"
        return f"a colon is one too many: write {start}", case.place
    if re.match(r"\s*(?:- +)*[^'\"\[{#]+?: +\S", case.before):
        return f"a second colon stands in one value: {_QUOTE}", case.place
    if fixed := missing_space(case.above):
        column = case.above.index(":") + 1
        message = f"a space is missing after the colon: write {fixed}"
        return message, Place(case.place.file, case.above_line, column)
    if ":" in case.above:
        above = shown(case.above.strip())
        message = f"this line is indented deeper than {above} above it"
        return f"{message}, which has a value already", case.place
    if case.above.strip():
        message = f"the line above, {shown(case.above)}, has no colon"
        return f"{message}: write NAME: VALUE", case.place
    return f"a colon cannot stand here: {_QUOTE}", case.place


def _no_colon(case: _Case) -> Said:
    if fixed := missing_space(case.start):
        message = f"a space is missing after the colon: write {fixed}"
        return message, case.opened
    message = f"{shown(case.start)} has no colon: write NAME: VALUE, or"
    return f'{message} "- VALUE" for an item of a list', case.opened


def _out_of_line(case: _Case) -> Said:
    before = case.before.strip(" -")
    if not before and case.after.startswith(":"):
        return "a name is missing before this colon", case.place
    if before.endswith(("'", '"')):
        message = "text goes on after the closing quote: put all of it in one"
        return f"{message} pair of quotes (a ' inside is doubled)", case.place
    if re.search(r"(?:^|\s)\*\S+$", before):
        return f'a value cannot begin with "*": {_QUOTE}', case.place
    if case.after.startswith(("]", "}")):
        return f'this "{case.after[0]}" closes nothing', case.place
    if before:
        message = f"{shown(case.after)} does not belong to the value before it"
        return f"{message}: {_QUOTE}", case.place
    if case.place.column == case.opened.column:
        message = "items of a list (- VALUE) and names (NAME: VALUE) mix here"
        return f"{message}: use one of them", case.place
    message = f"this line begins at column {case.place.column}, the lines it"
    other = f"column {case.opened.column} (from line {case.opened.line})"
    return f"{message} belongs to at {other}: align them", case.place


def _unclosed(case: _Case) -> Said:
    opening = case.start[:1]
    closing = {"[": "]", "{": "}"}.get(opening, "bracket")
    if case.at_end:
        return f'this "{opening}" is never closed', case.opened
    message = (
        f'a "," or "{closing}" is missing before this; "{opening}" opened'
    )
    return f"{message} at {case.opened}", case.place


def _open_quote(case: _Case) -> Said:
    return "the quote that opens here is never closed", case.opened


def _escape(case: _Case) -> Said:
    message = 'a backslash between "…" begins an escape: use single quotes'
    return f"{message}, or double the backslash", case.place


def _inline_item(case: _Case) -> Said:
    message = 'an item "- …" cannot begin behind a name: put it on a line of'
    return f"{message} its own, or write [A, B]", case.place


def _inline_key(case: _Case) -> Said:
    return f'a value cannot begin with "? ": {_QUOTE}', case.place


def _text_block(case: _Case) -> Said:
    message = f'"{case.start[:1]}" announces lines of text below it'
    return f"{message}: otherwise {_QUOTE}", case.opened


def _no_value(case: _Case) -> Said:
    if case.at_end:
        return "the file ends where a value is expected", case.place
    return f'"{case.after[:1]}" stands where a value is expected', case.place


def _after_document(case: _Case) -> Said:
    message = f"{shown(case.after)} does not belong to what stands before it"
    return f"{message}: a file is one mapping of NAME: VALUE", case.place


def _directive(case: _Case) -> Said:
    message = 'a line that begins with "%" gives the parser a directive'
    return f"{message}: put text in quotes", case.opened


def _tag(case: _Case) -> Said:
    return f'a value cannot begin with "!": {_QUOTE}', case.opened


# First match wins; libyaml and the parser in Python differ in words.
_SAY: tuple[tuple[str, Callable[[_Case], Said]], ...] = (
    ("cannot start any token", _wrong_start),
    ("maximum nesting depth", _too_deep),
    ("alphabetic or numeric", _wrong_anchor),
    ("values are not allowed", _stray_colon),
    ("could not find expected ':'", _no_colon),
    ("expected key|'-' indicator|<block end>", _out_of_line),
    ("',' or '[]}]'", _unclosed),
    ("unexpected end of stream|unexpected document", _open_quote),
    ("escape|hexdecimal|hexadecimal", _escape),
    ("sequence entries are not allowed", _inline_item),
    ("mapping keys are not allowed", _inline_key),
    ("comment or line break|chomping or indentation", _text_block),
    ("node content", _no_value),
    ("<?document start>?", _after_document),
    ("directive|incompatible", _directive),
    ("tag|URI", _tag),
)
