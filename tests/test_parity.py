"""The parity law, for every rule and every engine that proves."""

import importlib.util
from pathlib import Path

import pytest

from constraints import RULES
from scheduler.engine.cpsat.engine import CpSat
from scheduler.testing import ParityCount, assert_parity

FOLDER = Path(__file__).parent / "parity_cases"
ENGINES = [CpSat(reasons=False)]
ROSTERS = 16
LEAST_KEPT = 0.4


def cases_of(rule):
    """Return the parity cases of a rule."""
    name = rule.__module__.rpartition(".")[2]
    spec = importlib.util.spec_from_file_location(
        f"parity_cases_{name}", FOLDER / f"{name}.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.CASES


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_parity(rule, engine):
    """Engine, check and evaluator agree, and not only on broken rosters."""
    total = ParityCount()
    cases = cases_of(rule)
    rosters = max(4, ROSTERS // len(cases))
    for seed, case in enumerate(cases):
        total += assert_parity(case, engine, rosters=rosters, seed=seed)
    kept = total.rosters - total.broken
    assert kept >= LEAST_KEPT * total.rosters
    if any(any(case.rule.terms(case.problem)) for case in cases):
        # Some case must also show what the rule is there to prevent.
        assert total.broken or total.paid or total.short
