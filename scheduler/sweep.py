"""The cost of a promise: what queues take as one figure of it changes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from constraints.durations import ANSWER, duration_s, seconds_text
from constraints.near import nearest
from scheduler.clock import zone
from scheduler.errors import Finding, InputError
from scheduler.requirement import heads_of

if TYPE_CHECKING:
    from scheduler.demand.service import Service
    from scheduler.demand.volume import Volume
    from scheduler.problem import Problem
    from scheduler.promised import Demand, Promised

__all__ = ["Swept", "sweep"]

PARAMETERS = (
    "answer within",
    "answer",
    "mean wait",
    "patience",
    "occupancy",
    "handle",
    "at once",
    "volume",
    "day variation",
    "shrinkage",
)
_TIMES = frozenset({"answer within", "mean wait", "patience", "handle"})
_NICE = (1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200)
_NICE_PERCENT = (0.5, 1, 2, 5, 10, 20, 50)
_MOST_POINTS = 15
_MOST_AT_ONCE = 20
_SWEEP = re.compile(
    rf"(?P<name>.+)\.(?P<what>{'|'.join(PARAMETERS)}) +"
    r"(?P<low>\S+?)\.\.(?P<high>\S+?)(?: by (?P<by>\S+))?"
)


@dataclass(frozen=True, slots=True)
class Swept:
    """What is taken at one value.

    Attributes
    ----------
    value
        As people write it.
    peak
        The most people at any moment.
    week_h
        Head-hours of an average week.
    """

    value: str
    peak: int
    week_h: float


def sweep(problem: Problem, text: str) -> tuple[Swept, ...]:
    """Return what the promises of a queue or account take, value by value.

    Parameters
    ----------
    problem
        As :func:`scheduler.read` gives it.
    text
        Queue or account, what to change, and from where to where, as in
        ``plus.answer within 2m..15m`` or ``plus.volume -20%..+50%``.

    Raises
    ------
    InputError
        When the text cannot be read, or nothing arrives there.
    """
    match = _SWEEP.fullmatch(text.strip())
    if match is None:
        raise _refused(
            f'"{text}" is no sweep: write a queue, what to change and from '
            'where to where, as in "plus.answer within 2m..15m"; what can '
            f"change is {', '.join(PARAMETERS)}"
        )
    what = match["what"]
    values = _values(what, match["low"], match["high"], match["by"])
    promised = _meant(problem, match["name"])
    demand = problem.demand
    found = []
    for value in values:
        peak, week_h = _total(problem, demand, promised, what, value)
        found.append(Swept(_written(what, value), peak, week_h))
    return tuple(found)


def _meant(problem: Problem, name: str) -> list[Promised]:
    """Return the promises that a name is about."""
    demand = problem.demand
    queues = {q.idx for q in problem.queues if name in (q.name, q.family)}
    found = [
        p for p in demand.promised if p.queue in queues or p.account == name
    ]
    if not found:
        known = {problem.queues[p.queue].name for p in demand.promised}
        known |= {p.account for p in demand.promised if p.account}
        raise _refused(
            f'nothing is promised on "{name}"{nearest(name, known)}'
            if known
            else "the file promises nothing: write accounts: with answer:"
        )
    return found


def _total(
    problem: Problem,
    demand: Demand,
    promised: list[Promised],
    what: str,
    value: float,
) -> tuple[int, float]:
    """Return the peak and the weekly head-hours at one value."""
    clock = zone(problem.zone)
    first = clock.start_min(problem.date(0), 0)
    last = clock.start_min(problem.date(problem.days), 0)
    if what in ("volume", "handle"):
        queues = {p.queue for p in promised}
        demand = replace(
            demand,
            streams=tuple(
                replace(s, volume=_other(s.volume, what, value))
                if s.queue in queues and not (s.waiting and what == "volume")
                else s
                for s in demand.streams
            ),
        )
    by_queue: dict[int, np.ndarray[tuple[int], np.dtype[np.int64]]] = {}
    slot_min = 15
    for each in promised:
        service = _service(demand.services[each.queue], what, value)
        made = heads_of(demand, _promise(each, what, value), service)
        if made is None:
            continue
        volume, heads = made
        slot_min = volume.slot_min
        begins = max(0, -(-(first - volume.first_min) // slot_min))
        ends = max(0, (last - volume.first_min) // slot_min)
        own = heads[begins:ends]
        before = by_queue.get(each.queue, np.zeros_like(own))
        by_queue[each.queue] = np.maximum(before, own)
    if not by_queue:
        return 0, 0.0
    total = np.sum(list(by_queue.values()), axis=0)
    weeks = problem.days / 7
    return int(total.max(initial=0)), float(
        total.sum()
    ) * slot_min / 60 / weeks


def _promise(promised: Promised, what: str, value: float) -> Promised:
    if what == "answer within":
        return replace(promised, within_min=value / 60)
    if what == "answer":
        return replace(promised, share=value)
    return promised


def _service(service: Service, what: str, value: float) -> Service:
    if what == "patience":
        return replace(service, patience_s=value)
    if what == "mean wait":
        return replace(service, mean_wait_max_s=value)
    if what == "occupancy":
        return replace(service, occupancy_max=value)
    if what == "day variation":
        return replace(service, day_variation=value)
    if what == "shrinkage":
        return replace(service, shrinkage=value)
    if what == "at once":
        slower = service.slower[: int(value)]
        more = (slower[-1],) * (int(value) - len(slower))
        return replace(service, slower=(*slower, *more))
    return service


def _other(volume: Volume, what: str, value: float) -> Volume:
    if what == "volume":
        return replace(volume, per_hour=volume.per_hour * (1 + value))
    return replace(
        volume,
        handle_min=np.where(volume.handle_min > 0, value / 60, 0.0),
    )


def _values(
    what: str, low_text: str, high_text: str, by_text: str | None
) -> list[float]:
    low, high = _value(what, low_text), _value(what, high_text)
    if low > high:
        raise _refused(f"{low_text} is above {high_text}: write it first")
    step = (
        _value(what, by_text, step=True)
        if by_text
        else _step(what, high - low)
    )
    count = round((high - low) / step, 6)
    if count > 100:
        raise _refused("that makes more than a hundred values: fewer, please")
    return [*(low + i * step for i in range(int(count) + 1))]


def _step(what: str, width: float) -> float:
    if what == "at once":
        return 1
    if what in _TIMES:
        fits = (s for s in _NICE if width / s <= _MOST_POINTS)
        return next(fits, width / _MOST_POINTS)
    percents = (p / 100 for p in _NICE_PERCENT)
    fitting = (p for p in percents if width / p <= _MOST_POINTS)
    return next(fitting, width / _MOST_POINTS)


def _value(what: str, text: str, *, step: bool = False) -> float:
    """Return one value, or refuse what cannot be."""
    if what in _TIMES:
        if re.fullmatch(ANSWER, text) and duration_s(text) > 0:
            return duration_s(text)
        raise _refused(f'"{text}" is no time above 0: write 20s, 2m or 1h')
    if what == "at once":
        if (
            text.isascii()
            and text.isdigit()
            and 0 < int(text) <= _MOST_AT_ONCE
        ):
            return int(text)
        raise _refused(f'"{text}" is no number from 1 to {_MOST_AT_ONCE}')
    match = re.fullmatch(r"([+-]?\d{1,4}(?:\.\d{1,4})?)%", text)
    if match is None:
        raise _refused(f'"{text}" is no percentage: write it as in 80%')
    share = float(match[1]) / 100
    least, most = {
        "answer": (0.0, 1.0),
        "occupancy": (0.0, 1.0 + 1e-9),
        "volume": (-1.0, 10.0),
        "day variation": (-1e-9, 1.0 + 1e-9),
        "shrinkage": (-1e-9, 1.0),
    }[what]
    if not (share > 0 if step else least < share < most):
        raise _refused(f"{text} is out of range for {what}")
    return share


def _written(what: str, value: float) -> str:
    if what in _TIMES:
        return seconds_text(round(value))
    if what == "at once":
        return str(int(value))
    return f"{100 * value:+g}%" if what == "volume" else f"{100 * value:g}%"


def _refused(message: str) -> InputError:
    return InputError(Finding(message, code="sweep"))
