"""Terms on one line: what one person does from day to day.

The duty of a day, the rest between two, counts, runs and patterns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from constraints.prices import FREE, HARD

if TYPE_CHECKING:
    from constraints.because import Because
    from constraints.measures import Mark, Measure
    from constraints.prices import Price

__all__ = [
    "Arc",
    "Choice",
    "Free",
    "Pattern",
    "Rest",
    "Streak",
    "Tally",
]


@dataclass(frozen=True, slots=True)
class Choice:
    """Barred or priced choices: on each of ``days``, the amount of the duty.

    Attributes
    ----------
    days
        Each day is judged for itself.
    amount
        Amount by duty, such as minutes outside somebody's availability.
    off
        Amount of a day without duty.
    """

    because: Because
    person: int
    days: tuple[int, ...]
    amount: Measure
    price: Price
    off: int = 0


@dataclass(frozen=True, slots=True)
class Rest:
    """Time between the end of one duty's work and the start of the next.

    The amount is the shortfall in real minutes, per pair of consecutive
    duties. Work ends with its last piece; standby before, after and
    between is free time, and a duty of standby alone is not looked at.
    With ``after``, only where a run of at least ``run`` consecutive days
    whose duty is looked at and in it ends with the first of the two.

    Attributes
    ----------
    previous_end_min, previous_day
        End and line day of the last duty before the horizon, if one is
        known.
    carried
        Length of the run that ends with that duty.
    standby
        Standby counts as work: duties end and begin with it.
    """

    because: Because
    person: int
    least_min: int
    price: Price
    previous_end_min: int | None = None
    previous_day: int = -1
    after: Mark | None = None
    run: int = 1
    carried: int = 0
    standby: bool = False


@dataclass(frozen=True, slots=True)
class Free:
    """Time without any duty: enough of it, in long stretches, per window.

    Stretches of at least ``part_min`` count, and a window needs
    ``least_min`` minutes of them in all; the amount is 1 for each window
    that has less. What nobody knows, before ``known`` and after the last
    day, is free.

    Attributes
    ----------
    windows
        ``(start_min, end_min)``. A stretch is cut where its window starts.
    clip
        It is cut where the window ends as well. Otherwise one that begins
        in a window counts whole.
    at_starts
        A window is only judged when a duty starts at its first minute.
    known
        Start and end of duties before the horizon, in order of time.
    standby
        Standby counts as work; by default it is free time.
    """

    because: Because
    person: int
    windows: tuple[tuple[int, int], ...]
    least_min: int
    part_min: int
    price: Price
    clip: bool = True
    at_starts: bool = False
    known: tuple[tuple[int, int], ...] = ()
    standby: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """A total over days or groups of days, between ``low`` and ``high``.

    Without ``groups`` the total is ``carried`` plus the measure of every
    duty on ``days``. With ``groups`` it is ``carried`` plus the number of
    groups with a duty whose measure is not 0 on any of their days.

    Attributes
    ----------
    days
        First and last line day of the window, inclusive.
    low, high
        Bounds of the total, in the measure's unit; None for no bound.
    carried
        What days before the horizon add to the total.
    """

    because: Because
    person: int
    measure: Measure
    days: tuple[int, int]
    low: int | None = None
    high: int | None = None
    price_low: Price = FREE
    price_high: Price = FREE
    carried: int = 0
    groups: tuple[tuple[int, ...], ...] | None = None


@dataclass(frozen=True, slots=True)
class Streak:
    """Runs of consecutive positions whose choice is in ``mark``.

    A position is a group of days (usually one day) and is in the mark when
    any of its days is. The amount above ``high`` is counted per run,
    ``(length - high)+ - (carried - high)+`` for a run that goes on from
    before the horizon; the amount below ``low`` when the run ends.

    Attributes
    ----------
    positions
        Groups of line days, consecutive in the sense of the rule.
    carried
        Length of the run that ends just before the first position.
    left_open
        The past is unknown: a run that touches the first position is not
        judged against ``low``. Then ``carried`` is 0.
    right_open
        A run that touches the last position is not judged against ``low``.
    """

    because: Because
    person: int
    mark: Mark
    positions: tuple[tuple[int, ...], ...]
    low: int | None = None
    high: int | None = None
    price_low: Price = FREE
    price_high: Price = FREE
    carried: int = 0
    left_open: bool = False
    right_open: bool = True


@dataclass(frozen=True, slots=True)
class Arc:
    """One arc of a pattern's automaton; ``amount`` is paid when it is taken.

    In every state a choice must match at most one arc; a choice that
    matches none breaks the pattern and is forbidden.
    """

    state: int
    mark: Mark
    to: int
    amount: int = 0


@dataclass(frozen=True, slots=True)
class Pattern:
    """An automaton that reads the choices of consecutive days.

    Attributes
    ----------
    days
        First and last line day read, inclusive.
    start
        State before the first of them.
    price
        Price of each arc's amount, arc by arc.
    """

    because: Because
    person: int
    days: tuple[int, int]
    start: int
    arcs: tuple[Arc, ...]
    price: Price = HARD
