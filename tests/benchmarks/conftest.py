"""Where `benchmarks` and the published sets are found."""

import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DATA = Path(__file__).parent / "data"

# `benchmarks` is no part of the wheel; what is installed stays first.
if str(ROOT) not in sys.path:
    sys.path.append(str(ROOT))


def bench_folder():
    """Return the folder of whole sets, None if it is not there."""
    named = os.environ.get("SUNROSTER_BENCH")
    folder = Path(named) if named else ROOT.parent / "shared" / "bench"
    return folder if folder.is_dir() else None


@pytest.fixture
def data():
    """Return the folder of the excerpts kept here."""
    return DATA


@pytest.fixture
def bench():
    """Return the folder of whole sets, or skip the test."""
    folder = bench_folder()
    if folder is None:
        pytest.skip("no published sets: set SUNROSTER_BENCH")
    return folder
