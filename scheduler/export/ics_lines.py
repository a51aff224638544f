"""Reads iCalendar text leniently: lines with their places, and components.

Made for judging files, not for using them: nothing is decoded further than
the linter needs, and everything keeps its place in the physical file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from scheduler.errors import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Component", "Line", "components", "lines", "say"]

# RFC 5545, section 3.1: name *(";" param "=" value *("," value)) ":" value
_PARAMETER = r';[A-Za-z0-9-]+=(?:"[^"]*"|[^";:])*'
_CONTENT = re.compile(
    rf"(?P<name>[A-Za-z0-9-]+)(?P<params>(?:{_PARAMETER})*):(?P<value>.*)",
    re.DOTALL,
)
_ONE_PARAMETER = re.compile(r';([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:])*)')


class _Span(NamedTuple):
    """Where a physical line begins in the unfolded text, and in the file."""

    start: int
    number: int
    column: int


@dataclass(frozen=True, slots=True)
class Line:
    """One unfolded content line.

    Attributes
    ----------
    name, params, value
        Name and parameter names in upper case; the value as it stands.
    value_at
        Where the value begins in the unfolded text.
    spans
        The physical lines it was folded into.
    """

    file: str
    name: str
    params: dict[str, str]
    value: str
    value_at: int
    spans: tuple[_Span, ...]

    def place(self, offset: int | None = None) -> Place:
        """Return the place of an offset in the value, else of the line."""
        at = 0 if offset is None else self.value_at + offset
        return _place(self.file, self.spans, at)


@dataclass(slots=True)
class Component:
    """A component as it stands between its BEGIN and its END."""

    begin: Line
    lines: list[Line] = field(default_factory=list)
    parts: list[Component] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What it is: VEVENT, VTIMEZONE…"""
        return self.begin.value.upper()

    def all(self, *names: str) -> list[Line]:
        """Return the lines of these names, in order."""
        return [line for line in self.lines if line.name in names]

    def first(self, name: str) -> Line | None:
        """Return the first line of a name."""
        return next(iter(self.all(name)), None)

    def children(self, *names: str) -> list[Component]:
        """Return the direct parts of these names."""
        return [part for part in self.parts if part.name in names]


def say(
    code: str, message: str, place: Place, *, warning: bool = False
) -> Finding:
    """Return a finding about the file."""
    return Finding(
        message, place, "warning" if warning else "error", code=code
    )


def lines(text: str, file: str, findings: list[Finding]) -> Iterator[Line]:
    """Yield the content lines of a text; report what is none."""
    unfolded = ""
    spans: list[_Span] = []
    physical = re.split("\r\n|\n|\r", text.removeprefix("\ufeff"))
    for number, part in enumerate([*physical, ""], start=1):
        if part[:1] in {" ", "\t"} and spans:
            spans.append(_Span(len(unfolded), number, column=2))
            unfolded += part[1:]
            continue
        if unfolded.strip():
            yield from _parse(unfolded, tuple(spans), file, findings)
        unfolded, spans = part, [_Span(0, number, column=1)]


def components(
    content: Iterator[Line], findings: list[Finding]
) -> list[Component]:
    """Return the outermost components; report what does not nest."""
    outer: list[Component] = []
    stack: list[Component] = []
    for line in content:
        if line.name == "BEGIN":
            component = Component(line)
            (stack[-1].parts if stack else outer).append(component)
            stack.append(component)
        elif line.name == "END":
            findings.extend(_close(line, stack))
        elif stack:
            stack[-1].lines.append(line)
        else:
            message = f"{line.name} stands outside every component"
            findings.append(say("bad-nesting", message, line.place()))
    findings.extend(
        say("bad-nesting", f"{open_.name} has no END", open_.begin.place())
        for open_ in stack
    )
    return outer


def _close(end: Line, stack: list[Component]) -> Iterator[Finding]:
    """Take a component off the stack, and what was left open inside it."""
    name = end.value.upper()
    if stack and stack[-1].name == name:
        stack.pop()
        return
    wanted = f"END:{stack[-1].name}" if stack else "nothing more"
    message = f"END:{end.value} where {wanted} was expected"
    yield say("bad-nesting", message, end.place())
    if name in {component.name for component in stack}:
        while stack.pop().name != name:
            pass


def _parse(
    unfolded: str,
    spans: tuple[_Span, ...],
    file: str,
    findings: list[Finding],
) -> Iterator[Line]:
    match = _CONTENT.fullmatch(unfolded)
    if match is None:
        message = f"{unfolded[:40]!r} is no property: NAME:value is expected"
        findings.append(say("bad-line", message, _place(file, spans, 0)))
        return
    params = {
        name.upper(): value.strip('"')
        for name, value in _ONE_PARAMETER.findall(match["params"])
    }
    yield Line(
        file,
        match["name"].upper(),
        params,
        match["value"],
        match.start("value"),
        spans,
    )


def _place(file: str, spans: tuple[_Span, ...], at: int) -> Place:
    span = spans[bisect_right(spans, at, key=lambda s: s.start) - 1]
    return Place(file, span.number, at - span.start + span.column)
