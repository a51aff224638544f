"""The shifts of a roster file: templates of working days, and breaks."""

from __future__ import annotations

from math import gcd
from typing import Literal, Self

from pydantic import Field, model_validator

from constraints.durations import Duration, duration_text
from constraints.ranges import Lengths
from constraints.short import Several
from constraints.who import EVERYBODY, Who
from constraints.windows import Window, WindowOfDay
from scheduler.spec.base import Spec
from scheduler.spec.labels import Identifier

__all__ = ["BreakSpec", "ShiftSpec"]


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


class ShiftSpec(Spec):
    """A template of working days.

    With ``window`` alone it starts and ends as written. ``slide`` moves it
    as a whole, ``edges`` lets start and end flex each on its own,
    ``inside`` allows any shift within a window, ``overlap`` any shift that
    includes a core, and both together any that does both.
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
