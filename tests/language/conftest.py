"""The roster files of this folder, copied to where a test may change them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import scheduler
from scheduler.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent


class Files:
    """A folder of roster files in which things are replaced."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def edit(self, name: str, old: str, new: str) -> Files:
        """Replace a text that stands in a file."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return self

    def append(self, name: str, line: str) -> Files:
        """Write a line at the end of a file."""
        path = self.folder / name
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
        return self

    def read(self, name: str) -> scheduler.Problem:
        """Read a roster of the folder."""
        return scheduler.read(self.folder / name)

    def told(self, name: str) -> list[str]:
        """Return what is wrong, places relative to the folder."""
        with pytest.raises(InputError) as caught:
            self.read(name)
        return [
            str(found).replace(f"{self.folder}/", "")
            for found in caught.value.findings
        ]


@pytest.fixture
def files(tmp_path: Path) -> Callable[[str], Files]:
    """Return a function from a folder's name to a copy of it."""

    def copied(name: str) -> Files:
        return Files(Path(shutil.copytree(HERE / name, tmp_path / name)))

    return copied
