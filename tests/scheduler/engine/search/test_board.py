"""The annealer's tables say of any roster what the evaluator says."""

import importlib.util
from pathlib import Path
from random import Random

import pytest

from scheduler.engine.search.board import Board, beyond
from scheduler.model import Model

FOLDER = Path(__file__).parents[3] / "parity_cases"
ROSTERS = 6


def cases():
    """Yield the parity cases of all rules."""
    for path in sorted(FOLDER.glob("*.py")):
        spec = importlib.util.spec_from_file_location(path.stem, path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        for case in module.CASES:
            yield pytest.param(case, id=f"{path.stem} {case.name}")


@pytest.mark.parametrize("case", list(cases()))
def test_tables_agree_with_the_evaluator(case, judged, random_lines):
    """On random rosters, legal or not, to the last tick."""
    model = Model(case.problem, tuple(case.rule.terms(case.problem)))
    if beyond(model):
        pytest.skip("beyond the tables")
    board = Board(model)
    rng = Random(1)
    for _ in range(ROSTERS):
        lines = random_lines(case.problem, rng)
        s, whole = board.roster(lines)
        taken = board.lines(s)
        assert board.value(s) == judged(model, taken)
        # Only what is barred may be left out.
        if whole:
            assert taken == lines
        else:
            assert judged(model, lines).hard
