"""The model an engine sees: the problem and the terms of all its rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from constraints.rule import Rule
    from constraints.terms import Term
    from scheduler.problem import Problem

__all__ = ["Model", "compile_rules"]


@dataclass(frozen=True, eq=False)
class Model:
    """A problem with the terms its rules compile to."""

    problem: Problem
    terms: tuple[Term, ...]


def compile_rules(
    problem: Problem, rules: tuple[Rule, ...] | None = None
) -> Model:
    """Compile rules to terms; the only caller of ``Rule.terms``.

    Parameters
    ----------
    problem
        What the rules are about.
    rules
        The rules to obey; by default those of the problem.
    """
    chosen = problem.rules if rules is None else rules
    return Model(
        problem, tuple(t for rule in chosen for t in rule.terms(problem))
    )
