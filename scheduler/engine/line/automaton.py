"""Terms on a line as machines, side by side, with the states they start in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, assert_never

from constraints.terms import (
    FREE,
    HARD,
    Because,
    Choice,
    Cover,
    Free,
    Meeting,
    OnQueues,
    Pattern,
    Presence,
    Rest,
    Row,
    Session,
    Streak,
    Tally,
)
from scheduler.engine.line.gaps import Gap
from scheduler.engine.line.runs import LongRun, ShortRun, in_order
from scheduler.engine.line.sequence import Sequence
from scheduler.engine.line.totals import GroupCount, Total

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from constraints.terms import Price, Term
    from scheduler.engine.line.machine import Machine, Menus
    from scheduler.problem import DutyTable

__all__ = ["Part", "alike", "binds", "parts_of"]

_ANY = Because("")


@dataclass(frozen=True, eq=False)
class Part:
    """A machine with the term it reads.

    Attributes
    ----------
    term
        None for what makes a line a line: duties do not overlap.
    start
        Its state before day 0.
    """

    term: Term | None
    machine: Machine
    hard: bool
    start: int


def alike(term: Term) -> Term:
    """Return a term on a line without whose it is and how it began.

    People whose terms are alike walk the same machines.
    """
    match term:
        case Rest():
            return replace(
                term,
                because=_ANY,
                person=0,
                previous_end_min=None,
                previous_day=-1,
                carried=0,
            )
        case Tally() | Streak():
            return replace(term, because=_ANY, person=0, carried=0)
        case Pattern():
            return replace(term, because=_ANY, person=0, start=0)
        case Free():
            return replace(term, because=_ANY, person=0, known=())
        case Choice():
            return replace(term, because=_ANY, person=0)
        case Cover() | Presence() | Meeting() | Session() | OnQueues() | Row():
            raise TypeError(f"{type(term).__name__} is on no line")
        case _:
            assert_never(term)


def binds(term: Term) -> bool:
    """Return whether a term on a line can forbid or cost anything."""
    match term:
        case Tally() | Streak():
            return (term.low is not None and _matters(term.price_low)) or (
                term.high is not None and _matters(term.price_high)
            )
        case Rest() | Free():
            return _matters(term.price)
        case _:
            return True


def parts_of(
    terms: Iterable[Term],
    menus: Menus,
    duties: DutyTable,
    previous_end_min: int | None,
) -> Iterator[Part]:
    """Yield the machines of one person's terms.

    Parameters
    ----------
    previous_end_min
        When the last duty before the horizon ends.
    """
    apart = Gap(0, HARD, menus, duties, standby=True)
    yield Part(None, apart, True, apart.start(previous_end_min))
    for term in terms:
        match term:
            case Rest():
                yield from _rest(term, menus, duties)
            case Tally():
                yield from _tally(term, menus)
            case Streak():
                yield from _streak(term)
            case Pattern():
                machine = Sequence(term)
                yield Part(term, machine, True, term.start)
            case Choice() | Free():
                continue
            case (
                Cover()
                | Presence()
                | Meeting()
                | Session()
                | OnQueues()
                | Row()
            ):
                continue
            case _:
                assert_never(term)


def _rest(term: Rest, menus: Menus, duties: DutyTable) -> Iterator[Part]:
    if term.after is None and _matters(term.price):
        gap = Gap(
            term.least_min, term.price, menus, duties, standby=term.standby
        )
        start = gap.start(term.previous_end_min)
        yield Part(term, gap, term.price.hard, start)


def _tally(term: Tally, menus: Menus) -> Iterator[Part]:
    hard = term.price_low.hard or term.price_high.hard
    if term.groups is None:
        yield Part(term, Total(term, menus), hard, term.carried)
    elif GroupCount.reads(term.groups):
        machine = GroupCount(term, term.groups)
        yield Part(term, machine, hard, term.carried)


def _streak(term: Streak) -> Iterator[Part]:
    if not in_order(term):
        return
    if term.high is not None and _matters(term.price_high):
        long = LongRun(replace(term, low=None, price_low=FREE), term.high)
        start = long.start(term.carried)
        yield Part(term, long, term.price_high.hard, start)
    if term.low is not None and _matters(term.price_low):
        short = ShortRun(replace(term, high=None, price_high=FREE), term.low)
        start = short.start(term.carried)
        yield Part(term, short, term.price_low.hard, start)


def _matters(price: Price) -> bool:
    return price.hard or bool(price.slopes)
