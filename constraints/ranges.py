"""Ranges and limits: lengths, counts, hours and numbers per week."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pydantic import Field, model_validator

from constraints import slips
from constraints.amounts import HOURS, PER, Hours, Per, hours_text, per_text
from constraints.durations import (
    DURATION,
    Duration,
    duration_hint,
    duration_text,
)
from constraints.form import Form, Parts
from constraints.short import Short

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "Count",
    "Hours",
    "Lengths",
    "PaidHours",
    "Per",
    "PerWeek",
    "hours_text",
    "per_text",
]

_COUNT = r"\d{1,6}"


def _range(value: str) -> str:
    """Return the pattern of a range of values."""
    return (
        f"(?P<low>{value}) to (?P<high>{value})|(?P<exact>{value})"
        f"|at least (?P<least>{value})|at most (?P<most>{value})"
    )


def _bounds(parts: Parts) -> dict[str, Any]:
    """Return the bounds that a match of :func:`_range` names."""
    least = parts.get("low", parts.get("least"))
    most = parts.get("high", parts.get("most"))
    return {"least": least, "most": most}


def _exactly(parts: Parts) -> dict[str, Any]:
    """Return the same, where one figure is both bounds."""
    exact = parts.get("exact")
    return {"least": exact, "most": exact} if exact else _bounds(parts)


def _range_text(
    least: int | None, most: int | None, write: Callable[[int], str]
) -> str:
    if least is None:
        return "" if most is None else f"at most {write(most)}"
    if most is None:
        return f"at least {write(least)}"
    both = f"{write(least)} to {write(most)}"
    return write(least) if least == most else both


def _check_range(
    least: int | None, most: int | None, write: Callable[[int], str]
) -> None:
    if least is None and most is None:
        raise ValueError("a range needs least, most or both")
    if least is not None and most is not None and least > most:
        found = f'"{write(least)} to {write(most)}" ends before it starts'
        raise ValueError(f'{found}: write "{write(most)} to {write(least)}"')


class Lengths(Short):
    """How long something may last, as in ``4h to 6h`` or ``at least 3h``."""

    form: ClassVar[Form] = Form(
        what="a range of lengths",
        pattern=_range(DURATION),
        examples=("4h to 6h", "at least 3h", "at most 6h", "8h"),
        meaning="A length or a range of lengths, each with its unit.",
        repairs=(
            *slips.LAYOUT,
            *slips.UNITS,
            *slips.FRACTIONS,
            *slips.LIMITS,
        ),
        hint=duration_hint,
    )
    least: Duration | None = Field(
        default=None, description="The shortest; none by default."
    )
    most: Duration | None = Field(
        default=None, description="The longest; none by default."
    )

    @classmethod
    def fields(cls, parts: Parts) -> dict[str, Any]:
        """Return least and most."""
        return _exactly(parts)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        _check_range(self.least, self.most, duration_text)
        return self

    def __str__(self) -> str:
        return _range_text(self.least, self.most, duration_text)


class Count(Short):
    """How many of something, as in ``2``, ``2 to 3`` or ``at most 3``."""

    form: ClassVar[Form] = Form(
        what="a number or range",
        pattern=_range(_COUNT),
        examples=("2", "2 to 3", "at least 2", "at most 3"),
        meaning="A whole number or a range of them.",
        repairs=(*slips.LAYOUT, *slips.LIMITS),
        numbers=True,
    )
    least: int | None = Field(default=None, description="The fewest.", ge=0)
    most: int | None = Field(default=None, description="The most.", ge=0)

    @classmethod
    def fields(cls, parts: Parts) -> dict[str, Any]:
        """Return least and most."""
        return _exactly(parts)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        _check_range(self.least, self.most, str)
        return self

    def __str__(self) -> str:
        return _range_text(self.least, self.most, str)


def _weekly_hint(text: str) -> str | None:
    if re.fullmatch(rf"(?:at (?:least|most) )?({HOURS})(?: to .*)?", text):
        number = text.removesuffix("h")
        return f'does not say per what: write "{number}/week"'
    if re.search(r"/ ?(?:m|q|y|d)", text):
        return (
            "has no fixed number of weeks: write for example 150/4 weeks,"
            " or /period for the whole roster"
        )
    return None


class PaidHours(Short):
    """Hours of a contract: a target, or limits, per week or period."""

    form: ClassVar[Form] = Form(
        what="hours per week",
        pattern=f"(?:{_range(HOURS)})/(?P<per>{PER})",
        examples=(
            "37.5/week",
            "16 to 24/week",
            "at most 30/week",
            "150/4 weeks",
        ),
        meaning="One figure is a target; at least, at most and to are limits.",
        repairs=(*slips.LAYOUT, *slips.LIMITS, *slips.UNITS),
        hint=_weekly_hint,
    )
    target: Hours | None = Field(
        default=None, description="Hours to come near to."
    )
    least: Hours | None = Field(default=None, description="The fewest hours.")
    most: Hours | None = Field(default=None, description="The most hours.")
    weeks: Per = Field(
        default=1, alias="per", description="What the hours are counted per."
    )

    @classmethod
    def fields(cls, parts: Parts) -> dict[str, Any]:
        """Return the long form; one figure is a target."""
        long = {**_bounds(parts), "target": parts.get("exact")}
        given = {k: v for k, v in long.items() if v is not None}
        return {**given, "per": parts["per"]}

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if self.target is None:
            _check_range(self.least, self.most, hours_text)
        elif self.least is not None or self.most is not None:
            raise ValueError(
                "hours have a target or limits, not both:"
                " put the limits in a rule of their own"
            )
        return self

    def __str__(self) -> str:
        return f"{self._hours_text()}/{per_text(self.weeks)}"

    def _hours_text(self) -> str:
        if self.target is not None:
            return hours_text(self.target)
        if self.least == self.most and self.least is not None:
            exact = hours_text(self.least)
            return f"{exact} to {exact}"  # one figure would be a target
        return _range_text(self.least, self.most, hours_text)


class PerWeek(Short):
    """How often per week, as in ``5/week`` or ``4 to 5/week``."""

    form: ClassVar[Form] = Form(
        what="a number per week",
        pattern=f"(?:{_range(_COUNT)})/(?P<per>{PER})",
        examples=("5/week", "4 to 5/week", "at most 5/week", "10/2 weeks"),
        meaning="How many per week; one figure means exactly that many.",
        repairs=(*slips.LAYOUT, *slips.LIMITS, *slips.NOUNS),
        hint=_weekly_hint,
    )
    least: int | None = Field(default=None, description="The fewest.", ge=0)
    most: int | None = Field(default=None, description="The most.", ge=0)
    weeks: Per = Field(
        default=1, alias="per", description="What they are counted per."
    )

    @classmethod
    def fields(cls, parts: Parts) -> dict[str, Any]:
        """Return least, most and per."""
        return {**_exactly(parts), "per": parts["per"]}

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        _check_range(self.least, self.most, str)
        return self

    def __str__(self) -> str:
        count = _range_text(self.least, self.most, str)
        return f"{count}/{per_text(self.weeks)}"
