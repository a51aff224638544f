"""The command solves an instance and has it judged."""

import json

import pytest
from click.testing import CliRunner

from benchmarks.best_known import best_known
from benchmarks.run import run


def test_optimum(data, tmp_path):
    """The first instance is solved to its known optimum."""
    path = tmp_path / "Instance1.txt"
    path.write_text((data / "curtois/Instance1.txt").read_text())
    (tmp_path / "best_known.csv").write_text(
        "instance,best_known_cost\n1,607\n"
    )
    told = CliRunner().invoke(
        run, [str(path), "--json", "--threads", "2", "--engine", "cpsat"]
    )
    assert told.exit_code == 0, told.output
    (line,) = told.output.splitlines()
    found = json.loads(line)
    assert found["instance"] == "Instance1"
    assert found["cost"] == found["bound"] == found["best_known"] == 607
    assert found["gap_to_best_known"] == found["gap_to_bound"] == 0
    assert found["valid"]
    assert found["seconds"] > 0
    assert found["peak_mb"] > 0


def test_text(data):
    """Without ``--json`` the same is told as words; history is honoured."""
    told = CliRunner().invoke(
        run,
        [
            str(data / "inrc2/n005w4_1_1"),
            "--time-limit",
            "3",
            "--threads",
            "2",
        ],
    )
    assert told.exit_code == 0, told.output
    assert "instance=n005w4_1_1 " in told.output
    assert "valid=True" in told.output


@pytest.mark.parametrize("name", ["README.md", "missing.txt"])
def test_refused(data, name):
    """What is no instance is refused without a traceback."""
    told = CliRunner().invoke(run, [str(data / name)])
    assert told.exit_code == 1
    assert name in told.output


def test_best_known(tmp_path):
    """A set's table may lie beside an instance or in the folder above."""
    (tmp_path / "best_known.csv").write_text(
        "instance,best_known_cost,lower\nsprint01,56,1\nodd,,2\n"
    )
    folder = tmp_path / "xml"
    folder.mkdir()
    assert best_known(folder / "sprint01.xml") == 56
    assert best_known(folder / "odd.xml") is None
    assert best_known(folder / "other.xml") is None
    assert best_known(tmp_path / "sprint01.txt") == 56
