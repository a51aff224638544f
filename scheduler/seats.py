"""The cheapest way to seat people: a small exact minimum-cost flow.

Everybody takes one seat of the kinds they may take; each kind gets dearer,
or no cheaper, with every further person on it. ``scheduler.queues`` alone
uses it, for a cell of coverage at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["cheapest_seats"]


def cheapest_seats(
    costs: Sequence[Mapping[int, int]], steps: Sequence[Sequence[int]]
) -> list[int]:
    """Return a kind of seat for everybody at the least total cost.

    Successive shortest paths: people sit down one after another, each time
    along the cheapest chain of moves of those already seated, which keeps
    the seating optimal for the people so far (Ahuja, Magnanti and Orlin,
    Network Flows, 1993, section 9.7).

    Parameters
    ----------
    costs
        By person: kind to what this person costs there; never empty.
    steps
        By kind: what the first, second… person on it adds, ascending, for
        as many people as there are.
    """
    sitting: list[list[int]] = [[] for _ in steps]
    for person, own in enumerate(costs):
        reached, came = _chains(own, costs, sitting)
        last = min(
            reached,
            key=lambda kind: reached[kind] + _next(steps, sitting, kind),
        )
        _move_up(last, person, came, sitting)
    seats = [-1] * len(costs)
    for kind, people in enumerate(sitting):
        for person in people:
            seats[person] = kind
    return seats


def _next(
    steps: Sequence[Sequence[int]], sitting: list[list[int]], kind: int
) -> int:
    return steps[kind][len(sitting[kind])]


def _chains(
    own: Mapping[int, int],
    costs: Sequence[Mapping[int, int]],
    sitting: list[list[int]],
) -> tuple[dict[int, int], dict[int, tuple[int, int]]]:
    """Return the cheapest way to put one person more on each kind.

    The way is walked back: ``came[kind]`` is the kind from which somebody
    moves there, and who; absent where the newcomer sits down.
    """
    reached = dict(own)
    came: dict[int, tuple[int, int]] = {}
    waiting = list(own)
    while waiting:
        kind = waiting.pop(0)
        so_far = reached[kind]
        for mover in sitting[kind]:
            left = so_far - costs[mover][kind]
            for other, cost in costs[mover].items():
                if other not in reached or left + cost < reached[other]:
                    reached[other] = left + cost
                    came[other] = (kind, mover)
                    if other not in waiting:
                        waiting.append(other)
    return reached, came


def _move_up(
    last: int,
    newcomer: int,
    came: Mapping[int, tuple[int, int]],
    sitting: list[list[int]],
) -> None:
    while last in came:
        kind, mover = came[last]
        sitting[kind].remove(mover)
        sitting[last].append(mover)
        last = kind
    sitting[last].append(newcomer)
