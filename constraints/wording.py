"""Words that rules share: people, dates, hours and counts as text.

Imported by rule files for ``says`` and ``words``; never by ``terms`` or
``check``, which share nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from constraints.who import Who
    from scheduler.problem import Duty, Person, Problem

__all__ = [
    "beginning",
    "clock",
    "count",
    "day",
    "days",
    "hours",
    "listed",
    "people",
    "skilled",
    "some",
    "stretch",
    "those",
]

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_NAMED = 3  # people named one by one before "and 4 others"


def listed(words: Sequence[str]) -> str:
    """Return ``Ana``, ``Ana and Ben`` or ``Ana, Ben and Cy``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def people(indices: Sequence[int], problem: Problem) -> str:
    """Return the names of people, ``everybody`` for none in particular."""
    if not indices:
        return "everybody"
    names = [problem.people[p].name for p in indices]
    if len(names) > _NAMED + 1:
        names[_NAMED:] = [f"{len(names) - _NAMED} others"]
    return listed(names)


def skilled(queue: int, days_: tuple[int, int], problem: Problem) -> str:
    """Return ``Ana and Ben have the skills``, on any of some days."""
    first, last = days_
    able = tuple(
        person.idx
        for person in problem.people
        if any(
            problem.serves(person.idx, queue, day)
            for day in range(first, max(first, last) + 1)
        )
    )
    who = people(able, problem) if able else "nobody"
    return f"{who} {'have' if len(able) > 1 else 'has'} the skills"


def those(who: Who) -> str:
    """Return a selector as people say it: names without ``person``."""
    names = [
        ("not " if entry.negate else "") + entry.name
        if entry.kind in ("person", "named")
        else str(entry)
        for entry in who.any_of
    ]
    return listed(names)


def some(number: int, who: Who) -> str:
    """Return ``3 people``, or ``3 of team na``."""
    if str(who) != "all":
        return f"{number} of {those(who)}"
    return "1 person" if number == 1 else f"{number} people"


def day(line_day: int, problem: Problem) -> str:
    """Return ``Tue 2 March``."""
    at = problem.date(line_day)
    return f"{_WEEKDAYS[at.weekday()]} {_month_day(at)}"


def days(span: tuple[int, int], problem: Problem) -> str:
    """Return ``1–7 March``, ``29 March–4 April`` or ``Tue 2 March``.

    Parameters
    ----------
    span
        First and last line day, inclusive, as in ``Because.days``.
    """
    first, last = span
    if first >= last:
        return day(first, problem)
    start, end = problem.date(first), problem.date(last)
    if start.year != end.year:
        return f"{_month_day(start)} {start.year}–{_month_day(end)} {end.year}"
    if start.month != end.month:
        return f"{_month_day(start)}–{_month_day(end)}"
    return f"{start.day}–{_month_day(end)}"


def hours(minutes: int) -> str:
    """Return ``11 h``, ``9 h 30`` or ``45 min``."""
    whole, rest = divmod(minutes, 60)
    if not whole:
        return f"{rest} min"
    return f"{whole} h {rest:02}" if rest else f"{whole} h"


def clock(minute: int) -> str:
    """Return a minute of the day as ``07:00``."""
    hour, rest = divmod(minute % 1440, 60)
    return f"{hour:02}:{rest:02}"


def stretch(start_min: int, end_min: int, problem: Problem) -> str:
    """Return ``Tue 2 March 22:00–06:00``, as the file's clock shows it."""
    first, start = problem.local(start_min)
    last, end = problem.local(end_min)
    until = "24:00" if not end else clock(end)
    if last - first > (1 if end <= start else 0):
        until = f"{day(last if end else last - 1, problem)} {until}"
    return f"{day(first, problem)} {clock(start)}–{until}"


def count(number: int, noun: str) -> str:
    """Return ``1 night`` or ``3 nights``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def beginning(duty: Duty, person: Person) -> str:
    """Return when a duty begins on the wall: ``Tue 2 March 07:00``.

    A duty written in another zone than the person's names that zone.
    """
    at = f"{_WEEKDAYS[duty.day.weekday()]} {_month_day(duty.day)}"
    text = f"{at} {clock(duty.local_start)}"
    return text if duty.zone == person.zone else f"{text} {duty.zone}"


def _month_day(at: date) -> str:
    return f"{at.day} {_MONTHS[at.month - 1]}"
