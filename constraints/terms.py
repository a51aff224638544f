"""The narrow waist: solver-neutral pieces that rules compile to.

Frozen plain data. Rules emit terms, engines implement every kind (matched
with ``assert_never``), ``constraints.evaluator`` says in plain Python what
they mean. People are indices into ``problem.people``, days are line days
counted from 0 at the start of the horizon, duties are indices into
``problem.duties``, instants are minutes since 1970-01-01T00:00Z.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.measures import Mark, Measure

__all__ = [
    "FREE",
    "HARD",
    "TICKS_PER_POINT",
    "Arc",
    "Because",
    "Booked",
    "Choice",
    "Cover",
    "Free",
    "Meeting",
    "OnQueues",
    "Pattern",
    "Pool",
    "Presence",
    "PresencePart",
    "Price",
    "Rest",
    "Row",
    "RowPart",
    "Session",
    "Stay",
    "Streak",
    "Tally",
    "Term",
    "Tier",
]

TICKS_PER_POINT = 6000
"""Costs are integers: 6000 ticks a point are exact for two decimals per
unit and for points per hour counted in minutes."""


@dataclass(frozen=True, slots=True, order=True)
class Because:
    """Why a term exists: the statement, the people and the days it binds.

    Attributes
    ----------
    rule
        Id of the rule instance (or of one line of it), a key of
        ``problem.places``.
    people
        Indices of those bound; empty for everybody.
    days
        First and last line day, both inclusive; (0, -1) for no days.
    """

    rule: str
    people: tuple[int, ...] = ()
    days: tuple[int, int] = (0, -1)


@dataclass(frozen=True, slots=True)
class Price:
    """What an amount costs: hard, or convex piecewise linear in ticks.

    Attributes
    ----------
    slopes
        ``(from_amount, ticks_per_unit)`` with both ascending: beyond
        ``from_amount`` every further unit costs ``ticks_per_unit``.
    hard
        Any positive amount is forbidden; ``slopes`` is then empty.
    """

    slopes: tuple[tuple[int, int], ...] = ()
    hard: bool = False

    def __post_init__(self) -> None:
        starts = [start for start, _ in self.slopes]
        rates = [rate for _, rate in self.slopes]
        if starts != sorted(set(starts)) or rates != sorted(rates):
            raise ValueError(f"price is not convex: {self.slopes}")
        if any(start < 0 for start in starts) or any(r < 0 for r in rates):
            raise ValueError(f"price is negative: {self.slopes}")
        if self.hard and self.slopes:
            raise ValueError("a hard price has no slopes")

    @classmethod
    def linear(cls, ticks_per_unit: int) -> Price:
        """Return the price of so many ticks for every unit."""
        return cls(((0, ticks_per_unit),)) if ticks_per_unit else cls()

    def __call__(self, amount: int) -> int:
        """Return the ticks an amount costs; 0 for a hard price.

        What a hard price forbids is told by ``breaks``, not by a number.
        """
        total, previous = 0, 0
        for start, rate in self.slopes:
            total += max(0, amount - start) * (rate - previous)
            previous = rate
        return total

    def breaks(self, amount: int) -> bool:
        """Return whether this amount is forbidden."""
        return self.hard and amount > 0


HARD = Price(hard=True)
FREE = Price()


# On one line


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


# Across people


@dataclass(frozen=True, slots=True)
class Tier:
    """A head count wanted of one queue in one cell.

    The amount is ``minutes * (level - served)+``, or with ``over``
    ``minutes * (served - level)+``, in person-minutes. Tiers of one queue
    add up, which keeps the sum convex whatever their prices.

    Attributes
    ----------
    must
        The shortage is minimised before anything else is looked at, and
        forbidden where none can be shown to be needed. ``price`` is then
        HARD.
    edge
        The cell lies at the edge of the horizon, where duties outside the
        plan could help: reported apart, never ``must``.
    """

    because: Because
    queue: int
    level: int
    price: Price
    over: bool = False
    edge: bool = False

    @property
    def must(self) -> bool:
        """Whether a shortage is broken rule rather than a price."""
        return self.price.hard


@dataclass(frozen=True, slots=True)
class Pool:
    """People who share one price for serving a queue, and count alike.

    Attributes
    ----------
    eligible
        By position of the queue in ``Cover.queues``: who may serve it.
    price
        Price of each person-minute served, 0 for the ordinary pool.
    because
        The statement that sets the price.
    percent
        What each of them counts for while serving, in hundredths of a
        person; the price is for their whole time.
    """

    eligible: tuple[tuple[int, ...], ...]
    price: Price = FREE
    because: Because | None = None
    percent: int = 100

    def share_min(self, minutes: int) -> int:
        """Return what one counts for in so many minutes, rounded up."""
        return -(-minutes * self.percent // 100)


@dataclass(frozen=True, slots=True)
class Cover:
    """Coverage of one cell of the UTC grid: who is there serves one queue.

    Everybody present (at work, neither on a break nor at an event) serves
    at most one of the queues their pool makes them eligible for. The cost
    is the least, over all such assignments, of the tiers' prices plus the
    pools' prices.

    Attributes
    ----------
    start_min, end_min
        The cell; duties and breaks begin and end on cell borders.
    queues
        Queue indices with a tier here.
    """

    because: Because
    start_min: int
    end_min: int
    queues: tuple[int, ...]
    tiers: tuple[Tier, ...]
    pools: tuple[Pool, ...]


@dataclass(frozen=True, slots=True)
class PresencePart:
    """``coefficient`` for each of the people who is there.

    Attributes
    ----------
    paused
        Counts those on a break instead of those who are there.
    standby
        Counts those on standby as well.
    """

    people: tuple[int, ...]
    coefficient: int = 1
    paused: bool = False
    standby: bool = False


@dataclass(frozen=True, slots=True)
class Presence:
    """A linear row over who is on duty in a cell: low <= sum <= high.

    Whatever they serve: somebody is there who is at work, neither on a
    break nor at an event, throughout the cell, and paused who is on a break
    at any moment of it.
    The amount is ``minutes * (low - sum)+`` or ``minutes * (sum - high)+``.

    Attributes
    ----------
    staffing
        A hard amount is ``must`` shortage, as little as possible, and
        never a reason to refuse a roster.
    edge
        As for a tier.
    """

    because: Because
    start_min: int
    end_min: int
    parts: tuple[PresencePart, ...]
    low: int | None
    high: int | None
    price: Price
    staffing: bool = False
    edge: bool = False

    @classmethod
    def staffed(
        cls,
        because: Because,
        start_min: int,
        end_min: int,
        people: tuple[int, ...],
        level: int,
        price: Price,
        *,
        edge: bool = False,
        standby: bool = False,
    ) -> Presence:
        """Return the row by which so many of a group must be there.

        The amount is ``minutes * (level - there)+`` in person-minutes.

        Parameters
        ----------
        standby
            Whoever is on standby counts as well.
        """
        return cls(
            because,
            start_min,
            end_min,
            (PresencePart(people, standby=standby),),
            level,
            None,
            price,
            staffing=True,
            edge=edge,
        )

    @property
    def must(self) -> bool:
        """Whether an amount is ``must`` shortage."""
        return self.staffing and self.price.hard

    @property
    def binds(self) -> bool:
        """Whether an amount is a reason to refuse a roster."""
        return self.price.hard and not self.staffing

    @property
    def staffs(self) -> bool:
        """Whether it asks for some of one group and for nothing else."""
        return (
            self.low is not None
            and self.high is None
            and not self.binds
            and len(self.parts) == 1
            and self.parts[0].coefficient == 1
            and not self.parts[0].paused
        )

    @property
    def standby(self) -> bool:
        """Whether standby counts in any of its parts."""
        return any(part.standby for part in self.parts)

    @property
    def people(self) -> frozenset[int]:
        """Whoever it looks at."""
        return frozenset(p for part in self.parts for p in part.people)


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


@dataclass(frozen=True, slots=True)
class RowPart:
    """``coefficient`` if the person's choice on that day is in ``mark``."""

    person: int
    day: int
    mark: Mark
    coefficient: int


@dataclass(frozen=True, slots=True)
class Row:
    """A linear row over several people's choices: low <= sum <= high."""

    because: Because
    parts: tuple[RowPart, ...]
    low: int | None
    high: int | None
    price: Price


Term: TypeAlias = (
    Choice
    | Rest
    | Free
    | Tally
    | Streak
    | Pattern
    | Cover
    | Presence
    | Meeting
    | Session
    | OnQueues
    | Row
)
