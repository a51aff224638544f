"""A small roster as plain data, from which tests of expansion start."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

import scheduler
from scheduler.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from scheduler.problem import Duty, Problem

ROSTER: dict[str, Any] = {
    "roster": "Test",
    "zone": "America/Halifax",
    "from": "2027-01-11",
    "weeks": 1,
    "skills": {"names": ["desk"], "languages": ["fr"]},
    "teams": {"na": {"skills": ["desk"]}},
    "contracts": {"any": {}},
    "shifts": {"core": {"window": "Mon-Fri 08:00-16:00"}},
    "people": [{"name": "Ana", "team": "na", "contract": "any"}],
    "queues": {"desk": {}},
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, which names of files are relative to."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def build() -> Callable[..., Problem]:
    """Return a builder of the small roster with sections replaced.

    ``from_`` stands for ``from``; None leaves a section out.
    """

    def made(**sections: Any) -> Problem:
        data = deepcopy(ROSTER)
        for key, section in sections.items():
            name = key.rstrip("_").replace("_", " ")
            if section is None:
                data.pop(name, None)
            else:
                data[name] = section
        return scheduler.build(data)

    return made


@pytest.fixture
def refused(build: Callable[..., Problem]) -> Callable[..., list[str]]:
    """Return a builder that yields what the roster is refused for."""

    def told(**sections: Any) -> list[str]:
        with pytest.raises(InputError) as caught:
            build(**sections)
        return [str(found) for found in caught.value.findings]

    return told


@pytest.fixture
def shift_of(
    build: Callable[..., Problem],
) -> Callable[..., list[Duty]]:
    """Return a builder of one shift, which yields Ana's duties of a day."""

    def duties(shift: dict[str, Any], day: int = 0, **more: Any) -> list[Duty]:
        problem = build(shifts={"core": shift}, **more)
        return [problem.duties[idx] for idx in problem.menu(0, day)]

    return duties
