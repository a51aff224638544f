"""All rules by the names under which a file writes them."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

import constraints

if TYPE_CHECKING:
    from constraints.rule import Rule

__all__ = ["Entry", "entries"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule and what its class says of it."""

    rule: type[Rule]

    @property
    def name(self) -> str:
        """The name in YAML."""
        return str(self.rule.model_fields["rule"].default)

    @property
    def documentation(self) -> str:
        """The whole documentation."""
        return inspect.getdoc(self.rule) or ""

    @property
    def summary(self) -> str:
        """The first sentence of the documentation."""
        return " ".join(self.documentation.partition("\n\n")[0].split())

    @property
    def unit(self) -> str:
        """What one priced unit is."""
        return self.rule.unit

    @property
    def desugared(self) -> bool:
        """Whether another section of the file states it."""
        return self.rule.desugared


def entries() -> list[Entry]:
    """Return all rules by name, those that other packages bring as well."""
    brought = (found.load() for found in entry_points(group="sunroster.rules"))
    found = (Entry(rule) for rule in (*constraints.RULES, *brought))
    return sorted(found, key=lambda entry: entry.name)
