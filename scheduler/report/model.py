"""The model: everything that a page shows, as plain data for JSON.

Instants are minutes since the first midnight of the file's zone, people
and queues are numbers. An edition for the team leaves out what is nobody
else's business: wishes, the ledger, prices, and what keeps people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import scheduler
from constraints import wording
from scheduler.checker import check
from scheduler.clock import tzdata_version, zone
from scheduler.export.json import document
from scheduler.findings import insights, trades
from scheduler.report import drawn, tabled
from scheduler.report.changes import changes
from scheduler.report.clocks import clocks
from scheduler.report.frame import Frame, rounded
from scheduler.report.gaps import MOST_ASKED, gaps
from scheduler.report.heat import heat
from scheduler.report.ledger import ledger
from scheduler.report.promises import promises
from scheduler.report.runs import Run
from scheduler.report.timeline import timeline

if TYPE_CHECKING:
    from scheduler.checker import Judgement
    from scheduler.export.roster_doc import RosterDoc
    from scheduler.report.heat import Heat
    from scheduler.roster import Roster

__all__ = ["Edition", "model"]

Edition: TypeAlias = Literal["managers", "team"]

_INSIGHTS = 8


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
        self._run = run
        home = zone(roster.problem.zone)
        self._frame = Frame(
            home.start_min(roster.problem.first_day, 0),
            open=edition == "managers",
        )

    def whole(
        self, since: RosterDoc | None, replications: int
    ) -> dict[str, Any]:
        roster, problem, frame = self._roster, self._problem, self._frame
        judgement = check(roster)
        found = judgement.violations
        rows = heat(roster, found)
        line = timeline(roster, found, rows)
        most_asked = MOST_ASKED if self._frame.open else 0
        known = clocks(problem)
        zones = {clock.name: number for number, clock in enumerate(known)}
        everything: dict[str, Any] = {
            "name": problem.name,
            "when": wording.days((0, problem.days - 1), problem),
            "year": problem.first_day.year,
            "first": str(problem.first_day),
            "days": problem.days,
            "open": self._frame.open,
            "zones": [drawn.clock(frame, clock) for clock in known],
            "home": zones[problem.zone],
            **drawn.people(frame, problem, zones, line),
            "queues": [queue.name for queue in problem.queues],
            "exchanges": drawn.exchanges(frame, line),
            "rows": tabled.coverage(frame, rows),
            "gaps": [
                tabled.gap(frame, gap, rows)
                for gap in gaps(roster, found, rows, most_asked)
            ],
            "promises": [
                tabled.promise(frame, promise)
                for promise in promises(roster, rows, replications)
            ],
            "figures": self._figures(judgement, rows),
            "versions": self._versions(),
            "changes": self._changes(since),
        }
        if self._frame.open:
            everything |= self._for_managers(judgement)
        return everything

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
            "judged": judgement.rules_asked,
            "points": self._frame.points(judgement.cost),
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
            "cost": found.cost_before if self._frame.open else None,
            "days": [
                [
                    numbers.get(change.person, -1),
                    change.name,
                    str(change.day),
                    change.how,
                    change.before and self._frame.ends(change.before),
                    change.after and self._frame.ends(change.after),
                ]
                for change in found.changes
            ],
        }

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
            "ledger": tabled.ledger(self._frame, ledger(roster, found)),
        }

    def _proof(self) -> dict[str, Any]:
        run = self._run
        return {
            "engine": run.engine,
            "status": run.status,
            "seed": run.seed,
            "seconds": rounded(run.seconds, 1),
            "cost": rounded(run.cost, 2),
            "bound": rounded(run.bound, 2),
            "gap": rounded(run.gap, 4),
            "interrupted": run.interrupted,
        }
