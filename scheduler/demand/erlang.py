"""Heads for contacts that wait in line: Erlang B and C, and shrinkage.

Notation: ``load`` is the offered load in erlang, contacts per hour times
handle time in hours; waiting contacts are patient and served first come,
first served by agents who each handle one contact at a time (M/M/n).

References
----------
.. [1] A. K. Erlang, "Solution of some problems in the theory of
   probabilities of significance in automatic telephone exchanges",
   Elektroteknikeren 13, 1917.
.. [2] N. Gans, G. Koole, A. Mandelbaum, "Telephone call centers: tutorial,
   review, and research prospects", M&SOM 5(2), 2003.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from scheduler.demand.volume import Volume

    IntArray = npt.NDArray[np.int64]

__all__ = [
    "MOST_AGENTS",
    "ErlangHeads",
    "agents_needed",
    "blocking_probability",
    "check_load",
    "gross",
    "mean_queue",
    "mean_wait_s",
    "occupancy",
    "round_up",
    "seat_people",
    "service_level",
    "wait_quantile_s",
    "waiting_probability",
]

# A larger load is a mistaken unit, and the recurrence takes a step per agent.
MOST_ERLANG = 100_000
MOST_AGENTS = 1_000_000
HOURS_PER_WEEK = 168
# 21 / (1 - 0.3) is 30.000000000000004 in floating point: thirty, not 31.
_ROUNDING = 1e-9
# The same for shares: 1 - C(2, 1) must reach a target of two thirds.
_SHARE_ROUNDING = 1e-12


def round_up(heads: float) -> int:
    """Return the whole number of heads, forgiving floating-point dust.

    Raises
    ------
    ValueError
        When the number is negative or not finite.
    """
    _at_least_zero("The number of heads", heads)
    return math.ceil(heads - _ROUNDING)


def blocking_probability(agents: int, load: float) -> float:
    """Return Erlang B: the share of contacts that find all agents busy.

    Parameters
    ----------
    agents
        Agents at work; 0 turns everybody away.
    load
        Offered load in erlang.

    Raises
    ------
    ValueError
        When a number is negative, not finite or beyond 100 000 erlang.
    """
    _check_system(agents, load)
    blocked = 1.0
    for count in range(1, agents + 1):
        blocked = _one_agent_more(blocked, count, load)
    return blocked


def waiting_probability(agents: int, load: float) -> float:
    """Return Erlang C: the share of contacts that wait at all.

    It is 1 when the load leaves the agents no idle time, for the queue
    then grows without end. Parameters and errors as in
    :func:`blocking_probability`.
    """
    return _waiting(agents, load, blocking_probability(agents, load))


def service_level(
    agents: int, load: float, handle_s: float, within_s: float
) -> float:
    """Return the share of contacts answered within a time.

    Parameters
    ----------
    agents
        Agents at work.
    load
        Offered load in erlang.
    handle_s
        Mean handle time in seconds.
    within_s
        Seconds within which an answer counts; 0 asks for no wait at all.

    Raises
    ------
    ValueError
        When a number is out of range.
    """
    _above_zero("The handle time", handle_s)
    _at_least_zero("The answer time", within_s)
    waits = waiting_probability(agents, load)
    return _answered(agents, load, waits, within_s / handle_s)


def mean_wait_s(agents: int, load: float, handle_s: float) -> float:
    """Return the average speed of answer in seconds, over all contacts.

    Infinite when the load leaves the agents no idle time. Parameters and
    errors as in :func:`service_level`.
    """
    _above_zero("The handle time", handle_s)
    waits = waiting_probability(agents, load)
    if agents <= load:
        return math.inf
    return waits * handle_s / (agents - load)


def mean_queue(agents: int, load: float) -> float:
    """Return the average number of contacts in line; infinite in overload.

    Parameters and errors as in :func:`blocking_probability`.
    """
    waits = waiting_probability(agents, load)
    if agents <= load:
        return math.inf
    return waits * load / (agents - load)


def wait_quantile_s(
    agents: int, load: float, handle_s: float, share: float
) -> float:
    """Return the wait in seconds that this share of contacts stays within.

    0 when so many are answered at once, infinite in overload. ``share`` lies
    strictly between 0 and 1; other parameters and errors as in
    :func:`service_level`.
    """
    _above_zero("The handle time", handle_s)
    _strictly_between("The share of contacts", share)
    waits = waiting_probability(agents, load)
    if agents <= load:
        return math.inf
    if waits <= 1 - share:
        return 0.0
    return handle_s / (agents - load) * math.log(waits / (1 - share))


def occupancy(agents: int, load: float) -> float:
    """Return the share of their time that agents spend on contacts.

    Never more than 1: in overload nobody works more than always. Parameters
    and errors as in :func:`blocking_probability`.
    """
    _check_system(agents, load)
    if load == 0:
        return 0.0
    return 1.0 if agents <= load else load / agents


def agents_needed(
    contacts_per_hour: float,
    handle_s: float,
    target_share: float,
    within_s: float,
    *,
    occupancy_max: float | None = None,
    shrinkage: float = 0.0,
) -> int:
    """Return the fewest people that keep a promise such as 80 % in 20 s.

    Parameters
    ----------
    contacts_per_hour
        Contacts arriving per hour; 0 needs nobody.
    handle_s
        Mean handle time in seconds.
    target_share
        Share to be answered in time, strictly between 0 and 1.
    within_s
        Seconds within which an answer counts.
    occupancy_max
        Share of their time agents may at most be busy; None sets no limit.
    shrinkage
        Share of the planned people who will be missing *unplanned*. Breaks,
        leave and events are in the roster already and must not be counted
        here again.

    Raises
    ------
    ValueError
        When a number is out of range.
    """
    _at_least_zero("The number of contacts per hour", contacts_per_hour)
    _above_zero("The handle time", handle_s)
    _strictly_between("The target share", target_share)
    _at_least_zero("The answer time", within_s)
    load = contacts_per_hour * handle_s / 3600
    check_load(load)
    if load == 0:
        return 0
    net = _fewest_in_time(load, target_share, within_s / handle_s)
    if occupancy_max is not None:
        _positive_share("The highest occupancy", occupancy_max)
        net = max(net, round_up(load / occupancy_max))
    return gross(net, shrinkage)


def gross(net: float, shrinkage: float) -> int:
    """Return how many to plan so that ``net`` heads are there on average.

    Dividing by the share present, not multiplying by one plus the share
    missing: of 20 planned at 30 % shrinkage 14 come, of 19 only 13.

    Raises
    ------
    ValueError
        When shrinkage is not in [0, 1) or ``net`` is negative.
    """
    return round_up(net / _present(shrinkage))


def seat_people(week_h: float, shrinkage: float = 0.0) -> float:
    """Return the full-time people that keep one seat staffed 24/7.

    Parameters
    ----------
    week_h
        Contract hours per week of a full-time person.
    shrinkage
        Share of those hours lost to everything: leave, training, sickness.

    Raises
    ------
    ValueError
        When the hours are not positive or shrinkage is not in [0, 1).
    """
    _above_zero("The weekly hours", week_h)
    return HOURS_PER_WEEK / (week_h * _present(shrinkage))


@dataclass(frozen=True, eq=False)
class ErlangHeads:
    """Heads of one queue that promises answers within minutes.

    Every slot is staffed as if its own rate lasted for ever. That is good
    while handle times are short against the slot; it lags behind the load
    when they are not, hence ``approximate``.

    Attributes
    ----------
    name
        The queue or promise, for messages.
    volume
        Forecast arrivals and handle time.
    target_share, within_s, occupancy_max, shrinkage
        As in :func:`agents_needed`.
    """

    name: str
    volume: Volume
    target_share: float
    within_s: float
    occupancy_max: float | None = None
    shrinkage: float = 0.0
    approximate: bool = True

    def heads(self, slot_start_min: IntArray) -> IntArray:
        """Return the people needed on the queue in each slot."""
        at = self.volume.index(slot_start_min)
        pairs = np.stack(
            [self.volume.per_hour[at], self.volume.handle_min[at]], axis=1
        )
        distinct, which = np.unique(pairs, axis=0, return_inverse=True)
        need = [self._need(*pair) for pair in distinct.tolist()]
        return np.array(need, dtype=np.int64)[which.reshape(-1)]

    def _need(self, per_hour: float, handle_min: float) -> int:
        if per_hour == 0:
            return 0
        return agents_needed(
            per_hour,
            handle_min * 60,
            self.target_share,
            self.within_s,
            occupancy_max=self.occupancy_max,
            shrinkage=self.shrinkage,
        )


def _one_agent_more(blocked: float, agents: int, load: float) -> float:
    """Erlang B of ``agents`` from that of one fewer: no factorials [1]_."""
    return load * blocked / (agents + load * blocked)


def _waiting(agents: int, load: float, blocked: float) -> float:
    """Erlang C from Erlang B [2]_."""
    if agents <= load:
        return 1.0
    return agents * blocked / (agents - load * (1 - blocked))


def _answered(
    agents: int, load: float, waits: float, handle_times: float
) -> float:
    if agents <= load:
        return 0.0
    # A wait is exponential with rate (n - a) per handle time [2]_.
    return 1 - waits * math.exp(-(agents - load) * handle_times)


def _fewest_in_time(load: float, share: float, handle_times: float) -> int:
    """Smallest stable number of agents that answers the share in time."""
    # Not round(load + 1): 10.6 erlang are stable with eleven agents, and a
    # loose target asks for no more.
    agents = math.floor(load) + 1
    blocked = blocking_probability(agents, load)
    while True:
        waits = _waiting(agents, load, blocked)
        reached = _answered(agents, load, waits, handle_times)
        if reached >= share - _SHARE_ROUNDING:
            return agents
        agents += 1
        blocked = _one_agent_more(blocked, agents, load)


def _present(shrinkage: float) -> float:
    if not 0 <= shrinkage < 1:
        raise ValueError(
            "Shrinkage must be at least 0 and below 1 (0.3 means 30 %), "
            f"not {shrinkage}."
        )
    return 1 - shrinkage


def _check_system(agents: int, load: float) -> None:
    _at_least_zero("The number of agents", agents)
    if agents > MOST_AGENTS or agents != int(agents):
        raise ValueError(
            "The number of agents must be whole and at most "
            f"{MOST_AGENTS}, not {agents}."
        )
    check_load(load)


def check_load(load: float) -> None:
    """Refuse a load that is negative or comes from a mistaken unit.

    Raises
    ------
    ValueError
        Beyond 100 000 erlang too.
    """
    _at_least_zero("The load in erlang", load)
    if load > MOST_ERLANG:
        raise ValueError(
            f"A load of {load:.6g} erlang is beyond {MOST_ERLANG}; "
            "check the units of contacts and handle time."
        )


def _at_least_zero(what: str, value: float) -> None:
    if not 0 <= value < math.inf:
        raise ValueError(f"{what} must be 0 or more, not {value}.")


def _above_zero(what: str, value: float) -> None:
    if not 0 < value < math.inf:
        raise ValueError(f"{what} must be above 0, not {value}.")


def _strictly_between(what: str, value: float) -> None:
    if not 0 < value < 1:
        raise ValueError(
            f"{what} must lie between 0 and 1, both excluded "
            f"(0.8 means 80 %), not {value}."
        )


def _positive_share(what: str, value: float) -> None:
    if not 0 < value <= 1:
        raise ValueError(
            f"{what} must be above 0 and at most 1 (0.85 means 85 %), "
            f"not {value}."
        )
