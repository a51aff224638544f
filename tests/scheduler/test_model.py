"""Rules compiled to terms, and what their sets are called."""

from types import SimpleNamespace

import numpy as np
import pytest

from constraints.measures import Mark, Measure
from constraints.terms import HARD, Because, Choice, Streak
from scheduler.errors import InternalError
from scheduler.model import compile_rules
from scheduler.testing import tiny_problem


def ruled(*made):
    """Return what stands for a rule that yields terms."""
    return SimpleNamespace(terms=lambda problem: iter(made))


def streak(key, duties):
    """Return a run of days in a set called so."""
    mark = Mark(key, duties=np.array(duties))
    return Streak(Because("given"), 0, mark, ((0,),), high=1, price_high=HARD)


def choice(key, amounts):
    """Return barred duties by a fact called so."""
    measure = Measure(key, "days", np.array(amounts))
    return Choice(Because("given"), 0, (0,), measure, HARD)


PROBLEM = tiny_problem(1, days=1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (streak("a", [True]), streak("a", [False])),
        (choice("a", [1]), choice("a", [2])),
    ],
)
def test_a_name_means_one_thing(one, other):
    """Engines keep one table for a name: a second would be lost."""
    with pytest.raises(InternalError, match="two different things"):
        compile_rules(PROBLEM, (ruled(one, other),))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (streak("a", [True]), streak("a", [True])),
        (streak("a", [True]), streak("b", [False])),
        (streak("a", [True]), choice("a", [2])),
    ],
)
def test_other_names_or_the_same_content_are_fine(one, other):
    """A set and a fact do not share names."""
    assert len(compile_rules(PROBLEM, (ruled(one, other),)).terms) == 2
