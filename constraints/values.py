"""Values of the language: what an option of a rule may be typed with.

Importance is here; lengths of time, ranges, targets and rates are passed on
from the files beside this one, so that a rule finds every value in one
place. Windows are in ``windows``, selectors in ``who``.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, InstanceOf, model_validator

from constraints.amounts import Weeks
from constraints.durations import (
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
from constraints.promises import Percent, Rate, Target
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
    "Weeks",
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
