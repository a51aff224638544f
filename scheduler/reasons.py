"""Why there is no roster, as statements of the file that clash.

An engine names the statements; here they become sentences with places.
``scheduler.shortages`` tells why people are missing in a roster that there
is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scheduler.engine.engine import Limits
from scheduler.model import compile_rules
from scheduler.statements import Statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from constraints.rule import Rule
    from constraints.terms import Because
    from scheduler.engine.engine import Outcome
    from scheduler.errors import Place
    from scheduler.problem import Problem

__all__ = ["Reason", "Statement", "explain", "reason_of"]

DEFAULT_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a conflict.

    Attributes
    ----------
    text
        What it demands, as a clause.
    place
        Where it is written; None for what no file says.
    because
        The terms it stands for, which differ in their days only.
    """

    text: str
    place: Place | None
    because: tuple[Because, ...]

    def __str__(self) -> str:
        return f"{self.text}  [{self.place}]" if self.place else self.text


@dataclass(frozen=True, slots=True)
class Reason:
    """Why no roster exists.

    Attributes
    ----------
    statements
        They cannot all hold; empty when no conflict was found in time.
    minimal
        Without any one of them the others can hold, shown by solving.
    settled
        It is known whether there are any; otherwise time ran out.
    """

    statements: tuple[Statement, ...]
    minimal: bool
    settled: bool = True

    def __str__(self) -> str:
        if not self.statements:
            return (
                "No statements contradict each other."
                if self.settled
                else "No statements that contradict each other were found in"
                " time."
            )
        head = "These statements cannot all hold. " + (
            "Give up or change one:"
            if self.minimal
            else "Give up or change one or more (some may not matter: the"
            " time to make sure was too short):"
        )
        return "\n".join([head, *(f"  {line}" for line in self.statements)])


def explain(
    problem: Problem,
    limits: Limits | None = None,
    rules: Sequence[Rule] | None = None,
    *,
    staffed: bool = False,
) -> Reason:
    """Return the fewest statements that rule out every roster.

    Parameters
    ----------
    limits
        By default 60 seconds.
    rules
        By default those of the problem.
    staffed
        Rule out rosters in which ``must`` coverage is missing, too. By
        default that rules out none; ``scheduler.shortages`` tells of it.

    Returns
    -------
    Reason
        Without statements when there is no conflict, or none was found
        within the limits.
    """
    # Loading the solver takes a second that only those who ask should pay.
    from scheduler.engine.cpsat.core import core

    model = compile_rules(problem, None if rules is None else tuple(rules))
    limits = limits or Limits(seconds=DEFAULT_SECONDS)
    found = core(model, limits, staffed=staffed)
    return Reason(
        _worded(found.conflict, Statements(problem, rules)),
        found.minimal,
        found.settled,
    )


def reason_of(
    problem: Problem,
    outcome: Outcome,
    rules: Sequence[Rule] | None = None,
) -> Reason:
    """Return the conflict that an engine found, in words."""
    statements = Statements(problem, rules)
    return Reason(_worded(outcome.conflict, statements), outcome.minimal)


def _worded(
    conflict: Iterable[Because], statements: Statements
) -> tuple[Statement, ...]:
    """Word each statement once, in the order of the file."""
    by_line: dict[tuple[str, Place | None], list[Because]] = {}
    for because in conflict:
        line = statements.says(because), statements.place(because.rule)
        by_line.setdefault(line, []).append(because)
    found = [
        Statement(text, place, tuple(because))
        for (text, place), because in by_line.items()
    ]
    nowhere = [s for s in found if s.place is None]
    written = [s for s in found if s.place is not None]
    return (
        *sorted(written, key=lambda s: (s.place, s.because)),
        *sorted(nowhere, key=lambda s: s.because),
    )
