"""Moves change a roster and its value alike, compiled or not."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import scheduler
from scheduler.engine.breaks import fits
from scheduler.engine.kernels import layout as at
from scheduler.engine.kernels.anneal import anneal
from scheduler.engine.kernels.moves import KINDS
from scheduler.engine.kernels.roster import total_up
from scheduler.engine.search.board import Board
from scheduler.model import compile_rules

WEEK = Path(__file__).parents[4] / "examples" / "quickstart.yaml"
MOVES = 400


@pytest.fixture(scope="module")
def model():
    """The shipped week of eight people."""
    return compile_rules(scheduler.read(WEEK))


def after_moves(model, kinds, moves=MOVES, seed=7):
    """Return the board and a roster after hot moves of some kinds."""
    board = Board(model)
    s = board.empty()
    s[at.RNG] = seed
    size = len(model.problem.people) * model.problem.days
    best = np.full(3 + size * (1 + int(board.t[at.BREAKS])), 1 << 60)
    for kind in ("add or drop", *kinds):
        mix = np.cumsum(1000 * (np.array(KINDS) == kind))
        anneal(board.t, s, best, mix, moves, 1e6, 1e6, 1000, 10**6, 1)
    return board, s, best


@pytest.mark.parametrize("kind", KINDS)
def test_values_follow_moves(model, kind, judged):
    """What moves add up to is what the roster is worth, to the last tick."""
    board, s, best = after_moves(model, (kind,))
    followed = board.value(s)
    total_up(board.t, s)
    assert board.value(s) == followed
    lines = board.lines(s)
    assert judged(model, lines) == followed
    problem = model.problem
    for line in lines:
        for day in line:
            if day is not None:
                duty = problem.duties[day.duty]
                assert fits(duty, day.breaks, problem.slot_min)
    # All that is kept between moves is as if built from nothing.
    again, whole = board.roster(lines)
    assert whole
    assert board.value(again) == followed
    assert tuple(best[:3]) <= (
        followed.hard, followed.shortage_min, followed.ticks
    )  # fmt: skip
    kinds = np.array(KINDS) == kind
    assert s[s[at.TAKEN] :][: len(KINDS)][kinds].sum() > 0


@pytest.mark.slow
def test_plain_python_makes_the_same_moves(model):
    """The compiled kernels and the same as Python end on one roster."""
    code = (
        "import json, runpy, sys; tests = runpy.run_path(sys.argv[1]);"
        "week = tests['scheduler'].read(tests['WEEK']);"
        "model = tests['compile_rules'](week);"
        "board, s, _ = tests['after_moves'](model, tests['KINDS'], 60);"
        "print(json.dumps(board.lines(s)))"
    )
    told = [
        subprocess.run(
            [sys.executable, "-P", "-c", code, __file__],
            env={**os.environ, "NUMBA_DISABLE_JIT": off},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for off in ("0", "1")
    ]
    assert json.loads(told[0]) == json.loads(told[1])
