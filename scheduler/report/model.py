"""The model: everything that a page shows, as plain data for JSON.

Instants are minutes since the first midnight of the file's zone, people
and queues are numbers. An edition for the team leaves out what is nobody
else's business: wishes, the ledger, prices, and what keeps people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import scheduler
from constraints import wording
from constraints.terms import TICKS_PER_POINT
from scheduler.checker import check
from scheduler.clock import tzdata_version, zone
from scheduler.export.json import document
from scheduler.findings import insights, trades
from scheduler.report.changes import changes
from scheduler.report.clocks import clocks
from scheduler.report.gaps import MOST_ASKED, gaps
from scheduler.report.heat import heat
from scheduler.report.ledger import COUNTED, ledger
from scheduler.report.promises import promises
from scheduler.report.runs import Run
from scheduler.report.timeline import timeline

if TYPE_CHECKING:
    from scheduler.checker import Judgement
    from scheduler.export.roster_doc import RosterDoc
    from scheduler.report.clocks import Clock
    from scheduler.report.gaps import Gap
    from scheduler.report.heat import Heat, State
    from scheduler.report.ledger import Ledger
    from scheduler.report.promises import Promise
    from scheduler.report.timeline import Bar, Timeline
    from scheduler.roster import Roster

__all__ = ["Edition", "model"]

Edition: TypeAlias = Literal["managers", "team"]

_INSIGHTS = 8
_STATES: dict[State, str] = {
    "must": "m",
    "short": "s",
    "low": "l",
    "over": "o",
    "met": "t",
}


def model(
    roster: Roster,
    *,
    edition: Edition = "managers",
    run: Run | None = None,
    since: RosterDoc | None = None,
    replications: int = 100,
) -> dict[str, Any]:
    """Return what a page shows of a roster.

    Parameters
    ----------
    run
        The run that made it, as far as it is known.
    since
        Another roster, to tell what is different.
    replications
        How many times contacts are drawn for the chances of promises.
    """
    return _Model(roster, edition, run or Run()).whole(since, replications)


class _Model:
    """Encodes the parts of a report, instants counted from one origin."""

    def __init__(self, roster: Roster, edition: Edition, run: Run) -> None:
        self._roster = roster
        self._problem = roster.problem
        self._open = edition == "managers"
        self._run = run
        home = zone(roster.problem.zone)
        self._origin = home.start_min(roster.problem.first_day, 0)

    def whole(
        self, since: RosterDoc | None, replications: int
    ) -> dict[str, Any]:
        roster, problem = self._roster, self._problem
        judgement = check(roster)
        found = judgement.violations
        rows = heat(roster, found)
        drawn = timeline(roster, found, rows)
        most_asked = MOST_ASKED if self._open else 0
        known = clocks(problem)
        zones = {clock.name: number for number, clock in enumerate(known)}
        everything: dict[str, Any] = {
            "name": problem.name,
            "when": wording.days((0, problem.days - 1), problem),
            "year": problem.first_day.year,
            "first": str(problem.first_day),
            "days": problem.days,
            "open": self._open,
            "zones": [self._clock(clock) for clock in known],
            "home": zones[problem.zone],
            **self._people(zones, drawn),
            "queues": [queue.name for queue in problem.queues],
            "exchanges": self._exchanges(drawn),
            "rows": self._rows(rows),
            "gaps": [
                self._gap(gap, rows)
                for gap in gaps(roster, found, rows, most_asked)
            ],
            "promises": [
                self._promise(promise)
                for promise in promises(roster, rows, replications)
            ],
            "figures": self._figures(judgement, rows),
            "versions": self._versions(),
            "changes": self._changes(since),
        }
        if self._open:
            everything |= self._for_managers(judgement)
        return everything

    def _at(self, instant: int) -> int:
        return instant - self._origin

    def _clock(self, clock: Clock) -> dict[str, Any]:
        return {
            "name": clock.name,
            "offsets": [[self._at(at), by] for at, by in clock.offsets],
            "midnights": [self._at(at) for at in clock.midnights],
            "first": clock.first,
            "nights": [[self._at(s), self._at(e)] for s, e in clock.nights],
            "changes": [[self._at(at), by] for at, by in clock.changes],
        }

    # Timeline

    def _people(
        self, zones: dict[str, int], drawn: Timeline
    ) -> dict[str, Any]:
        """Return people, grouped by team and zone, with their bars."""
        groups: dict[tuple[str, str], int] = {}
        people: list[dict[str, Any]] = []
        for person in self._problem.people:
            key = person.team, person.zone
            people.append(
                {
                    "name": person.name,
                    "group": groups.setdefault(key, len(groups)),
                    "zone": zones[person.zone],
                    "contract": person.contract.name,
                    "skills": sorted({skill.name for skill in person.skills}),
                    "bars": [],
                    "away": [],
                }
            )
        shifts = {
            shift.name: n for n, shift in enumerate(self._problem.shifts)
        }
        for bar in drawn.bars:
            people[bar.person]["bars"].append(self._bar(bar, shifts))
        for gone in drawn.away:
            stretch = [self._at(gone.start_min), self._at(gone.end_min)]
            people[gone.person]["away"].append(stretch)
        return {
            "groups": [{"team": t, "zone": zones[z]} for t, z in groups],
            "people": people,
            "shifts": list(shifts),
        }

    def _bar(self, bar: Bar, shifts: dict[str, int]) -> list[Any]:
        at = self._at
        return [
            at(bar.start_min),
            at(bar.end_min),
            shifts.get(bar.shift, -1),
            bar.day,
            bar.paid_min,
            [
                [
                    block.what[0],
                    at(block.start_min),
                    at(block.end_min),
                    block.queue,
                    block.least_min,
                    block.wanted_min,
                    block.more_min,
                    block.title,
                ]
                for block in bar.blocks
            ],
            [
                [paid.text, _points(paid.ticks), int(paid.hard)]
                for paid in bar.paid
            ]
            if self._open
            else [],
            int(bar.pinned) + 2 * int(bar.foreign),
        ]

    def _exchanges(self, drawn: Timeline) -> list[Any]:
        return [
            [
                each.queue,
                self._at(each.start_min),
                self._at(each.end_min),
                each.givers,
                each.receivers,
                each.missing,
            ]
            for each in drawn.exchanges
        ]

    # Coverage

    def _rows(self, rows: Heat) -> list[dict[str, Any]]:
        return [
            {
                "kind": row.kind,
                "name": row.name,
                "queue": row.queue,
                "points": _points(row.ticks) if self._open else None,
                "asked": row.asked_min,
                "missing": round(row.missing_min, 1),
                "short": round(row.short_min, 1),
                "cells": [
                    [
                        self._at(cell.start_min),
                        self._at(cell.end_min),
                        round(cell.staffed, 2),
                        cell.least,
                        cell.wanted,
                        _STATES[cell.state],
                        -1 if cell.most is None else cell.most,
                    ]
                    for cell in row.cells
                ],
            }
            for row in rows
        ]

    def _gap(self, gap: Gap, rows: Heat) -> dict[str, Any]:
        number = next(n for n, row in enumerate(rows) if row.key == gap.row)
        return {
            "row": number,
            "start": self._at(gap.start_min),
            "end": self._at(gap.end_min),
            "text": gap.text,
            "points": _points(gap.ticks) if self._open else None,
            "missing": round(gap.missing_min),
            "must": gap.must_min,
            "edge": gap.edge,
            "who": [
                [hindrance.how, hindrance.text, _points(hindrance.ticks)]
                for hindrance in gap.hindrances
            ]
            if gap.hindrances is not None
            else None,
        }

    def _promise(self, promise: Promise) -> dict[str, Any]:
        return {
            "name": promise.name,
            "queue": promise.queue,
            "must": promise.must,
            "asked": round(promise.asked_min),
            "short": round(promise.short_min),
            "share": promise.share,
            "within": promise.within_min,
            "contacts": _rounded(promise.contacts, 1),
            "level": _rounded(promise.level, 4),
            "half": _rounded(promise.half_width, 4),
            "kept": _rounded(promise.kept, 4),
            "worst": None
            if promise.worst is None
            else [self._at(promise.worst[0]), round(promise.worst[1], 3)],
        }

    # Figures, versions and what changed

    def _figures(self, judgement: Judgement, rows: Heat) -> dict[str, Any]:
        queues = [row for row in rows if row.kind in ("queue", "presence")]
        asked = sum(row.asked_min for row in queues)
        missing = sum(row.missing_min for row in queues)
        paid = sum(self._roster.duty(w).paid_min for w in self._roster.works())
        return {
            "people": len(self._problem.people),
            "duties": sum(1 for _ in self._roster.works()),
            "paid": paid,
            "asked": asked,
            "missing": round(missing),
            "shortage": judgement.shortage_min,
            "broken": len(judgement.broken),
            "points": round(judgement.points, 2) if self._open else None,
        }

    def _versions(self) -> dict[str, Any]:
        digest, made = self._problem.digest, self._run.digest
        return {
            "sunroster": scheduler.__version__,
            "tzdata": tzdata_version(),
            "tzdata_then": self._run.tzdata,
            "problem": digest[:12],
            "stale": bool(digest and made and digest != made),
        }

    def _changes(self, since: RosterDoc | None) -> dict[str, Any] | None:
        if since is None:
            return None
        found = changes(document(self._roster), since)
        numbers = {p.id: p.idx for p in self._problem.people}
        return {
            "people": found.people,
            "cost": found.cost_before if self._open else None,
            "days": [
                [
                    numbers.get(change.person, -1),
                    change.name,
                    str(change.day),
                    change.how,
                    self._pair(change.before),
                    self._pair(change.after),
                ]
                for change in found.changes
            ],
        }

    def _pair(self, ends: tuple[int, int] | None) -> list[int] | None:
        return None if ends is None else [self._at(end) for end in ends]

    # For managers

    def _for_managers(self, judgement: Judgement) -> dict[str, Any]:
        roster, found = self._roster, judgement.violations
        return {
            "insights": [
                [insight.kind, insight.text, str(insight.place or "")]
                for insight in insights(roster, found, _INSIGHTS)
            ],
            "costs": [
                [
                    trade.rule,
                    trade.unit,
                    round(trade.units, 2),
                    round(trade.points, 2),
                    str(trade.place or ""),
                ]
                for trade in trades(roster, found)
            ],
            "run": self._proof(),
            "ledger": self._ledger(ledger(roster, found)),
        }

    def _proof(self) -> dict[str, Any]:
        run = self._run
        return {
            "engine": run.engine,
            "status": run.status,
            "seed": run.seed,
            "seconds": _rounded(run.seconds, 1),
            "cost": _rounded(run.cost, 2),
            "bound": _rounded(run.bound, 2),
            "gap": _rounded(run.gap, 4),
            "interrupted": run.interrupted,
        }

    def _ledger(self, book: Ledger) -> dict[str, Any]:
        return {
            "burdens": [[b, int(b in COUNTED)] for b in book.burdens],
            "accounts": [
                {
                    "paid": account.paid_min,
                    "contract": account.contract_min,
                    "burdens": [
                        [standing.total, standing.carried, standing.share]
                        for standing in account.burdens.values()
                    ],
                    "wishes": account.wishes,
                    "granted": account.granted,
                    "points": _points(account.ticks),
                }
                for account in book.accounts
            ],
            "spreads": [
                [
                    spread.team,
                    book.burdens.index(spread.burden),
                    spread.people,
                    round(spread.least, 1),
                    round(spread.mean, 1),
                    round(spread.most, 1),
                ]
                for spread in book.spreads
            ],
        }


def _points(ticks: int) -> float:
    return round(ticks / TICKS_PER_POINT, 2)


def _rounded(value: float | None, digits: int) -> float | None:
    # An interval of one replication is infinite, which JSON does not know.
    if value is None or value in (float("inf"), float("-inf")):
        return None
    return round(value, digits)
