"""``roster.json`` → works; what the problem does not know is a finding.

``scheduler.export.json`` and history use it.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from pydantic import ValidationError

from constraints.near import nearest
from scheduler.errors import Finding, InputError, Place
from scheduler.export.json_places import places
from scheduler.export.reading import MOST_BYTES, Entry, EntryPiece
from scheduler.export.roster_doc import (
    BreakDoc,
    EventDoc,
    PersonDoc,
    QueueDoc,
    RosterDoc,
    WorkDoc,
)
from scheduler.problem import Span
from scheduler.spec.findings import refusal, shown
from scheduler.spec.text import decoded, read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pydantic_core import ErrorDetails

    from scheduler.export.json_places import Path as JsonPath
    from scheduler.problem import Problem

__all__ = ["entries", "roster_document"]


def roster_document(path: Path | str) -> tuple[str, RosterDoc]:
    """Return the text of a file and what it says, of the right shape."""
    data = read_bytes(path, MOST_BYTES, "split the roster by team")
    text = decoded(data, str(path))
    try:
        raw = json.loads(text)
    except json.JSONDecodeError as error:
        place = Place(str(path), error.lineno, error.colno)
        message = f"this is no JSON: {error.msg}"
        if not text.lstrip("\ufeff \t\r\n").startswith("{"):
            message += (
                "; a table, a calendar or a workbook does not do here: name"
                " the roster.json that was written beside it"
            )
        raise InputError(Finding(message, place, code="syntax")) from None
    except RecursionError:
        message = "this is no roster: it is nested too deeply"
        raise InputError(
            Finding(message, Place(str(path), 1, 1), code="syntax")
        ) from None
    try:
        return text, RosterDoc.model_validate(raw)
    except ValidationError as error:
        raise _misshapen(error, text, str(path)) from None


def entries(
    problem: Problem, text: str, document: RosterDoc, name: str
) -> list[Entry]:
    """Return the works of a file; all its unknown names are refused.

    Parameters
    ----------
    text
        Of the file, for places.
    name
        Of the file, for places.
    """
    reading = _Reading(problem, lambda path: places(text, name, [path])[0])
    found = [
        entry
        for at, person in enumerate(document.people)
        for entry in reading.of_person(("people", at), person)
    ]
    if reading.faults:
        where = places(text, name, [path for path, _, _ in reading.faults])
        raise refusal(
            Finding(message, place, code=code, path=path)
            for place, (path, message, code) in zip(
                where, reading.faults, strict=True
            )
        )
    return found


class _Reading:
    """Turns names into indices and keeps what it could not."""

    def __init__(
        self, problem: Problem, where: Callable[[JsonPath], Place]
    ) -> None:
        self._where = where
        self._people = problem.person_by_id
        self._shifts = {shift.id: shift.idx for shift in problem.shifts}
        self._queues = {queue.id: queue.idx for queue in problem.queues}
        self.faults: list[tuple[JsonPath, str, str]] = []

    def of_person(self, path: JsonPath, person: PersonDoc) -> Iterator[Entry]:
        """Yield somebody's works."""
        idx = self._index("person", self._people, person.id, (*path, "id"))
        for at, work in enumerate(person.work):
            here = (*path, "work", at)
            self._ordered(work.start, work.end, here)
            shift = None
            if work.shift is not None:
                shift = self._index(
                    "shift", self._shifts, work.shift, (*here, "shift")
                )
            yield Entry(
                person=idx,
                start_min=work.start,
                end_min=work.end,
                where=partial(self._where, here),
                shift=shift,
                breaks=tuple(self._breaks(work, here)),
                queues=tuple(self._blocks(work, here)),
                events=tuple(
                    Span(span.start, span.end, "event", event=span.event)
                    for span in work.spans
                    if isinstance(span, EventDoc)
                ),
                pieces=tuple(self._pieces(work, here)) or None,
            )

    def _breaks(
        self, work: WorkDoc, path: JsonPath
    ) -> Iterator[tuple[Span, bool]]:
        for at, span in enumerate(work.spans):
            self._ordered(span.start, span.end, (*path, "spans", at))
            if isinstance(span, BreakDoc):
                yield Span(span.start, span.end, "break"), span.paid

    def _pieces(self, work: WorkDoc, path: JsonPath) -> Iterator[EntryPiece]:
        for at, piece in enumerate(work.pieces or ()):
            here = (*path, "pieces", at)
            self._ordered(piece.start, piece.end, here)
            shift = None
            if piece.shift is not None:
                shift = self._index(
                    "shift", self._shifts, piece.shift, (*here, "shift")
                )
            yield EntryPiece(
                piece.start, piece.end, piece.standby, shift, piece.paid_min
            )

    def _blocks(self, work: WorkDoc, path: JsonPath) -> Iterator[Span]:
        for at, span in enumerate(work.spans):
            if isinstance(span, QueueDoc):
                where = (*path, "spans", at, "queue")
                queue = self._index("queue", self._queues, span.queue, where)
                yield Span(span.start, span.end, "queue", queue)

    def _index(
        self,
        what: str,
        known: Mapping[str, int],
        id_: str,
        path: JsonPath,
    ) -> int:
        if id_ not in known:
            message = f"there is no {what} {shown(id_)}{nearest(id_, known)}"
            self.faults.append((path, message, f"unknown-{what}"))
        return known.get(id_, 0)

    def _ordered(self, start: int, end: int, path: JsonPath) -> None:
        if end <= start:
            message = "this ends before it starts"
            self.faults.append((path, message, "ends-before-start"))


def _misshapen(error: ValidationError, text: str, name: str) -> InputError:
    details = error.errors(include_url=False)
    paths = [_path(detail["loc"]) for detail in details]
    return refusal(
        Finding(_said(detail), place, code=detail["type"], path=path)
        for detail, path, place in zip(
            details, paths, places(text, name, paths), strict=True
        )
    )


def _path(loc: Sequence[str | int]) -> JsonPath:
    """Return keys and indices without pydantic's tag of the kind of span."""
    return tuple(
        part
        for at, part in enumerate(loc)
        if not (
            part in ("queue", "break", "event")
            and at
            and loc[at - 2] == "spans"
        )
    )


def _said(detail: ErrorDetails) -> str:
    message = detail["msg"].removeprefix("Value error, ")
    key = next((p for p in reversed(detail["loc"]) if isinstance(p, str)), "")
    return f"{key}: {message}" if key else message
