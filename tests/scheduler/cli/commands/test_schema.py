"""``schedule schema``: for editors, and the columns of tables."""

import json

import pytest
import yaml
from jsonschema import Draft202012Validator

from scheduler.cli.commands.init import starter
from scheduler.cli.editor_schema import editor_schema
from scheduler.cli.status import Status


def test_it_is_a_schema(run):
    """What is printed is a valid schema of its dialect."""
    done = run("schema")
    assert done.exit_code == Status.DONE
    schema = json.loads(done.stdout)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"].endswith("2020-12/schema")


@pytest.mark.parametrize(
    ("section", "value", "fits"),
    [
        ("people", "people.csv", True),
        ("people", "people.xlsx", False),
        ("teams", "teams.csv", True),
        ("coverage", "coverage.csv", True),
        ("use", "standing.yaml", True),
        ("use", ["a.yaml", "b.yaml"], True),
        ("use", 3, False),
        ("contracts", {"lead": {"like": "full-time"}}, True),
        ("contracts", {"lead": {"replace": True, "days": "5/week"}}, True),
        ("contracts", {"lead": {"liek": "full-time"}}, False),
        ("people", [{"name": "Ana", "like": "Joy"}], True),
        ("people", [{"name": "Ana"}], False),
    ],
)
def test_what_reading_adds_is_in_it(section, value, fits):
    """Tables, ``use:`` and ``like:`` are no errors to an editor."""
    schema = editor_schema()
    part = {"$defs": schema["$defs"], **schema["properties"][section]}
    assert Draft202012Validator(part).is_valid(value) is fits


def test_a_month_file_needs_no_people():
    """What ``use:`` names may say the rest."""
    validator = Draft202012Validator(editor_schema())
    assert validator.is_valid({"use": "a.yaml", "from": "2027-03-01"})
    assert not validator.is_valid({"from": "2027-03-01"})


@pytest.mark.parametrize("table", ["people", "teams", "coverage"])
def test_columns_begin_a_table(run, table):
    """The header line alone is on standard output."""
    done = run("schema", "--csv", table)
    assert done.exit_code == Status.DONE
    assert done.stdout.count("\n") == 1
    assert "," in done.stdout
    assert "required: " in done.stderr


def test_the_starter_names_only_known_keys():
    """The starter's sections are those of the schema."""
    properties = editor_schema()["properties"]
    sections = yaml.load(starter(), yaml.BaseLoader)
    assert set(sections) <= set(properties)
