"""What an evaluator finds: broken rules, and the cost by component."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Judgement"]


@dataclass(frozen=True)
class Judgement:
    """How a published definition judges a roster.

    Attributes
    ----------
    hard
        Violations by name of the hard rule; only those that are broken.
    cost
        Cost by name of the component, 0 included.
    """

    hard: Mapping[str, int]
    cost: Mapping[str, int]

    @classmethod
    def of(cls, hard: Mapping[str, int], cost: Mapping[str, int]) -> Judgement:
        """Return a judgement with the rules that are kept left out."""
        return cls({k: n for k, n in hard.items() if n}, dict(cost))

    @property
    def valid(self) -> bool:
        """Whether no hard rule is broken."""
        return not self.hard

    @property
    def total(self) -> int:
        """The cost; means little for a roster that is not valid."""
        return sum(self.cost.values())
