"""Rosters as CSV: one row per work, for spreadsheets and payroll.

Also reads them back, and what people made by hand: a person, a start and an
end are enough. Capitals, hyphens and underscores in the header do not
count; columns may come in any order:

=============  =============================================================
person         id or name; also ``who``, ``name``, ``employee``
day            date of the start; also ``date``
start, end     ``08:00`` beside a day, or ``2027-03-01 08:00``, on the
               person's own clock; ``…Z`` and ``…-04:00`` are exact. An end
               without a date that is not after the start is on the next day
zone           on whose clock that is, if not the person's
utc start      goes before ``start``, and ``utc end`` before ``end``; where
               both are written they must agree
shift          id or name; may be left out or empty
breaks         ``12:00-12:30; 15:00-15:15 paid``; without this column they
               lie in the middle of where the shift allows them
queues         ``plus 08:00-12:00; billing 12:30-16:00``
events         ``one-to-one 10:00-10:30``: by name; who is at it together
               is told by who else has it at the same time
pieces         of a split shift: ``07:00-11:00; 16:00-20:00``, and of
               standby: ``17:00-08:00 standby``, after the name of its shift
               where that is another. A split shift may be two rows, too.
               In a duty of over a day, stretches begin with a date
=============  =============================================================

Any other column is left alone.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.clock import DAY_MIN, zone
from scheduler.export.bookings import keyed
from scheduler.export.csv_rows import FORMULA, Rows, columns_of
from scheduler.export.reading import MOST_BYTES, breaks_with_pay, roster_of
from scheduler.spec.cells import delimiter_of, rows
from scheduler.spec.findings import refusal
from scheduler.spec.text import decoded, read_bytes

if TYPE_CHECKING:
    from scheduler.clock import Zone
    from scheduler.errors import Finding
    from scheduler.problem import Piece, Problem, Span, Work
    from scheduler.result import Result
    from scheduler.roster import Roster

__all__ = ["CsvExporter", "read_csv", "write_csv"]

COLUMNS = (
    "person",
    "name",
    "team",
    "day",
    "start",
    "end",
    "zone",
    "utc start",
    "utc end",
    "shift",
    "paid hours",
    "pieces",
    "breaks",
    "queues",
    "events",
)


class CsvExporter:
    """Writes ``roster.csv``."""

    name = "csv"
    extra: str | None = None

    def render(
        self, roster: Roster, result: Result | None = None
    ) -> dict[Path, bytes]:
        """Return the one file."""
        return {Path("roster.csv"): write_csv(roster)}


# Writing


def write_csv(roster: Roster) -> bytes:
    """Return a roster as CSV, UTF-8 with a byte order mark for Excel.

    Times are the person's own; UTC stands beside them. Text that a
    spreadsheet would run as a formula begins with an apostrophe.
    """
    text = io.StringIO()
    writer = csv.writer(text)  # RFC 4180, with CRLF
    writer.writerow(COLUMNS)
    for work in roster.works():
        writer.writerow(_row(roster, work))
    return text.getvalue().encode("utf-8-sig")


def _row(roster: Roster, work: Work) -> list[str]:
    problem, duty = roster.problem, roster.duty(work)
    person = problem.people[work.person]
    clock = zone(person.zone)
    long = duty.end_min - duty.start_min > DAY_MIN
    queues = "; ".join(
        f"{problem.queues[s.queue].id} {_hours(clock, s, long)}"
        for s in work.spans
        if s.kind == "queue"
    )
    events = "; ".join(
        f"{problem.event_title(s.event)} {_hours(clock, s, long)}"
        for s in work.events
    )
    shift = "" if duty.shift < 0 else problem.shifts[duty.shift].id
    return [
        _guarded(person.id),
        _guarded(person.name),
        _guarded(person.team),
        str(clock.local_day(duty.start_min)),
        _clock_text(clock, duty.start_min),
        _clock_text(clock, duty.end_min),
        person.zone,
        _utc(duty.start_min),
        _utc(duty.end_min),
        _guarded(shift),
        f"{duty.paid_min / 60:.2f}",
        _guarded(
            "; ".join(
                _piece(problem, clock, piece, long) for piece in duty.pieces
            )
        ),
        "; ".join(
            f"{_hours(clock, span, long)}{' paid' * paid}"
            for span, paid in breaks_with_pay(duty, work)
        ),
        _guarded(queues),
        _guarded(events),
    ]


def _piece(problem: Problem, clock: Zone, piece: Piece, long: bool) -> str:
    name = f"{problem.shifts[piece.shift].id} " if piece.shift >= 0 else ""
    standby = " standby" if piece.standby else ""
    return f"{name}{_hours(clock, piece, long)}{standby}"


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def _hours(clock: Zone, span: Span | Piece, long: bool) -> str:
    """Return a stretch of a duty, with its date in one of over a day."""
    start = _clock_text(clock, span.start_min)
    day = f"{clock.local_day(span.start_min)} " if long else ""
    return f"{day}{start}-{_clock_text(clock, span.end_min)}"


def _clock_text(clock: Zone, instant_min: int) -> str:
    hour, minute = divmod(clock.local(instant_min).minute, 60)
    return f"{hour:02}:{minute:02}"


def _utc(instant_min: int) -> str:
    clock = zone("UTC")
    return f"{clock.local_day(instant_min)} {_clock_text(clock, instant_min)}Z"


# Reading


def read_csv(
    problem: Problem, path: Path | str, *, clip: bool = False
) -> Roster:
    """Return the roster of a CSV file; see the top of this file.

    Parameters
    ----------
    clip
        Leave out works outside the days of the problem.

    Raises
    ------
    InputError
        With every cell that is not understood.
    """
    name = str(path)
    text = decoded(
        read_bytes(path, MOST_BYTES, "split the roster by team"), name
    )
    findings: list[Finding] = []
    lines = rows(text, name, delimiter_of(text), findings)
    reading = Rows(problem, columns_of(next(lines, []), name), findings)
    found = [entry for row in lines for entry in reading.entry(row)]
    if findings:
        raise refusal(findings)
    return roster_of(problem, keyed(problem, found), clip=clip)
