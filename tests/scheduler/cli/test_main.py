"""The group: lazy, in sections, never a traceback."""

import json
import subprocess
import sys

import pytest

from scheduler.cli import main as main_module
from scheduler.cli.main import COMMANDS, schedule
from scheduler.cli.status import Status
from scheduler.errors import InternalError

NAMES = [name for commands in COMMANDS.values() for name in commands]
HEAVY = ("ortools", "pendulum", "icalendar", "numpy", "pydantic", "rich")


def test_help_loads_nothing_heavy():
    """``schedule --help`` is instant: it loads no solver and no library."""
    code = f"""
import sys
from scheduler.cli.main import main
try:
    main()
finally:
    loaded = set({HEAVY!r}) & set(sys.modules)
    assert not loaded, loaded
"""
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, "--help"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode == 0
    for section in COMMANDS:
        assert f"\n{section}:\n" in done.stdout


@pytest.mark.parametrize("name", NAMES)
def test_every_command_shows_an_example(run, name):
    """Each command's help has one real command line to copy."""
    done = run(name, "--help")
    assert done.exit_code == 0
    assert f"\n    schedule {name}" in done.output.replace("\b", "")


def test_every_command_fits_eighty_columns(run):
    """No line of any help is wider than a terminal."""
    for arguments in ([], *([name] for name in NAMES)):
        done = run(*arguments, "--help", terminal_width=80)
        assert max(map(len, done.output.splitlines())) <= 80


def test_an_unknown_command_names_the_nearest(run):
    """A typo ends in bad usage and the name that was meant."""
    done = run("slove")
    assert done.exit_code == Status.BAD_INPUT
    assert '"solve"' in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("solve",),
        ("solve", "--nonsense"),
        ("solve", "x.yaml", "--seconds", "-1"),
        ("solve", "x.yaml", "--seconds", "nan"),
        ("solve", "x.yaml", "--seconds", "inf"),
        ("solve", "x.yaml", "--seconds", "soon"),
        ("solve", "x.yaml", "--gap", "101"),
        ("solve", "x.yaml", "--iterations", "0"),
        ("solve", "x.yaml", "--threads", "100000"),
        ("show", "x.yaml", "y.json", "--week", "0"),
        ("export", "x.yaml", "y.json"),
        ("export", "x.yaml", "y.json", "-o", "z", "--format", "pdf"),
        ("schema", "--csv", "shifts"),
        ("lint",),
    ],
)
def test_bad_usage_ends_in_two(run, arguments):
    """What the command line itself gets wrong is bad input."""
    done = run(*arguments)
    assert done.exit_code == Status.BAD_INPUT
    assert "Traceback" not in done.output


def _fail(monkeypatch, error):
    """Let ``validate`` raise an error."""

    def raising(file):
        raise error

    monkeypatch.setattr("scheduler.read", raising, raising=False)


def test_the_unexpected_is_one_line(run, monkeypatch):
    """Our own fault is told as such, without a traceback."""
    _fail(monkeypatch, RuntimeError("two\nlines"))
    done = run("validate", "x.yaml")
    assert done.exit_code == Status.BUG
    assert done.stderr.startswith(
        "this is a bug in sunroster: RuntimeError: two lines"
    )
    assert done.stderr.count("\n") == 1


def test_disagreement_is_our_fault(run, monkeypatch):
    """Engine and checker that disagree end in 70, too."""
    _fail(monkeypatch, InternalError("they disagree"))
    done = run("validate", "x.yaml")
    assert done.exit_code == Status.BUG
    assert done.stderr == "this is a bug in sunroster: they disagree\n"


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [(("--debug",), {}), ((), {"SUNROSTER_DEBUG": "1"})],
)
def test_debug_shows_the_traceback(run, monkeypatch, arguments, environment):
    """Whoever asks for it sees where it happened."""
    _fail(monkeypatch, RuntimeError("here"))
    done = run(*arguments, "validate", "x.yaml", env=environment)
    assert done.exit_code == Status.BUG
    assert "Traceback" in done.stderr


def test_interruption_is_130(run, monkeypatch):
    """Ctrl-C outside a search ends quietly."""
    _fail(monkeypatch, KeyboardInterrupt())
    done = run("validate", "x.yaml")
    assert done.exit_code == Status.INTERRUPTED
    assert "Traceback" not in done.output


def test_machines_get_refusals_as_json(run):
    """With --json, findings stand on standard output as well."""
    done = run("validate", "nowhere.yaml", "--json")
    assert done.exit_code == Status.BAD_INPUT
    document = json.loads(done.stdout)
    assert document["status"] == "bad-input"
    assert "nowhere.yaml" in document["findings"][0]["message"]


def test_main_is_the_console_script(monkeypatch, capsys):
    """The entry point runs the group under its own name."""
    monkeypatch.setattr(sys, "argv", ["whatever", "--help"])
    with pytest.raises(SystemExit) as exit_:
        main_module.main()
    assert exit_.value.code == 0
    assert capsys.readouterr().out.startswith("Usage: schedule [OPTIONS]")


def test_all_modules_have_a_command():
    """The table of commands and the files agree."""
    context = schedule.make_context("schedule", ["doctor"])
    assert schedule.list_commands(context) == NAMES
    for name in NAMES:
        assert schedule.get_command(context, name).name == name
    assert schedule.get_command(context, "nothing") is None
