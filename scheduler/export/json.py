"""``roster.json``: the roster as data, for programs, diffs and next month.

The same roster gives the same bytes: nothing tells when or how fast it was
made. One work is one line, so that a diff shows what changed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from constraints.terms import TICKS_PER_POINT
from scheduler.checker import check
from scheduler.clock import tzdata_version, zone
from scheduler.company import Company
from scheduler.export.bookings import keyed
from scheduler.export.json_reading import entries, roster_document
from scheduler.export.reading import (
    breaks_with_pay,
    roster_of,
)
from scheduler.export.roster_doc import (
    BreakDoc,
    EventDoc,
    PersonDoc,
    PieceDoc,
    QueueDoc,
    RosterDoc,
    WorkDoc,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scheduler.problem import Person, Piece, Problem, Span, Work
    from scheduler.result import Result
    from scheduler.roster import Roster

__all__ = [
    "JsonExporter",
    "document",
    "read_roster",
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


def write_roster(
    roster: Roster,
    result: Result | None = None,
    *,
    read_from: RosterDoc | None = None,
) -> bytes:
    """Return a roster as JSON, schema 1.

    Parameters
    ----------
    result
        The run that made it: adds engine, seed, status, cost and bound.
    read_from
        The file it was read from: what that tells of its run is told again,
        if the problem is the same and the roster costs what is told.
    """
    made = document(roster, result)
    if read_from is not None and _still_so(roster, read_from):
        made = made.model_copy(
            update={key: getattr(read_from, key) for key in _RUN}
        )
    fields = made.model_dump(mode="json", by_alias=True, exclude_none=True)
    people = fields.pop("people")
    header = [f" {_text(key)}: {_text(fields[key])}" for key in fields]
    blocks = ",\n".join(_person_lines(person) for person in people)
    listed = f' "people": [\n{blocks}\n ]' if blocks else ' "people": []'
    return ("{\n" + ",\n".join([*header, listed]) + "\n}\n").encode()


def document(roster: Roster, result: Result | None = None) -> RosterDoc:
    """Return a roster in the shape of its file."""
    problem = roster.problem
    company = Company(roster)
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
                work=[_work(roster, company, person, work) for work in line],
            )
            for person, line in zip(problem.people, roster.lines, strict=True)
        ],
        **(_run(result) if result else {}),
    )


def _still_so(roster: Roster, told: RosterDoc) -> bool:
    """Return whether nobody has edited the problem, or the roster."""
    if told.problem is None or told.problem != roster.problem.digest:
        return False
    judged = check(roster)
    return not judged.broken and (
        (_points(judged.cost), judged.shortage_min)
        == (told.cost_points, told.shortage_min)
    )


_RUN = (
    "engine",
    "seed",
    "status",
    "interrupted",
    "cost_points",
    "bound_points",
    "shortage_min",
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


def _work(
    roster: Roster, company: Company, person: Person, work: Work
) -> WorkDoc:
    problem, duty = roster.problem, roster.duty(work)
    paid = dict(breaks_with_pay(duty, work))
    return WorkDoc(
        day=problem.date(work.day),
        shift=None if duty.shift < 0 else problem.shifts[duty.shift].id,
        start=duty.start_min,
        end=duty.end_min,
        local=_local(person, duty.start_min, duty.end_min),
        paid_min=duty.paid_min,
        pieces=[_piece(problem, piece) for piece in duty.pieces] or None,
        spans=[
            BreakDoc(start=span.start_min, end=span.end_min, paid=paid[span])
            if span.kind == "break"
            else _span(problem, company, work.person, span)
            for span in work.spans
        ],
    )


def _piece(problem: Problem, piece: Piece) -> PieceDoc:
    shift = None if piece.shift < 0 else problem.shifts[piece.shift].id
    return PieceDoc(
        start=piece.start_min,
        end=piece.end_min,
        standby=piece.standby,
        shift=shift,
        paid_min=piece.paid_min,
    )


def _span(
    problem: Problem, company: Company, person: int, span: Span
) -> QueueDoc | EventDoc:
    if span.kind == "queue":
        return QueueDoc(
            queue=problem.queues[span.queue].id,
            start=span.start_min,
            end=span.end_min,
        )
    everybody = sorted({person, *company.others(person, span)})
    return EventDoc(
        event=span.event,
        name=problem.event_title(span.event),
        start=span.start_min,
        end=span.end_min,
        people=[problem.people[p].id for p in everybody],
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


def read_roster(
    problem: Problem, path: Path | str, *, clip: bool = False
) -> Roster:
    """Return the roster of a JSON file, of schema 1.

    Parameters
    ----------
    problem
        Names people, shifts and queues. Works with times that none of its
        shifts makes become foreign duties of the roster's own problem.
    clip
        Leave out works outside the days of the problem.

    Raises
    ------
    InputError
        With every place where the file says what the problem does not
        know.
    """
    text, found = roster_document(path)
    works = list(entries(problem, text, found, str(path)))
    return roster_of(problem, keyed(problem, works), clip=clip)
