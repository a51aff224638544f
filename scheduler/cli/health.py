"""What ``schedule doctor`` looks at; each check never raises."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import (
    PackageNotFoundError,
    packages_distributions,
    version,
)
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Check", "checks"]

DISTRIBUTION = "sunroster"
SYSTEM_ZONES = Path("/usr/share/zoneinfo/tzdata.zi")
_NEEDED = (
    "ortools",
    "numpy",
    "pydantic",
    "pendulum",
    "icalendar",
    "click",
    "rich",
    "PyYAML",
    "holidays",
    "recurring-ical-events",
    "tzdata",
)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at."""

    name: str
    ok: bool
    detail: str


def checks() -> Iterator[Check]:
    """Yield all checks, the quick ones first."""
    yield Check("python", True, f"{platform.python_version()} on {_system()}")
    yield Check("cores", True, str(_cores()))
    for name in (DISTRIBUTION, *_NEEDED):
        yield _installed(name)
    for package in ("scheduler", "constraints"):
        yield _own(package)
    yield _guarded("time zones", _zones)
    yield _guarded("solver", _solver)


def _system() -> str:
    return f"{platform.system()} {platform.machine()}"


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _installed(name: str) -> Check:
    try:
        return Check(name, True, version(name))
    except PackageNotFoundError:
        return Check(name, False, f"is missing: pip install {name}")


def _own(package: str) -> Check:
    """Look whether another distribution brings a package of this name.

    pip installs both without a word, and the later overwrites files of the
    earlier.
    """
    name = f"package {package}"
    place = str(import_module(package).__file__)
    owners = set(packages_distributions().get(package, ()))
    if others := sorted(owners - {DISTRIBUTION}):
        return Check(
            name,
            False,
            f"{place} is shared with {', '.join(others)}: install "
            f"{DISTRIBUTION} into an environment of its own",
        )
    return Check(name, True, place)


def _zones() -> str:
    from scheduler.zone_names import tzdata_version

    ours = tzdata_version()
    try:
        first = SYSTEM_ZONES.read_text("utf-8").partition("\n")[0]
    except OSError:
        return f"tzdata {ours} is used; the system has no copy of its own"
    theirs = first.removeprefix("# version ").strip()
    return f"tzdata {ours} is used, not the system's {theirs}"


def _solver() -> str:
    """Solve a roster of two people and one week."""
    import scheduler
    from scheduler.testing import tiny_problem

    result = scheduler.solve(tiny_problem(), iterations=1_000, threads=1)
    if result.status != "optimal":
        raise RuntimeError(f"a tiny roster came out {result.status}")
    return f"{result.engine} solves a tiny roster in {result.seconds:.1f} s"


def _guarded(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, True, look())
    except Exception as error:
        return Check(name, False, f"{type(error).__name__}: {error}")
