"""Events of a roster file: meetings, one-to-ones, projects."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from constraints.durations import DAY_MIN, Duration, duration_text
from constraints.ranges import Lengths, Per
from constraints.short import Several
from constraints.values import HIGH, Importance
from constraints.who import Who
from constraints.windows import DateRange, Window
from scheduler.spec.base import Spec
from scheduler.spec.labels import Identifier, Label
from scheduler.spec.names import QueueName

__all__ = ["EventSpec"]

_MOST_STAYS = 6
"""Queues on which people may stay at once; each doubles what is checked."""


class EventSpec(Spec):
    """Paid time off the queues: at a set time, or placed by the solver.

    With ``at`` those on duty attend. With ``length`` the solver finds a
    time in every period, for ``each`` person or for all of ``who`` at once.
    """

    name: Label = Field(description="As calendars print it.")
    id: Identifier | None = Field(
        None, description="Stable id; by default events. and the name."
    )
    who: Who | None = Field(None, description="Who attends, together.")
    each: Who | None = Field(
        None, description="Instead of who: each has one of their own."
    )
    at: Several[Window] = Field(
        (), description="When it is; in the file's zone unless one is written."
    )
    stays_on: dict[QueueName, Annotated[int, Field(ge=1, le=100)]] = Field(
        {},
        max_length=_MOST_STAYS,
        description="With at: how many may stay on a queue meanwhile.",
    )
    length: Annotated[Duration, Field(ge=5)] | None = Field(
        None,
        description="Instead of at: how long it is; the solver places it.",
    )
    every: Per = Field(
        None,
        description="How often it takes place; by default once in the roster.",
    )
    with_: Who | None = Field(
        None, alias="with", description="Who else is at each of them."
    )
    pieces: Lengths | None = Field(
        None,
        description="The solver may place it in pieces, as in at least 2h.",
    )
    during: Several[Window] = Field(
        (),
        description="It lies within one of these; with each in the person's "
        "zone, else in the file's.",
    )
    dates: Several[DateRange] = Field((), description="Only on these dates.")
    importance: Importance = Field(HIGH, description="Per person-hour missed.")

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if (self.who is None) == (self.each is None):
            raise ValueError(
                "who attends? Write who: (together) or each: (everybody one "
                "of their own)"
            )
        if bool(self.at) == (self.length is not None):
            raise ValueError(
                "when is it? Write at: for a set time, as in at: Tue "
                "11:00-11:30, or length: for the solver to place it"
            )
        if self.at and self.each is not None:
            raise ValueError(
                "each: is placed by the solver, with length:; at a set time "
                "write who:"
            )
        return self

    @model_validator(mode="after")
    def _own_keys(self) -> Self:
        said = self.model_fields_set
        kind, other = ("at", "length") if self.at else ("length", "at")
        for name in (
            ("every", "with_", "pieces", "during")
            if self.at
            else ("stays_on",)
        ):
            if name in said:
                key = name.rstrip("_").replace("_", " ")
                raise ValueError(
                    f"{key}: goes with {other}:, not with {kind}:"
                )
        return self

    @model_validator(mode="after")
    def _a_time(self) -> Self:
        for window in self.at:
            if window.end - window.start >= DAY_MIN:
                raise ValueError(
                    f'"{window}" is no time of day: write for example at: '
                    "Tue 11:00-11:30"
                )
        return self

    @model_validator(mode="after")
    def _whole_pieces(self) -> Self:
        if self.pieces is None or self.length is None:
            return self
        if self.pieces.least is None or self.pieces.most is not None:
            raise ValueError(
                "pieces: says how long each is at the least: write for "
                "example pieces: at least 2h"
            )
        if self.pieces.least > self.length:
            raise ValueError(
                f"pieces of at least {duration_text(self.pieces.least)} do "
                f"not fit into {duration_text(self.length)}"
            )
        return self
