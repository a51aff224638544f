"""``schedule doctor``: sound, or what is wrong."""

import json
from importlib.metadata import PackageNotFoundError

import pytest

from scheduler.cli import health
from scheduler.cli.status import Status


def test_this_installation_is_sound(run):
    """Versions, packages, zones and a tiny roster."""
    done = run("doctor", "--json")
    document = json.loads(done.stdout)
    wrong = [c for c in document["checks"] if not c["ok"]]
    assert wrong == []
    assert done.exit_code == Status.DONE
    names = {check["name"] for check in document["checks"]}
    assert {"python", "ortools", "package scheduler", "solver"} <= names


@pytest.fixture
def quick(monkeypatch):
    """Leave out the solver, which takes a second."""
    monkeypatch.setattr(health, "_solver", lambda: "not asked")


@pytest.mark.usefixtures("quick")
def test_a_clash_is_named(run, monkeypatch):
    """Another distribution with a package of our name is wrong."""
    monkeypatch.setattr(
        health,
        "packages_distributions",
        lambda: {"scheduler": ["sunroster", "scheduler"]},
    )
    done = run("doctor")
    assert done.exit_code == Status.NO
    assert "WRONG" in done.stdout
    assert "shared with scheduler" in " ".join(done.stdout.split())


@pytest.mark.usefixtures("quick")
def test_what_is_missing_is_named(run, monkeypatch):
    """With what would install it."""

    def version(name):
        raise PackageNotFoundError(name)

    monkeypatch.setattr(health, "version", version)
    done = run("doctor")
    assert done.exit_code == Status.NO
    assert "pip install ortools" in done.stdout


def test_a_check_never_raises(monkeypatch):
    """Whatever fails is told as wrong."""

    def broken():
        raise ImportError("no solver")

    monkeypatch.setattr(health, "_solver", broken)
    *_, last = health.checks()
    assert not last.ok
    assert last.detail == "ImportError: no solver"


def test_the_systems_zones_are_compared(monkeypatch, tmp_path):
    """Ours are used whatever the system has, or has not."""
    monkeypatch.setattr(health, "SYSTEM_ZONES", tmp_path / "none")
    assert "no copy of its own" in health._zones()
    (tmp_path / "tzdata.zi").write_text("# version 2019a\nrest")
    monkeypatch.setattr(health, "SYSTEM_ZONES", tmp_path / "tzdata.zi")
    assert health._zones().endswith("not the system's 2019a")
