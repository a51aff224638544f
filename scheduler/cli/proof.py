"""How good a roster is and how that is known, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scheduler.result import Result

__all__ = ["proof", "run"]


def proof(result: Result) -> Iterator[str]:
    """Yield what is known of the result: cost, bound and shortage."""
    if result.best is None:
        early = result.interrupted and result.status == "unknown"
        yield _TOO_EARLY if early else _NOTHING[result.status]
        return
    yield _cost(result)
    if result.shortage_min:
        yield _shortage(result)
    if result.interrupted:
        yield "interrupted: this is the best roster found until then"


def run(result: Result) -> str:
    """Return ``cp-sat, 12.3 s, seed 0``."""
    return f"{result.engine}, {result.seconds:.1f} s, seed {result.seed}"


_NOTHING = {
    "infeasible": "infeasible: no roster keeps every rule",
    "unknown": "no roster was found within the limit; there may be one",
}
_TOO_EARLY = "interrupted before a roster was found; there may be one"


def _cost(result: Result) -> str:
    points = f"{_number(result.points)} points"
    if result.status == "optimal":
        return f"optimal: no better roster exists (cost {points})"
    gap, bound = result.gap, result.bound_points
    if gap is None or bound is None:
        return f"cost {points}, nothing is proven yet"
    within = f"{max(0.0, gap):.1%}".replace("%", " %")
    return f"cost {points}, proven within {within} (bound {_number(bound)})"


def _shortage(result: Result) -> str:
    short = f"must shortage {result.shortage_min / 60:.1f} person-hours"
    if result.shortage_bound_min >= result.shortage_min:
        return f"{short}: no roster has less"
    least = result.shortage_bound_min / 60
    return f"{short}, at least {least:.1f} proven"


def _number(points: float | None) -> str:
    return f"{points or 0.0:,.2f}".rstrip("0").rstrip(".")
