"""Where a roster file's contacts come from: files, exports, profiles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from constraints.calendar_days import Day
from constraints.durations import Duration, Seconds
from constraints.promises import Percent, Shrinkage
from constraints.short import Several
from constraints.windows import Window
from scheduler.demand.layout import Layout
from scheduler.spec.base import Spec
from scheduler.spec.labels import Label
from scheduler.spec.names import AccountName, QueueName

__all__ = [
    "ColumnsSpec",
    "DeflectionSpec",
    "GrowthSpec",
    "LayoutSpec",
    "ProfileSpec",
    "VolumeSpec",
]


class GrowthSpec(Spec):
    """More contacts, or fewer, from some day on."""

    queue: QueueName | None = Field(
        None, description="Name of a queue; by default all."
    )
    account: AccountName | None = Field(
        None, description="Name of an account; by default all."
    )
    by: Percent = Field(description="How many more, as in 25%; -10% is fewer.")
    from_: Day = Field(
        alias="from", description="First day, on the file's clock."
    )
    until: Day | None = Field(
        None, description="Last day; by default for good."
    )

    @field_validator("by")
    @classmethod
    def _something_is_left(cls, by: float) -> float:
        if by <= -1:
            raise ValueError(
                "that leaves no contacts at all: write -99% or more"
            )
        return by


class DeflectionSpec(Spec):
    """Contacts that self-service or a bot answers, from some day on."""

    queue: QueueName | None = Field(
        None, description="Name of a queue; by default all."
    )
    account: AccountName | None = Field(
        None, description="Name of an account; by default all."
    )
    share: Percent = Field(
        gt=0, lt=1, description="How many of them never arrive, as in 20%."
    )
    from_: Day = Field(
        alias="from", description="First day, on the file's clock."
    )
    until: Day | None = Field(
        None, description="Last day; by default for good."
    )

    @property
    def growth(self) -> GrowthSpec:
        """The same as contacts that become fewer."""
        return GrowthSpec.model_construct(
            queue=self.queue,
            account=self.account,
            by=-self.share,
            from_=self.from_,
            until=self.until,
        )


class ProfileSpec(Spec):
    """So many contacts an hour, every week; lines of one queue add up."""

    queue: QueueName = Field(
        description="Name of a queue: whose contacts they are."
    )
    account: AccountName | None = Field(
        None, description="Name of an account: whose they are."
    )
    priority: Label | None = Field(None, description="Of the contacts.")
    window: Several[Window] = Field(
        description="When; in the file's zone unless one is written."
    )
    contacts: float = Field(
        ge=0, le=1e6, description="How many an hour, in that window."
    )
    handle: Seconds | None = Field(
        None,
        ge=1,
        description="Mean time of work on one; by default the account's or "
        "the queue's.",
    )


class ColumnsSpec(Spec):
    """What a file calls the columns of a volume file."""

    start: Label | None = Field(None, description="When it came in.")
    zone: Label | None = Field(None, description="The zone of the start.")
    queue: Label | None = Field(None, description="Group or team.")
    account: Label | None = Field(None, description="Organisation.")
    priority: Label | None = Field(None, description="Priority.")
    contacts: Label | None = Field(None, description="How many there were.")
    handle: Label | None = Field(None, description="Mean time of work.")
    minutes: Label | None = Field(None, description="Length of the interval.")


class LayoutSpec(Spec):
    """How a file is laid out that a help desk has written."""

    columns: ColumnsSpec = Field(
        ColumnsSpec(),
        description="What the file calls each column, as in {start: Created "
        "at, queue: Group}.",
    )
    rows: Literal["intervals", "tickets"] = Field(
        "intervals",
        description="tickets: each row is one contact, counted into quarters "
        "of an hour.",
    )
    dates: Literal["iso", "month first", "day first"] = Field(
        "iso",
        description="How starts are written: 2027-03-01 09:05, 3/1/2027 "
        "9:05 AM, or 1/3/2027 09:05; seconds since 1970 are known too.",
    )
    handle_in: Literal["", "seconds", "minutes", "hours"] = Field(
        "", description="Unit of handle times that are bare numbers."
    )
    queues: Mapping[str, str | None] = Field(
        {},
        description="What the file calls a queue, and its name here; null "
        "leaves its rows out.",
    )

    @property
    def layout(self) -> Layout:
        """The same, for those who read files."""
        return Layout(
            columns={
                name: said
                for name in ColumnsSpec.model_fields
                if (said := getattr(self.columns, name)) is not None
            },
            tickets=self.rows == "tickets",
            dates=self.dates,
            handle_in=self.handle_in,
            queues=dict(self.queues),
        )


class VolumeSpec(LayoutSpec):
    """The contacts of all queues and accounts."""

    @field_validator("step")
    @classmethod
    def _of_quarters(cls, step: int | None) -> int | None:
        if step is None:
            return None
        if step % 15 or 1440 % step:
            raise ValueError(
                "write 15m, 30m, 45m, 1h or another part of a day"
            )
        return step

    @model_validator(mode="before")
    @classmethod
    def _not_its_file_alone(cls, said: object) -> object:
        if isinstance(said, str):
            raise ValueError(f"volume has keys: write {{file: {said}}}")
        return said

    file: Label | None = Field(
        None,
        description="A CSV, columns start, zone, queue, account, priority, "
        "contacts, handle, minutes.",
    )
    shrinkage: Shrinkage = Field(
        0.0,
        description="Share of the planned people who will be missing "
        "unplanned, such as sick: so many more are planned.",
    )
    step: Duration | None = Field(
        None,
        ge=15,
        le=240,
        description="Head counts stay the same for so long, the highest of "
        "the time: coarser steps are solved faster. By default 15m, and 30m "
        "where contacts that wait take more than 10 minutes.",
    )
    growth: Several[GrowthSpec] = Field(
        (), description="What the file does not know yet."
    )
    deflection: Several[DeflectionSpec] = Field(
        (), description="What self-service or bots answer."
    )
    profile: Several[ProfileSpec] = Field(
        (), description="Contacts an hour, window by window, every week."
    )

    @property
    def changes(self) -> tuple[GrowthSpec, ...]:
        """All that makes contacts more or fewer."""
        return (*self.growth, *(each.growth for each in self.deflection))

    @model_validator(mode="after")
    def _laid_out(self) -> Self:
        if self.file is None and not self.layout.plain:
            raise ValueError(
                "columns:, rows:, dates:, handle in: and queues: are about a "
                "file: name it with file:"
            )
        return self
