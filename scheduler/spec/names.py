"""Names that refer to something defined elsewhere in the roster file.

References are checked while the file is validated, so that a typo is found
together with everything else: the names that exist come in the validation
context as ``names``, a mapping from kind to the names of that kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from pydantic_core import core_schema

from constraints.form import choices
from scheduler.clock import UnknownZone, zone

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

__all__ = [
    "ContractName",
    "PersonName",
    "QueueName",
    "ShiftName",
    "TeamName",
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
                f"there is no {self.kind} {name!r}"
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


ContractName = Annotated[str, Reference("contract")]
PersonName = Annotated[str, Reference("person")]
QueueName = Annotated[str, Reference("queue")]
ShiftName = Annotated[str, Reference("shift")]
TeamName = Annotated[str, Reference("team")]
ZoneName = Annotated[str, IanaZone()]
