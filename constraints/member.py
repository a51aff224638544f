"""What a selector looks at in a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

__all__ = ["Dated", "Held", "Member", "Named"]


class Named(Protocol):
    """What has a name, such as a contract."""

    @property
    def name(self) -> str:
        """As the roster file names it."""
        ...


class Dated(Named, Protocol):
    """What somebody has between two dates, such as a contract."""

    def holds(self, day: date) -> bool:
        """Return whether it is valid on a date."""
        ...


class Held(Dated, Protocol):
    """A skill somebody has."""

    @property
    def level(self) -> int:
        """Rank of the level, 1 for the lowest."""
        ...


class Member(Named, Protocol):
    """What a selector looks at in a person."""

    @property
    def id(self) -> str:
        """Stable id, by which the person may be named as well."""
        ...

    @property
    def team(self) -> str:
        """Name of the team."""
        ...

    @property
    def contracts(self) -> Collection[Dated]:
        """The contracts, one after another."""
        ...

    @property
    def place(self) -> str:
        """Place of work, such as CA-NS."""
        ...

    @property
    def skills(self) -> Collection[Held]:
        """Skills, those of the team included."""
        ...

    @property
    def ramp(self) -> Collection[Dated]:
        """The weeks in which the person is new, by name of the ramp."""
        ...

    @property
    def partner(self) -> bool:
        """Whether somebody else plans the person."""
        ...

    @property
    def owner_of(self) -> Collection[str]:
        """Names of the accounts the person owns."""
        ...
