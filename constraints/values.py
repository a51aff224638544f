"""Values of the language: what an option of a rule may be typed with.

Importance, percentages, targets and rates are here; lengths of time and
ranges are passed on from the files beside this one, so that a rule finds
every value in one place. Windows are in ``windows``, selectors in ``who``.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, InstanceOf, field_validator, model_validator

from constraints import slips
from constraints.durations import (
    ANSWER,
    DAY_MIN,
    HOUR_MIN,
    WEEK_MIN,
    ClockTime,
    Duration,
    Seconds,
    clock_min,
    clock_text,
    decimal_text,
    duration_min,
    duration_text,
    seconds_text,
)
from constraints.form import Form, Parts, Repair, choices
from constraints.ranges import (
    Count,
    Hours,
    Lengths,
    PaidHours,
    Per,
    PerWeek,
    hours_text,
)
from constraints.short import Several, Short, Text

__all__ = [
    "DAY_MIN",
    "HIGH",
    "HOUR_MIN",
    "LEVEL_POINTS",
    "LOW",
    "MUST",
    "NORMAL",
    "WEEK_MIN",
    "ClockTime",
    "Count",
    "Duration",
    "Hours",
    "Importance",
    "Lengths",
    "PaidHours",
    "Per",
    "PerWeek",
    "Percent",
    "Rate",
    "Seconds",
    "Several",
    "Short",
    "Target",
    "clock_min",
    "clock_text",
    "duration_min",
    "duration_text",
    "hours_text",
    "seconds_text",
]

LEVEL_POINTS = {"high": 30, "normal": 10, "low": 3}
"""Points per person-hour, or per unit that a rule states.

The one exchange of the language: a level weighs about three of the level
below it.
"""

_POINTS = r"\d{1,6}(?:\.\d{1,2})?"


def _points_text(points: Fraction) -> str:
    return decimal_text(Decimal(points.numerator) / points.denominator)


Points = Annotated[
    InstanceOf[Fraction],
    Text(
        Form(
            what="a number of points",
            pattern=f"(?P<points>{_POINTS})",
            examples=("10", "2.5"),
            meaning="Points per person-hour or unit, to two decimals.",
            numbers=True,
        ),
        read=lambda parts: Fraction(parts["points"]),
        write=_points_text,
    ),
]


def _importance_hint(text: str) -> str | None:
    if re.fullmatch(r"\d+\.\d{3,}", text):
        return f"has more than two decimals: write {float(text):.2f}"
    if re.fullmatch(r"-\d.*", text):
        return "is negative: importance is a price, so write a number above 0"
    if text.isalpha():
        return "is not an importance" + choices(
            text, ("must", *LEVEL_POINTS, "NUMBER of points")
        )
    return None


class Importance(Short):
    """How much something weighs: a must, or points."""

    form: ClassVar[Form] = Form(
        what="an importance",
        pattern=f"(?P<level>must|high|normal|low)|(?P<points>{_POINTS})",
        examples=("must", "high", "normal", "low", "40"),
        meaning=(
            "must is never broken; high is 30, normal 10 and low 3 points"
            " per person-hour, or per unit that the rule states."
        ),
        repairs=(
            Repair(
                "has capital letters",
                re.compile("(?i)must|high|normal|low"),
                lambda match: match[0].lower(),
            ),
            Repair(
                "is another word",
                re.compile("(?i)hard|required|mandatory|critical|always"),
                "must",
            ),
            Repair("is another word", re.compile("(?i)important"), "high"),
            Repair(
                "is another word",
                re.compile("(?i)medium|soft|default|middle"),
                "normal",
            ),
            Repair("is another word", re.compile("(?i)minor|nice"), "low"),
            Repair("spells out its unit", re.compile(" ?points?"), ""),
        ),
        hint=_importance_hint,
        numbers=True,
    )
    hard: bool = Field(default=False, description="Never to be broken.")
    points: Points = Field(
        default=Fraction(0),
        description="What one person-hour or unit costs when it is broken.",
    )

    @classmethod
    def fields(cls, parts: Parts) -> dict[str, Any]:
        """Return hard, or the points of a level or number."""
        level = parts.get("level")
        if level == "must":
            return {"hard": True}
        return {"points": LEVEL_POINTS.get(level or "", parts.get("points"))}

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if self.hard and self.points:
            raise ValueError("what is hard has no points: write one of them")
        if not self.hard and not self.points:
            raise ValueError(
                "an importance of 0 asks for nothing: leave the entry out,"
                " or write a number above 0"
            )
        return self

    def __str__(self) -> str:
        if self.hard:
            return "must"
        for level, points in LEVEL_POINTS.items():
            if points == self.points:
                return level
        return _points_text(self.points)


MUST, HIGH, NORMAL, LOW = map(
    Importance.parse, ("must", "high", "normal", "low")
)


# Percentages and targets


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
