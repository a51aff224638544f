"""History: what published rosters say of the days before day 0.

Works are matched to people by id; whoever has left is of no concern, and a
shift that has gone since is a duty without shift. Used by ``expand`` while
there is no problem yet, hence its small parameters.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from constraints.on_queues import OnQueuesMost
from scheduler.errors import Finding
from scheduler.expand.duties import Clock
from scheduler.expand.foreign import NO_SHIFT, foreign_duty
from scheduler.export.json_reading import roster_document
from scheduler.export.roster_doc import BreakDoc, EventDoc
from scheduler.problem import Span
from scheduler.spec.text import is_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from scheduler.export.roster_doc import RosterDoc, WorkDoc
    from scheduler.problem import Duty, Person

__all__ = ["Past", "PastWork", "past_works", "published_before"]


@dataclass(frozen=True, slots=True)
class PastWork:
    """A duty somebody worked before day 0.

    Attributes
    ----------
    day
        Line day, negative.
    spans
        Breaks and events as they were; queue blocks of the past are of no
        concern.
    """

    day: int
    duty: Duty
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Past:
    """What is known of the time before day 0.

    Attributes
    ----------
    works
        By person, in order of time.
    days_known
        How many days just before day 0 are covered without a gap.
    findings
        Warnings.
    """

    works: tuple[tuple[PastWork, ...], ...]
    days_known: int
    findings: tuple[Finding, ...] = ()


def past_works(
    paths: Iterable[Path],
    people: Sequence[Person],
    shifts: Mapping[str, int],
    first_day: date,
) -> Past:
    """Return the works of published rosters before day 0.

    Parameters
    ----------
    paths
        ``roster.json`` files, folders that hold one, or folders of such
        folders. Where two rosters have a duty on the same line day, the
        later file counts; those of one folder go by their first day.
    shifts
        Index by id.

    Raises
    ------
    InputError
        For a file that is not there or is no roster.
    """
    lines: list[dict[int, PastWork]] = [{} for _ in people]
    known: set[int] = set()
    by_id = {person.id: person for person in people}
    files = [
        file for path in paths for file in published_before(path, first_day)
    ]
    for file in files:
        _, found = roster_document(file)
        known |= _days(found, first_day)
        for doc in found.people:
            if doc.id in by_id:
                person = by_id[doc.id]
                for work in doc.work:
                    past = _past_work(person, work, shifts, first_day)
                    if past.day < 0:
                        lines[person.idx][past.day] = past
    days_known = next(n for n in range(len(known) + 1) if -n - 1 not in known)
    return Past(
        tuple(tuple(line[day] for day in sorted(line)) for line in lines),
        days_known,
        tuple(_gap(known, days_known, first_day) if files else ()),
    )


def published_before(path: Path, first_day: date) -> list[Path]:
    """Return the files of published rosters that a path means.

    Of a folder of folders those that begin before a day, in order of time:
    the roster to be made may be written into one beside them.
    """
    if not is_folder(path):
        return [path]
    if (path / "roster.json").exists() or not list(path.glob("*/roster.json")):
        return [path / "roster.json"]
    found = sorted(
        (roster_document(file)[1].first, file)
        for file in path.glob("*/roster.json")
    )
    return [file for first, file in found if first < first_day]


def _days(found: RosterDoc, first_day: date) -> set[int]:
    start = (found.first - first_day).days
    return {day for day in range(start, start + found.days) if day < 0}


def _past_work(
    person: Person,
    work: WorkDoc,
    shifts: Mapping[str, int],
    first_day: date,
) -> PastWork:
    clock = Clock(person.zone, person.day_starts)
    breaks = tuple(
        (Span(span.start, span.end, "break"), span.paid)
        for span in work.spans
        if isinstance(span, BreakDoc)
    )
    events = (
        Span(
            span.start,
            span.end,
            "event",
            event=span.event,
            near=span.event == OnQueuesMost.title,
        )
        for span in work.spans
        if isinstance(span, EventDoc)
    )
    return PastWork(
        (clock.line_date(work.start) - first_day).days,
        foreign_duty(
            person,
            work.start,
            work.end,
            shifts.get(work.shift or "", NO_SHIFT),
            breaks,
            [
                (
                    piece.start,
                    piece.end,
                    piece.standby,
                    shifts.get(piece.shift or "", NO_SHIFT),
                    piece.paid_min,
                )
                for piece in work.pieces or ()
            ],
        ),
        tuple(sorted([*(span for span, _ in breaks), *events])),
    )


def _gap(
    known: set[int], days_known: int, first_day: date
) -> Iterator[Finding]:
    """Warn when history does not reach the day before day 0."""
    if not known:
        yield Finding(
            f"history says nothing of the time before {first_day}, when the "
            "roster begins",
            severity="warning",
            code="history-gap",
        )
    elif not days_known:
        last = first_day + timedelta(days=max(known))
        yield Finding(
            f"history ends on {last}, and the roster begins on {first_day}:"
            " runs of work and rest in between are not known",
            severity="warning",
            code="history-gap",
        )
