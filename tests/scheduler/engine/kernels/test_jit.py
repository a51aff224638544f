"""Kernels give the same answers compiled and not."""

import os
import subprocess
import sys

import pytest

from scheduler.engine.kernels.jit import COMPILED, kernel


@kernel
def total(numbers):
    """Return the sum of numbers."""
    found = 0
    for number in numbers:
        found += number
    return found


def test_a_kernel_is_the_function_it_was():
    """A sum is a sum."""
    assert total((1, 2, 3)) == 6


@pytest.mark.parametrize(
    "hidden",
    [
        pytest.param("", id="switched off"),
        pytest.param("sys.modules['numba'] = None; ", id="not installed"),
    ],
)
def test_without_numba_kernels_are_plain_python(hidden):
    """Nothing but speed depends on numba being there."""
    code = (
        f"import sys; {hidden}"
        "from scheduler.engine.kernels.jit import COMPILED, kernel;"
        "f = lambda: 7; assert kernel(f) is f and not COMPILED"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_this_environment_compiles():
    """The development environment brings numba, so tests run compiled."""
    if os.environ.get("NUMBA_DISABLE_JIT") != "1":
        pytest.importorskip("numba")
        assert COMPILED
