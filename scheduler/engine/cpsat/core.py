"""Why no roster exists: a smallest set of statements that clash.

Each statement of a hard term is an assumption; CP-SAT names some that
cannot hold together; each of those is then left out in turn and kept only
if the rest can hold without it (deletion filter: Chinneck and Dravnieks,
ORSA Journal on Computing 3, 1991). The model has no objective, since with
one the solver names every assumption there is.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, assert_never

from ortools.sat.python import cp_model

from constraints.terms import (
    Choice,
    Cover,
    Free,
    Meeting,
    Pattern,
    Presence,
    Rest,
    Row,
    Session,
    Streak,
    Tally,
)
from scheduler.engine.cpsat.encoding import encode_limits
from scheduler.engine.cpsat.search import Effort, search
from scheduler.engine.scope import people_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from constraints.terms import Because, Term
    from scheduler.engine.engine import Limits
    from scheduler.model import Model
    from scheduler.problem import Problem

__all__ = ["Core", "core"]


@dataclass(frozen=True, slots=True)
class Core:
    """Statements that cannot all hold.

    Attributes
    ----------
    conflict
        Empty when the model is feasible or nothing was found in time.
    minimal
        Without any one of them the others can hold, shown by solving.
    """

    conflict: tuple[Because, ...]
    minimal: bool


def core(model: Model, limits: Limits) -> Core:
    """Return statements that clash, as few as time allows to verify.

    ``must`` coverage is left out: its shortage is told, never forbidden.
    People are looked at apart where no row ties them, so that what is
    asked of CP-SAT is small even where the roster is large.
    """
    deadline = None if limits.seconds is None else monotonic() + limits.seconds
    effort = Effort(deadline, None)
    hard = [term for term in model.terms if _is_hard(term)]
    for people in _tied(model.problem, hard):
        terms = tuple(t for t in hard if not people.isdisjoint(people_of(t)))
        if _holds(model.problem, terms, people, limits, effort) is False:
            suspects = _suspects(model.problem, terms, people, limits, effort)
            return _shrunk(
                model.problem, terms, people, suspects, limits, effort
            )
    return Core((), minimal=False)


def _shrunk(
    problem: Problem,
    terms: tuple[Term, ...],
    people: frozenset[int],
    suspects: list[Because],
    limits: Limits,
    effort: Effort,
) -> Core:
    """Drop each suspect without which the others still clash."""
    needed = list(suspects)
    minimal = True
    for suspect in suspects:
        rest = [because for because in needed if because != suspect]
        chosen = tuple(t for t in terms if t.because in set(rest))
        holds = _holds(problem, chosen, people, limits, effort)
        if holds is False:
            needed = rest
        elif holds is None:
            minimal = False
    return Core(tuple(sorted(needed)), minimal)


def _suspects(
    problem: Problem,
    terms: tuple[Term, ...],
    people: frozenset[int],
    limits: Limits,
    effort: Effort,
) -> list[Because]:
    """Return statements that clash, by assumptions; all if none is named."""
    draft = encode_limits(problem, terms, assume=True, people=sorted(people))
    by_index = {lit.index: why for why, lit in draft.assumptions.items()}
    draft.cp.add_assumptions(list(draft.assumptions.values()))
    found = search(draft.cp, limits, effort)
    named = [by_index[index] for index in found.clash if index in by_index]
    return sorted(named or draft.assumptions)


def _holds(
    problem: Problem,
    terms: tuple[Term, ...],
    people: frozenset[int],
    limits: Limits,
    effort: Effort,
) -> bool | None:
    """Return whether the terms can hold together; None if time ran out."""
    if effort.deadline is not None and monotonic() >= effort.deadline:
        return None
    draft = encode_limits(problem, terms, people=sorted(people))
    found = search(draft.cp, limits, effort)
    if found.status == cp_model.INFEASIBLE:
        return False
    return True if found.values else None


def _is_hard(term: Term) -> bool:
    match term:
        case Cover():
            return False
        case Presence():
            return term.binds
        case Choice() | Rest() | Free() | Row() | Meeting() | Session():
            return term.price.hard
        case Tally() | Streak():
            return term.price_low.hard or term.price_high.hard
        case Pattern():
            # Whatever its price, a choice that matches no arc is forbidden.
            return True
        case _:
            assert_never(term)


def _tied(problem: Problem, terms: Iterable[Term]) -> list[frozenset[int]]:
    """Return the people in groups that rows tie together."""
    groups = [frozenset((person.idx,)) for person in problem.people]
    for term in terms:
        people = people_of(term)
        tied = [g for g in groups if not g.isdisjoint(people)]
        if len(tied) > 1:
            groups = [g for g in groups if g.isdisjoint(people)]
            groups.append(frozenset().union(*tied))
    return groups
