"""What rules on hours per week and per period have in common."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from constraints import wording
from constraints.measures import Elapsed, Paid
from constraints.midnights import SPILL_DAYS, minutes_on, on_dates
from constraints.rule import NORMAL
from constraints.totals import TotalRule
from constraints.values import Hours

if TYPE_CHECKING:
    from constraints.measures import Measure
    from scheduler.problem import Duty, Person, Problem

__all__ = ["HoursRule"]

_FREE = Fraction(5, 100)  # of a target, either side


class HoursRule(TotalRule):
    """Hours between bounds, or near a target, in every period."""

    unit: ClassVar[str] = "hour too many or too few"
    amounts_per_unit: ClassVar[int] = 60

    least: Hours | None = Field(default=None, description="The fewest hours.")
    most: Hours | None = Field(default=None, description="The most hours.")
    target: Hours | None = Field(
        default=None,
        description="Hours to come near to: 5 % either side are free.",
    )
    count: Literal["paid", "worked"] = Field(
        default="paid",
        description="paid: contract minutes, without unpaid breaks; worked:"
        " real minutes from start to end.",
    )

    split_at_midnight: bool = Field(
        default=False,
        description="Hours count on the days they lie on, by the person's"
        " own clock; by default on the day on which their duty starts.",
    )

    @model_validator(mode="before")
    @classmethod
    def _priced_target(cls, given: Any) -> Any:
        if isinstance(given, dict) and given.get("target") is not None:
            return {"importance": NORMAL, **given}
        return given

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        limits = [x for x in (self.least, self.most) if x is not None]
        if (self.target is None) == (not limits):
            raise ValueError(
                "hours need either a target or limits: write target, or"
                " least, most or both"
            )
        if limits != sorted(limits):
            raise ValueError("least is more than most")
        if self.split_at_midnight and self.count == "paid":
            raise ValueError(
                "paid hours cannot be split, as it is open when their breaks"
                " are: write count: worked beside split at midnight"
            )
        return self

    def limits(self) -> tuple[int | None, int | None]:
        """Return least and most, or the target twice."""
        if self.target is None:
            return self.least, self.most
        return self.target, self.target

    def eased(
        self, low: int | None, high: int | None
    ) -> tuple[int | None, int | None]:
        """Return the bounds, those of a target 5 % further out."""
        if self.target is None:
            return low, high
        return (
            None if low is None else floor(low * (1 - _FREE)),
            None if high is None else ceil(high * (1 + _FREE)),
        )

    def measure(self, problem: Problem) -> Measure:
        """Return contract minutes or real minutes by duty."""
        return problem.measure(Paid() if self.count == "paid" else Elapsed())

    def value(self, duty: Duty) -> int:
        """Return the contract minutes or real minutes of a duty."""
        if self.count == "paid":
            return duty.paid_min
        return duty.elapsed_min

    def read_days(self, part: tuple[int, int]) -> tuple[int, int]:
        """Return the days, and those whose duties may last into them."""
        return part[0] - SPILL_DAYS * self.split_at_midnight, part[1]

    def measure_in(
        self, problem: Problem, person: Person, part: tuple[int, int]
    ) -> Measure:
        """Return the minutes of duties, or those that lie on some days."""
        if not self.split_at_midnight:
            return self.measure(problem)
        return problem.measure(on_dates(problem, person, part))

    def value_in(
        self,
        duty: Duty,
        problem: Problem,
        person: Person,
        part: tuple[int, int],
    ) -> int:
        """Return the minutes of a duty, or those that lie on some days."""
        if not self.split_at_midnight:
            return self.value(duty)
        return minutes_on(duty, problem, person, part)

    def text(self, amount: int) -> str:
        """Return '40 h'."""
        return wording.hours(amount)

    def kind(self) -> str:
        """Return ' of paid time' or ' of working time'."""
        return f" of {'paid' if self.count == 'paid' else 'working'} time"
