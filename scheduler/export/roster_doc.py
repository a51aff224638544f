"""The shape of ``roster.json``, schema 1: written, read and validated.

Instants are UTC and strings, ``2027-03-01T11:00Z``; dates are those of line
days, in the person's zone. What is not said is left out.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Literal, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
)

from scheduler.clock import day_number, day_of_number

__all__ = [
    "BreakDoc",
    "EventDoc",
    "Instant",
    "PersonDoc",
    "PieceDoc",
    "QueueDoc",
    "RosterDoc",
    "WorkDoc",
]

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\dZ", re.ASCII)


def _instant(value: object) -> int:
    if isinstance(value, int):
        return value
    if not isinstance(value, str) or not _INSTANT.fullmatch(value):
        raise ValueError("write an instant as 2027-03-01T11:00Z")
    at = datetime.fromisoformat(value)
    return day_number(at.date()) * 1440 + at.hour * 60 + at.minute


def _utc(instant_min: int) -> str:
    days, minute = divmod(instant_min, 1440)
    hour, rest = divmod(minute, 60)
    return f"{day_of_number(days)}T{hour:02}:{rest:02}Z"


def _schema(version: int) -> int:
    if version != 1:
        raise ValueError(f"schema {version} is not known; this reads schema 1")
    return version


Instant: TypeAlias = Annotated[
    int,
    BeforeValidator(_instant),
    PlainSerializer(_utc),
    WithJsonSchema({"type": "string", "pattern": f"^{_INSTANT.pattern}$"}),
]
"""Minutes since 1970-01-01T00:00Z, a string in the file."""


class _Doc(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class QueueDoc(_Doc):
    """A stretch on a queue, named by its id."""

    kind: Literal["queue"] = "queue"
    queue: str
    start: Instant
    end: Instant


class BreakDoc(_Doc):
    """A break."""

    kind: Literal["break"] = "break"
    start: Instant
    end: Instant
    paid: bool = False


class EventDoc(_Doc):
    """Time at an event.

    Attributes
    ----------
    event
        What those who have it together share; begins with its rule.
    name, people
        What it is called, and ids of all who attend, for those who read;
        not looked at when the file is read.
    """

    kind: Literal["event"] = "event"
    event: str
    name: str = ""
    start: Instant
    end: Instant
    people: list[str] = []


class PieceDoc(_Doc):
    """A stretch of a duty in pieces.

    Attributes
    ----------
    shift
        Id of its shift, where it is not that of the duty.
    paid_min
        None for all of it, or for nothing of standby.
    """

    start: Instant
    end: Instant
    standby: bool = False
    shift: str | None = None
    paid_min: int | None = None


class WorkDoc(_Doc):
    """A duty given to a person.

    Attributes
    ----------
    pieces
        Where it is not worked throughout: what it is made of.
    shift
        Id of the shift; None for a duty that no shift makes.
    local
        Start and end on the person's wall clock, for those who read; not
        looked at when the file is read.
    """

    day: date
    shift: str | None = None
    start: Instant
    end: Instant
    local: str = ""
    paid_min: int | None = None
    pieces: list[PieceDoc] | None = None
    spans: list[
        Annotated[QueueDoc | BreakDoc | EventDoc, Field(discriminator="kind")]
    ] = []


class PersonDoc(_Doc):
    """A line: somebody's works in order of time."""

    id: str
    name: str = ""
    zone: str = ""
    work: list[WorkDoc] = []


class RosterDoc(_Doc):
    """A whole roster; what a run adds is left out of hand-made files.

    Attributes
    ----------
    problem
        SHA-256 of the files the problem was read from.
    first
        Date of line day 0, ``from`` in the file.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True
    )

    schema_: Annotated[int, AfterValidator(_schema)] = Field(1, alias="schema")
    roster: str = ""
    problem: str | None = None
    tzdata: str | None = None
    engine: str | None = None
    seed: int | None = None
    status: str | None = None
    interrupted: bool | None = None
    cost_points: float | None = None
    bound_points: float | None = None
    shortage_min: int | None = None
    first: date = Field(alias="from")
    days: int = Field(ge=1)
    people: list[PersonDoc]
