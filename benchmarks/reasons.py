"""`python -m benchmarks reasons`: how long a reason takes on a real roster.

Statements that clash with others are planted into the month of the atlantic
example (23 people, 4 weeks), one clash at a time, and the library is asked
why there is no roster.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click

import scheduler
from benchmarks.examples import ROOT
from scheduler.engine.engine import Limits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scheduler.reasons import Reason

__all__ = ["PLANTS", "Plant", "planted", "reasons"]

LIMIT_S = 120
MANILA = (
    "Paolo Reyes", "Grace Tan", "Jun Santos", "Liza Cruz", "Noel Garcia",
    "Ella Ramos",
)  # fmt: skip


@dataclass(frozen=True)
class Plant:
    """A clash.

    Attributes
    ----------
    kind
        Between what.
    entries
        By section of the file: what is written into it, as YAML.
    staffed
        Whether coverage that must be there is part of it.
    """

    kind: str
    entries: Mapping[str, Sequence[str]]
    staffed: bool = False


def _pins(who: str, shift: str, *days: int) -> tuple[str, ...]:
    return tuple(
        f"{{who: {who}, day: 2027-03-{day:02}, shift: {shift}}}"
        for day in days
    )


PLANTS = (
    Plant(
        "rest",
        {"pins": (
            *_pins("Ben Okafor", "eve", 17),
            "{who: Ben Okafor, day: 2027-03-18, shift: core, at: 08:00}",
        )},
    ),
    Plant(
        "days in a row",
        {"pins": _pins("Ben Okafor", "eve", *range(15, 21))},
    ),
    Plant(
        "days of a contract",
        {"pins": _pins("Ben Okafor", "eve", 15, 16, 17, 19, 20, 21)},
    ),
    Plant(
        "nights of a week",
        {"pins": tuple(
            f"{{who: Grace Tan, day: 2027-03-{day}, shift: apac, at: 22:00}}"
            for day in range(15, 21)
        )},
    ),
    Plant(
        "nobody is awake",
        {"away": tuple(
            f"{{who: {name}, dates: 2027-03-16}}" for name in MANILA
        )},
        staffed=True,
    ),
)  # fmt: skip


def planted(folder: Path, plant: Plant) -> Path:
    """Return the file of the example with a clash in it."""
    shutil.copytree(ROOT / "examples" / "atlantic", folder / "atlantic")
    path = folder / "atlantic" / "march.yaml"
    text = path.read_text("utf-8")
    for section, entries in plant.entries.items():
        lines = "".join(f"  - {entry}\n" for entry in entries)
        text = text.replace(f"{section}:\n", f"{section}:\n{lines}")
    path.write_text(text, "utf-8")
    return path


def found(plant: Plant) -> tuple[float, Reason]:
    """Return the reason of a clash, and the seconds it took."""
    with tempfile.TemporaryDirectory() as folder:
        problem = scheduler.read(planted(Path(folder), plant))
        began = perf_counter()
        reason = scheduler.explain(
            problem, Limits(seconds=LIMIT_S), staffed=plant.staffed
        )
        return perf_counter() - began, reason


@click.command("reasons")
def reasons() -> None:
    """Time the reasons of clashes planted into the atlantic example."""
    click.echo("| clash | seconds | statements | minimal |")
    click.echo("|---|---|---|---|")
    for plant in PLANTS:
        seconds, reason = found(plant)
        minimal = "yes" if reason.minimal else "no"
        click.echo(
            f"| {plant.kind} | {seconds:.1f} | {len(reason.statements)} "
            f"| {minimal} |"
        )
