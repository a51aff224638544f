"""Who may import whom: the contracts of pyproject.toml, kept."""

import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

ROOT = Path(__file__).parent.parent


def run(code):
    """Run Python code in a fresh interpreter; return what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", dedent(code)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_import_contracts():
    """Every import contract is kept.

    In its own process: the linter switches off the loggers it finds.
    """
    pytest.importorskip("importlinter")
    printed = run(
        """
        from importlinter.cli import lint_imports

        print("failed:", lint_imports(no_cache=True))
        """
    )
    assert printed.splitlines()[-1] == "failed: 0", printed


def test_constraints_stand_alone():
    """All of ``constraints`` loads where ``scheduler`` cannot be found."""
    printed = run(
        """
        import importlib, pkgutil, sys

        class Blocker:
            def find_spec(self, name, path=None, target=None):
                if name.partition(".")[0] == "scheduler":
                    raise ImportError(f"{name} is out of bounds here")

        sys.meta_path.insert(0, Blocker())
        import constraints

        for module in pkgutil.iter_modules(constraints.__path__):
            importlib.import_module(f"constraints.{module.name}")
        print(len(constraints.RULES))
        """
    )
    assert int(printed) > 0


@pytest.mark.parametrize("module", ["scheduler", "scheduler.cli.main"])
def test_slow_packages_load_late(module):
    """Importing the library, or the command, loads nothing slow."""
    printed = run(
        f"""
        import sys
        import {module}

        slow = ("ortools", "pendulum", "icalendar", "numpy", "pydantic")
        print([name for name in slow if name in sys.modules])
        """
    )
    assert printed.strip() == "[]"
