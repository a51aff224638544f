import pytest

from scheduler.errors import InputError
from scheduler.export.exporter import EXPORTERS, exporter
from scheduler.testing import tiny_problem, tiny_roster


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_output_renders_the_same_bytes_twice(name):
    """An exporter answers to its name and depends on the roster alone."""
    problem = tiny_problem(1)
    roster = tiny_roster(problem, [{0: problem.menu(0, 0)[0]}])
    found = exporter(name)
    assert found.name == name
    files = found.render(roster)
    assert files
    assert not any(path.is_absolute() for path in files)
    assert exporter(name).render(roster) == files


def test_an_unknown_output_names_the_nearest():
    """A slip is told with what was probably meant."""
    with pytest.raises(InputError, match='did you mean "json"'):
        exporter("jsno")
