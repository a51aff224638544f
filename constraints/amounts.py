"""Hours, and the weeks that they and other things are counted per."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

from constraints import slips
from constraints.durations import (
    HOUR_MIN,
    decimal_text,
    duration_min,
    duration_text,
)
from constraints.form import Form
from constraints.short import Text

if TYPE_CHECKING:
    from constraints.form import Parts

__all__ = [
    "HOURS",
    "PER",
    "Hours",
    "Per",
    "Weeks",
    "hours_text",
    "per_text",
]

HOURS = r"(?:\d{1,5}h[0-5]\d|\d{1,5}(?:\.\d{1,9})?h?)"
PER = r"(?:week|\d{1,3} weeks?|period)"


def _read_per(parts: Parts) -> int | None:
    per = parts["per"]
    if per == "period":
        return None
    weeks = int(per.split()[0]) if per != "week" else 1
    if weeks < 1:
        raise ValueError('"0 weeks" hold nothing: write "week"')
    return weeks


def per_text(weeks: int | None) -> str:
    """Return ``week``, ``4 weeks`` or ``period``."""
    if weeks is None:
        return "period"
    return "week" if weeks == 1 else f"{weeks} weeks"


def _per_hint(text: str) -> str | None:
    if re.search(r"\bmonth|\bquarter|\byear|\bday", text):
        return (
            "counts in something other than weeks: write 4 weeks, or period"
            " for the whole roster"
        )
    return None


_WEEKS = Text(
    Form(
        what="a number of weeks",
        pattern=f"(?P<per>{PER})",
        examples=("week", "4 weeks", "period"),
        meaning="Calendar weeks, or the whole period of the roster.",
        repairs=(*slips.LAYOUT, *slips.UNITS),
        hint=_per_hint,
    ),
    read=_read_per,
    write=per_text,
)
Per = Annotated[int | None, _WEEKS]
"""Weeks, written ``week`` or ``4 weeks``; None is the whole period."""

Weeks = Annotated[
    int,
    Text(
        Form(
            what="a length in weeks",
            pattern=r"(?P<per>week|\d{1,3} weeks?)",
            examples=("1 week", "2 weeks"),
            meaning="Whole weeks.",
            repairs=(*slips.LAYOUT, *slips.UNITS),
            hint=_per_hint,
        ),
        read=lambda parts: _read_per(parts) or 0,
        write=per_text,
    ),
]
"""A length in weeks, written ``1 week``."""


def _read_hours(parts: Parts) -> int:
    text = parts["hours"]
    if re.fullmatch(r"\d+h\d\d", text):
        return duration_min(text)
    minutes = Decimal(text.removesuffix("h")) * HOUR_MIN
    if minutes % 1:
        near = duration_text(round(minutes))
        raise ValueError(
            f'"{text}" hours are no whole minutes: write "{near}"'
        )
    return int(minutes)


def hours_text(minutes: int) -> str:
    """Return minutes as ``37.5`` hours, or ``38h20`` off the quarters."""
    if minutes % 15:
        hours, rest_min = divmod(minutes, HOUR_MIN)
        return f"{hours}h{rest_min:02}"
    return decimal_text(Decimal(minutes) / HOUR_MIN)


Hours = Annotated[
    int,
    Text(
        Form(
            what="a number of hours",
            pattern=f"(?P<hours>{HOURS})",
            examples=("37.5", "37.5h", "38h20"),
            meaning="Hours, with or without the letter h.",
            repairs=(*slips.LAYOUT, *slips.UNITS),
            numbers=True,
        ),
        read=_read_hours,
        write=hours_text,
    ),
]
