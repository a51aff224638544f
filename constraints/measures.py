"""Facts about duties that rules count: minutes paid, at night, at weekends.

A measure is one integer per duty. Most depend on somebody's clock or on a
holiday calendar, so a rule only *names* the fact it needs (a ``Fact``) and
the problem evaluates it: rules see no time zone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from datetime import date

    from constraints.windows import Window

__all__ = [
    "OFF",
    "WORK",
    "Elapsed",
    "Fact",
    "IntArray",
    "Mark",
    "Measure",
    "Nominal",
    "Of",
    "OnHoliday",
    "Paid",
    "Within",
]

IntArray: TypeAlias = npt.NDArray[np.int64]
BoolArray: TypeAlias = npt.NDArray[np.bool_]


Of: TypeAlias = Literal["work", "standby", "reach"]
"""Which pieces of a duty count: of work, on standby, or both."""


@dataclass(frozen=True, slots=True)
class Paid:
    """Contract minutes: nominal length less unpaid breaks.

    Standby counts with the share that its shift says.
    """


@dataclass(frozen=True, slots=True)
class Nominal:
    """Wall-clock minutes of work: 22:00-06:00 is always 480."""


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Real minutes of work: 420 or 540 over a clock change.

    Attributes
    ----------
    of
        Whether work is counted, or standby, or both.
    """

    of: Of = "work"


@dataclass(frozen=True, slots=True)
class Within:
    """Real minutes of work inside recurring windows of one zone.

    Attributes
    ----------
    windows
        Overlapping windows count once.
    zone
        IANA name used by windows that name no zone of their own.
    of
        As for ``Elapsed``.
    """

    windows: tuple[Window, ...]
    zone: str
    of: Of = "work"


@dataclass(frozen=True, slots=True)
class OnHoliday:
    """Real minutes on public holidays of a place, in a zone's local days.

    Attributes
    ----------
    of
        As for ``Elapsed``.
    day
        Of this holiday alone.
    """

    place: str
    zone: str
    of: Of = "work"
    day: date | None = None


Fact: TypeAlias = Paid | Nominal | Elapsed | Within | OnHoliday


@dataclass(frozen=True, slots=True)
class Measure:
    """One integer per duty; two measures are equal when their keys are.

    Attributes
    ----------
    key
        Names the fact and its parameters; unique within a problem.
    unit
        What one unit is, as printed: ``minutes``, ``duties``.
    by_duty
        Amount by duty index; read-only.
    """

    key: str
    unit: str
    by_duty: IntArray = field(compare=False, repr=False)

    def __post_init__(self) -> None:
        self.by_duty.setflags(write=False)

    def positive(self, key: str | None = None) -> Mark:
        """Return the mark of the duties on which this measure is not 0."""
        return Mark(key or f"{self.key}>0", duties=self.by_duty > 0)


@dataclass(frozen=True, slots=True)
class Mark:
    """A set of choices of a day: duties, and OFF or not; equal by key.

    Attributes
    ----------
    key
        Names the set; unique within a problem.
    off
        Whether a day without duty belongs to it.
    duties
        Membership by duty index; True for every duty, False for none.
    """

    key: str
    off: bool = False
    duties: BoolArray | bool = field(default=True, compare=False, repr=False)

    def __post_init__(self) -> None:
        if not isinstance(self.duties, bool):
            self.duties.setflags(write=False)

    def has(self, duty: int | None) -> bool:
        """Return whether a duty index, or None for a day off, is in it."""
        if duty is None:
            return self.off
        if isinstance(self.duties, bool):
            return self.duties
        return bool(self.duties[duty])


WORK = Mark("work")
OFF = Mark("off", off=True, duties=False)
