"""``roster.json``: the roster as data, for programs, diffs and next month.

The same roster gives the same bytes: nothing tells when or how fast it was
made. One work is one line, so that a diff shows what changed.
"""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from constraints.near import nearest
from constraints.terms import TICKS_PER_POINT
from scheduler.clock import tzdata_version, zone
from scheduler.errors import Finding, InputError, Place
from scheduler.export.json_places import places
from scheduler.export.reading import (
    MOST_BYTES,
    Entry,
    breaks_with_pay,
    roster_of,
)
from scheduler.export.roster_doc import (
    BreakDoc,
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

    from pydantic_core import ErrorDetails

    from scheduler.export.json_places import Path as JsonPath
    from scheduler.problem import Person, Problem, Work
    from scheduler.result import Result
    from scheduler.roster import Roster

__all__ = [
    "JsonExporter",
    "document",
    "entries",
    "read_roster",
    "roster_document",
    "write_roster",
]


class JsonExporter:
    """Writes ``roster.json``."""

    name = "json"
    extra: str | None = None

    def render(
        self, roster: Roster, result: Result | None = None
    ) -> dict[Path, bytes]:
        """Return the one file."""
        return {Path("roster.json"): write_roster(roster, result)}


# Writing


def write_roster(roster: Roster, result: Result | None = None) -> bytes:
    """Return a roster as JSON, schema 1.

    Parameters
    ----------
    result
        The run that made it: adds engine, seed, status, cost and bound.
    """
    fields = document(roster, result).model_dump(
        mode="json", by_alias=True, exclude_none=True
    )
    people = fields.pop("people")
    header = [f" {_text(key)}: {_text(fields[key])}" for key in fields]
    blocks = ",\n".join(_person_lines(person) for person in people)
    listed = f' "people": [\n{blocks}\n ]' if blocks else ' "people": []'
    return ("{\n" + ",\n".join([*header, listed]) + "\n}\n").encode()


def document(roster: Roster, result: Result | None = None) -> RosterDoc:
    """Return a roster in the shape of its file."""
    problem = roster.problem
    return RosterDoc(
        roster=problem.id,
        problem=problem.digest or None,
        tzdata=tzdata_version(),
        first=problem.first_day,
        days=problem.days,
        people=[
            PersonDoc(
                id=person.id,
                name=person.name,
                zone=person.zone,
                work=[_work(roster, person, work) for work in line],
            )
            for person, line in zip(problem.people, roster.lines, strict=True)
        ],
        **(_run(result) if result else {}),
    )


def _run(result: Result) -> dict[str, Any]:
    return {
        "engine": result.engine,
        "seed": result.seed,
        "status": result.status,
        "interrupted": True if result.interrupted else None,
        "cost_points": _points(result.cost),
        "bound_points": _points(result.bound),
        "shortage_min": result.shortage_min,
    }


def _points(ticks: int | None) -> float | None:
    return None if ticks is None else round(ticks / TICKS_PER_POINT, 4)


def _work(roster: Roster, person: Person, work: Work) -> WorkDoc:
    problem, duty = roster.problem, roster.duty(work)
    paid = dict(breaks_with_pay(duty, work))
    return WorkDoc(
        day=problem.date(work.day),
        shift=None if duty.shift < 0 else problem.shifts[duty.shift].id,
        start=duty.start_min,
        end=duty.end_min,
        local=_local(person, duty.start_min, duty.end_min),
        paid_min=duty.paid_min,
        spans=[
            QueueDoc(
                queue=problem.queues[span.queue].id,
                start=span.start_min,
                end=span.end_min,
            )
            if span.kind == "queue"
            else BreakDoc(
                start=span.start_min,
                end=span.end_min,
                paid=paid[span],
            )
            for span in work.spans
        ],
    )


def _local(person: Person, start_min: int, end_min: int) -> str:
    """Return an ISO 8601 interval on somebody's wall clock."""
    clock = zone(person.zone)
    return "/".join(
        clock.at(instant).isoformat(timespec="minutes")
        for instant in (start_min, end_min)
    )


def _person_lines(person: Mapping[str, Any]) -> str:
    named = {key: person[key] for key in ("id", "name", "zone")}
    head = f"  {_text(named)[:-1]}"
    works = ",\n".join(f"   {_text(work)}" for work in person["work"])
    return f'{head}, "work": [\n{works}\n  ]}}' if works else f"{head}}}"


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


# Reading


def read_roster(problem: Problem, path: Path | str) -> Roster:
    """Return the roster of a JSON file, of schema 1.

    Parameters
    ----------
    problem
        Names people, shifts and queues. Works with times that none of its
        shifts makes become foreign duties of the roster's own problem.

    Raises
    ------
    InputError
        With every place where the file says what the problem does not
        know.
    """
    text, found = roster_document(path)
    return roster_of(problem, entries(problem, text, found, str(path)))


def roster_document(path: Path | str) -> tuple[str, RosterDoc]:
    """Return the text of a file and what it says, of the right shape."""
    data = read_bytes(path, MOST_BYTES, "split the roster by team")
    text = decoded(data, str(path))
    try:
        raw = json.loads(text)
    except json.JSONDecodeError as error:
        place = Place(str(path), error.lineno, error.colno)
        message = f"this is no JSON: {error.msg}"
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
            )

    def _breaks(
        self, work: WorkDoc, path: JsonPath
    ) -> Iterator[tuple[Span, bool]]:
        for at, span in enumerate(work.spans):
            self._ordered(span.start, span.end, (*path, "spans", at))
            if isinstance(span, BreakDoc):
                yield Span(span.start, span.end, "break"), span.paid

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
        if not (part in ("queue", "break") and at and loc[at - 2] == "spans")
    )


def _said(detail: ErrorDetails) -> str:
    message = detail["msg"].removeprefix("Value error, ")
    key = next((p for p in reversed(detail["loc"]) if isinstance(p, str)), "")
    return f"{key}: {message}" if key else message
