"""INRC-I instances in the text form that some copies of the set have.

Headings stand between rules of slashes, rows end with a semicolon.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

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
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["parse"]

_HEADING = re.compile(r"([A-Z_]+)(?: *=? *\d+)?;")
_ENTRY = re.compile(r"\((\w+)\|(\w+)\)")
# Section, whether its rows name a shift, whether it is a wish for work.
_REQUESTS = (
    ("DAY_OFF_REQUESTS", False, False),
    ("DAY_ON_REQUESTS", False, True),
    ("SHIFT_OFF_REQUESTS", True, False),
    ("SHIFT_ON_REQUESTS", True, True),
)
_BOUNDS = slice(3, 12)
_WEEKEND = 12
_FLAGS = slice(13, 18)
_CONTRACT_PATTERNS = 19


def parse(text: str) -> Inrc1:
    """Return the instance that a text describes."""
    sections = _sections(text)
    ((name, start, end),) = sections["SCHEDULING_PERIOD"]
    first = date.fromisoformat(start)
    days = (date.fromisoformat(end) - first).days + 1
    shift_rows = sections["SHIFT_TYPES"]
    shifts = {row[0]: idx for idx, row in enumerate(shift_rows)}
    patterns = {row[0]: _pattern(row, shifts) for row in sections["PATTERNS"]}
    contract_rows = sections["CONTRACTS"]
    contracts = {row[0]: idx for idx, row in enumerate(contract_rows)}
    staff = sections["EMPLOYEES"]
    people = {row[0]: idx for idx, row in enumerate(staff)}
    return Inrc1(
        name=name,
        first_day=first,
        days=days,
        shifts=tuple(map(_shift, shift_rows)),
        contracts=tuple(_contract(row, patterns) for row in contract_rows),
        people=tuple(
            Person(row[0], contracts[row[2]], frozenset(row[4].split()))
            for row in staff
        ),
        cover=tuple(_cover(sections, first, days, shifts)),
        requests=tuple(_requests(sections, first, people, shifts)),
    )


def _sections(text: str) -> Mapping[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    rows: list[list[str]] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        content = line.strip()
        if not content or content.startswith("//"):
            continue
        heading = _HEADING.fullmatch(content)
        if heading and "," not in content and _is_heading(heading[1]):
            rows = found.setdefault(heading[1], [])
        elif rows is None:
            raise FormatError(f"line {number}: a row before any section")
        else:
            fields = content.removesuffix(";").split(",")
            rows.append([field.strip() for field in fields])
    return found


def _is_heading(word: str) -> bool:
    # A skill could be written in capitals too: it is no section.
    return word in {
        "SCHEDULING_PERIOD",
        "SKILLS",
        "SHIFT_TYPES",
        "CONTRACTS",
        "PATTERNS",
        "EMPLOYEES",
        "DAY_OF_WEEK_COVER",
        "DATE_SPECIFIC_COVER",
        *(section for section, _, _ in _REQUESTS),
    }


def _shift(row: Sequence[str]) -> Shift:
    return Shift(
        row[0], _minutes(row[2]), _minutes(row[3]), frozenset(row[5].split())
    )


def _pattern(row: Sequence[str], shifts: Mapping[str, int]) -> Pattern:
    entries = _ENTRY.findall(row[2])
    return Pattern(
        int(row[1]),
        tuple(
            Entry(
                accepted(shift, shifts),
                None if day == "Any" else WEEKDAYS.index(day),
            )
            for shift, day in entries
        ),
    )


def _contract(row: Sequence[str], patterns: Mapping[str, Pattern]) -> Contract:
    bounds = [_limit(field) for field in row[_BOUNDS]]
    flags = [_numbers(field) for field in row[_FLAGS]]
    weights = [weight if on else 0 for on, weight in flags]
    complete, identical, night, _two_free_days, skill = weights
    used = row[_CONTRACT_PATTERNS].split() if int(row[18]) else []
    return Contract(
        id=row[0],
        most_days=bounds[0],
        least_days=bounds[1],
        most_in_row=bounds[2],
        least_in_row=bounds[3],
        most_off_in_row=bounds[4],
        least_off_in_row=bounds[5],
        most_weekends_in_row=bounds[6],
        least_weekends_in_row=bounds[7],
        weekend=weekend_of(row[_WEEKEND]),
        complete_weekends=complete,
        identical_weekends=identical,
        night_before_free_weekend=night,
        skill=skill,
        patterns=tuple(patterns[idx] for idx in used),
    )


def _cover(
    sections: Mapping[str, list[list[str]]],
    first: date,
    days: int,
    shifts: Mapping[str, int],
) -> Iterator[tuple[int, ...]]:
    weekly = {
        (WEEKDAYS.index(day), shift): int(number)
        for day, shift, number in sections["DAY_OF_WEEK_COVER"]
    }
    special = {
        ((date.fromisoformat(day) - first).days, shift): int(number)
        for day, shift, number in sections["DATE_SPECIFIC_COVER"]
    }
    for day in range(days):
        weekday = (first.weekday() + day) % 7
        yield tuple(
            special.get((day, shift), weekly.get((weekday, shift), 0))
            for shift in shifts
        )


def _requests(
    sections: Mapping[str, list[list[str]]],
    first: date,
    people: Mapping[str, int],
    shifts: Mapping[str, int],
) -> Iterator[Request]:
    for section, names_shift, on in _REQUESTS:
        for row in sections[section]:
            yield Request(
                person=people[row[0]],
                day=(date.fromisoformat(row[1]) - first).days,
                shift=shifts[row[2]] if names_shift else None,
                weight=int(row[-1]),
                on=on,
            )


def _limit(field: str) -> Limit | None:
    on, weight, value = _numbers(field)
    return Limit(weight, value) if on else None


def _numbers(field: str) -> list[int]:
    return [int(number) for number in field.strip("()").split("|")]


def _minutes(clock: str) -> int:
    hours, minutes, _ = clock.split(":")
    return int(hours) * 60 + int(minutes)
