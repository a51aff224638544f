"""The shifts of a roster file: templates of working days, and breaks."""

from __future__ import annotations

from math import gcd
from typing import Literal, Self

from pydantic import Field, model_validator

from constraints.calendar_days import EVERY_DAY
from constraints.durations import DAY_MIN, Duration, duration_text
from constraints.ranges import Lengths
from constraints.short import Several
from constraints.values import Percent, Weeks
from constraints.who import EVERYBODY, Who
from constraints.windows import Window, WindowOfDay
from scheduler.spec.base import Spec
from scheduler.spec.labels import Identifier
from scheduler.spec.names import ShiftName

__all__ = ["BreakSpec", "ShiftSpec", "SplitSpec"]


class BreakSpec(Spec):
    """A break that the solver places."""

    @model_validator(mode="before")
    @classmethod
    def _not_its_length_alone(cls, said: object) -> object:
        if isinstance(said, str):
            raise ValueError(f"a break has keys: write {{length: {said}}}")
        return said

    length: Duration = Field(description="How long it lasts.")
    paid: bool = Field(False, description="Whether its time is paid.")
    starts_after: Lengths | None = Field(
        None,
        description="How long after the start of the shift it begins; by "
        "default in its middle half.",
    )
    in_shifts: Lengths | None = Field(
        None,
        description="Only in shifts of this length, as in at least 5h.",
    )


class SplitSpec(Spec):
    """A shift in pieces, with time off between them.

    ``gap at`` says on the clock when it is not worked; ``gap`` how long
    the time off between two pieces is, wherever it lies. Only the pieces
    are paid; rest counts from the first start and the last end.
    """

    @model_validator(mode="before")
    @classmethod
    def _not_a_time_alone(cls, said: object) -> object:
        if isinstance(said, str):
            key = "gap at" if ":" in said else "gap"
            raise ValueError(f"split has keys: write {{{key}: {said}}}")
        return said

    gap_at: Several[WindowOfDay] = Field(
        (), description="When it is not worked, as in 11:00-16:00."
    )
    gap: Lengths | None = Field(
        None, description="How long it is not worked, as in 2h to 5h."
    )
    pieces: Lengths | None = Field(
        None,
        description="With gap: how long each of the two pieces is; by "
        "default at least 2h.",
    )
    spread: Duration | None = Field(
        None,
        description="With gap: from the first start to the last end at most.",
    )

    @model_validator(mode="after")
    def _one_gap(self) -> Self:
        if bool(self.gap_at) == (self.gap is not None):
            raise ValueError(
                "split: needs either gap at: (when, as in 11:00-16:00) or "
                "gap: (how long, as in 2h to 5h)"
            )
        if self.gap_at and (self.pieces or self.spread):
            raise ValueError(
                "pieces: and spread: go with gap:; with gap at: the clock "
                "says how long everything is"
            )
        if self.gap is not None and not self.gap.least:
            raise ValueError("gap: needs a least, as in at least 2h")
        if any(gap.days != EVERY_DAY or gap.zone for gap in self.gap_at):
            raise ValueError(
                "gap at: is a time of the shift's own clock: write 11:00-16:00"
            )
        return self


class ShiftSpec(Spec):
    """A template of working days.

    With ``window`` alone it starts and ends as written. ``slide`` moves it
    as a whole, ``edges`` lets start and end flex each on its own,
    ``inside`` allows any shift within a window, ``overlap`` any shift that
    includes a core, and both together any that does both. ``split`` cuts
    ``window`` or ``inside`` into pieces. With ``standby`` it is not work:
    somebody is on call.
    """

    id: Identifier | None = None
    who: Who = Field(EVERYBODY, description="Whom it may be given to.")
    window: Several[Window] = Field(
        (), description="When it is worked; in the person's zone."
    )
    slide: Duration = Field(
        0, description="Start and end move together, up to this much."
    )
    edges: Duration = Field(
        0, description="Start and end move each on its own."
    )
    inside: Several[Window] = Field(
        (), description="Any shift that lies within one of these."
    )
    overlap: Several[WindowOfDay] = Field(
        (), description="Every shift includes one of these cores."
    )
    length: Lengths | None = Field(
        None,
        description="Lengths with inside, overlap and edges; by default "
        "those of the contracts, at most 10h, and with edges all.",
    )
    step: Duration = Field(
        30, ge=5, description="Starts and lengths come in these steps."
    )
    vary: Literal["once", "per week", "per shift"] = Field(
        "per shift", description="How often the start may change."
    )
    same_as: Several[WindowOfDay] = Field(
        (),
        description="An assertion: on every date the window is the same "
        "stretch of time as this one.",
    )
    break_: Several[BreakSpec] = Field(
        (), alias="break", description="Breaks, placed by the solver."
    )
    split: SplitSpec | None = Field(
        None, description="Worked in pieces, with time off between them."
    )
    standby: bool = Field(
        False,
        description="On call, not at work: serves only coverage with "
        "standby: ok.",
    )
    paid: Percent = Field(
        0.0,
        ge=0,
        le=1,
        description="With standby: share of its time that is paid hours.",
    )
    beside: Several[ShiftName] | None = Field(
        None,
        description="With standby: the shifts that may be worked on the "
        "same day; by default all, and [] for none.",
    )

    block: Weeks | None = Field(
        None,
        description="With standby: whoever has it has it for so long, as in "
        "1 week.",
    )
    hands_over: (
        Literal["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] | None
    ) = Field(
        None,
        description="With block: weekday on which the next one takes over; "
        "by default that on which weeks start.",
    )

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if not (self.window or self.inside or self.overlap):
            raise ValueError(
                "a shift needs window:, inside: or overlap: to say when it "
                "is worked"
            )
        if self.window and (self.inside or self.overlap):
            raise ValueError(
                "window: says the shift's own times; with inside: or "
                "overlap: leave it out"
            )
        if (self.slide or self.edges or self.same_as) and not self.window:
            raise ValueError("slide:, edges: and same as: need a window:")
        if self.slide and self.edges:
            raise ValueError(
                "slide: moves the whole shift, edges: each end on its own; "
                "write one of them"
            )
        return self

    @model_validator(mode="after")
    def _in_pieces(self) -> Self:
        if self.split and (self.edges or self.overlap):
            raise ValueError(
                "split: cuts a window: or an inside:; edges: and overlap: "
                "do not go with it"
            )
        if self.split and self.split.gap_at and not self.window:
            raise ValueError("gap at: needs a window:, as in 07:00-20:00")
        for window in self.window if self.split else ():
            for start, end in self.gaps(window):
                if not window.start < start < end < window.end:
                    raise ValueError(
                        f"gap at: must lie inside the window {window}"
                    )
        return self

    @model_validator(mode="after")
    def _on_call(self) -> Self:
        moved = (
            self.inside,
            self.overlap,
            self.slide,
            self.edges,
            self.split,
            self.break_,
        )
        if self.standby and any(moved):
            raise ValueError(
                "standby: is for the hours of a window:; slide:, edges:, "
                "inside:, overlap:, split: and break: do not go with it"
            )
        if not self.standby and (
            self.paid or self.beside is not None or self.block
        ):
            raise ValueError("paid:, beside: and block: are for standby: true")
        if self.hands_over and not self.block:
            raise ValueError("hands over: goes with block:, as in 1 week")
        return self

    def gaps(self, window: Window) -> list[tuple[int, int]]:
        """Return when it is not worked, in minutes of the window's day."""
        found = []
        for gap in self.split.gap_at if self.split else ():
            later = DAY_MIN if gap.start < window.start else 0
            found.append((gap.start + later, gap.end + later))
        return sorted(found)

    @model_validator(mode="after")
    def _whole_steps(self) -> Self:
        """Refuse a reach that the steps never come to."""
        reach = self.slide or self.edges
        if reach % self.step:
            key = "slide" if self.slide else "edges"
            raise ValueError(
                f"{key}: {duration_text(reach)} is no multiple of step: "
                f"{duration_text(self.step)}: write for example step: "
                f"{duration_text(gcd(reach, 60))}"
            )
        return self

    @model_validator(mode="after")
    def _one_length(self) -> Self:
        if self.length and self.window and not self.edges:
            raise ValueError(
                "length: is for inside:, overlap: and edges:; this window "
                "says its length itself"
            )
        return self
