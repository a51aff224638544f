"""What calendar entries say: titles, and descriptions in paragraphs.

Whoever has the link reads these. They tell who works when on what, and never
an address, a wish, a contract or why somebody is away.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from constraints import wording
from scheduler.clock import format_local, zone
from scheduler.export.calendar import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from scheduler.clock import Zone
    from scheduler.company import Company
    from scheduler.export.ics_handovers import HandOver
    from scheduler.problem import Duty, Piece, Problem, Span, Work

__all__ = [
    "block_description",
    "block_title",
    "colleague_description",
    "colleague_title",
    "event_description",
    "event_title",
    "own_description",
    "own_title",
    "piece_name",
    "shift_name",
]

_TITLE = 60  # characters that a month view or a telephone may show
# Joiners, variation selectors and skin tones belong to the sign before them.
_STICKY = re.compile("[\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")
# A flag is two of these.
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")
_JOINER = "\u200d"


# Titles


def own_title(problem: Problem, work: Work, piece: Piece) -> str:
    """Return ``core: plus, frontline``; the longest served queue first."""
    head = piece_name(problem, problem.duties[work.duty], piece)
    minutes: dict[str, int] = {}
    for span in _inside(work, piece):
        if span.kind == "queue":
            name = problem.queues[span.queue].name
            length = span.end_min - span.start_min
            minutes[name] = minutes.get(name, 0) + length
    queues = sorted(minutes, key=lambda name: -minutes[name])
    if not queues:
        return _shortened(_line(head), _TITLE)
    for count in range(len(queues), 0, -1):
        more = f" +{len(queues) - count}" if count < len(queues) else ""
        title = _line(f"{head}: {', '.join(queues[:count])}{more}")
        if len(title) <= _TITLE:
            return title
    return _paired(head, ": ", queues[0])


def colleague_title(problem: Problem, work: Work, piece: Piece) -> str:
    """Return ``core – Ana Souza``."""
    duty = problem.duties[work.duty]
    name = problem.people[work.person].name
    return _paired(piece_name(problem, duty, piece), " – ", name)


def block_title(problem: Problem, work: Work, queue: int) -> str:
    """Return ``frontline – Ana Souza``."""
    name = problem.people[work.person].name
    return _paired(problem.queues[queue].name, " – ", name)


def event_title(company: Company, work: Work, span: Span) -> str:
    """Return ``one-to-one with Ana Souza``."""
    return _shortened(_line(company.title(work.person, span)), _TITLE)


def event_description(
    problem: Problem, work: Work, span: Span, where: Zone, company: Company
) -> str:
    """Return who attends an event, and when."""
    people = sorted({work.person, *company.others(work.person, span)})
    return _paragraphs(
        (
            f"Event: {problem.event_title(span.event)}",
            f"People: {', '.join(problem.people[p].name for p in people)}",
        ),
        _clocks(span.start_min, span.end_min, (where, zone("UTC"))),
    )


def shift_name(problem: Problem, duty: Duty) -> str:
    """Return the name of the shift, ``shift`` where no shift made it."""
    return "shift" if duty.shift < 0 else problem.shifts[duty.shift].name


def piece_name(problem: Problem, duty: Duty, piece: Piece) -> str:
    """Return the name of a piece's shift, and that it is standby."""
    name = (
        shift_name(problem, duty)
        if piece.shift < 0
        else problem.shifts[piece.shift].name
    )
    return f"{name} (standby)" if piece.standby else name


# Descriptions


def own_description(
    problem: Problem,
    work: Work,
    piece: Piece,
    where: Zone,
    company: Company,
    passed: Sequence[HandOver] = (),
) -> str:
    """Return all that somebody wants to know of their own work.

    Parameters
    ----------
    piece
        The part of the work that the entry is about.
    where
        Whose wall clock the entry follows.
    company
        Who is at which event.
    passed
        Hand-overs in which the work takes part.
    """
    duty = problem.duties[work.duty]
    person = problem.people[work.person]
    zones = (where, zone(person.zone), zone(duty.zone), zone("UTC"))
    return _paragraphs(
        (
            f"Shift: {piece_name(problem, duty, piece)}",
            f"Team: {person.team}",
        ),
        _clocks(piece.start_min, piece.end_min, zones),
        _day(problem, work, piece, where, company),
        (_hours(duty, piece), *_others(duty, piece, where)),
        _exchanges(
            problem,
            work,
            where,
            [
                each
                for each in passed
                if piece.start_min <= each.start_min <= piece.end_min
            ],
        ),
    )


def colleague_description(
    problem: Problem, work: Work, piece: Piece, where: Zone, company: Company
) -> str:
    """Return what a team sees of a work: not what is paid for it."""
    duty = problem.duties[work.duty]
    return _paragraphs(
        (
            f"Person: {problem.people[work.person].name}",
            f"Shift: {piece_name(problem, duty, piece)}",
        ),
        _clocks(
            piece.start_min,
            piece.end_min,
            (where, zone(duty.zone), zone("UTC")),
        ),
        _day(problem, work, piece, where, company),
    )


def block_description(
    problem: Problem, work: Work, block: Span, where: Zone
) -> str:
    """Return who is on a queue, and within which shift."""
    duty = problem.duties[work.duty]
    person = problem.people[work.person]
    start_min, end_min = next(
        (
            (start, end)
            for start, end in duty.work
            if start <= block.start_min < end
        ),
        (duty.start_min, duty.end_min),
    )
    shift = f"{shift_name(problem, duty)}, {_times(start_min, end_min, where)}"
    return _paragraphs(
        (
            f"Person: {person.name}",
            f"Team: {person.team}",
            f"Shift: {shift}",
        ),
        _clocks(
            block.start_min,
            block.end_min,
            (where, zone(duty.zone), zone("UTC")),
        ),
    )


def _paragraphs(*paragraphs: Iterable[str]) -> str:
    """Return text in which a name cannot make a line of its own."""
    texts = ("\n".join(map(_line, lines)) for lines in paragraphs)
    return "\n\n".join(text for text in texts if text)


def _clocks(
    start_min: int, end_min: int, zones: Iterable[Zone]
) -> Iterator[str]:
    """Yield ``Mon 2027-03-08 07:00–15:00 America/Halifax`` for each zone."""
    for where in dict.fromkeys(zones):
        first = format_local(start_min, where)
        last = format_local(end_min, where)
        if where.local_day(start_min) == where.local_day(end_min):
            yield f"{first}–{_time(end_min, where)} {where.name}"
        else:
            yield f"{first} – {last} {where.name}"


def _inside(work: Work, piece: Piece) -> list[Span]:
    """Return what of a work lies in one of its pieces."""
    return [
        span
        for span in work.spans
        if piece.start_min <= span.start_min < piece.end_min
    ]


def _day(
    problem: Problem, work: Work, piece: Piece, where: Zone, company: Company
) -> Iterator[str]:
    """Yield queues and breaks, and where people are on no queue."""
    spans = _inside(work, piece)
    seated = any(span.kind == "queue" for span in spans)
    at_min = piece.start_min
    for span in spans:
        if seated and at_min < span.start_min:
            yield f"{_times(at_min, span.start_min, where)} no queue"
        what = span.kind
        if span.kind == "queue":
            what = problem.queues[span.queue].name
        elif span.kind == "event":
            what = company.title(work.person, span)
        yield f"{_times(span.start_min, span.end_min, where)} {what}"
        at_min = max(at_min, span.end_min)
    if seated and at_min < piece.end_min:
        yield f"{_times(at_min, piece.end_min, where)} no queue"


def _hours(duty: Duty, piece: Piece) -> str:
    real_min = piece.end_min - piece.start_min
    length = wording.hours(real_min)
    if real_min != piece.nominal_min:
        length += ", as the clocks change"
    paid = wording.hours(duty.paid_min)
    if len(duty.parts) > 1:
        return f"Length: {length} (paid for the whole day: {paid})"
    return f"Length: {length} (paid: {paid})"


def _others(duty: Duty, piece: Piece, where: Zone) -> Iterator[str]:
    """Yield ``Also: 16:00–20:00`` for the other pieces of a day."""
    others = [
        _times(part.start_min, part.end_min, where)
        + (" standby" if part.standby else "")
        for part in duty.parts
        if part.start_min != piece.start_min
    ]
    if others:
        yield f"Also: {wording.listed(others)}"


def _exchanges(
    problem: Problem, work: Work, where: Zone, passed: Sequence[HandOver]
) -> Iterator[str]:
    """Yield ``Take over plus from Ned Hart at 07:00``, in order of time."""
    others: dict[tuple[int, int, bool, int], list[int]] = {}
    for each in passed:
        takes = each.taker == work.person
        key = (each.start_min, each.end_min, takes, each.queue)
        others.setdefault(key, []).append(each.giver if takes else each.taker)
    for (start_min, end_min, takes, queue), people in others.items():
        who = wording.people(people, problem)
        name = problem.queues[queue].name
        at = f"at {_time(start_min, where)}"
        if start_min < end_min:
            at = _times(start_min, end_min, where)
        if takes:
            yield f"Take over {name} from {who} {at}"
        else:
            yield f"Hand over {name} to {who} {at}"


def _times(start_min: int, end_min: int, where: Zone) -> str:
    return f"{_time(start_min, where)}–{_time(end_min, where)}"


def _time(instant_min: int, where: Zone) -> str:
    """Return ``07:00``, with the offset if the clock shows it twice."""
    _, _, time = format_local(instant_min, where).split(" ", 2)
    return time


# Lengths


def _paired(left: str, between: str, right: str) -> str:
    """Return two texts in one title, the longer cut before the shorter."""
    left, right = _line(left), _line(right)
    room = _TITLE - len(between)
    right_room = max(room // 2, room - len(left))
    right = _shortened(right, right_room)
    return f"{_shortened(left, room - len(right))}{between}{right}"


def _shortened(text: str, most: int) -> str:
    """Return a text of at most so many characters, no sign cut in two."""
    if len(text) <= most:
        return text
    kept = ""
    for sign in _signs(text):
        if len(kept) + len(sign) >= most:
            break
        kept += sign
    return f"{kept.rstrip()}…"


def _signs(text: str) -> Iterator[str]:
    """Yield what people see as one: a letter, a family, a flag."""
    sign = ""
    for char in text:
        if sign and not _continues(sign, char):
            yield sign
            sign = ""
        sign += char
    yield sign


def _continues(sign: str, char: str) -> bool:
    return (
        sign[-1] == _JOINER
        or _STICKY.match(char) is not None
        or unicodedata.category(char).startswith("M")
        or (len(sign) == 1 and all(map(_FLAG.match, (sign, char))))
    )


def _line(text: str) -> str:
    return " ".join(plain_text(text).split())
