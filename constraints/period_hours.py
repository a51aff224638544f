"""Hours over several weeks or the whole roster."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from constraints.hours import HoursRule
from constraints.values import Per

__all__ = ["PeriodHours"]


class PeriodHours(HoursRule):
    """Hours over the whole roster, or over every so many weeks.

    Why
    ---
    Hours that go up and down from week to week must still come out right
    over the period that a contract or a law looks at.

    Example
    -------
    .. code-block:: yaml

        - {rule: period-hours, most: 160}
        - {rule: period-hours, target: 150, per: 4 weeks, pro rata: true}

    Unit
    ----
    Hour above or below, counted like `weekly-hours`. Blocks of weeks are
    laid from the first day of the roster. Of a block that ends after the
    roster the most holds and the least is not judged; with `pro rata: true`
    the least shrinks with the days that are missing.

    Source
    ------
    Directive 2003/88/EC, article 16: averages over reference periods.
    """

    rule: Literal["period-hours"] = "period-hours"
    per: Per = Field(
        default=None, description="4 weeks, or period for the whole roster."
    )

    def weeks(self) -> int | None:
        """Return the weeks of a block, None for the whole roster."""
        return self.per
