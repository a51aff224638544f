"""Names of time zones, checked by whoever knows them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo

from constraints.form import choices

__all__ = ["Zone"]


def _known_zone(name: str, info: ValidationInfo) -> str:
    zones = (info.context or {}).get("zones")
    if zones is None:
        if name != "UTC" and "/" not in name:
            raise ValueError(
                f'"{name}" is not a time zone: write Area/City,'
                ' such as "America/Halifax"'
            )
    elif callable(zones):
        zones(name)
    elif name not in zones:
        near = choices(name, zones if isinstance(zones, Iterable) else ())
        raise ValueError(f'"{name}" is not a time zone{near}')
    return name


Zone = Annotated[
    str,
    AfterValidator(_known_zone),
    Field(
        description="Time zone by its IANA name.",
        examples=["America/Halifax", "Asia/Manila", "UTC"],
    ),
]
"""Name of a time zone.

Checked against ``zones`` of the validation context: a collection of names,
or a function that raises ValueError for a name it does not know.
"""
