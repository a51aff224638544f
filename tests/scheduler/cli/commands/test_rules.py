"""``schedule rules`` and ``schedule rule``."""

import json

import pytest

from constraints import RULES
from scheduler.cli.status import Status

NAMES = [rule.model_fields["rule"].default for rule in RULES]


def test_all_rules_are_listed(run):
    """Name, what it asks and unit; those of other sections apart."""
    done = run("rules")
    assert done.exit_code == Status.DONE
    assert all(name in done.stdout for name in NAMES)
    listed = json.loads(run("rules", "--json").stdout)
    assert {entry["name"] for entry in listed} == set(NAMES)
    assert all(entry["summary"] and entry["unit"] for entry in listed)


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_has_a_page(run, name):
    """The docstring without its markup."""
    done = run("rule", name)
    assert done.exit_code == Status.DONE
    assert done.stdout.startswith(f"{name}\n")
    for heading in ("\nWhy ", "\nExample ", "\nUnit "):
        assert heading in done.stdout
    assert "code-block" not in done.stdout
    assert "----" not in done.stdout


def test_options_of_a_rule(run):
    """Keys, defaults and what they say."""
    done = run("rule", "rest")
    assert "least       required  Shortest time" in done.stdout
    document = json.loads(run("rule", "rest", "--json").stdout)
    assert "least" in document["options"]["properties"]


def test_a_typo_names_the_nearest(run):
    """As everywhere."""
    done = run("rule", "consecutive_day")
    assert done.exit_code == Status.BAD_INPUT
    assert 'did you mean "consecutive-days"' in done.stderr
