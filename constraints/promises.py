"""What is promised and paid: percentages, answer targets, rates."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import Field, field_validator

from constraints import slips
from constraints.durations import (
    ANSWER,
    Seconds,
    decimal_text,
    duration_s,
    seconds_text,
)
from constraints.form import Form, Repair
from constraints.short import Short, Text

__all__ = [
    "AtMostPercent",
    "AtMostSeconds",
    "Percent",
    "Rate",
    "Shrinkage",
    "Target",
    "percent_text",
]

_PERCENT = r"(?:\d{1,4}(?:\.\d{1,4})?)"


def percent_text(share: float) -> str:
    """Return a share as a percentage: ``90%``."""
    return f"{decimal_text(Decimal(str(share)) * 100)}%"


def _percent_hint(text: str) -> str | None:
    if re.fullmatch(r"0?\.\d+", text):
        return f'has no %: write "{percent_text(float(text))}"'
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return f'has no %: write "{text}%"'
    return None


_SPELLED_PERCENT = Repair(
    "spells out the %",
    re.compile(r"(?<=\d) ?(?:percent|pct|per cent| %)"),
    "%",
)

Percent = Annotated[
    float,
    Text(
        Form(
            what="a percentage",
            pattern=f"(?P<percent>-?{_PERCENT})%",
            examples=("12%", "2.5%"),
            meaning="A share in percent.",
            repairs=(*slips.LAYOUT, _SPELLED_PERCENT),
            hint=_percent_hint,
        ),
        read=lambda parts: float(Decimal(parts["percent"]) / 100),
        write=percent_text,
    ),
]
"""A share, written ``12%`` and stored as 0.12."""


def _shrinkage_hint(text: str) -> str | None:
    match = re.fullmatch(rf"({_PERCENT})%?", text) or re.fullmatch(
        r"(?i)unplanned:? ?(\d+(?:\.\d+)?) ?%?", text
    )
    if match is None:
        return None
    return (
        "does not say that it is unplanned: breaks, leave and events are in"
        f' the roster already; write "{match[1]}% unplanned"'
    )


Shrinkage = Annotated[
    float,
    Text(
        Form(
            what="shrinkage",
            pattern=r"(?P<percent>\d{1,2}(?:\.\d{1,4})?)% unplanned",
            examples=("12% unplanned",),
            meaning=(
                "Share of the planned people who are missing unplanned, such"
                " as sick; what is planned is in the roster already."
            ),
            repairs=(*slips.LAYOUT, _SPELLED_PERCENT),
            hint=_shrinkage_hint,
        ),
        read=lambda parts: float(Decimal(parts["percent"]) / 100),
        write=lambda share: f"{percent_text(share)} unplanned",
    ),
]
"""What is missing unplanned, written ``12% unplanned``, stored as 0.12."""


def _at_most_hint(text: str) -> str | None:
    if re.fullmatch(rf"{_PERCENT}%|{ANSWER}", text):
        return f'does not say which way: write "at most {text}"'
    return None


AtMostPercent = Annotated[
    float,
    Text(
        Form(
            what="a highest share",
            pattern=f"at most (?P<percent>{_PERCENT})%",
            examples=("at most 85%",),
            meaning="So large a share and no larger.",
            repairs=(*slips.LAYOUT, _SPELLED_PERCENT),
            hint=_at_most_hint,
        ),
        read=lambda parts: float(Decimal(parts["percent"]) / 100),
        write=lambda share: f"at most {percent_text(share)}",
    ),
]
"""A limit, written ``at most 85%`` and stored as 0.85."""

AtMostSeconds = Annotated[
    int,
    Text(
        Form(
            what="a longest time",
            pattern=f"at most (?P<time>{ANSWER})",
            examples=("at most 30s", "at most 2m"),
            meaning="So long and no longer.",
            repairs=(*slips.LAYOUT, *slips.UNITS, *slips.FRACTIONS),
            hint=_at_most_hint,
        ),
        read=lambda parts: duration_s(parts["time"]),
        write=lambda seconds: f"at most {seconds_text(seconds)}",
    ),
]
"""A limit, written ``at most 30s`` and stored in seconds."""


def _target_hint(text: str) -> str | None:
    match = re.fullmatch(rf"({_PERCENT})%? ?/ ?(\d+)(s|m|h)?", text)
    if match:  # contact centres say 80/20 for 80 % in 20 seconds
        unit = match[3] or "s"
        return f'is shorthand: write "{match[1]}% within {match[2]}{unit}"'
    if re.fullmatch(rf"(?:within )?(?:{ANSWER})", text):
        length = text.removeprefix("within ")
        return f'does not say how often: write "90% within {length}"'
    if re.fullmatch(rf"{_PERCENT}%", text):
        return f'does not say how soon: write "{text} within 10m"'
    match = re.fullmatch(rf"({_PERCENT}%) within (\d+)", text)
    if match:
        return f'has no unit: write "{text}s", "{text}m" or "{text}h"'
    return None


class Target(Short):
    """A promise to answer: this share of contacts, this soon."""

    form: ClassVar[Form] = Form(
        what="a target",
        pattern=rf"(?P<share>{_PERCENT}%) within (?P<within>{ANSWER})",
        examples=("90% within 10m", "80% within 20s", "95% within 8h"),
        meaning="The share of contacts answered, and how soon.",
        repairs=(
            *slips.LAYOUT,
            _SPELLED_PERCENT,
            Repair(
                "does not say within",
                re.compile(
                    r"(?i)(?<=%) ?(?:in|under|<=?|≤|@|within)? *(?=\d)"
                ),
                " within ",
            ),
            *slips.UNITS,
            *slips.FRACTIONS,
        ),
        hint=_target_hint,
    )
    share: Percent = Field(description="Share of contacts, as in 90%.")
    within_s: Seconds = Field(
        alias="within", description="Time to the answer, as in 10m or 20s."
    )

    @field_validator("share")
    @classmethod
    def _possible(cls, share: float) -> float:
        if 0 < share < 1:
            return share
        if share == 1:
            raise ValueError(
                "100% cannot be promised, as waiting times have no upper"
                ' end: write for example "99% within …"'
            )
        raise ValueError(
            f'"{percent_text(share)}" is not a share to promise:'
            " write more than 0% and less than 100%"
        )

    def __str__(self) -> str:
        return (
            f"{percent_text(self.share)} within {seconds_text(self.within_s)}"
        )


def _rate_hint(text: str) -> str | None:
    match = re.search(r"\d+(?:\.\d+)?", text)
    if match is None:
        return None
    if re.search("[$€£¥]", text):
        return (
            "has a sign where the currency's letters belong:"
            f' write for example "{match[0]} USD/h"'
        )
    if not re.search("[A-Za-z]{3}", text):
        return f'names no currency: write for example "{match[0]} USD/h"'
    return None


class Rate(Short):
    """What an hour of work costs."""

    form: ClassVar[Form] = Form(
        what="a rate",
        pattern=r"(?P<amount>\d{1,9}(?:\.\d{1,4})?) (?P<currency>[A-Z]{3})/h",
        examples=("35 USD/h", "28.50 EUR/h"),
        meaning="Money per paid hour, with the currency's three letters.",
        repairs=(
            *slips.LAYOUT,
            Repair("has a decimal comma", re.compile(r"(?<=\d),(?=\d)"), "."),
            Repair(
                "does not end in /h",
                re.compile(r"(?i) ?(?:/|per|an) ?(?:hour|hr|h)$"),
                "/h",
            ),
            Repair(
                "puts its currency first",
                re.compile(r"^([A-Za-z]{3}) ?(\d[\d.]*)(?=/h$)"),
                r"\2 \1",
            ),
            Repair(
                "does not set off its currency",
                re.compile(r"(?<=\d)(?=[A-Za-z]{3}(?:/h)?$)"),
                " ",
            ),
            Repair(
                "has small letters in its currency",
                re.compile(r"\b[A-Za-z]{3}(?=/h$)"),
                lambda match: match[0].upper(),
            ),
            Repair(
                "does not say per hour", re.compile(r"(?<=[A-Z]{3})$"), "/h"
            ),
        ),
        hint=_rate_hint,
    )
    amount: Decimal = Field(ge=0, description="Money per hour.")
    currency: str = Field(
        pattern="^[A-Z]{3}$", description="ISO 4217 code, as in USD."
    )

    def __str__(self) -> str:
        return f"{decimal_text(self.amount)} {self.currency}/h"
