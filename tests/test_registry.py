"""Every rule is registered, documented, exemplified and tested."""

import importlib
import importlib.util
import inspect
import re
from pathlib import Path
from textwrap import dedent
from typing import Annotated, Union

import pytest
import yaml
from pydantic import Field, TypeAdapter

import constraints
from constraints import RULES
from constraints.rule import Rule
from constraints.terms import Cover
from scheduler.spec.roster import RosterSpec
from scheduler.testing import ParityCase

TESTS = Path(__file__).parent
FILES = sorted(
    path.stem
    for path in Path(constraints.__file__).parent.glob("*.py")
    if path.stem != "__init__"
)
SECTIONS = ["Why", "Example", "Unit", "Source"]
WRITABLE = [rule for rule in RULES if not rule.desugared]
ANY_RULE = TypeAdapter(
    Annotated[Union[*WRITABLE], Field(discriminator="rule")]
)
KEYS = {
    key
    for name, field in RosterSpec.model_fields.items()
    for key in (name, field.alias)
}

REASON_TO_WRITE = """
{path} is missing.
Write a small roster file in which this rule and a few other statements
cannot all hold, and mark each line of the clash:

    use: desk.yml
    pins:
      - {{who: Ana Souza, day: 2027-03-02, shift: early}}  # clash
    rules:
      - {{rule: the-rule, most: 1}}  # clash

Put the sentences of `schedule explain FILE` at its top, each after "#: " and
without its place; tests/test_reason_cases.py then holds them.
"""

every_rule = pytest.mark.parametrize(
    "rule", RULES, ids=[rule.__name__ for rule in RULES]
)


def file_of(rule):
    """Return the name of the file that defines a rule."""
    return rule.__module__.rpartition(".")[2]


def sections(rule):
    """Return the sections of a rule's documentation by title."""
    text = inspect.cleandoc(rule.__doc__)
    parts = re.split(r"^(\w+)\n-+\n", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], map(str.strip, parts[2::2]), strict=True))


def example(rule):
    """Return the example as YAML reads it."""
    _, block = sections(rule)["Example"].split(".. code-block:: yaml\n\n")
    return yaml.safe_load(dedent(block))


def parity_cases(rule):
    """Return the module with a rule's parity cases."""
    path = TESTS / "parity_cases" / f"{file_of(rule)}.py"
    assert path.is_file()
    spec = importlib.util.spec_from_file_location(f"cases_{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def forbids(term):
    """Return whether a term can rule out a roster, or is must coverage."""
    if isinstance(term, Cover):
        return any(tier.must for tier in term.tiers)
    prices = (
        getattr(term, name, None)
        for name in ("price", "price_low", "price_high")
    )
    return any(price is not None and price.hard for price in prices)


@pytest.mark.parametrize("file", FILES)
def test_rules_are_registered(file):
    """A file that defines a rule has its line in ``RULES``."""
    module = importlib.import_module(f"constraints.{file}")
    defined = [
        found
        for found in vars(module).values()
        if inspect.isclass(found)
        and issubclass(found, Rule)
        and "rule" in found.model_fields
        and found.__module__ == module.__name__
    ]
    assert [rule for rule in defined if rule not in RULES] == []
    assert len(defined) <= 1, "one rule, one file"


def test_order():
    """Rules stand in alphabetical order, each once."""
    files = [file_of(rule) for rule in RULES]
    assert files == sorted(set(files))


def test_only_rules_is_late():
    """Any other name is as unknown as in any module."""
    with pytest.raises(AttributeError, match="no attribute 'LAWS'"):
        _ = constraints.LAWS


@every_rule
def test_name_is_that_of_the_file(rule):
    """``weekly-hours`` is defined in ``weekly_hours.py``."""
    name = rule.model_fields["rule"].default
    assert name == file_of(rule).replace("_", "-")


@every_rule
def test_documentation_is_complete(rule):
    """The docstring says what, why, by example, in which unit, by whom."""
    found = sections(rule)
    assert list(found) == SECTIONS
    assert all(found.values())
    assert inspect.cleandoc(rule.__doc__).splitlines()[0].endswith(".")


@every_rule
def test_unit_is_stated(rule):
    """A price is per some unit, which has a name."""
    assert rule.unit
    assert rule.amounts_per_unit >= 1
    assert rule.worth >= 1


@every_rule
def test_options_are_described(rule):
    """Every option says what it means; editors show it."""
    silent = [
        name
        for name, field in rule.model_fields.items()
        if name != "rule" and not field.description
    ]
    assert silent == []


@pytest.mark.parametrize(
    "rule", WRITABLE, ids=[rule.__name__ for rule in WRITABLE]
)
def test_example_loads(rule):
    """What the documentation shows under ``rules:`` is that rule."""
    entries = example(rule)
    loaded = [ANY_RULE.validate_python(entry) for entry in entries]
    assert {type(found) for found in loaded} == {rule}


@every_rule
def test_example_of_another_section_names_it(rule):
    """A rule that nobody writes shows the section it is read from."""
    if rule.desugared:
        assert set(example(rule)) <= KEYS


@every_rule
def test_rule_has_tests(rule):
    """Each rule has a test file and cases for the parity fuzzer."""
    file = file_of(rule)
    assert (TESTS / "constraints" / f"test_{file}.py").is_file()
    module = parity_cases(rule)
    assert module.CASES
    assert all(isinstance(case, ParityCase) for case in module.CASES)
    assert all(isinstance(case.rule, rule) for case in module.CASES)
    names = [case.name for case in module.CASES]
    assert len(names) == len(set(names))


@every_rule
def test_rule_that_forbids_has_a_reason(rule):
    """Whatever can be ``must`` has an example in which it is too much."""
    path = TESTS / "reason_cases" / f"{file_of(rule)}.yaml"
    if not path.is_file():
        assert not any(
            forbids(term)
            for case in parity_cases(rule).CASES
            for term in case.rule.terms(case.problem)
        ), REASON_TO_WRITE.format(path=path)
