"""INRC-I instances and rosters as the competition wrote them: XML."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from benchmarks.formats.assignment import Assignment
from benchmarks.formats.errors import FormatError
from benchmarks.formats.inrc1 import (
    WEEKDAYS,
    Contract,
    Entry,
    Inrc1,
    Limit,
    Pattern,
    Person,
    Request,
    Shift,
    accepted,
    weekend_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

__all__ = ["parse", "parse_solution"]

# Request element, element of its shift, whether it is a wish for work.
_REQUESTS = (
    ("DayOff", None, False),
    ("DayOn", None, True),
    ("ShiftOff", "ShiftTypeID", False),
    ("ShiftOn", "ShiftTypeID", True),
)


def parse(text: str) -> Inrc1:
    """Return the instance that an XML text describes."""
    root = ElementTree.fromstring(text)
    first = date.fromisoformat(_text(root, "StartDate"))
    days = (date.fromisoformat(_text(root, "EndDate")) - first).days + 1
    shifts = {
        shift.attrib["ID"]: idx
        for idx, shift in enumerate(root.iterfind("ShiftTypes/Shift"))
    }
    patterns = {
        pattern.attrib["ID"]: _pattern(pattern, shifts)
        for pattern in root.iterfind("Patterns/Pattern")
    }
    contracts = list(root.iterfind("Contracts/Contract"))
    contract_by_id = {c.attrib["ID"]: i for i, c in enumerate(contracts)}
    staff = list(root.iterfind("Employees/Employee"))
    people = {person.attrib["ID"]: idx for idx, person in enumerate(staff)}
    return Inrc1(
        name=root.attrib["ID"],
        first_day=first,
        days=days,
        shifts=tuple(map(_shift, root.iterfind("ShiftTypes/Shift"))),
        contracts=tuple(_contract(c, patterns) for c in contracts),
        people=tuple(
            Person(
                person.attrib["ID"],
                contract_by_id[_text(person, "ContractID")],
                _skills(person),
            )
            for person in staff
        ),
        cover=tuple(_cover(root, first, days, shifts)),
        requests=tuple(_requests(root, first, people, shifts)),
    )


def parse_solution(text: str, instance: Inrc1) -> tuple[Assignment, ...]:
    """Return the roster that an XML text describes."""
    people = {person.id: idx for idx, person in enumerate(instance.people)}
    shifts = {shift.id: idx for idx, shift in enumerate(instance.shifts)}
    return tuple(
        Assignment(
            people[_text(given, "Employee")],
            _day(given, instance.first_day),
            shifts[_text(given, "ShiftType")],
        )
        for given in ElementTree.fromstring(text).iter("Assignment")
    )


def _shift(shift: Element) -> Shift:
    return Shift(
        shift.attrib["ID"],
        _minutes(_text(shift, "StartTime")),
        _minutes(_text(shift, "EndTime")),
        _skills(shift),
    )


def _pattern(pattern: Element, shifts: Mapping[str, int]) -> Pattern:
    entries = sorted(
        pattern.iter("PatternEntry"), key=lambda e: int(e.attrib["index"])
    )
    return Pattern(
        int(pattern.attrib["weight"]),
        tuple(
            Entry(
                accepted(_text(entry, "ShiftType"), shifts),
                _weekday(_text(entry, "Day")),
            )
            for entry in entries
        ),
    )


def _contract(contract: Element, patterns: Mapping[str, Pattern]) -> Contract:
    def limit(name: str) -> Limit | None:
        found = contract.find(name)
        if found is None or found.get("on") != "1":
            return None
        return Limit(int(found.attrib["weight"]), int(found.text or "0"))

    def weight(name: str) -> int:
        found = contract.find(name)
        if found is None or found.text != "true":
            return 0
        return int(found.attrib["weight"])

    return Contract(
        id=contract.attrib["ID"],
        most_days=limit("MaxNumAssignments"),
        least_days=limit("MinNumAssignments"),
        most_in_row=limit("MaxConsecutiveWorkingDays"),
        least_in_row=limit("MinConsecutiveWorkingDays"),
        most_off_in_row=limit("MaxConsecutiveFreeDays"),
        least_off_in_row=limit("MinConsecutiveFreeDays"),
        most_weekends_in_row=limit("MaxConsecutiveWorkingWeekends"),
        least_weekends_in_row=limit("MinConsecutiveWorkingWeekends"),
        weekend=weekend_of(_text(contract, "WeekendDefinition")),
        complete_weekends=weight("CompleteWeekends"),
        identical_weekends=weight("IdenticalShiftTypesDuringWeekend"),
        night_before_free_weekend=weight("NoNightShiftBeforeFreeWeekend"),
        skill=weight("AlternativeSkillCategory"),
        patterns=tuple(
            patterns[found.text or ""]
            for found in contract.iterfind("UnwantedPatterns/Pattern")
        ),
    )


def _cover(
    root: Element, first: date, days: int, shifts: Mapping[str, int]
) -> Iterator[tuple[int, ...]]:
    weekly: dict[tuple[int | None, int], int] = {}
    special: dict[tuple[int, int], int] = {}
    for by_weekday in root.iter("DayOfWeekCover"):
        weekday = _weekday(_text(by_weekday, "Day"))
        for shift, number in _needs(by_weekday, shifts):
            weekly[weekday, shift] = number
    for by_date in root.iter("DateSpecificCover"):
        day = _day(by_date, first)
        for shift, number in _needs(by_date, shifts):
            special[day, shift] = number
    for day in range(days):
        weekday = (first.weekday() + day) % 7
        yield tuple(
            special.get((day, shift), weekly.get((weekday, shift), 0))
            for shift in shifts.values()
        )


def _needs(
    covers: Element, shifts: Mapping[str, int]
) -> Iterator[tuple[int, int]]:
    for cover in covers.iter("Cover"):
        yield shifts[_text(cover, "Shift")], int(_text(cover, "Preferred"))


def _requests(
    root: Element,
    first: date,
    people: Mapping[str, int],
    shifts: Mapping[str, int],
) -> Iterator[Request]:
    for name, shift_name, on in _REQUESTS:
        for request in root.iterfind(f"{name}Requests/{name}"):
            yield Request(
                person=people[_text(request, "EmployeeID")],
                day=_day(request, first),
                shift=shifts[_text(request, shift_name)]
                if shift_name
                else None,
                weight=int(request.attrib["weight"]),
                on=on,
            )


def _skills(holder: Element) -> frozenset[str]:
    return frozenset(s.text or "" for s in holder.iterfind("Skills/Skill"))


def _weekday(name: str) -> int | None:
    return None if name == "Any" else WEEKDAYS.index(name)


def _day(holder: Element, first: date) -> int:
    return (date.fromisoformat(_text(holder, "Date")) - first).days


def _minutes(clock: str) -> int:
    hours, minutes, _ = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _text(parent: Element, name: str) -> str:
    found = parent.findtext(name)
    if found is None:
        raise FormatError(f"<{parent.tag}> has no <{name}>")
    return found.strip()
