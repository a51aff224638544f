"""What terms read of a roster, and nothing else of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheduler.problem import Span

__all__ = ["View"]


class View(Protocol):
    """What terms read of a roster; ``Roster`` satisfies it."""

    @property
    def days(self) -> int:
        """Number of line days."""
        ...

    def choice(self, person: int, day: int) -> int | None:
        """Return the duty index of a line day, None for off."""
        ...

    def times(
        self, duty: int, *, standby: bool = True
    ) -> tuple[int, int] | None:
        """Return the start and the end of a duty, in minutes.

        Parameters
        ----------
        standby
            False for those of its work: None where there is none.
        """
        ...

    def present(
        self,
        person: int,
        start_min: int,
        end_min: int,
        *,
        near: bool = False,
        standby: bool = False,
    ) -> bool:
        """Return whether somebody is free for queues throughout.

        At work, that is, neither on a break nor at an event.

        Parameters
        ----------
        near
            Whether time off the queues counts that is no event.
        standby
            Whether standby counts as well, and such time.
        """
        ...

    def paused(self, person: int, start_min: int, end_min: int) -> bool:
        """Return whether somebody is on a break at any moment."""
        ...

    def at_work(self, person: int, start_min: int, end_min: int) -> bool:
        """Return whether a duty lasts throughout, whatever is done in it."""
        ...

    def events(self, person: int) -> Sequence[Span]:
        """Return the events that somebody attends, in order of time."""
        ...
