"""Every rule is used by an example that is shipped, and so can be copied."""

from pathlib import Path

import pytest

import scheduler
from constraints import RULES

EXAMPLES = Path(__file__).parent.parent / "examples"
FILES = sorted(
    path
    for path in EXAMPLES.rglob("*.yaml")
    if "\nfrom: " in path.read_text("utf-8")
)


@pytest.fixture(scope="module")
def used():
    """The rules of all examples, whatever key of a file said them."""
    return {
        type(rule) for path in FILES for rule in scheduler.read(path).rules
    }


def test_every_example_that_can_be_solved_is_read():
    """Standing files say no dates; each folder has one that does."""
    folders = {path for path in EXAMPLES.iterdir() if path.is_dir()}
    assert folders <= {path.parent for path in FILES}


@pytest.mark.parametrize("rule", RULES, ids=[r.__name__ for r in RULES])
def test_an_example_uses(rule, used):
    """Add a line to a file in examples/ where a manager would want it."""
    assert rule in used
