"""What every rule is: one class whose faces are options, docs, terms, check.

A rule file holds one frozen pydantic class. Its fields are the options in
YAML, its docstring is the user documentation, ``terms`` compiles it for
engines, ``check`` judges a roster straight from the definition (sharing no
helper with ``terms``), ``says`` words what it demands and ``words`` how it
was broken.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from constraints.terms import FREE, HARD, TICKS_PER_POINT, Price
from constraints.values import Importance
from constraints.who import Who

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Because, Term
    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = ["MUST", "NORMAL", "Rule", "Violation", "spaced"]

MUST = Importance.model_validate("must")
NORMAL = Importance.model_validate("normal")


def spaced(field_name: str) -> str:
    """Return the YAML key of a field: words separated by spaces."""
    return field_name.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Violation:
    """How far a roster is from what one statement asks, and what it costs.

    Attributes
    ----------
    rule
        Id of the rule instance, or of one line of it, as in ``Because``.
    people
        Indices of the people concerned; empty when nobody in particular.
    days
        First and last line day concerned, inclusive.
    amount
        In the unit of ``price``: minutes, duties, weekends…; positive.
    price
        HARD: the statement is broken. Otherwise what the amount costs.
    start_min, end_min
        The stretch concerned, where days are too coarse.
    note
        Details that the rule's ``words`` needs, as text.
    edge
        It lies at an edge of the horizon, where duties outside the plan
        could help: reported apart.
    """

    rule: str
    people: tuple[int, ...]
    days: tuple[int, int]
    amount: int
    price: Price
    start_min: int | None = None
    end_min: int | None = None
    note: str = ""
    edge: bool = False

    @property
    def hard(self) -> bool:
        """Whether this breaks a statement that must hold."""
        return self.price.hard

    @property
    def ticks(self) -> int:
        """What it costs, in ticks; 0 when hard."""
        return self.price(self.amount)


class Rule(BaseModel):
    """Base of all rules.

    Attributes
    ----------
    id
        Stable id of the instance; by default derived when the file is read.
    who
        The people it binds.
    importance
        ``must`` forbids; anything else prices each unit of the amount.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=spaced,
        populate_by_name=True,
        arbitrary_types_allowed=True,
    )

    unit: ClassVar[str]
    """What one priced unit is, as printed: ``hour of rest missing``."""

    amounts_per_unit: ClassVar[int] = 1
    """Amounts in one priced unit: 60 where amounts are minutes and the
    unit is an hour."""

    worth: ClassVar[int] = 1
    """What one unit counts for, in person-hours: a weekend counts 4."""

    staffing: ClassVar[bool] = False
    """Whether a hard amount is ``must`` coverage missing, in
    person-minutes: kept as low as possible before anything is priced, and
    never a reason to refuse a roster."""

    desugared: ClassVar[bool] = False
    """Whether another section of the file is read into it, so that nobody
    writes it under ``rules:``."""

    books: ClassVar[bool] = False
    """Whether its terms take people off their queues at times that a roster
    carries as events."""

    id: str = Field("", description="Stable name of this rule.")
    who: Who = Field(
        default=Who.model_validate("all"), description="Whom it binds."
    )
    importance: Importance = Field(
        default=MUST, description="must, high, normal, low or points."
    )

    @abstractmethod
    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield the terms this rule compiles to."""

    @abstractmethod
    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield how the roster breaks or pays for this rule."""

    @abstractmethod
    def says(self, because: Because, problem: Problem) -> str:
        """Return what the rule demands, as a clause: 'Ana rests 11 h'."""

    @abstractmethod
    def words(self, violation: Violation, problem: Problem) -> str:
        """Return how the rule was broken, as a sentence."""

    def counted(self, violation: Violation) -> tuple[str, int]:
        """Return what one unit of a violation is, and amounts per unit.

        A rule that prices several kinds of thing says which this one is.
        """
        return self.unit, self.amounts_per_unit

    @property
    def name(self) -> str:
        """The rule's name in YAML."""
        return str(getattr(self, "rule", type(self).__name__.lower()))

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids that its terms and violations carry; those of lines too."""
        return (self.id,)

    @property
    def price(self) -> Price:
        """The price of one amount: importance x worth per unit."""
        return self.priced(self.importance)

    def priced(self, importance: Importance) -> Price:
        """Return the price of one amount at another importance."""
        if importance.hard:
            return HARD
        ticks = (
            Fraction(importance.points)
            * TICKS_PER_POINT
            * self.worth
            / self.amounts_per_unit
        )
        return Price.linear(max(1, round(ticks))) if ticks else FREE
