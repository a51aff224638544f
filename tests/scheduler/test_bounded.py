"""Runs with bounds from prices: how they begin, and how they are ended."""

from dataclasses import dataclass
from threading import Event

import pytest

from scheduler.bounded import run_bounded
from scheduler.engine.engine import Limits
from scheduler.engine.kernels import warm


@dataclass
class Never:
    """An engine that must not be asked."""

    name: str = "never"

    def run(self, model, limits, tell, start=None):
        """Fail."""
        pytest.fail("the search was over before it began")


def test_nobody_waits_for_what_is_compiled(monkeypatch):
    """Who wants the search to end while loops are compiled gets it ended."""
    compiled = Event()
    monkeypatch.setattr("scheduler.bounded.LARGE", 0)
    monkeypatch.setattr(warm, "warm", compiled.wait)
    told = []
    limits = Limits(seconds=60.0, stop=lambda: bool(told))
    outcome = run_bounded(Never(), warm._model(), limits, told.append)
    compiled.set()
    assert outcome.status == "unknown"
    assert outcome.note == "interrupted"
    assert [event.kind for event in told] == ["phase"]
