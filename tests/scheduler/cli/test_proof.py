"""The proof in sentences."""

from types import SimpleNamespace

import pytest

from scheduler.cli.proof import proof, run
from scheduler.result import Result

BEST = SimpleNamespace()


def _result(status, **fields):
    given = {
        "best": BEST,
        "cost": 740_400,
        "bound": 709_200,
        "shortage_min": 0,
        "shortage_bound_min": 0,
        "seconds": 12.34,
        "engine": "cp-sat",
        "seed": 7,
    }
    return Result(status=status, **(given | fields))


@pytest.mark.parametrize(
    ("result", "said"),
    [
        (
            _result("optimal"),
            ["optimal: no better roster exists (cost 123.4 points)"],
        ),
        (
            _result("feasible"),
            ["cost 123.4 points, proven within 4.2 % (bound 118.2)"],
        ),
        (
            _result("feasible", bound=None),
            ["cost 123.4 points, nothing is proven yet"],
        ),
        (
            _result("feasible", shortage_min=210, shortage_bound_min=180),
            [
                "cost 123.4 points, proven within 4.2 % (bound 118.2)",
                "must shortage 3.5 person-hours, at least 3.0 proven",
            ],
        ),
        (
            _result("optimal", shortage_min=60, shortage_bound_min=60),
            [
                "optimal: no better roster exists (cost 123.4 points)",
                "must shortage 1.0 person-hours: no roster has less",
            ],
        ),
        (
            _result("optimal", cost=0, bound=0, interrupted=True),
            [
                "optimal: no better roster exists (cost 0 points)",
                "interrupted: this is the best roster found until then",
            ],
        ),
        (
            _result("infeasible", best=None),
            ["infeasible: no roster keeps every rule"],
        ),
        (
            _result("unknown", best=None),
            ["no roster was found within the limit; there may be one"],
        ),
        (
            _result("unknown", best=None, interrupted=True),
            ["interrupted before a roster was found; there may be one"],
        ),
    ],
)
def test_what_is_known_is_said(result, said):
    """Cost and bound in points, shortage in person-hours."""
    assert list(proof(result)) == said


def test_the_run_is_named():
    """Engine, seconds and seed, to repeat it."""
    assert run(_result("optimal")) == "cp-sat, 12.3 s, seed 7"
