"""What a good roster is: values, measures, terms and rules.

``RULES`` lists every rule of the house, one line each. Rules from other
packages join through the entry point group ``sunroster.rules``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from constraints.rule import Rule

__all__ = ["RULES"]

RULES: tuple[type[Rule], ...] = ()
