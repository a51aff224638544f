"""Names and ids that a roster file gives to what it defines."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from scheduler.slug import slug
from scheduler.spec.cells import name_fault
from scheduler.spec.findings import shown

__all__ = ["Identifier", "Label"]

_ID = r"[a-z0-9][a-z0-9._-]{0,63}"


def _plain(name: str) -> str:
    """Refuse a name that a spreadsheet would run."""
    if fault := name_fault(name):
        raise ValueError(f"{shown(name)}: {fault}")
    if name != " ".join(name.split()):
        raise ValueError(
            f"{shown(name)} has spaces too many, which nobody sees: write it "
            f'"{" ".join(name.split())}"'
        )
    return name


def _identifier(text: str) -> str:
    if not re.fullmatch(_ID, text):
        raise ValueError(
            f"{shown(text)} is no id: write {shown(slug(text))}, up to 64 "
            "lower-case letters, digits, dots, hyphens and underscores"
        )
    return text


Identifier = Annotated[
    str,
    AfterValidator(_identifier),
    Field(
        description="Stable id; by default a slug of the name.",
        json_schema_extra={"pattern": f"^{_ID}$"},
    ),
]
Label = Annotated[
    str, AfterValidator(_plain), Field(min_length=1, max_length=200)
]
