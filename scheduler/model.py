"""The model an engine sees: the problem and the terms of all its rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from constraints.measures import Mark, Measure
from constraints.terms import Choice, Pattern, Rest, Row, Streak, Tally
from scheduler.errors import InternalError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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

    Raises
    ------
    InternalError
        When rules call two different sets, or facts, by one name.
    """
    chosen = problem.rules if rules is None else rules
    terms = tuple(t for rule in chosen for t in rule.terms(problem))
    _check_names(terms)
    return Model(problem, terms)


def _check_names(terms: Iterable[Term]) -> None:
    """Refuse two things of one name: engines keep one table for a name."""
    known: dict[tuple[type, str], Mark | Measure] = {}
    seen: set[int] = set()
    for term in terms:
        for each in _named(term):
            if id(each) in seen:
                continue
            seen.add(id(each))
            first = known.setdefault((type(each), each.key), each)
            if first is not each and not _alike(first, each):
                raise InternalError(
                    f"two different things are called {each.key!r}, one of "
                    f"them in {term.because.rule}"
                )


def _named(term: Term) -> Iterator[Mark | Measure]:
    match term:
        case Choice():
            yield term.amount
        case Tally():
            yield term.measure
        case Streak():
            yield term.mark
        case Pattern():
            yield from (arc.mark for arc in term.arcs)
        case Row():
            yield from (part.mark for part in term.parts)
        case Rest():
            if term.after is not None:
                yield term.after
        case _:
            pass


def _alike(one: Mark | Measure, other: Mark | Measure) -> bool:
    """Return whether two things of one name are the same."""
    if isinstance(one, Measure) and isinstance(other, Measure):
        return bool(np.array_equal(one.by_duty, other.by_duty))
    if isinstance(one, Mark) and isinstance(other, Mark):
        same = bool(np.array_equal(one.duties, other.duties))
        return same and one.off == other.off
    return False
