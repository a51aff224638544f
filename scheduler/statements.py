"""The statements of a problem by id: what they say, words, and places.

Terms and violations name the rule they come from, or one line of it; this
finds the rule again. For ``checker``, ``reasons`` and ``findings``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from constraints.rule import Rule, Violation
    from constraints.terms import Because
    from scheduler.errors import Place
    from scheduler.problem import Problem

__all__ = ["STRUCTURE", "Statements"]

STRUCTURE = "roster"
"""Rule id of what no rule states, such as one duty a day; the violation's
note is then the whole sentence."""


class Statements:
    """Finds rules by the ids that terms and violations carry.

    Parameters
    ----------
    rules
        By default those of the problem.
    """

    def __init__(
        self, problem: Problem, rules: Sequence[Rule] | None = None
    ) -> None:
        self._problem = problem
        chosen = problem.rules if rules is None else rules
        self._rules = {id_: rule for rule in chosen for id_ in rule.ids}

    def rule(self, id_: str) -> Rule | None:
        """Return the rule of an id: its own, or that of one of its lines."""
        return self._rules.get(id_)

    def place(self, id_: str) -> Place | None:
        """Return where the statement is written, None if nowhere."""
        places = self._problem.places
        rule = self.rule(id_)
        return places.get(id_) or (places.get(rule.id) if rule else None)

    def says(self, because: Because) -> str:
        """Return what a statement demands, as a clause."""
        rule = self.rule(because.rule)
        if rule is None:
            return because.rule
        return rule.says(because, self._problem)

    def words(self, violation: Violation) -> str:
        """Return how a statement is broken, as a sentence."""
        rule = self.rule(violation.rule)
        if rule is None:
            return violation.note or violation.rule
        return rule.words(violation, self._problem)

    def staffs(self, violation: Violation) -> bool:
        """Return whether people are missing, rather than a rule broken."""
        rule = self.rule(violation.rule)
        return rule is not None and rule.staffing
