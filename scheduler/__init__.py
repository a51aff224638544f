"""Follow-the-sun rosters: read, solve, check, publish.

``read`` a roster file, ``solve`` it, look at the ``Result``. Names are
loaded on first use, so that ``import scheduler`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scheduler.checker import check
    from scheduler.errors import (
        Finding,
        InputError,
        InternalError,
        Place,
        SunrosterError,
    )
    from scheduler.export.csv import write_csv
    from scheduler.export.ics import write_ics
    from scheduler.export.json import read_roster, write_roster
    from scheduler.export.xlsx import write_xlsx
    from scheduler.plot.plot import write_plot
    from scheduler.problem import Problem
    from scheduler.reasons import Reason, explain
    from scheduler.report.page import write_report
    from scheduler.report.summary import write_summary
    from scheduler.requirement import staffing
    from scheduler.result import Result
    from scheduler.roster import Roster
    from scheduler.rounds import solve_until_met
    from scheduler.simulation.simulation import simulate
    from scheduler.solver import solve
    from scheduler.spec.reader import build, read
    from scheduler.watch import who

__version__ = "0.1.0"

_HOMES = {
    "Finding": "scheduler.errors",
    "InputError": "scheduler.errors",
    "InternalError": "scheduler.errors",
    "Place": "scheduler.errors",
    "Problem": "scheduler.problem",
    "Reason": "scheduler.reasons",
    "Result": "scheduler.result",
    "Roster": "scheduler.roster",
    "SunrosterError": "scheduler.errors",
    "build": "scheduler.spec.reader",
    "check": "scheduler.checker",
    "explain": "scheduler.reasons",
    "read": "scheduler.spec.reader",
    "read_roster": "scheduler.export.json",
    "simulate": "scheduler.simulation.simulation",
    "solve": "scheduler.solver",
    "solve_until_met": "scheduler.rounds",
    "staffing": "scheduler.requirement",
    "who": "scheduler.watch",
    "write_csv": "scheduler.export.csv",
    "write_ics": "scheduler.export.ics",
    "write_plot": "scheduler.plot.plot",
    "write_report": "scheduler.report.page",
    "write_roster": "scheduler.export.json",
    "write_summary": "scheduler.report.summary",
    "write_xlsx": "scheduler.export.xlsx",
}

__all__ = [
    "Finding",
    "InputError",
    "InternalError",
    "Place",
    "Problem",
    "Reason",
    "Result",
    "Roster",
    "SunrosterError",
    "build",
    "check",
    "explain",
    "read",
    "read_roster",
    "simulate",
    "solve",
    "solve_until_met",
    "staffing",
    "who",
    "write_csv",
    "write_ics",
    "write_plot",
    "write_report",
    "write_roster",
    "write_summary",
    "write_xlsx",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
