"""Where things were said: places and folders by path into the file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from scheduler.errors import Finding
from scheduler.spec.node import place_of

if TYPE_CHECKING:
    from scheduler.errors import Place
    from scheduler.spec.node import Node

__all__ = ["Origin", "Said"]

Said: TypeAlias = "tuple[str | int, ...]"
"""The keys and indices that lead to where something was said."""


@dataclass(frozen=True)
class Origin:
    """The tree a spec was validated from."""

    node: Node

    def place(self, *path: str | int) -> Place:
        """Return the place of a value, or of its nearest ancestor."""
        return place_of(self.node, path)

    def file(self, name: str, *path: str | int) -> Path:
        """Return a file named by the value at a path.

        Relative names are relative to the file that says them.
        """
        return Path(self.place(*path).file).parent / name

    def finding(
        self, message: str, *path: str | int, code: str = "invalid"
    ) -> Finding:
        """Return an error at a path."""
        return Finding(message, self.place(*path), code=code, path=path)

    def warning(
        self, message: str, *path: str | int, code: str = "warning"
    ) -> Finding:
        """Return a warning at a path."""
        return Finding(
            message, self.place(*path), "warning", code=code, path=path
        )
