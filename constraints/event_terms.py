"""Terms on what takes people off their queues, at times a roster carries."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.because import Because
    from constraints.prices import Price

__all__ = [
    "Booked",
    "Meeting",
    "OnQueues",
    "Session",
    "Stay",
]


@dataclass(frozen=True, slots=True)
class Stay:
    """How many of some people may miss a meeting, to serve a queue."""

    people: tuple[int, ...]
    heads: int


@dataclass(frozen=True, slots=True)
class Meeting:
    """An event at a set time: those at work throughout attend it.

    Who attends carries an event span with this key over the whole stretch,
    inside a duty, beside breaks and other events. Who is not at work for
    all of it is not missed, nor is anybody whom ``stays`` excuses. The
    amount is ``minutes * (missed - excused)``, in person-minutes, where as
    many are excused as the stays have room for, each in one.
    """

    because: Because
    event: str
    people: tuple[int, ...]
    start_min: int
    end_min: int
    stays: tuple[Stay, ...]
    price: Price

    def excuses(self) -> Iterator[tuple[frozenset[int], int]]:
        """Yield who some stays are for, and how many the others excuse.

        By Hall's theorem, those missed beyond what is excused are as many
        as the most, over all these pairs, of those missed who are not
        among the people, less the number.
        """
        for chosen in product((True, False), repeat=len(self.stays)):
            sides = list(zip(self.stays, chosen, strict=True))
            yield (
                frozenset(p for s, few in sides if few for p in s.people),
                sum(stay.heads for stay, few in sides if not few),
            )


@dataclass(frozen=True, slots=True)
class Session:
    """An event at a time to be found: its people attend it together.

    A piece is a stretch for which each of the people carries an event span
    with this key. It lies inside one of ``windows``, inside one duty of
    each, beside their breaks and other events. The amount is
    ``people * (length - sum of pieces)+``, in person-minutes.

    Attributes
    ----------
    windows
        Half-open stretches of instants, in order of time, that do not
        touch.
    pieces
        Lengths that a piece may have, ascending; they never add up to more
        than ``length_min``.
    """

    because: Because
    event: str
    people: tuple[int, ...]
    windows: tuple[tuple[int, int], ...]
    length_min: int
    pieces: tuple[int, ...]
    price: Price


@dataclass(frozen=True, slots=True)
class OnQueues:
    """How long somebody may be free for queues: the rest is spent off them.

    Time off the queues is carried as event spans with this key, whole slots
    inside a duty, beside breaks and other events. The amount is the minutes
    of the window for which the person is present (at work, neither on a
    break nor at an event), less ``most_min``.

    Attributes
    ----------
    people
        The one it is about.
    slot_min
        Presence begins and ends on multiples of it.
    """

    because: Because
    event: str
    people: tuple[int, ...]
    start_min: int
    end_min: int
    slot_min: int
    most_min: int
    price: Price

    @property
    def window(self) -> tuple[int, int]:
        """When time is counted."""
        return self.start_min, self.end_min


Booked: TypeAlias = Meeting | Session | OnQueues
"""What takes people off their queues, at times that a roster carries."""
