"""Unmet: what keeps a promise from being kept often enough.

Read off the last roster that was tried: people whom no shift brings, people
whom rules or a limit of the search kept away, customers who hang up however
many serve them, or months with so few contacts that one late is too many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from constraints import wording
from scheduler.demand.volume import pooled
from scheduler.simulation.raising import (
    asked_at,
    lacking,
    people_able,
    people_at,
    raises,
)

if TYPE_CHECKING:
    from scheduler.demand.service import Figures
    from scheduler.problem import Problem
    from scheduler.promised import Promised
    from scheduler.result import Result
    from scheduler.simulation.figures import Kept

__all__ = ["why_unmet"]


def why_unmet(result: Result, kept: Kept, again: int) -> str:
    """Return what keeps a promise from being kept often enough.

    Parameters
    ----------
    result
        Of the problem that the roster was asked for, raised as it was.
    again
        Rounds solved after the first.
    """
    assert result.best is not None
    problem = result.best.problem
    missing = lacking(problem, kept, result.violations)
    if missing:
        return _missing(result, kept.promised, missing)
    monthly = kept.contacts / max(1, len(kept.periods.months))
    if monthly * (1 - kept.promised.share) < 1:
        return (
            f"with {monthly:.1f} contacts a month a single late one misses "
            "the target"
        )
    if not raises(problem, (kept,), result.violations):
        return _all_asked(problem, kept)
    rounds = "1 round" if again == 1 else f"{again} rounds"
    return f"{rounds} of asking for more were not enough"


def _missing(
    result: Result, promised: Promised, missing: dict[int, float]
) -> str:
    """Return who is missing, and whether a shift could bring them."""
    assert result.best is not None
    problem = result.best.problem
    queue = problem.queues[promised.queue].name
    total = wording.hours(round(sum(missing.values())))
    text = f"{total} of people are missing on {queue} when it answers too late"
    beyond = {
        slot: people_at(problem, promised.queue, slot)
        for slot in missing
        if people_at(problem, promised.queue, slot)
        < asked_at(problem, promised.queue, slot)
    }
    if beyond:
        slot = min(beyond, key=lambda s: (beyond[s], s))
        when = wording.stretch(slot, slot + problem.slot_min, problem)
        asked = asked_at(problem, promised.queue, slot)
        return (
            f"{text}: {_who(problem, promised, beyond[slot])} {when}, where "
            f"{asked} are asked for"
        )
    if result.status != "optimal":
        return (
            f"{text}: the search ended at its limit, before it proved that "
            "nobody could be there"
        )
    return f"{text}: the people who could be there are kept by other rules"


def _who(problem: Problem, promised: Promised, there: int) -> str:
    able = people_able(problem, promised.queue)
    if not able:
        return "nobody has the skills for it,"
    if not there:
        return f"none of the {able} who can serve it has a shift"
    return f"only {there} of the {able} who can serve it have a shift"


def _all_asked(problem: Problem, kept: Kept) -> str:
    able = people_able(problem, kept.promised.queue)
    people = wording.count(able, "person").replace("persons", "people")
    text = f"everybody who can serve it is asked for already: {people}"
    figures = _at_peak(problem, kept, able)
    if figures is None or figures.level >= kept.promised.share:
        return text
    hang_up = (
        f", as {figures.abandons:.1%} hang up" if figures.abandons else ""
    )
    return (
        f"{text}, who by formula answer {figures.level:.1%} in time at the "
        f"busiest moment{hang_up}"
    )


def _at_peak(problem: Problem, kept: Kept, agents: int) -> Figures | None:
    """Return what so many people give in the busiest slot; None for mail."""
    promised, demand = kept.promised, problem.demand
    streams = [s.volume for s in demand.streams if promised.covers(s)]
    if not promised.waits or not streams:
        return None
    volume = pooled(streams)
    peak = int(np.argmax(volume.load))
    service = demand.services[promised.queue]
    there = int(agents * (1 - service.shrinkage))
    return service.figures(
        there,
        float(volume.per_hour[peak]),
        float(volume.handle_min[peak]) * 60,
        promised.within_min * 60,
    )
