"""What a roster file promises to customers: tiers, accounts, their volume."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import Field, field_validator, model_validator

from constraints.durations import Seconds
from constraints.promises import Target
from constraints.short import Several
from constraints.values import HIGH, Importance
from constraints.windows import Window
from scheduler.spec.base import Spec
from scheduler.spec.labels import Identifier
from scheduler.spec.names import (
    PersonName,
    QueueName,
    RegionName,
    TierName,
    ZoneName,
)

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

__all__ = [
    "EVERY_CONTACT",
    "AccountSpec",
    "Answers",
    "TierSpec",
]

EVERY_CONTACT = ""
"""The priority of contacts that are not told apart."""


class _ByPriority:
    """Lets one target stand for all contacts."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(
            self._urgent_first,
            core_schema.no_info_before_validator_function(
                self._by_priority, handler(source)
            ),
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        many = handler(schema)
        return {"anyOf": [many["additionalProperties"], many]}

    @staticmethod
    def _by_priority(value: object) -> object:
        named = isinstance(value, Mapping) and not (
            value.keys() & Target.model_fields.keys() or "within" in value
        )
        return value if named else {EVERY_CONTACT: value}

    @staticmethod
    def _urgent_first(answers: dict[str, Target]) -> dict[str, Target]:
        if not answers:
            raise ValueError('no target: write as in "95% within 1h"')
        before = ""
        for name, target in answers.items():
            if before and target.within_s < answers[before].within_s:
                raise ValueError(
                    f"{name} is answered sooner than {before}: write the "
                    "most urgent first"
                )
            before = name
        return answers


Answers = Annotated[dict[str, Target], _ByPriority()]
"""One target for all contacts, or one for each priority."""


class TierSpec(Spec):
    """What accounts of one kind are promised, unless they say their own."""

    id: Identifier | None = None
    answer: Answers | None = Field(
        None,
        description="As in 90% within 10m; or by priority, the most urgent "
        "first.",
    )
    window: Several[Window] = Field(
        (Window.parse("24/7"),), description="When the promise holds."
    )
    trained: int = Field(
        0,
        ge=0,
        le=100,
        description="How many who know the account are on duty while the "
        "promise holds, whatever they serve.",
    )
    dedicated: bool = Field(
        False,
        description="true: a seat of its own, for those who know the "
        "account; its contacts do not pool.",
    )
    importance: Importance = Field(
        HIGH, description="Of the head count it becomes."
    )


class AccountSpec(TierSpec):
    """An enterprise promise: becomes head count on its queues."""

    tier: TierName | None = Field(
        None, description="Name of a tier: what this does not say itself."
    )
    queues: Several[QueueName] = Field(
        min_length=1, description="Name of a queue, or a list: who answers."
    )
    zone: ZoneName | None = Field(
        None, description="Zone of windows without one of their own."
    )
    volume: str | float | None = Field(
        None,
        description="Contacts: a CSV (columns start, zone, contacts), or a "
        "number per hour; by default what the file's volume says.",
    )
    handle: Seconds | None = Field(
        None,
        ge=1,
        description="Mean time of work on one contact; by default the "
        "queue's.",
    )
    owners: Several[PersonName] = Field(
        (), description="Who knows it best; who: NAME owners means them."
    )
    served_from: Several[RegionName] = Field(
        (),
        description="Where those on its own seat have their place of work: "
        "a country, a part of one, EU or EEA.",
    )
    not_served_from: Several[RegionName] = Field(
        (),
        description="Where those on its own seat do not have their place "
        "of work.",
    )

    @property
    def windows(self) -> tuple[Window, ...]:
        """When the promise holds, each window with its zone if any."""
        return tuple(
            window
            if window.zone or not self.zone
            else window.model_copy(update={"zone": self.zone})
            for window in self.window
        )

    @model_validator(mode="after")
    def _of_its_own(self) -> Self:
        if not self.dedicated and (self.served_from or self.not_served_from):
            raise ValueError(
                "accounts on one queue share their people: write dedicated: "
                "true as well, or served from: on the queue"
            )
        return self

    @field_validator("volume")
    @classmethod
    def _not_owed(cls, volume: str | float | None) -> str | float | None:
        # Here, as a bound on one side of the union makes two findings.
        if isinstance(volume, float) and volume < 0:
            raise ValueError(f"{volume:g} contacts per hour cannot be")
        return volume
