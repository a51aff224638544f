"""Duties per week: how many days somebody works."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from constraints import wording
from constraints.measures import Measure
from constraints.totals import TotalRule
from constraints.values import Per

if TYPE_CHECKING:
    from scheduler.problem import Duty, Problem

__all__ = ["DaysPerWeek"]


class DaysPerWeek(TotalRule):
    """How many days somebody works per calendar week.

    Why
    ---
    Five days of work mean two days off: hours alone would also allow seven
    short days.

    Example
    -------
    .. code-block:: yaml

        - {rule: days-per-week, most: 5}
        - {rule: days-per-week, least: 4, most: 5, pro rata: true}
        - {rule: days-per-week, most: 10, per: 2 weeks, importance: high}

    Unit
    ----
    Duty above or below, worth 4 person-hours. A duty counts in the week in
    which it starts on the person's own clock. `importance` is that of
    duties that are too many, `low importance` of those that are missing:
    these are a price unless you say `must`.

    A week that begins before the roster counts what history knows. Where
    days are neither in the roster nor in history the most still holds and
    the least is not judged. With `pro rata: true` a day of absence
    outside the weekend takes a fifth off both; a public holiday of the
    person's place, or a day outside the roster, a fifth off the least. Both
    are rounded to whole duties, outward.

    Source
    ------
    House rule: contracts say on how many days somebody works.
    """

    unit: ClassVar[str] = "duty too many or too few"
    worth: ClassVar[int] = 4

    rule: Literal["days-per-week"] = "days-per-week"
    least: int | None = Field(
        default=None, ge=0, description="The fewest duties."
    )
    most: int | None = Field(
        default=None, ge=0, description="The most duties."
    )
    per: Per = Field(
        default=1, description="week, 2 weeks, or period for the roster."
    )

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        limits = [x for x in (self.least, self.most) if x is not None]
        if not limits:
            raise ValueError("write least, most or both")
        if limits != sorted(limits):
            raise ValueError("least is more than most")
        return self

    def weeks(self) -> int | None:
        """Return the weeks of a period, None for the whole roster."""
        return self.per

    def limits(self) -> tuple[int | None, int | None]:
        """Return least and most."""
        return self.least, self.most

    def measure(self, problem: Problem) -> Measure:
        """Return 1 for every duty but those of standby alone."""
        worked = problem.duties.worked.astype(np.int64)
        return Measure("duties", "duties", worked)

    def value(self, duty: Duty) -> int:
        """Return 1, and 0 for standby alone."""
        return int(bool(duty.work))

    def text(self, amount: int) -> str:
        """Return '5 days'."""
        return wording.count(amount, "day")

    def kind(self) -> str:
        """Return nothing: days are days."""
        return ""
