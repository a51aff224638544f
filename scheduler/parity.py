"""The parity law: engines, rules and the evaluator must tell one story.

A rule compiles to terms for engines and judges rosters from its own
definition; the evaluator says what the terms mean. On rosters drawn at
random all three have to agree: hard, the model with the roster fixed is
feasible if and only if the rule finds no violation; priced, all three name
the same cost. Random lines would nearly all break something and show
little: rosters are drawn from the engine with random objectives, and some
then have one duty changed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING, assert_never

import numpy as np

from constraints.evaluator import totals
from constraints.measures import Measure
from constraints.terms import (
    FREE,
    HARD,
    Because,
    Choice,
    Cover,
    Free,
    Meeting,
    OnQueues,
    Pattern,
    Presence,
    Price,
    Rest,
    Row,
    Session,
    Streak,
    Tally,
)
from scheduler.engine.breaks import earliest_breaks
from scheduler.engine.engine import Chosen, Limits
from scheduler.engine.view import LinesView, roster_of
from scheduler.model import Model
from scheduler.queues import assign

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from constraints.rule import Rule
    from constraints.terms import Term
    from scheduler.engine.engine import Day, Engine, Lines, Outcome
    from scheduler.problem import Problem

__all__ = [
    "ParityCase",
    "ParityCount",
    "assert_parity",
    "fixing",
    "mutated",
]

RANDOM_TICKS = 20
"""Objectives are drawn between 0 and this for each duty and day off."""

TRIES = 20


@dataclass(frozen=True, eq=False)
class ParityCase:
    """One rule on one small problem: its terms and its check must agree.

    A rule's cases live in ``tests/parity_cases/<rule file>.py`` as
    ``CASES``, a list of these; together they should show the rule hard and
    priced, with and without history, and at both ends of the horizon.

    Attributes
    ----------
    name
        Unique among the rule's cases.
    problem
        A few people, one to three weeks, few duties a day; rosters are
        drawn from it at random. Its own ``rules`` are not looked at.
    rule
        The rule instance under test.
    """

    name: str
    problem: Problem
    rule: Rule


@dataclass(frozen=True, slots=True)
class ParityCount:
    """What the drawn rosters were.

    Attributes
    ----------
    satisfied
        Neither broken nor paid for anything.
    """

    rosters: int = 0
    satisfied: int = 0
    broken: int = 0
    paid: int = 0
    short: int = 0

    def __add__(self, other: ParityCount) -> ParityCount:
        return ParityCount(
            self.rosters + other.rosters,
            self.satisfied + other.satisfied,
            self.broken + other.broken,
            self.paid + other.paid,
            self.short + other.short,
        )


def assert_parity(
    case: ParityCase, engine: Engine, *, rosters: int = 12, seed: int = 0
) -> ParityCount:
    """Hold a rule, its terms and an engine against each other.

    Parameters
    ----------
    engine
        One that proves: with a roster fixed it must say ``optimal`` or
        ``infeasible``.
    rosters
        How many are drawn; half of them get one duty changed. Those with
        events are judged without them as well.

    Raises
    ------
    AssertionError
        With the roster on which they disagree.
    """
    rng = Random(seed)
    terms = tuple(case.rule.terms(case.problem))
    seen = []
    for number in range(rosters):
        # Every fourth keeps the limits only, whatever that costs.
        obeyed = terms if number % 4 != 3 else tuple(_limits_of(terms))
        lines = _drawn(case.problem, obeyed, engine, rng)
        if number % 2:
            lines = mutated(case.problem, lines, rng)
        seen.append(_judged(case, terms, engine, lines))
        if any(chosen and chosen.events for line in lines for chosen in line):
            seen.append(_without_events(case, terms, lines))
    return ParityCount(
        rosters=len(seen),
        satisfied=sum(verdict == _Verdict() for verdict in seen),
        broken=sum(verdict.broken for verdict in seen),
        paid=sum(verdict.cost > 0 for verdict in seen),
        short=sum(verdict.shortage_min > 0 for verdict in seen),
    )


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What one voice says of a roster; a broken one has no cost."""

    broken: bool = False
    cost: int = 0
    shortage_min: int = 0


def _judged(
    case: ParityCase, terms: tuple[Term, ...], engine: Engine, lines: Lines
) -> _Verdict:
    fixed = (*terms, *fixing(case.problem, lines))
    outcome = _run(engine, Model(case.problem, fixed))
    if outcome.lines is not None:
        # The engine was free to place breaks: judge what it made of them.
        lines = outcome.lines
    return _agreed(
        case,
        lines,
        {
            "engine": _engine_says(outcome),
            "rule": _rule_says(case, terms, lines),
            "evaluator": _evaluator_says(case.problem, terms, lines),
        },
    )


def _without_events(
    case: ParityCase, terms: tuple[Term, ...], lines: Lines
) -> _Verdict:
    """Judge a roster whose events are gone; an engine would place them."""
    lines = tuple(
        tuple(chosen and chosen._replace(events=()) for chosen in line)
        for line in lines
    )
    return _agreed(
        case,
        lines,
        {
            "rule": _rule_says(case, terms, lines),
            "evaluator": _evaluator_says(case.problem, terms, lines),
        },
    )


def _agreed(
    case: ParityCase, lines: Lines, voices: dict[str, _Verdict]
) -> _Verdict:
    if len(set(voices.values())) != 1:
        told = "\n".join(f"  {voice}: {v}" for voice, v in voices.items())
        raise AssertionError(
            f"{case.rule.name}, case {case.name}:\n{told}\n{lines}"
        )
    return voices["rule"]


def _engine_says(outcome: Outcome) -> _Verdict:
    if outcome.status == "infeasible":
        return _Verdict(broken=True)
    if outcome.status != "optimal" or outcome.bound is None:
        raise AssertionError(f"the engine does not prove: {outcome.status}")
    return _Verdict(False, outcome.bound, outcome.shortage_bound_min)


def _evaluator_says(
    problem: Problem, terms: tuple[Term, ...], lines: Lines
) -> _Verdict:
    found = totals(terms, LinesView(problem, lines))
    if found.broken:
        return _Verdict(broken=True)
    return _Verdict(False, found.ticks, found.shortage_min)


def _rule_says(
    case: ParityCase, terms: tuple[Term, ...], lines: Lines
) -> _Verdict:
    roster = assign(case.problem, terms, roster_of(case.problem, lines))
    violations = list(case.rule.check(roster))
    hard = sum(v.amount for v in violations if v.hard)
    if hard and not case.rule.staffing:
        return _Verdict(broken=True)
    return _Verdict(False, sum(v.ticks for v in violations), hard)


# Drawing rosters


def _drawn(
    problem: Problem, terms: Iterable[Term], engine: Engine, rng: Random
) -> Lines:
    """Draw a roster that obeys terms and is else as chance has it."""
    wanted = (*terms, *_random_objective(problem, rng))
    outcome = _run(engine, Model(problem, wanted))
    if outcome.lines is None:
        raise AssertionError("the rule leaves no roster to draw")
    return outcome.lines


def _random_objective(problem: Problem, rng: Random) -> Iterator[Choice]:
    """Yield what makes one roster out of many the cheapest."""
    for person in problem.people:
        ticks_by_duty = np.array(
            [rng.randint(0, RANDOM_TICKS) for _ in problem.duties.duties],
            dtype=np.int64,
        )
        key = f"random {rng.random()}"
        for day in range(problem.days):
            yield Choice(
                Because("drawn", (person.idx,), (day, day)),
                person.idx,
                (day,),
                Measure(key, "ticks", ticks_by_duty),
                Price.linear(1),
                off=rng.randint(0, RANDOM_TICKS),
            )


def _limits_of(terms: Iterable[Term]) -> Iterator[Term]:
    """Yield what terms forbid, without what they price."""
    for term in terms:
        match term:
            case Cover():
                continue
            case Presence():
                if term.binds:
                    yield term
            case Tally() | Streak():
                yield replace(
                    term,
                    price_low=term.price_low if term.price_low.hard else FREE,
                    price_high=(
                        term.price_high if term.price_high.hard else FREE
                    ),
                )
            case Pattern():
                yield term if term.price.hard else replace(term, price=FREE)
            case (
                Choice()
                | Rest()
                | Free()
                | Row()
                | Meeting()
                | Session()
                | OnQueues()
            ):
                if term.price.hard:
                    yield term
            case _:
                assert_never(term)


def mutated(problem: Problem, lines: Lines, rng: Random) -> Lines:
    """Return lines with one day changed, if chance finds one that may be.

    Duties do not overlap in any roster, whatever its rules.
    """
    for _ in range(TRIES):
        person = rng.randrange(len(lines))
        day = rng.randrange(problem.days)
        duty = rng.choice((None, *problem.menu(person, day)))
        line = list(lines[person])
        line[day] = (
            None if duty is None else Chosen(duty, _breaks(problem, duty))
        )
        if tuple(line) != lines[person] and _apart(problem, line, person):
            return (*lines[:person], tuple(line), *lines[person + 1 :])
    return lines


def _breaks(problem: Problem, duty: int) -> tuple[int, ...]:
    starts = earliest_breaks(problem.duties[duty], problem.slot_min)
    if starts is None:
        raise AssertionError("the breaks of a duty do not fit into it")
    return starts


def _apart(problem: Problem, line: Sequence[Day], person: int) -> bool:
    works = [problem.duties[w.duty] for w in problem.past(person)]
    works += [problem.duties[chosen.duty] for chosen in line if chosen]
    return all(
        before.end_min <= after.start_min for before, after in pairwise(works)
    )


def fixing(problem: Problem, lines: Lines) -> Iterator[Choice]:
    """Yield what leaves an engine these lines only."""
    for person, line in enumerate(lines):
        for day, chosen in enumerate(line):
            barred = np.ones(len(problem.duties), dtype=np.int64)
            if chosen is not None:
                barred[chosen.duty] = 0
            yield Choice(
                Because("fixed", (person,), (day, day)),
                person,
                (day,),
                Measure(f"fixed {person} {day}", "duties", barred),
                HARD,
                off=int(chosen is not None),
            )


def _run(engine: Engine, model: Model) -> Outcome:
    return engine.run(model, Limits(threads=1), lambda event: None)
