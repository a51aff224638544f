"""What ``import scheduler`` promises: names, documentation, types."""

import inspect
import re
from importlib.metadata import version
from pathlib import Path

import pytest

import scheduler

EVERY_NAME = pytest.mark.parametrize("name", scheduler.__all__)
FUNCTIONS = [
    name
    for name in scheduler.__all__
    if inspect.isfunction(getattr(scheduler, name))
]
SECTIONS = re.compile(
    r"^(Parameters|Returns|Yields|Raises|Attributes)\n(-+)$", re.MULTILINE
)


@EVERY_NAME
def test_name_resolves(name):
    """Every public name is there, and is what it is called."""
    found = getattr(scheduler, name)
    assert found.__name__ == name
    assert name in dir(scheduler)


@EVERY_NAME
def test_name_is_documented(name):
    """Every public name says what it is, in a sentence."""
    first = inspect.getdoc(getattr(scheduler, name)).splitlines()[0]
    assert first.endswith((".", "?"))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_function_is_typed_and_explained(name):
    """Functions have types, and sections whose lines are well drawn."""
    function = getattr(scheduler, name)
    signature = inspect.signature(function)
    assert signature.return_annotation is not inspect.Signature.empty
    bare = [
        parameter.name
        for parameter in signature.parameters.values()
        if parameter.annotation is inspect.Parameter.empty
    ]
    assert bare == []
    for title, line in SECTIONS.findall(inspect.getdoc(function)):
        assert len(line) == len(title)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_documented_parameters_exist(name):
    """A parameter that the documentation explains is one."""
    function = getattr(scheduler, name)
    _, _, after = inspect.getdoc(function).partition(
        "Parameters\n----------\n"
    )
    section = SECTIONS.split(after)[0]
    explained = re.findall(r"^(\w[\w, ]*)$", section, re.MULTILINE)
    names = [each for line in explained for each in line.split(", ")]
    unknown = set(names) - set(inspect.signature(function).parameters)
    assert unknown == set()


def test_names_are_sorted():
    """``__all__`` is in order, each name once."""
    assert scheduler.__all__ == sorted(set(scheduler.__all__))


def test_unknown_name():
    """Any other name is as unknown as in any module."""
    with pytest.raises(AttributeError, match="no attribute 'slove'"):
        _ = scheduler.slove


def test_version_is_that_of_the_distribution():
    """The version is stated once for users and once for installers."""
    assert scheduler.__version__ == version("sunroster")


@pytest.mark.parametrize("package", ["scheduler", "constraints"])
def test_types_are_published(package):
    """Type checkers of users see our types."""
    home = Path(scheduler.__file__).parent.parent / package
    assert (home / "py.typed").is_file()
