"""Contract terms: on what contract somebody works, between two dates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from constraints import slips
from constraints.calendar_days import DATE, Day
from constraints.form import Form, Repair
from constraints.names import check
from constraints.short import Short

if TYPE_CHECKING:
    from datetime import date

__all__ = ["ContractTerm"]


class ContractTerm(Short):
    """A contract that somebody has, always or between two dates."""

    form: ClassVar[Form] = Form(
        what="a contract that somebody has",
        pattern=(
            r"(?P<contract>(?:(?! \d{4}-)[^\n])+?)"
            f"(?: from (?P<from>{DATE}))?(?: until (?P<until>{DATE}))?"
        ),
        examples=("full-time", "full-time until 2027-03-14"),
        meaning=(
            "A contract, optionally with the first and last day on which it"
            " holds."
        ),
        repairs=(
            *slips.LAYOUT[:2],
            Repair(
                "has another word for its dates",
                re.compile(rf" (?:till|to|through) (?={DATE}$)"),
                " until ",
            ),
            Repair(
                "has another word for its dates",
                re.compile(rf" (?:since|starting) (?={DATE})"),
                " from ",
            ),
        ),
    )
    contract: str = Field(description="Name of a contract.")
    first: Day | None = Field(
        default=None, alias="from", description="First day it holds."
    )
    last: Day | None = Field(
        default=None, alias="until", description="Last day it holds."
    )

    @field_validator("contract")
    @classmethod
    def _defined(cls, contract: str, info: ValidationInfo) -> str:
        check("contract", contract, info.context)
        return contract

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.first and self.last and self.last < self.first:
            raise ValueError(
                f'"{self.contract}" ends on {self.last}, before it starts on'
                f" {self.first}"
            )
        return self

    def holds(self, day: date) -> bool:
        """Return whether it holds on a date."""
        return (self.first is None or self.first <= day) and (
            self.last is None or day <= self.last
        )

    def __str__(self) -> str:
        begins = f" from {self.first}" if self.first else ""
        ends = f" until {self.last}" if self.last else ""
        return f"{self.contract}{begins}{ends}"
