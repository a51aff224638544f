"""Watches: who is on a queue at a moment, as text and for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from constraints import wording
from constraints.terms import TICKS_PER_POINT
from scheduler.clock import zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from scheduler.problem import Person, Problem, Span
    from scheduler.watch import Turn, Watch

__all__ = ["print_watch", "watch_document"]

_MOST_KEPT = 12


def print_watch(console: Console, problem: Problem, watch: Watch) -> None:
    """Print one queue at one moment.

    Times of people are on their own clocks.
    """
    queue = problem.queues[watch.queue]
    number = {0: "nobody", 1: "1 person"}
    asked = number.get(watch.asked, f"{watch.asked} people")
    when = _when(problem, watch.at_min, "UTC")
    title = f"{queue.name} · {when} · asks for {asked}"
    console.print(Text(title, "bold"))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, width=9)
    table.add_column(overflow="fold")
    before = ""
    for label, text in _lines(problem, watch):
        table.add_row(Text("" if label == before else label), Text(text))
        before = label
    console.print(Padding(table, (0, 0, 0, 1)))
    console.print()


def _lines(problem: Problem, watch: Watch) -> Iterator[tuple[str, str]]:
    """Yield what is said, each with its label."""
    for turn in watch.now:
        pause = turn.pause(watch.at_min)
        label = "standby" if turn.standby else "now"
        if pause is None:
            yield label, _now(problem, watch, turn)
        else:
            yield label, _away(problem, turn, pause)
    if not any(turn.pause(watch.at_min) is None for turn in watch.now):
        yield "now", "nobody else" if watch.now else "nobody"
    for turn in watch.next:
        yield "next", _next(problem, watch, turn)
    if not watch.next:
        yield "next", "nobody until the roster ends"
    if watch.handover is not None:
        handed = watch.handover
        who = wording.people(handed.people, problem) or "nobody is there"
        place = problem.places.get(handed.rule)
        yield (
            "hand-over",
            f"{_span(problem, handed.start_min, handed.end_min, 'UTC')}: {who}"
            + (f"  [{place}]" if place else ""),
        )
    if watch.gap is not None:
        yield "gap", f"nobody {_span(problem, *watch.gap, 'UTC')}"
    for number, hindrance in enumerate(watch.could):
        if number == _MOST_KEPT:
            yield "cannot", f"and {len(watch.could) - number} more"
            return
        points = hindrance.ticks / TICKS_PER_POINT
        price = f" ({points:,.2f} points)" if points else ""
        yield (
            "could" if hindrance.how in ("could", "idle") else "cannot",
            hindrance.text + price,
        )


def _now(problem: Problem, watch: Watch, turn: Turn) -> str:
    person = problem.people[turn.person]
    text = f"{_named(person)}, {_span_of(problem, turn)}"
    coming = [p for p in turn.pauses if p.start_min > watch.at_min]
    if coming:
        pause = coming[0]
        text += (
            f"; {_kind(problem, pause.kind, pause.event)} at "
            f"{_clock(pause.start_min, person.zone)}"
        )
    return text


def _away(problem: Problem, turn: Turn, pause: Span) -> str:
    person = problem.people[turn.person]
    return (
        f"{_named(person)} is {_at(problem, pause.kind, pause.event)} until "
        f"{_clock(pause.end_min, person.zone)}; {_span_of(problem, turn)}"
    )


def _next(problem: Problem, watch: Watch, turn: Turn) -> str:
    person = problem.people[turn.person]
    begins = _when(problem, turn.start_min, "UTC")
    ahead = wording.hours(turn.start_min - watch.at_min)
    standby = ", on standby" if turn.standby else ""
    return (
        f"{_named(person)}, {_span_of(problem, turn)}{standby}: in {ahead}, "
        f"{begins}"
    )


def _kind(problem: Problem, kind: str, event: str) -> str:
    return problem.event_title(event) if kind == "event" else "a break"


def _at(problem: Problem, kind: str, event: str) -> str:
    return (
        f"at {problem.event_title(event)}"
        if kind == "event"
        else ("on a break")
    )


def _named(person: Person) -> str:
    return f"{person.name} ({person.team})" if person.team else person.name


def _span_of(problem: Problem, turn: Turn) -> str:
    where = problem.people[turn.person].zone
    return _span(problem, turn.start_min, turn.end_min, where)


def _span(problem: Problem, start: int, end: int, where: str) -> str:
    """Return ``Sun 28 February 12:00–20:00 Sydney``, dates as needed."""
    clock = zone(where)
    until = _clock(end, where)
    if clock.local_day(start) != clock.local_day(end - 1):
        until = _when(problem, end, where).removesuffix(f" {_city(where)}")
        return (
            f"{_when(problem, start, where).removesuffix(f' {_city(where)}')}"
            f" to {until} {_city(where)}"
        )
    day = _day(problem, start, where)
    return f"{day} {_clock(start, where)}–{until} {_city(where)}"


def _when(problem: Problem, at_min: int, where: str) -> str:
    return (
        f"{_day(problem, at_min, where)} {_clock(at_min, where)} "
        f"{_city(where)}"
    )


def _day(problem: Problem, at_min: int, where: str) -> str:
    day = zone(where).local_day(at_min)
    return wording.day((day - problem.first_day).days, problem)


def _clock(at_min: int, where: str) -> str:
    return wording.clock(zone(where).local(at_min).minute)


def _city(where: str) -> str:
    return where.rpartition("/")[2].replace("_", " ")


def watch_document(problem: Problem, watch: Watch) -> dict[str, object]:
    """Return one queue at one moment for machines, instants in UTC."""
    return {
        "queue": problem.queues[watch.queue].name,
        "at": _iso(watch.at_min),
        "asked": watch.asked,
        "now": [_turn(problem, turn, watch.at_min) for turn in watch.now],
        "next": [_turn(problem, turn, None) for turn in watch.next],
        "handover": None
        if watch.handover is None
        else {
            "rule": watch.handover.rule,
            "start": _iso(watch.handover.start_min),
            "end": _iso(watch.handover.end_min),
            "people": [
                problem.people[idx].name for idx in watch.handover.people
            ],
        },
        "gap": None
        if watch.gap is None
        else {"start": _iso(watch.gap[0]), "end": _iso(watch.gap[1])},
        "could": [
            {
                "how": each.how,
                "people": [problem.people[idx].name for idx in each.people],
                "text": each.text,
                "rules": list(each.rules),
                "points": each.ticks / TICKS_PER_POINT,
            }
            for each in watch.could
        ],
    }


def _turn(
    problem: Problem, turn: Turn, at_min: int | None
) -> dict[str, object]:
    person = problem.people[turn.person]
    pause = None if at_min is None else turn.pause(at_min)
    return {
        "person": person.name,
        "team": person.team,
        "zone": person.zone,
        "start": _iso(turn.start_min),
        "end": _iso(turn.end_min),
        "standby": turn.standby,
        "pause": None
        if pause is None
        else {
            "kind": pause.kind,
            "until": _iso(pause.end_min),
            "title": _kind(problem, pause.kind, pause.event),
        },
    }


def _iso(at_min: int) -> str:
    return f"{zone('UTC').at(at_min):%Y-%m-%dT%H:%MZ}"
