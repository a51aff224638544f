"""Compiling ahead leaves nothing to compile for a real roster."""

import pytest

from scheduler.engine.kernels.jit import COMPILED
from scheduler.engine.kernels.path import __dict__ as loops
from scheduler.engine.kernels.warm import warm


@pytest.mark.skipif(not COMPILED, reason="there is nothing to compile")
def test_warm_compiles():
    """Loops on lines have a compiled form afterwards.

    Not each of them: those inside another come with it from the disk.
    """
    warm()
    found = [x for x in loops.values() if hasattr(x, "signatures")]
    assert found
    assert any(loop.signatures for loop in found)


def test_warm_without_numba_is_nothing(monkeypatch):
    """Plain Python needs no warming."""
    monkeypatch.setattr("scheduler.engine.kernels.warm.COMPILED", False)
    assert warm.__wrapped__() is None
