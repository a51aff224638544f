"""Events of a roster file: meetings, one-to-ones, projects."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from constraints.durations import DAY_MIN, Duration, duration_text
from constraints.ranges import Lengths, Per
from constraints.short import Several
from constraints.values import HIGH, MUST, Importance
from constraints.who import Who
from constraints.windows import DateRange, Window, WindowOfDay
from scheduler.spec.base import Spec, yaml_key
from scheduler.spec.labels import Identifier, Label
from scheduler.spec.names import QueueName

__all__ = ["EventSpec"]

_MOST_STAYS = 6
"""Queues on which people may stay at once; each doubles what is checked."""


_GOES_WITH = {
    "stays_on": "at",
    "every": "length",
    "with_": "length",
    "pieces": "length",
    "during": "length",
    "hours": "dates",
}


class EventSpec(Spec):
    """Paid time off the queues: at a set time, or placed by the solver.

    With ``at`` those on duty attend. With ``length`` the solver finds a
    time in every period, for ``each`` person or for all of ``who`` at once.
    With ``dates`` alone all of ``who`` spend whole working days on it.
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
    dates: Several[DateRange] = Field(
        (),
        description="Only on these dates; with neither at nor length it "
        "lasts these whole working days.",
    )
    hours: WindowOfDay | None = Field(
        None,
        description="With dates alone: hours of such a day, in the person's "
        "zone; by default a day's worth of their contract from 09:00.",
    )
    importance: Importance = Field(
        HIGH,
        description="Per person-hour missed; whole days are must by default.",
    )

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if (self.who is None) == (self.each is None):
            raise ValueError(
                "who attends? Write who: (together) or each: (everybody one "
                "of their own)"
            )
        if self.at and self.length is not None:
            raise ValueError(
                "at: says how long it is; length: is for the solver to place"
            )
        if not (self.at or self.length or self.dates):
            raise ValueError(
                "when is it? Write at: for a set time, as in at: Tue "
                "11:00-11:30, length: for the solver to place it, or dates: "
                "for whole days"
            )
        if self.each is not None and not self.length:
            raise ValueError(
                "each: is placed by the solver, with length:; at a set time "
                "write who:"
            )
        return self

    @property
    def whole_days(self) -> bool:
        """Whether it lasts whole working days."""
        return not (self.at or self.length)

    @property
    def weight(self) -> Importance:
        """How important it is, said or by default."""
        said = "importance" in self.model_fields_set
        return MUST if self.whole_days and not said else self.importance

    @model_validator(mode="after")
    def _own_keys(self) -> Self:
        kind = "at" if self.at else "length" if self.length else "dates"
        for name in self.model_fields_set & _GOES_WITH.keys():
            if _GOES_WITH[name] != kind:
                raise ValueError(
                    f"{yaml_key(name)}: goes with {_GOES_WITH[name]}:, not "
                    f"with {kind}:"
                )
        return self

    @model_validator(mode="after")
    def _a_time(self) -> Self:
        for window in (*self.at, *([self.hours] if self.hours else [])):
            if window.end - window.start >= DAY_MIN:
                raise ValueError(
                    f'"{window}" is no time of day: write for example '
                    f"{'at: Tue' if self.at else 'hours:'} 11:00-11:30"
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
