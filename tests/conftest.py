"""What all tests share: how hypothesis searches, what coverage leaves out."""

import os
import sys

import pytest
from hypothesis import settings

# A machine that checks changes must not fail by luck; at home luck finds
# new cases. Deadlines measure the machine, not the code.
settings.register_profile("home", deadline=None)
settings.register_profile(
    "ci", deadline=None, derandomize=True, max_examples=50
)
settings.load_profile("ci" if os.environ.get("CI") else "home")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """Leave slow tests untraced: tracing would take as long again.

    The marker of pytest-cov for this does nothing in a worker of xdist.
    """
    trace = sys.gettrace()
    if item.get_closest_marker("slow"):
        sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(trace)
