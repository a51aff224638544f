"""Names that refer to something defined elsewhere in the roster file.

References are checked while the file is validated, so that a typo is found
together with everything else: the names that exist come in the validation
context as ``names``, a mapping from kind to the names of that kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from pydantic_core import core_schema

from constraints.form import choices, shown
from constraints.places import UNIONS
from scheduler.clock import UnknownZone, zone
from scheduler.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

__all__ = [
    "AccountName",
    "PersonName",
    "PlaceName",
    "QueueName",
    "RampName",
    "RegionName",
    "ShiftName",
    "TeamName",
    "TierName",
    "ZoneName",
]


@dataclass(frozen=True)
class Reference:
    """Text that must be one of the defined names of a kind."""

    kind: str

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.with_info_after_validator_function(
            self._defined, handler(source)
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return handler(schema) | {"description": f"Name of a {self.kind}."}

    def _defined(self, name: str, info: core_schema.ValidationInfo) -> str:
        context = info.context or {}
        known: Mapping[str, Collection[str]] = context.get("names", {})
        if self.kind in known and name not in known[self.kind]:
            raise ValueError(
                f"there is no {self.kind} {shown(name)}"
                f"{choices(name, tuple(known[self.kind]))}"
            )
        return name


@dataclass(frozen=True)
class IanaZone:
    """Text that names a time zone, such as America/Halifax."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(
            self._known, handler(source)
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return handler(schema) | {
            "description": "IANA time zone.",
            "examples": ["America/Halifax", "Asia/Manila"],
        }

    @staticmethod
    def _known(name: str) -> str:
        try:
            return zone(name).name
        except UnknownZone as error:
            raise ValueError(str(error)) from None


@dataclass(frozen=True)
class PlaceWithHolidays:
    """Text that names a country or region, such as CA-NS."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(
            self._known, handler(source)
        )

    @staticmethod
    def _known(name: str) -> str:
        # Only files that name a place pay for loading all calendars.
        from scheduler.expand.public_holidays import public_holidays

        any_day = date(2027, 1, 1)
        try:
            public_holidays(name, any_day, any_day)
        except InputError as error:
            raise ValueError(error.findings[0].message) from None
        return name


@dataclass(frozen=True)
class Region(PlaceWithHolidays):
    """Text that names a place, or a union of countries such as the EU."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(
            self._known_region, handler(source)
        )

    @classmethod
    def _known_region(cls, name: str) -> str:
        return name if name in UNIONS else cls._known(name)


AccountName = Annotated[str, Reference("account")]
PersonName = Annotated[str, Reference("person")]
PlaceName = Annotated[str, PlaceWithHolidays()]
RegionName = Annotated[str, Region()]
RampName = Annotated[str, Reference("ramp")]
QueueName = Annotated[str, Reference("queue")]
ShiftName = Annotated[str, Reference("shift")]
TeamName = Annotated[str, Reference("team")]
TierName = Annotated[str, Reference("tier")]
ZoneName = Annotated[str, IanaZone()]
