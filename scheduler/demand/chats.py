"""Chats held in parallel: a birth-death queue by number of chats.

Everybody holds up to ``k`` chats at once; a chat takes longer the more of
them somebody holds. New chats go to whoever holds fewest, so with ``m``
chats among ``n`` agents everybody holds ``m // n`` or one more.

References
----------
.. [1] T. Tezcan, J. Zhang, "Routing and staffing in customer service chat
   systems with impatient customers", Operations Research 62(4), 2014.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from scheduler.demand.erlang import MOST_AGENTS, check_load

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["ChatQueue", "chat_queue", "fewest_for_chats"]

_SHARE_ROUNDING = 1e-12
_HUGE = 1e250


@dataclass(frozen=True, slots=True)
class ChatQueue:
    """A chat queue in its steady state.

    Attributes
    ----------
    waits
        Share of chats that find everybody holding as many as they may; 1
        in overload.
    mean_wait_s
        Mean wait of all chats; infinite in overload.
    spare_per_s
        How many chats more per second could be finished; 0 in overload.
    """

    waits: float
    mean_wait_s: float
    spare_per_s: float

    def service_level(self, within_s: float) -> float:
        """Return the share of chats answered within a time."""
        if self.spare_per_s <= 0:
            return 0.0
        return 1 - self.waits * math.exp(-self.spare_per_s * within_s)


def chat_queue(
    agents: int, per_hour: float, handle_s: Sequence[float]
) -> ChatQueue:
    """Return the steady state of agents who hold several chats at once.

    Parameters
    ----------
    agents
        Agents at work, at least one.
    per_hour
        Chats arriving per hour, 0 or more.
    handle_s
        Mean length of a chat in seconds while its agent holds one chat,
        two, and so on; as many figures as chats are held at most.

    Raises
    ------
    ValueError
        When a number is out of range.
    """
    _check(agents, per_hour, handle_s)
    per_s, held = per_hour / 3600, len(handle_s)
    # What one agent finishes per second while holding j chats.
    finishes = [0.0, *(j / handle_s[j - 1] for j in range(1, held + 1))]
    fastest_per_s = agents * finishes[held]
    if per_s == 0:
        return ChatQueue(0.0, 0.0, fastest_per_s)
    if per_s >= fastest_per_s:
        return ChatQueue(1.0, math.inf, 0.0)
    weight, total = 1.0, 1.0
    for chats in range(1, agents * held + 1):
        each, more = divmod(chats, agents)
        death_per_s = (agents - more) * finishes[each]
        if more:
            death_per_s += more * finishes[each + 1]
        weight *= per_s / death_per_s
        total += weight
        if total > _HUGE:
            weight, total = weight / _HUGE, total / _HUGE
    # Beyond, chats leave at the fastest rate: a geometric tail.
    tail = weight / (1 - per_s / fastest_per_s)
    waits = tail / (total - weight + tail)
    spare = fastest_per_s - per_s
    return ChatQueue(waits, waits / spare, spare)


def fewest_for_chats(
    per_hour: float,
    handle_s: Sequence[float],
    target_share: float,
    within_s: float,
) -> int:
    """Return the fewest agents that answer a share of chats in time.

    Parameters are those of :func:`chat_queue`; no chats need nobody.

    Raises
    ------
    ValueError
        When a number is out of range.
    """
    _check(1, per_hour, handle_s)
    if per_hour == 0:
        return 0
    agents = math.floor(per_hour / 3600 * handle_s[-1] / len(handle_s)) + 1
    while (
        chat_queue(agents, per_hour, handle_s).service_level(within_s)
        < target_share - _SHARE_ROUNDING
    ):
        agents += 1
    return agents


def _check(agents: int, per_hour: float, handle_s: Sequence[float]) -> None:
    if not 1 <= agents <= MOST_AGENTS:
        raise ValueError(
            f"There must be 1 to {MOST_AGENTS} agents, not {agents}."
        )
    if not handle_s or not all(0 < each < math.inf for each in handle_s):
        raise ValueError(
            "Chats need a length above 0 for each number held at once, not "
            f"{list(handle_s)}."
        )
    pace = [(j + 1) / each for j, each in enumerate(handle_s)]
    if any(later < before for before, later in pairwise(pace)):
        raise ValueError(
            "With one chat more in parallel somebody must not finish fewer "
            f"chats per hour; lengths of {list(handle_s)} seconds say so: "
            "hold fewer at once."
        )
    if not 0 <= per_hour < math.inf:
        raise ValueError(f"Chats per hour must be 0 or more, not {per_hour}.")
    check_load(per_hour / 3600 * handle_s[-1])
