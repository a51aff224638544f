"""The digest of an input follows its meaning and the files it names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from scheduler.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from scheduler.problem import Problem

COUNTS = "start,minutes,least\n2027-01-11 08:00,60,1\n"


def test_short_and_long_forms_are_one(build: Callable[..., Problem]) -> None:
    """What means the same has the same digest."""
    short = build(shifts={"core": {"window": "Mon-Fri 08:00-16:00"}})
    long = build(
        shifts={
            "core": {
                "window": [
                    {"days": "Mon-Fri", "start": "8:00", "end": "16:00"}
                ],
                "slide": "0m",
            }
        }
    )
    assert short.digest == long.digest
    assert len(short.digest) == 64


def test_any_other_meaning_is_another(build: Callable[..., Problem]) -> None:
    """A day later, a shift longer."""
    assert (
        len(
            {
                build().digest,
                build(from_="2027-01-18").digest,
                build(rules=[{"rule": "rest", "least": "11h"}]).digest,
                build(rules=[{"rule": "rest", "least": "12h"}]).digest,
            }
        )
        == 4
    )


def test_contents_of_files_count(build: Callable[..., Problem]) -> None:
    """The same name may hold another forecast."""
    found = set()
    for heads in (COUNTS, COUNTS.replace(",1\n", ",2\n")):
        Path("c.csv").write_text(heads)
        coverage = [{"queue": "desk", "counts": "c.csv"}]
        found.add(build(coverage=coverage).digest)
    assert len(found) == 2


def test_a_file_that_nothing_uses_must_be_there(
    build: Callable[..., Problem],
) -> None:
    """Volumes without an account are not read, but they are named."""
    with pytest.raises(InputError, match=r"volume\.file: there is no file"):
        build(volume={"file": "nowhere.csv"})
