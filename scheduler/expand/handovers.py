"""Hand-overs laid over dates: at a time, or around a ring of teams.

``around: [apac, emea, na]``: each team takes over from the one before when
its first shift of the day begins, and the first from the last.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from constraints.who import EVERYBODY, Who
from scheduler.clock import zone
from scheduler.expand.intervals import laid, laid_moments
from scheduler.slug import slug

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from scheduler.errors import Finding
    from scheduler.expand.horizon import Horizon
    from scheduler.expand.intervals import Interval
    from scheduler.expand.people import People
    from scheduler.expand.queues import Queues
    from scheduler.problem import Person
    from scheduler.spec.demand import HandoverSpec
    from scheduler.spec.origin import Origin
    from scheduler.spec.roster import RosterSpec

__all__ = ["LaidHandover", "laid_handovers"]


@dataclass(frozen=True)
class LaidHandover:
    """One side of the world hands over to another.

    Attributes
    ----------
    number
        Of the entry in the file, from 0.
    side
        What tells it from others of the entry; empty for the only one.
    givers, receivers
        None for any two people who can serve the queue.
    """

    number: int
    side: str
    stretches: tuple[Interval, ...]
    givers: Who | None
    receivers: Who | None


def laid_handovers(
    spec: RosterSpec,
    origin: Origin,
    team: People,
    queues: Queues,
    horizon: Horizon,
    findings: list[Finding],
) -> Iterator[LaidHandover]:
    """Yield each hand-over of the file, those of a ring pair by pair.

    Parameters
    ----------
    findings
        Receives teams of a ring whose day has no beginning.
    """
    ring = _Ring(spec, team, queues, horizon)
    for number, given in enumerate(spec.handovers):
        if not given.around:
            stretches = laid_moments(
                given.at, given.overlap, spec.zone, spec.from_, spec.last
            )
            yield LaidHandover(
                number, "", tuple(stretches), given.from_, given.to
            )
            continue
        teams = given.around
        for giver, taker in zip(teams, (*teams[1:], teams[0]), strict=True):
            stretches = ring.starts(taker, given.overlap)
            if not stretches:
                findings.append(
                    origin.finding(
                        f"team {taker} has no shift with a window: of its "
                        "own, so that nobody knows when it takes over: write "
                        "hand-overs with at:, from: and to:",
                        "handovers",
                        number,
                        "around",
                        code="no-handover",
                    )
                )
            yield LaidHandover(
                number,
                f"{slug(giver)}-{slug(taker)}",
                tuple(stretches),
                ring.side(giver, given),
                ring.side(taker, given),
            )


class _Ring:
    """When teams begin their days, and who of them can take over."""

    def __init__(
        self,
        spec: RosterSpec,
        team: People,
        queues: Queues,
        horizon: Horizon,
    ) -> None:
        self._spec = spec
        self._persons = team.persons
        self._queues = queues
        self._horizon = horizon

    def starts(self, team: str, overlap_min: int) -> list[Interval]:
        """Return the first minutes of a team's first shift of each date."""
        first: dict[date, int] = {}
        for person in self._members(team):
            clock = zone(person.zone)
            for start in self._shift_starts(person):
                day = clock.local_day(start)
                first[day] = min(first.get(day, start), start)
        return [
            (start, start + overlap_min) for start in sorted(first.values())
        ]

    def _shift_starts(self, person: Person) -> Iterator[int]:
        for shift in self._spec.shifts.values():
            if not shift.who.matches(person):
                continue
            for window in shift.window:
                for start, _ in laid(
                    window,
                    person.zone,
                    self._horizon.first,
                    self._horizon.last,
                ):
                    yield start

    def side(self, team: str, given: HandoverSpec) -> Who:
        """Return a team, or everybody if none of it can serve the queue."""
        able = any(
            queue.served_by(person, self._horizon.first)
            or queue.served_by(person, self._horizon.last)
            for queue in self._queues.of[given.queue]
            for person in self._members(team)
        )
        if not able:
            return EVERYBODY
        return Who.parse({"any_of": [{"kind": "team", "name": team}]})

    def _members(self, team: str) -> list[Person]:
        return [p for p in self._persons if p.team == team]
