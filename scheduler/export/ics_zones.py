"""What is wrong with the time zones of a calendar file.

A VTIMEZONE may be valid and still be read as something else: Outlook ignores
RDATE, and an onset written in the new offset moves a whole summer. Where the
file names a zone that tzdata has, the two are compared for the years in use.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from scheduler.clock import (
    DAY_MIN,
    Zone,
    day_number,
    format_local,
    tzdata_version,
)
from scheduler.export.ics_lines import Component, Line, say
from scheduler.export.ics_times import When, named_zone, read_when
from scheduler.export.vtimezone import WEEKDAYS, Onset

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scheduler.errors import Finding

__all__ = ["check_zones"]

_OFFSET = re.compile(r"([+-])(\d\d)(\d\d)(?:\d\d)?")
_BYDAY = re.compile(r"(-1|[1-4])(MO|TU|WE|TH|FR|SA|SU)")
_MONTHS = frozenset(map(str, range(1, 13)))


@dataclass(frozen=True, slots=True)
class _Observance:
    """A STANDARD or DAYLIGHT: its onsets by rule, or one by one."""

    component: Component
    before_min: int
    after_min: int
    rule: Onset | None
    walls: tuple[When, ...]

    def onsets(self, years: range) -> list[int]:
        """Return the instants at which it begins in these years."""
        walls = (
            [wall.wall_min for wall in self.walls if wall.day.year in years]
            if self.rule is None
            else [
                day_number(self.rule.day(year)) * DAY_MIN + self.rule.minute
                for year in years
            ]
        )
        return [wall_min - self.before_min for wall_min in walls]

    def change(self, at_min: int) -> tuple[int, int, int]:
        """Return an onset with the offsets before and after it."""
        return at_min, self.before_min, self.after_min

    def moved(self, at_min: int) -> tuple[int, int, int]:
        """Return the change meant, if the onset is in the new offset."""
        return self.change(at_min - (self.after_min - self.before_min))


def check_zones(calendar: Component) -> Iterator[Finding]:
    """Yield findings about VTIMEZONEs and about times that name a zone."""
    uses = _uses(calendar)
    has_events = bool(calendar.children("VEVENT"))
    defined: set[str] = set()
    for component in calendar.children("VTIMEZONE"):
        tzid = component.first("TZID")
        name = tzid.value if tzid else ""
        place = (tzid or component.begin).place()
        if not name:
            yield say("missing-tzid", "a VTIMEZONE has no TZID", place)
        elif name in defined:
            message = f"a second VTIMEZONE is called {name}"
            yield say("duplicate-vtimezone", message, place)
        elif name not in uses and has_events:
            message = f"no time names the zone {name}"
            yield say("unused-vtimezone", message, place, warning=True)
        defined.add(name)
        yield from _check_vtimezone(component, name, uses.get(name, []))
    for name in uses.keys() - defined:
        message = (
            f"{len(uses[name])} times are in {name}, which has no VTIMEZONE:"
            " some clients take them for their own local time"
        )
        place = uses[name][0].place()
        yield say("tzid-without-vtimezone", message, place)


def _uses(calendar: Component) -> dict[str, list[Line]]:
    """Return the lines that name a zone, by its name."""
    uses: dict[str, list[Line]] = defaultdict(list)
    parts = [p for p in calendar.parts if p.name != "VTIMEZONE"]
    while parts:
        part = parts.pop()
        parts += part.parts
        for line in part.lines:
            if (tzid := line.params.get("TZID")) is not None:
                uses[tzid].append(line)
    return uses


def _check_vtimezone(
    component: Component, name: str, uses: list[Line]
) -> Iterator[Finding]:
    yield from _check_count(component)
    observances = component.children("STANDARD", "DAYLIGHT")
    for observance in observances:
        yield from _check_rdates(observance)
    read = [_read(observance) for observance in observances]
    for observance, found in zip(observances, read, strict=True):
        if found is None:
            message = (
                "Outlook understands only FREQ=YEARLY with BYMONTH and BYDAY"
                " such as -1SU, and offsets such as +0100"
            )
            yield _irregular(message, observance.begin)
    where = named_zone(name)
    years = _years(uses)
    if where is not None and years:
        known = [observance for observance in read if observance is not None]
        if known and len(known) == len(read):
            yield from _compare(component, known, where, years)


def _check_count(component: Component) -> Iterator[Finding]:
    standards = len(component.children("STANDARD"))
    daylights = len(component.children("DAYLIGHT"))
    if standards + daylights == 0:
        message = "a VTIMEZONE needs a STANDARD or a DAYLIGHT"
        yield say("empty-vtimezone", message, component.begin.place())
    elif standards != 1 or daylights > 1:
        message = (
            f"{standards} STANDARD and {daylights} DAYLIGHT: Outlook"
            " understands exactly one and at most one"
        )
        yield _irregular(message, component.begin)


def _check_rdates(observance: Component) -> Iterator[Finding]:
    for line in observance.all("RDATE"):
        if "," in line.value:
            message = (
                "a list of RDATE in a VTIMEZONE puts summer events an hour"
                " off in Thunderbird; write an RRULE"
            )
            yield say("rdate-list", message, line.place())
        else:
            message = "Outlook ignores RDATE in a VTIMEZONE; write an RRULE"
            yield _irregular(message, line)


def _irregular(message: str, line: Line) -> Finding:
    return say("irregular-vtimezone", message, line.place(), warning=True)


def _read(component: Component) -> _Observance | None:
    """Read an observance, or return None for a form Outlook ignores."""
    before_min = _offset(component.first("TZOFFSETFROM"))
    after_min = _offset(component.first("TZOFFSETTO"))
    dates = [
        replace(line, value=value)
        for line in component.all("DTSTART", "RDATE")
        for value in line.value.split(",")
    ]
    walls = [wall for wall in map(read_when, dates) if wall is not None]
    if before_min is None or after_min is None or not walls:
        return None
    rules = component.all("RRULE")
    if not rules:
        return _Observance(
            component, before_min, after_min, None, tuple(walls)
        )
    rule = _rule(rules[0].value, before_min, after_min, walls[0].minute)
    if rule is None or len(rules) > 1 or len(walls) > 1:
        return None
    return _Observance(component, before_min, after_min, rule, tuple(walls))


def _offset(line: Line | None) -> int | None:
    match = _OFFSET.fullmatch(line.value) if line else None
    if match is None:
        return None
    minutes = int(match[2]) * 60 + int(match[3])
    return -minutes if match[1] == "-" else minutes


def _rule(
    text: str, before_min: int, after_min: int, minute: int
) -> Onset | None:
    parts = dict(part.partition("=")[::2] for part in text.upper().split(";"))
    byday = _BYDAY.fullmatch(parts.get("BYDAY", ""))
    month = parts.get("BYMONTH", "")
    regular = {"FREQ", "BYDAY", "BYMONTH", "WKST", "INTERVAL"}
    if (
        byday is None
        or month not in _MONTHS
        or parts.get("FREQ") != "YEARLY"
        or parts.get("INTERVAL", "1") != "1"
        or parts.keys() - regular
    ):
        return None
    weekday = WEEKDAYS.index(byday[2])
    return Onset(
        before_min, after_min, int(month), weekday, int(byday[1]), minute
    )


def _years(uses: list[Line]) -> range:
    years = [
        when.day.year
        for when in map(read_when, uses)
        if when is not None and when.is_known
    ]
    return range(min(years), max(years) + 1) if years else range(0)


def _compare(
    component: Component,
    observances: Sequence[_Observance],
    where: Zone,
    years: range,
) -> Iterator[Finding]:
    """Compare the onsets of these years with those of tzdata."""
    first_min, last_min = (
        where.start_min(date(year, 1, 1), 0)
        for year in (years.start, years.stop)
    )
    actual = {
        (change.at_min, change.before_min, change.after_min)
        for change in where.changes(first_min, last_min)
    }
    told: set[tuple[int, int, int]] = set()
    for observance in observances:
        onsets = observance.onsets(years)
        late = {observance.moved(onset) for onset in onsets}
        if onsets and late <= actual:
            yield _wrong_offset(observance.component)
            onsets = [at_min for at_min, _, _ in late]
        told |= {observance.change(onset) for onset in onsets}
    differ = actual ^ {t for t in told if t[1] != t[2]}
    if differ:
        yield _differs(component, where, min(differ)[0])
    elif not told and _base(observances) != where.offset_min(first_min):
        yield _differs(component, where, first_min)


def _base(observances: Sequence[_Observance]) -> int:
    """Return the offset after the last onset of all."""
    return max(
        (wall.wall_min, observance.after_min)
        for observance in observances
        for wall in observance.walls
    )[1]


def _wrong_offset(observance: Component) -> Finding:
    start = observance.first("DTSTART") or observance.begin
    message = (
        f"{observance.name} begins by the clock that is already changed;"
        " RFC 5545, section 3.6.5, counts it in TZOFFSETFROM"
    )
    return say("onset-offset", message, start.place())


def _differs(component: Component, where: Zone, at_min: int) -> Finding:
    message = (
        f"not the {where.name} of tzdata {tzdata_version()}: they differ"
        f" at {format_local(at_min, where)}"
    )
    return say("vtimezone-differs", message, component.begin.place())
