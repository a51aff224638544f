"""The shipped examples: how long the command takes, how good the roster is."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Row", "measured", "table"]

ROOT = Path(__file__).parent.parent
EXAMPLES = (
    "examples/quickstart.yaml",
    "examples/on-call.yaml",
    "examples/atlantic/march.yaml",
    "examples/marketplace/market.yaml",
    "examples/paid-support/spring.yaml",
)
COMMAND = (
    sys.executable,
    "-c",
    "from scheduler.cli.main import main; main()",
)


@dataclass(frozen=True)
class Row:
    """One measurement; costs in points, shortage in person-hours."""

    what: str
    seconds: float
    status: str = ""
    cost: float | None = None
    bound: float | None = None
    shortage_h: float | None = None
    shortage_bound_h: float | None = None


def measured(limit_s: float, seed: int) -> Iterator[Row]:
    """Yield the time of `schedule --help` and of each example.

    Times are those of the whole command as a process of its own.
    """
    seconds, _ = _run("--help")
    yield Row("schedule --help", seconds)
    for example in EXAMPLES:
        with tempfile.TemporaryDirectory() as folder:
            seconds, output = _run(
                "solve", str(ROOT / example), "-o", folder, "--json",
                "--seconds", str(limit_s), "--seed", str(seed),
            )  # fmt: skip
        found = json.loads(output)
        yield Row(
            example,
            seconds,
            found["status"],
            found["cost_points"],
            found["bound_points"],
            found["shortage_min"] / 60,
            found["shortage_bound_min"] / 60,
        )


def table(rows: Iterator[Row] | Sequence[Row], limit_s: float) -> str:
    """Return the rows as Markdown, with the machine they were measured on."""
    lines = [
        f"{date.today().isoformat()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, limit {limit_s:g} s:",
        "",
        "| what | seconds | status | cost | bound | gap "
        "| `must` shortage | at least |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        gap = (
            f"{(row.cost - row.bound) / row.cost:.1%}"
            if row.cost and row.bound is not None
            else "0 %"
            if row.cost == 0
            else ""
        )
        lines.append(
            f"| {row.what} | {row.seconds:.1f} | {row.status} "
            f"| {_figure(row.cost)} | {_figure(row.bound)} | {gap} "
            f"| {_hours(row.shortage_h)} | {_hours(row.shortage_bound_h)} |"
        )
    return "\n".join(lines)


def _run(*arguments: str) -> tuple[float, str]:
    start = perf_counter()
    done = subprocess.run(
        [*COMMAND, *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = perf_counter() - start
    # 1 says that a must is short, which the table shows; the rest is news.
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr)
    return seconds, done.stdout


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _hours(value: float | None) -> str:
    return "" if value is None else f"{value:g} h"
