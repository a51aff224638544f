"""Compile everything once, on a roster too small to matter.

Compiled code is kept on disk, so that it is there for every later run; a
search whose clock is running should not have to wait for it.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from scheduler.engine.kernels.jit import COMPILED

if TYPE_CHECKING:
    from scheduler.model import Model

__all__ = ["warm"]

_STEPS = 200


@cache
def warm() -> None:
    """Compile the search and the bound, if numba is there."""
    if not COMPILED:
        return
    from scheduler.engine.engine import Limits
    from scheduler.engine.prices.proof import prove
    from scheduler.engine.search.annealer import Annealer

    model = _model()
    limits = Limits(iterations=_STEPS, threads=1)
    Annealer().run(model, limits, lambda event: None)
    prove(model, limits, lambda event: None)


def _model() -> Model:
    """Return a model of a few people who rest, count hours and serve."""
    from scheduler.model import compile_rules
    from scheduler.spec.reader import build

    return compile_rules(
        build(
            {
                "roster": "Warm",
                "zone": "UTC",
                "from": date(2027, 3, 1).isoformat(),
                "days": 7,
                "skills": {"names": ["desk"]},
                "teams": {"team": {"place": "PT", "skills": ["desk"]}},
                "contracts": {"any": {"paid hours": "at most 40/week"}},
                "shifts": {
                    "day": {
                        "window": "daily 08:00-16:00",
                        "slide": "2h",
                        "break": {"length": "30m"},
                    }
                },
                "people": [
                    {"name": name, "team": "team", "contract": "any"}
                    for name in ("A", "B")
                ],
                "queues": {"desk": {}},
                "coverage": [{"queue": "desk", "window": "24/7", "least": 1}],
                "rules": [
                    {"rule": "rest", "least": "11h"},
                    {"rule": "consecutive-days", "most": 5},
                    {"rule": "weekends", "most": 1, "per": "4 weeks"},
                ],
            }
        )
    )
