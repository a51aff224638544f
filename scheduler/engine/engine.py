"""What an engine is: terms in, lines and a proven bound out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from constraints.terms import Because, Term
    from scheduler.events import Tell
    from scheduler.model import Model
    from scheduler.problem import Span

__all__ = ["Chosen", "Day", "Engine", "Limits", "Lines", "Outcome"]


class Chosen(NamedTuple):
    """A duty on one day of a line, with what is placed inside it.

    Attributes
    ----------
    duty
        Index into ``problem.duties``.
    breaks
        The start of each break, in the order of ``Duty.breaks``: instants
        in minutes.
    events
        The events attended, in order of time.
    """

    duty: int
    breaks: tuple[int, ...] = ()
    events: tuple[Span, ...] = ()


Day: TypeAlias = Chosen | None
"""One day of a line; None for off."""

Lines: TypeAlias = "tuple[tuple[Day, ...], ...]"
"""``lines[person][day]``."""


@dataclass(frozen=True, slots=True)
class Limits:
    """When to stop.

    Attributes
    ----------
    seconds
        Wall-clock limit; None for none.
    iterations
        Deterministic effort; the same iterations, seed and threads give
        the same roster on every machine. None for no such limit.
    gap
        Stop once cost is proven within this share of the best.
    stop
        Asked now and then; True ends the run with the best so far.
    floor
        What is proven of the cost of rosters with a shortage of so many
        minutes: no less than so many ticks.
    """

    seconds: float | None = None
    iterations: int | None = None
    seed: int = 0
    threads: int = 2
    gap: float = 0.0
    stop: Callable[[], bool] = lambda: False
    floor: Callable[[int], int] = lambda shortage_min: 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an engine found.

    Attributes
    ----------
    status
        ``optimal`` and ``infeasible`` are proven; ``unknown``: no lines.
    shortage_min, shortage_bound_min
        Person-minutes of ``must`` coverage missing, and the proven least.
    cost, bound
        Ticks; the bound holds for rosters with that shortage.
    conflict
        For an infeasible model: statements that cannot all hold.
    minimal
        Without any one statement of the conflict the others can hold,
        shown by solving.
    engines, why
        Which engines took part, where one chose among others, and why.
    """

    status: Literal["optimal", "feasible", "infeasible", "unknown"]
    lines: Lines | None = None
    shortage_min: int = 0
    shortage_bound_min: int = 0
    cost: int | None = None
    bound: int | None = None
    conflict: tuple[Because, ...] = ()
    minimal: bool = False
    note: str = ""
    engines: str = ""
    why: str = ""


class Engine(Protocol):
    """Finds lines that honour terms."""

    @property
    def name(self) -> str:
        """Short name, as printed."""
        ...

    def cannot(self, model: Model) -> tuple[Term, ...]:
        """Return the terms this engine does not honour."""
        ...

    def run(
        self,
        model: Model,
        limits: Limits,
        tell: Tell,
        start: Lines | None = None,
    ) -> Outcome:
        """Search until a limit is met.

        Parameters
        ----------
        start
            A complete roster to begin from; it need not be feasible.
        """
        ...
