"""Evaluators know nothing of what they judge."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
CODE = """
import importlib, pkgutil, sys
import benchmarks.evaluators, benchmarks.formats
for package in (benchmarks.evaluators, benchmarks.formats):
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")
ours = {"scheduler", "constraints", "ortools", "numpy"}
print(sorted(ours & {name.partition(".")[0] for name in sys.modules}))
"""


def test_neither_scheduler_nor_solver_is_loaded():
    """Readers and evaluators load no package of ours, and no solver."""
    done = subprocess.run(
        [sys.executable, "-c", CODE],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert done.stdout.strip() == "[]"
