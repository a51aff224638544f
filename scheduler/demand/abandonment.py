"""Contacts that hang up: Erlang A (M/M/n+M), stable at any size and load.

Contacts arrive at random, wait in line first come, first served, and leave
when their patience, exponential with a given mean, runs out. As patience
grows without end this becomes Erlang C.

References
----------
.. [1] O. Garnett, A. Mandelbaum, M. Reiman, "Designing a call center with
   impatient customers", M&SOM 4(3), 2002.
.. [2] S. Zeltyn, A. Mandelbaum, "Call centers with impatient customers:
   many-server asymptotics of the M/M/n+G queue", Queueing Systems 51, 2005.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias

from scheduler.demand.erlang import (
    MOST_AGENTS,
    blocking_probability,
    check_load,
)

__all__ = [
    "Definition",
    "ImpatientQueue",
    "fewest_for_impatient",
    "impatient_queue",
]

Definition: TypeAlias = Literal["offered", "without short abandons", "virtual"]
"""What a service level is a share of.

``offered``: served within the time, of all contacts; who hangs up early
counts as missed. ``without short abandons``: of those who did not hang up
within the time. ``virtual``: contacts that would be served within the time
if they were infinitely patient.
"""

_SHARE_ROUNDING = 1e-12
_NEGLIGIBLE = 1e-17


@dataclass(frozen=True, slots=True)
class ImpatientQueue:
    """A queue with abandonment in its steady state.

    Attributes
    ----------
    waits
        Share of contacts that find all agents busy.
    abandons
        Share that hangs up.
    mean_wait_s
        Mean wait of all contacts, those who hang up included.
    mean_queue
        Mean number of contacts in line.
    occupancy
        Share of their time that agents spend on contacts.
    """

    agents: int
    per_s: float
    handle_s: float
    patience_s: float
    waits: float
    abandons: float
    mean_wait_s: float
    mean_queue: float
    occupancy: float
    _idle_odds: float
    _log_j: float

    def waits_longer(self, within_s: float) -> float:
        """Return the share of contacts that wait in line longer than this."""
        return math.exp(-within_s / self.patience_s) * self._virtual(within_s)

    def served_within(self, within_s: float) -> float:
        """Return the share of all contacts that are served within a time."""
        serving_per_s = self.agents / self.handle_s
        passed = _log_passed(
            self.per_s, serving_per_s, self.patience_s, within_s
        )
        share = (
            self._idle_odds
            + math.exp(passed - self._log_j)
            - math.exp(-self._log_j)
            + serving_per_s * (1 - self._remaining(within_s))
        ) / (self._idle_odds + self.per_s)
        return min(1.0, max(0.0, share))

    def service_level(
        self, within_s: float, definition: Definition = "offered"
    ) -> float:
        """Return the share answered within a time, by a definition."""
        if definition == "virtual":
            return 1 - self._virtual(within_s)
        served = self.served_within(within_s)
        if definition == "offered":
            return served
        stayed = served + self.waits_longer(within_s)
        return served / stayed if stayed > 0 else 0.0

    def _virtual(self, within_s: float) -> float:
        share = self._remaining(within_s) * self.per_s
        return min(1.0, share / (self._idle_odds + self.per_s))

    def _remaining(self, within_s: float) -> float:
        """Return J(t) / J of [2]_."""
        log_j = _log_j(
            self.per_s,
            self.agents / self.handle_s,
            self.patience_s,
            within_s,
        )
        return math.exp(log_j - self._log_j)


def impatient_queue(
    agents: int, per_hour: float, handle_s: float, patience_s: float
) -> ImpatientQueue:
    """Return the steady state of a queue whose contacts hang up.

    Parameters
    ----------
    agents
        Agents at work, at least one.
    per_hour
        Contacts arriving per hour, above 0.
    handle_s
        Mean handle time in seconds.
    patience_s
        Mean patience in seconds.

    Raises
    ------
    ValueError
        When a number is out of range.
    """
    for what, value in (
        ("The number of contacts per hour", per_hour),
        ("The handle time", handle_s),
        ("The patience", patience_s),
    ):
        if not 0 < value < math.inf:
            raise ValueError(f"{what} must be above 0, not {value}.")
    if not 1 <= agents <= MOST_AGENTS:
        raise ValueError(
            f"There must be 1 to {MOST_AGENTS} agents, not {agents}."
        )
    per_s, load = per_hour / 3600, per_hour * handle_s / 3600
    check_load(load)
    serving_per_s = agents / handle_s
    log_j = _log_j(per_s, serving_per_s, patience_s, 0.0)
    # The 1/J forms: eps and J may each be beyond any float, eps/J never
    # makes a difference of two such [2]_.
    blocked = blocking_probability(agents - 1, load)
    idle_odds = math.inf if blocked == 0 else _exp(-math.log(blocked) - log_j)
    if math.isinf(idle_odds):
        waits = abandons = 0.0
    else:
        waits = per_s / (idle_odds + per_s)
        gone_per_s = _exp(-log_j) + per_s - serving_per_s
        abandons = min(1.0, max(0.0, gone_per_s / (idle_odds + per_s)))
    mean_wait_s = abandons * patience_s
    return ImpatientQueue(
        agents=agents,
        per_s=per_s,
        handle_s=handle_s,
        patience_s=patience_s,
        waits=waits,
        abandons=abandons,
        mean_wait_s=mean_wait_s,
        mean_queue=per_s * mean_wait_s,
        occupancy=min(1.0, load * (1 - abandons) / agents),
        # So many idle that any larger number means the same.
        _idle_odds=min(idle_odds, 1e300),
        _log_j=log_j,
    )


def fewest_for_impatient(
    per_hour: float,
    handle_s: float,
    patience_s: float,
    target_share: float,
    within_s: float,
    definition: Definition = "offered",
) -> int:
    """Return the fewest agents that keep a promise to impatient contacts.

    Parameters are those of :func:`impatient_queue` and of
    :meth:`ImpatientQueue.service_level`; no contacts need nobody.

    Raises
    ------
    ValueError
        When a number is out of range.
    """
    if per_hour == 0:
        return 0

    def reached(agents: int) -> bool:
        queue = impatient_queue(agents, per_hour, handle_s, patience_s)
        level = queue.service_level(within_s, definition)
        return level >= target_share - _SHARE_ROUNDING

    # The level grows with every agent, and with enough of them nobody waits.
    low, high = 0, 1
    while not reached(high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if reached(middle) else (middle, high)
    return high


def _log_passed(
    per_s: float, serving_per_s: float, patience_s: float, at_s: float
) -> float:
    """Return log of exp(lam H(t) - n mu t) of [2]_."""
    stayed_s = -patience_s * math.expm1(-at_s / patience_s)
    return per_s * stayed_s - serving_per_s * at_s


def _log_j(
    per_s: float, serving_per_s: float, patience_s: float, at_s: float
) -> float:
    """Return log J(t), the integral of [2]_ from t on, as a series."""
    x = serving_per_s * patience_s
    y = per_s * patience_s * math.exp(-at_s / patience_s)
    return (
        _log_passed(per_s, serving_per_s, patience_s, at_s)
        + _log_series(x, y)
        - math.log(serving_per_s)
    )


def _log_series(x: float, y: float) -> float:
    """Return log of 1 + sum of y^j / ((x+1) ... (x+j)) over j >= 1.

    Summed outward from its largest term: a sum from the front overflows in
    deep overload.
    """
    top = max(0, math.ceil(y - x) - 1)
    log_top = 0.0
    if top:
        log_top = (
            top * math.log(y) - math.lgamma(x + top + 1) + math.lgamma(x + 1)
        )
    total, term, j = 1.0, 1.0, top
    while term > _NEGLIGIBLE * total:
        j += 1
        term *= y / (x + j)
        total += term
    term, j = 1.0, top
    while j > 0 and term > _NEGLIGIBLE * total:
        term *= (x + j) / y
        j -= 1
        total += term
    return log_top + math.log(total)


def _exp(power: float) -> float:
    return math.exp(power) if power < 700 else math.inf
