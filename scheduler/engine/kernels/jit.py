"""Compile a function with numba where it is installed.

Without numba (or with ``NUMBA_DISABLE_JIT=1``) a kernel runs as the Python
it is written in: the same answers, later, and the oracle of the compiled
ones in tests.
"""

from __future__ import annotations

import logging
import os
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["COMPILED", "kernel"]

logger = logging.getLogger(__name__)

_Kernel = TypeVar("_Kernel", bound="Callable[..., object]")


def _compiles() -> bool:
    """Return whether numba is there, without loading it.

    That takes a while, which small rosters need not wait for.
    """
    if os.environ.get("NUMBA_DISABLE_JIT", "0") not in ("", "0"):
        return False
    if find_spec("numba") is None:
        logger.info("numba is not installed: searches run as plain Python")
        return False
    return True


COMPILED = _compiles()
"""Whether kernels are compiled."""


def kernel(function: _Kernel) -> _Kernel:
    """Compile a function when it is first called; keep it for next time.

    Threads run side by side inside: the interpreter's lock is let go.
    """
    if not COMPILED:
        return function
    from numba import njit

    # What is kept contains the kernels it calls, but numba looks at one
    # file only to see whether it is stale: so all of them are in its name.
    function.__qualname__ = f"{function.__qualname__}_{_VERSION}"
    return cast(
        "_Kernel", njit(cache=True, nogil=True, error_model="numpy")(function)
    )


def _version() -> str:
    sources = sorted(Path(__file__).parent.glob("*.py"))
    texts = b"".join(source.read_bytes() for source in sources)
    return sha256(texts).hexdigest()[:12]


_VERSION = _version() if COMPILED else ""
