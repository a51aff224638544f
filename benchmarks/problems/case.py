"""A published instance made ready: its problem, and its own judge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from benchmarks.evaluators.judgement import Judgement
    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = ["Case", "component"]


class Case(Protocol):
    """What every set offers to those who solve and compare."""

    @property
    def problem(self) -> Problem:
        """The instance in terms of the scheduler; a point is one unit of
        the published cost.
        """
        ...

    def judged(self, roster: Roster) -> Judgement:
        """Return what the set's own evaluator says of a roster."""
        ...


def component(rule_id: str) -> str:
    """Return the evaluator's component that a rule's id belongs to.

    Several rules may share one: what follows a space tells them apart.
    """
    return rule_id.partition(" ")[0]
