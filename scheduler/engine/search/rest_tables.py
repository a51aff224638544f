"""Rest between duties, after runs and in windows, as tables by person."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from scheduler.engine.kernels import layout as at
from scheduler.engine.search.flat import pointers
from scheduler.engine.search.line_tables import mark_column, or_none

if TYPE_CHECKING:
    from collections.abc import Sequence

    from constraints.terms import Free, Rest
    from scheduler.engine.search.flat import Columns, Prices
    from scheduler.problem import Problem

    _Term = TypeVar("_Term", Rest, Free)

__all__ = ["free_tables", "reads_line", "rest_tables"]


def reads_line(rest: Rest, *, plain: bool) -> bool:
    """Return whether rest depends on more than two duties in a row.

    It is due after a run, or duties of standby alone are looked through.

    Parameters
    ----------
    plain
        No duty has pieces.
    """
    return rest.after is not None or not (plain or rest.standby)


def rest_tables(
    problem: Problem,
    rests: Sequence[Rest],
    prices: Prices,
    columns: Columns,
) -> dict[int, object]:
    """Return what each person's rest must be."""
    people = range(len(problem.people))
    plain = all(not duty.pieces for duty in problem.duties.duties)
    near = [r for r in rests if not reads_line(r, plain=plain)]
    far = [r for r in rests if reads_line(r, plain=plain)]
    by_person = _by_person(near, people)
    ordered = list(chain.from_iterable(by_person))
    return {
        **_after_runs(far, people, prices, columns),
        at.REST_PTR: pointers(map(len, by_person)),
        at.REST_LEAST: [rest.least_min for rest in ordered],
        at.REST_PRICE: [prices.number(rest.price) for rest in ordered],
        at.REST_BEFORE: [or_none(r.previous_end_min) for r in ordered],
        at.REST_MOST: [
            max((rest.least_min for rest in own), default=0)
            for own in by_person
        ],
        at.KNOWN_END: [
            max(
                (problem.duties[w.duty].end_min for w in problem.past(p)),
                default=at.NONE,
            )
            for p in people
        ],
    }


def _after_runs(
    rests: Sequence[Rest], people: range, prices: Prices, columns: Columns
) -> dict[int, object]:
    """Return rests for which a whole line is read."""
    by_person = _by_person(rests, people)
    ordered = list(chain.from_iterable(by_person))
    return {
        at.AFTERS: len(ordered),
        at.AFTER_PTR: pointers(map(len, by_person)),
        at.AFTER_COLUMN: [
            -1 if rest.after is None else mark_column(columns, rest.after)
            for rest in ordered
        ],
        at.AFTER_STANDBY: [rest.standby for rest in ordered],
        at.AFTER_RUN: [rest.run for rest in ordered],
        at.AFTER_LEAST: [rest.least_min for rest in ordered],
        at.AFTER_PRICE: [prices.number(rest.price) for rest in ordered],
        at.AFTER_END: [or_none(rest.previous_end_min) for rest in ordered],
        at.AFTER_DAY: [rest.previous_day for rest in ordered],
        at.AFTER_CARRIED: [rest.carried for rest in ordered],
    }


def free_tables(
    problem: Problem, frees: Sequence[Free], prices: Prices
) -> dict[int, object]:
    """Return the long rests of each person, windows in order of time."""
    by_person = _by_person(frees, range(len(problem.people)))
    ordered = list(chain.from_iterable(by_person))
    windows = [sorted(free.windows) for free in ordered]
    known = [free.known for free in ordered]
    return {
        at.FREES: len(ordered),
        at.FREE_PTR: pointers(map(len, by_person)),
        at.FREE_LEAST: [free.least_min for free in ordered],
        at.FREE_PART: [free.part_min for free in ordered],
        at.FREE_STANDBY: [free.standby for free in ordered],
        at.FREE_PRICE: [prices.number(free.price) for free in ordered],
        at.FREE_CLIP: [free.clip for free in ordered],
        at.FREE_AT_STARTS: [free.at_starts for free in ordered],
        at.FREE_WINDOW_PTR: pointers(map(len, windows)),
        at.FREE_FROM: [start for own in windows for start, _ in own],
        at.FREE_TO: [end for own in windows for _, end in own],
        at.FREE_KNOWN_PTR: pointers(map(len, known)),
        at.FREE_KNOWN_START: [start for own in known for start, _ in own],
        at.FREE_KNOWN_END: [end for own in known for _, end in own],
    }


def _by_person(terms: Sequence[_Term], people: range) -> list[list[_Term]]:
    found: list[list[_Term]] = [[] for _ in people]
    for term in terms:
        found[term.person].append(term)
    return found
