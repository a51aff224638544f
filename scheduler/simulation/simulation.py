"""Simulate a roster: what share of promises it keeps, and how probably.

Each replication draws the contacts of the horizon anew, lets them meet the
people of the roster and counts, for each promise, who was answered in time.
Two rosters simulated with one seed meet the same contacts.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scheduler.clock import zone
from scheduler.errors import Finding, InputError
from scheduler.simulation.contacts import Arrivals, draw_contacts
from scheduler.simulation.crew import crew
from scheduler.simulation.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from scheduler.problem import Problem
    from scheduler.promised import Stream
    from scheduler.roster import Roster
    from scheduler.simulation.contacts import Contacts
    from scheduler.simulation.figures import Simulated

__all__ = ["simulate"]

DAYS_BEFORE = 31


def simulate(
    roster: Roster,
    *,
    replications: int = 200,
    seed: int = 0,
    strict: bool = False,
    day_variation: float | None = None,
    on_replication: Callable[[int], object] | None = None,
) -> Simulated:
    """Let contacts meet a roster many times.

    Parameters
    ----------
    replications
        How many times the horizon is drawn.
    seed
        The same seed draws the same contacts, whatever the roster.
    strict
        In a block of a queue nothing else is served; otherwise somebody who
        is free takes any contact that they can serve.
    day_variation
        Standard deviation of the factor by which whole days are busier or
        quieter than forecast; by default what each queue says.
    on_replication
        Told the number of each replication done.

    Raises
    ------
    InputError
        When nothing arrives, or nothing was promised.
    ValueError
        For less than one replication.
    """
    if replications < 1:
        raise ValueError("A simulation needs one replication at least.")
    problem = roster.problem
    demand = problem.demand
    if not demand.streams or not demand.promised:
        raise InputError(
            Finding(
                "there is nothing to simulate: the file says no volume of "
                "contacts, or promises no answer: write accounts: with "
                "answer:, volume: and handle:",
                code="no-demand",
            )
        )
    streams = _of_those_present(demand.streams, demand.shrinkage)
    queues = sorted({stream.queue for stream in streams})
    tally = Tally(problem, streams, crew(roster, queues, strict=strict))
    arrivals = _arrivals(problem, streams, day_variation)
    for number in range(replications):
        drawn = draw_contacts(arrivals, seed, number)
        tally.add(
            drawn if problem.days_known_before else _since(problem, drawn)
        )
        if on_replication:
            on_replication(number)
    return tally.result(replications, seed)


def _since(problem: Problem, drawn: Contacts) -> Contacts:
    """Return the contacts of the horizon itself.

    Who was there before is not known, and without them all that came
    before would lie unanswered on the first morning.
    """
    first = zone(problem.zone).start_min(problem.date(0), 0)
    own = drawn.at_min >= first
    return replace(
        drawn,
        at_min=drawn.at_min[own],
        stream=drawn.stream[own],
        work_min=drawn.work_min[own],
        patience_min=drawn.patience_min[own],
    )


def _of_those_present(
    streams: Sequence[Stream], shrinkage: float
) -> tuple[Stream, ...]:
    """Return the streams as those see them who are there.

    People do not vanish in the loop: what a share of them missing means is
    that every contact takes so much more of the others.
    """
    return tuple(
        replace(
            stream,
            volume=replace(
                stream.volume,
                handle_min=stream.volume.handle_min / (1 - shrinkage),
            ),
        )
        for stream in streams
    )


def _arrivals(
    problem: Problem, streams: Sequence[Stream], day_variation: float | None
) -> list[Arrivals]:
    clock = zone(problem.zone)
    services = problem.demand.services
    days = tuple(
        clock.start_min(problem.date(day), 0)
        for day in range(-DAYS_BEFORE, problem.days + 2)
    )
    return [
        Arrivals(
            each.volume,
            patience_min=services[each.queue].patience_s / 60,
            day_variation=(
                services[each.queue].day_variation
                if day_variation is None
                else day_variation
            ),
            days=days,
            known=each.waiting,
        )
        for each in streams
    ]
