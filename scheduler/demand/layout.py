"""Exports of help desks: their columns by name, tickets counted to intervals.

What comes out is a volume file of our own columns, so that all that holds
for those holds for exports too: places of errors, clock changes, gaps.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from scheduler.clock import to_instant
from scheduler.errors import Finding, InputError, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from scheduler.clock import Zone

__all__ = ["Layout", "translated"]

COLUMNS = (
    "start",
    "zone",
    "queue",
    "account",
    "priority",
    "contacts",
    "handle",
    "minutes",
)
TICKET_MIN = 15
_MOST_FINDINGS = 20
_EPOCH = re.compile(r"1\d{9}", re.ASCII)
_ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::(\d\d)(?:\.\d+)?)?"
    r" ?(Z|UTC|GMT|[+-]\d\d:?\d\d)?",
    re.ASCII,
)
_SLASHES = re.compile(
    r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}),? (\d{1,2}):(\d\d)(?::\d\d)?"
    r"(?: ?([AaPp])\.?[Mm]\.?)?",
    re.ASCII,
)
_UNITS_S = {"seconds": 1.0, "minutes": 60.0, "hours": 3600.0}


@dataclass(frozen=True)
class Layout:
    """How a file says what a volume file says.

    Attributes
    ----------
    columns
        By our column: the file's.
    tickets
        Whether each row is one contact.
    dates
        How starts are written where they are not ISO 8601.
    handle_in
        Unit of handle times that are bare numbers.
    queues
        By what the file calls a queue: our name, None to leave it out.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    tickets: bool = False
    dates: Literal["iso", "month first", "day first"] = "iso"
    handle_in: str = ""
    queues: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def plain(self) -> bool:
        """Whether it is that of a volume file."""
        return self == Layout()


class _BadCellError(Exception):
    """A cell that cannot be read."""


@dataclass
class _Reader:
    layout: Layout
    name: str
    where: Zone | None
    findings: list[Finding] = field(default_factory=list)

    def rows(self, data: bytes) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield the line and cells of each row, by our columns."""
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            self.refuse(line, "The file is not UTF-8; save it as such.")
            return
        first = text.split("\n", 1)[0]
        split = ";" if first.count(";") > first.count(",") else ","
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=split)
        header = [cell.strip() for cell in next(lines, [])]
        at = self._columns(header)
        if self.findings:
            return
        for row in lines:
            if not any(cell.strip() for cell in row):
                continue
            if len(row) != len(header):
                self.refuse(
                    lines.line_num,
                    f"This row has {len(row)} cells, the header "
                    f"{len(header)}.",
                )
            else:
                cells = {ours: row[idx].strip() for ours, idx in at.items()}
                yield lines.line_num, cells

    def _columns(self, header: list[str]) -> dict[str, int]:
        """Return where each of our columns stands."""
        from constraints.near import nearest

        at = {}
        for ours in COLUMNS:
            said = self.layout.columns.get(ours)
            if said is not None and said not in header:
                self.refuse(
                    1,
                    f"There is no column {said!r} for {ours}"
                    f"{nearest(said, header)}",
                )
            elif (said or ours) in header:
                at[ours] = header.index(said or ours)
        if "start" not in at and not self.findings:
            self.refuse(
                1,
                "Which column says when? Write columns: {start: …}, one of "
                f"{', '.join(header)}.",
            )
        if "contacts" not in at and not self.layout.tickets:
            self.refuse(
                1,
                "The file needs a column contacts; where each row is one "
                "ticket, write rows: tickets.",
            )
        return at

    def refuse(self, line: int, message: str) -> None:
        """Add an error at a row."""
        self.findings.append(
            Finding(message, Place(self.name, line, 1), code="bad-volume")
        )

    def start(self, text: str) -> str:
        """Return a start as a volume file writes it."""
        if _EPOCH.fullmatch(text):
            when = datetime.fromtimestamp(int(text), UTC)
            return f"{when:%Y-%m-%dT%H:%M}Z"
        if self.layout.dates != "iso" and (found := _SLASHES.fullmatch(text)):
            return self._of_slashes(text, found)
        if match := _ISO.fullmatch(text):
            day, clock, _, offset = match.groups()
            if offset in ("UTC", "GMT"):
                offset = "Z"
            return f"{day}T{clock}{offset or ''}"
        example = (
            "2027-03-01 09:05:33"
            if self.layout.dates == "iso"
            else "3/1/2027 9:05 AM"
        )
        more = (
            "; for 3/1/2027 write dates: month first, or day first"
            if self.layout.dates == "iso"
            else ""
        )
        raise _BadCellError(
            f"{text!r} is no start; it is to look like {example}{more}."
        )

    def _of_slashes(self, text: str, match: re.Match[str]) -> str:
        one, two, year, hour, minute = map(int, match.groups()[:5])
        half = (match[6] or "").lower()
        month, day = (
            (one, two) if self.layout.dates == "month first" else (two, one)
        )
        if half and not 1 <= hour <= 12:
            raise _BadCellError(f"{text!r} is no time of a half day.")
        if half:
            hour = hour % 12 + (12 if half == "p" else 0)
        try:
            when = datetime(year, month, day, hour, minute)  # noqa: DTZ001
        except ValueError:
            raise _BadCellError(
                f"{text!r} is no date with {self.layout.dates}."
            ) from None
        return f"{when:%Y-%m-%dT%H:%M}"

    def handle(self, text: str) -> str:
        """Return a handle time with its unit."""
        unit = _UNITS_S.get(self.layout.handle_in)
        if not text or unit is None:
            return text
        try:
            seconds = float(text.replace(",", "")) * unit
        except ValueError:
            seconds = -1.0
        if not 0 <= seconds < 1e7:
            raise _BadCellError(
                f"{text!r} is no number of {self.layout.handle_in}."
            )
        # A ticket that took no time at all was not timed.
        return f"{seconds:.3f}s" if seconds else ""

    def minute(self, start: str, zone_name: str) -> int:
        """Return the instant of a start, for counting tickets."""
        when = datetime.fromisoformat(start)
        if when.tzinfo is not None:
            return to_instant(when)
        where = self.where
        if zone_name:
            from scheduler.clock import UnknownZone, zone

            try:
                where = zone(zone_name)
            except UnknownZone as error:
                raise _BadCellError(str(error)) from None
        if where is None:
            raise _BadCellError("This start has no zone.")
        return where.start_min(when.date(), when.hour * 60 + when.minute)


def translated(
    data: bytes, name: str, layout: Layout, where: Zone | None
) -> bytes:
    """Return an export as a volume file.

    Parameters
    ----------
    data, name
        The bytes of the file and the name that messages show.
    where
        Zone of starts without one of their own.

    Raises
    ------
    InputError
        With all rows that cannot be read.
    """
    reader = _Reader(layout, name, where)
    read = list(_read(reader, data))
    if not read and not reader.findings:
        reader.refuse(1, "The file has a header and no rows that count.")
    if reader.findings:
        raise InputError(*reader.findings[:_MOST_FINDINGS])
    rows = _counted(reader, read) if layout.tickets else _in_place(read)
    if reader.findings:
        raise InputError(*reader.findings[:_MOST_FINDINGS])
    return rows.encode()


def _read(
    reader: _Reader, data: bytes
) -> Iterator[tuple[int, dict[str, str]]]:
    queues = reader.layout.queues
    for line, cells in reader.rows(data):
        queue = cells.get("queue", "")
        named = queues.get(queue, queue)
        if named is None:
            continue
        try:
            made = {
                **cells,
                "start": reader.start(cells["start"]),
                **({"queue": named} if "queue" in cells else {}),
            }
            if "handle" in cells:
                made["handle"] = reader.handle(cells["handle"])
        except _BadCellError as bad:
            reader.refuse(line, str(bad))
        else:
            yield line, made


def _in_place(read: list[tuple[int, dict[str, str]]]) -> str:
    """Return the rows on the lines on which they stood."""
    names = list(read[0][1])
    lines = [_line(names)]
    for line, cells in read:
        lines += [""] * (line - 1 - len(lines))
        lines.append(_line([cells[name] for name in names]))
    return "\n".join(lines) + "\n"


def _counted(reader: _Reader, read: list[tuple[int, dict[str, str]]]) -> str:
    """Return tickets by quarter of an hour, with their mean handle time."""
    counts: dict[tuple[int, str, str, str], list[float]] = defaultdict(list)
    order: dict[tuple[int, str, str, str], int] = defaultdict(int)
    for line, cells in read:
        try:
            at_min = reader.minute(cells["start"], cells.get("zone", ""))
            seconds = _seconds(cells.get("handle", ""))
        except _BadCellError as bad:
            reader.refuse(line, str(bad))
            continue
        key = (
            at_min // TICKET_MIN * TICKET_MIN,
            cells.get("queue", ""),
            cells.get("account", ""),
            cells.get("priority", ""),
        )
        order[key] += 1
        if seconds:
            counts[key].append(seconds)
    handled = any(counts.values())
    names = ["start", "queue", "account", "priority", "contacts", "minutes"]
    lines = [_line([*names, "handle"] if handled else names)]
    for key in sorted(order):
        at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(minutes=key[0])
        took = counts.get(key, [])
        mean = f"{sum(took) / len(took):.3f}s" if took else ""
        row = [
            f"{at:%Y-%m-%dT%H:%M}Z",
            *key[1:],
            str(order[key]),
            str(TICKET_MIN),
        ]
        lines.append(_line([*row, mean] if handled else row))
    return "\n".join(lines) + "\n"


def _seconds(text: str) -> float:
    match = re.fullmatch(
        r"(?=\d)(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s)?",
        text,
    )
    if not text:
        return 0.0
    if match is None:
        raise _BadCellError(
            f"{text!r} is no handle time; write handle in: seconds, or the "
            "unit behind each number."
        )
    hours, minutes, seconds = (float(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + seconds


def _line(cells: list[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()
