"""Reasons of planted clashes, timed."""

from click.testing import CliRunner

from benchmarks import reasons as module
from benchmarks.reasons import PLANTS, reasons


def test_a_clash_is_found_and_timed(monkeypatch):
    """A late duty, an early one, and the rest between them."""
    (rest,) = [plant for plant in PLANTS if plant.kind == "rest"]
    monkeypatch.setattr(module, "PLANTS", (rest,))
    done = CliRunner().invoke(reasons, [])
    assert done.exit_code == 0, done.output
    *_, row = done.output.splitlines()
    assert row.startswith("| rest | ")
    assert row.endswith(" | 3 | yes |")
