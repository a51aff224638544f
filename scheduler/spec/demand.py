"""What a roster file wants staffed: queues, coverage, hand-overs."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from constraints.durations import Duration, Seconds
from constraints.promises import AtMostPercent, AtMostSeconds, Percent
from constraints.short import Several
from constraints.values import HIGH, NORMAL, Importance
from constraints.who import SkillNeed, Who
from constraints.windows import Moment, Window
from scheduler.spec.base import Spec
from scheduler.spec.labels import Identifier
from scheduler.spec.names import PlaceName, QueueName, RegionName, TeamName
from scheduler.spec.promises import Answers

__all__ = [
    "CoverageSpec",
    "HandoverSpec",
    "QueueSpec",
    "ShouldersSpec",
]


class QueueSpec(Spec):
    """A kind of work, and what it needs."""

    id: Identifier | None = None
    channel: Literal["phone", "chat", "messaging", "email", "deferred", ""] = (
        Field(
            "",
            description="How contacts come in: whether customers wait in "
            "line (phone, chat, messaging) or not (email, deferred).",
        )
    )
    needs: Several[SkillNeed] | None = Field(
        None,
        description="All of these skills; by default the skill of the "
        "queue's own name. [] for none.",
    )
    needs_any: Several[SkillNeed] = Field(
        (), description="At least one of these skills as well."
    )
    per: Literal["language"] | None = Field(
        None,
        description="language: one queue for each language that skills: "
        "declares, called after it; each needs its language as well.",
    )
    served_from: Several[RegionName] = Field(
        (),
        description="Where its people have their place of work: a country, "
        "a part of one such as CA-NS, EU or EEA; by default anywhere.",
        examples=["CA", "EU"],
    )
    not_served_from: Several[RegionName] = Field(
        (), description="Where its people do not have their place of work."
    )
    seat: bool = Field(
        True,
        description="false: somebody must be there, who may be serving "
        "another queue.",
    )
    at_once: int = Field(
        1, ge=1, le=20, description="Chats one person holds in parallel."
    )
    least_block: Duration = Field(
        60, description="Shortest stretch on this queue, where possible."
    )
    answer: Answers | None = Field(
        None,
        description="How soon contacts of the file's volume are answered, "
        "as in 95% within 8h.",
    )
    window: Several[Window] = Field(
        (Window.parse("24/7"),), description="When that promise holds."
    )
    handle: Several[Annotated[Seconds, Field(ge=1)]] | None = Field(
        None,
        description="Mean time of work on one contact; or of a chat held "
        "alone, beside one other, beside two.",
        examples=["12m", ["10m", "12m", "15m"]],
    )
    patience: Seconds | None = Field(
        None,
        ge=1,
        description="How long customers wait on average before they hang up; "
        "by default for ever.",
    )
    service_level: Literal["offered", "without short abandons", "virtual"] = (
        Field(
            "offered",
            description="What the share of a promise is a share of: all "
            "contacts; all but who hangs up within the answer time; all as "
            "if nobody ever hung up.",
        )
    )
    occupancy: AtMostPercent | None = Field(
        None, gt=0, le=1, description="How busy its people may be."
    )
    mean_wait: AtMostSeconds | None = Field(
        None,
        ge=1,
        description="Average speed of answer, beside the promise itself.",
    )
    day_variation: Percent = Field(
        0.0,
        ge=0,
        le=1,
        description="How far whole days lie above or below the forecast, a "
        "standard deviation.",
    )
    load: Literal["lagged", "plain"] = Field(
        "lagged",
        description="lagged: work counts for as long as it lasts; plain: in "
        "the quarter of an hour in which it arrives.",
    )
    backlog: int | None = Field(
        None,
        ge=0,
        le=1_000_000,
        description="Contacts that wait already as the roster begins, of "
        "email and deferred alone; due as if they came in then. What came in "
        "before the roster counts no more.",
    )
    fill_in: QueueName | None = Field(
        None,
        description="Name of a queue: whoever serves it does the work of "
        "this one in the time it leaves, and only the rest needs people.",
    )

    @property
    def slower(self) -> tuple[float, ...]:
        """How many times longer contacts take, by how many are held."""
        if self.handle and len(self.handle) > 1:
            return tuple(each / self.handle[0] for each in self.handle)
        return (1.0,) * self.at_once

    @property
    def handle_min(self) -> float | None:
        """Minutes that a contact held alone takes."""
        return self.handle[0] / 60 if self.handle else None

    @model_validator(mode="after")
    def _held(self) -> Self:
        lengths = self.handle or ()
        if len(lengths) > 1 and self.at_once not in (1, len(lengths)):
            raise ValueError(
                f"handle: has times of {len(lengths)} chats held at once, and "
                f"at once: says {self.at_once}: leave at once: out"
            )
        pace = [(j + 1) / each for j, each in enumerate(lengths)]
        if any(later < before for before, later in pairwise(pace)):
            raise ValueError(
                "by these handle times somebody with one chat more finishes "
                "fewer an hour: hold fewer at once, with a shorter list"
            )
        if len(self.slower) > 1 and self.occupancy is not None:
            raise ValueError(
                "whoever holds several chats is nearly always busy: limit "
                "at once: instead of occupancy:"
            )
        return self

    @model_validator(mode="after")
    def _left_waiting(self) -> Self:
        if self.backlog is None:
            return self
        if self.channel not in ("email", "deferred"):
            raise ValueError(
                "only work that may wait has a backlog: write channel: email "
                "or deferred, or leave out backlog:"
            )
        if self.per:
            raise ValueError(
                f"a queue per {self.per} is several, and nothing says on "
                "which of them contacts wait: write each as a queue of its "
                "own, or leave out backlog:"
            )
        return self

    @model_validator(mode="after")
    def _waited_for(self) -> Self:
        if self.channel in ("email", "deferred"):
            for name, said in (
                ("patience", self.patience),
                ("occupancy", self.occupancy),
                ("mean wait", self.mean_wait),
            ):
                if said is not None:
                    raise ValueError(
                        f"nobody waits in line for {self.channel}: leave out "
                        f"{name}:"
                    )
        return self


class ShouldersSpec(Spec):
    """A little coverage before and after a window."""

    @model_validator(mode="before")
    @classmethod
    def _not_its_length_alone(cls, said: object) -> object:
        if isinstance(said, str):
            raise ValueError(f"shoulders have keys: write {{by: {said}}}")
        return said

    by: Duration = Field(description="How long each shoulder is.")
    wanted: int = Field(1, ge=1, description="People wanted in them.")


class CoverageSpec(Spec):
    """What must be staffed when.

    Lines of one queue do not add up: at every moment the highest counts.
    """

    id: Identifier | None = Field(
        None, description="Stable id; by default coverage. and its number."
    )
    queue: QueueName = Field(
        description="Name of a queue: which one is staffed."
    )
    window: Several[Window] = Field(
        (), description="When; in the file's zone unless one is written."
    )
    counts: str | None = Field(
        None,
        description="Instead of a window: a CSV of head counts, columns "
        "start, zone, least, wanted, most.",
    )
    least: int | None = Field(
        None, ge=0, le=1000, description="People needed at every moment."
    )
    wanted: int | None = Field(
        None, ge=0, le=1000, description="People wished for, least included."
    )
    most: int | None = Field(
        None, ge=0, le=1000, description="More than these are too many."
    )
    importance: Importance = Field(HIGH, description="Of least and most.")
    wanted_importance: Importance = Field(
        NORMAL,
        description="Of what lies between least and wanted.",
    )
    standby: Literal["ok"] | None = Field(
        None,
        description="ok: being reachable is enough, on standby or at work "
        "on whatever; it takes nobody off a queue.",
    )
    shoulders: ShouldersSpec | None = Field(
        None, description="Thinner coverage before and after the window."
    )
    except_holidays: Several[PlaceName] = Field(
        (),
        description="Places, such as CA-NS, on whose public holidays the "
        "line does not apply.",
    )

    @field_validator("wanted")
    @classmethod
    def _from_least(
        cls, wanted: int | None, info: ValidationInfo
    ) -> int | None:
        least = info.data.get("least")
        if wanted is not None and wanted < (least or 0):
            raise ValueError(
                f"wanted {wanted} is below least {least}: wanted includes "
                "least"
            )
        return wanted

    @field_validator("most")
    @classmethod
    def _from_wanted(
        cls, most: int | None, info: ValidationInfo
    ) -> int | None:
        asked = max(info.data.get("least") or 0, info.data.get("wanted") or 0)
        if most is not None and most < asked:
            raise ValueError(f"most {most} is below what is wanted, {asked}")
        return most

    @field_validator("wanted_importance")
    @classmethod
    def _wish(cls, importance: Importance) -> Importance:
        if importance.hard:
            raise ValueError(
                "wanted is a wish and cannot be must: raise least: instead"
            )
        return importance

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if bool(self.window) == bool(self.counts):
            raise ValueError(
                "a coverage line has either a window: or counts: (a CSV "
                "file of head counts)"
            )
        asked = (self.least, self.wanted, self.most)
        if self.window and asked == (None, None, None):
            raise ValueError("how many? write least:, wanted: or most:")
        if self.counts and asked != (None, None, None):
            raise ValueError(
                "the file of counts: says least, wanted and most in its "
                "columns: leave them out here"
            )
        if self.standby and self.most is not None:
            raise ValueError(
                "most: limits who serves a queue, and with standby: ok "
                "nobody need serve it: leave one of them out"
            )
        if self.counts and (self.shoulders or self.except_holidays):
            raise ValueError(
                "shoulders: and except holidays: belong to a window:; a "
                "file of counts: says every hour itself"
            )
        return self


class HandoverSpec(Spec):
    """Two teams overlap, somebody qualified on both sides."""

    id: Identifier | None = Field(
        None, description="Stable id; by default handovers. and its number."
    )
    queue: QueueName = Field(
        description="Name of a queue: whose work is handed over."
    )
    at: Several[Moment] = Field(
        (),
        description="When the receiving side takes over, as in daily 08:00 "
        "Europe/Dublin.",
    )
    around: tuple[TeamName, ...] = Field(
        (),
        description="Instead of at: names of teams; each takes over from the "
        "one before, and the first from the last, when its first shift of "
        "the day begins.",
    )
    overlap: Duration = Field(
        30, ge=5, description="Both are on duty this long from then on."
    )
    from_: Who | None = Field(
        None, alias="from", description="Who hands over."
    )
    to: Who | None = Field(None, description="Who receives.")
    importance: Importance = Field(
        HIGH, description="Per person-hour missing."
    )

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if bool(self.at) == bool(self.around):
            raise ValueError(
                "when is it handed over? Write at:, or around: and the teams "
                "of a ring"
            )
        if self.around and (self.from_ or self.to):
            raise ValueError(
                "around: says who hands over to whom: leave out from: and to:"
            )
        if len(set(self.around)) != len(self.around) or len(self.around) == 1:
            raise ValueError("a ring has two teams or more, each of them once")
        return self

    @model_validator(mode="after")
    def _both_or_none(self) -> Self:
        if (self.from_ is None) != (self.to is None):
            raise ValueError(
                "write both from: and to:, or neither (then any two people "
                "who can serve the queue)"
            )
        return self
