"""On call: how much standby a roster will bring, and to whom.

A definition, so ``terms`` and ``check`` of the fair share both use it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from constraints.offered import Offered
from constraints.presence import Presence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scheduler.problem import Person, Problem

__all__ = ["may_stand_by", "standby_min"]


def may_stand_by(problem: Problem, person: Person) -> bool:
    """Return whether somebody is offered a shift of standby."""
    return any(
        all(
            rule.who.matches(person)
            for rule in problem.rules
            if isinstance(rule, Offered)
            and rule.shift == problem.shifts[shift].id
        )
        for shift in _shifts(problem)
    )


def standby_min(problem: Problem) -> int:
    """Return the minutes of standby that the roster asks for.

    At each moment at which standby can be had, the highest line of coverage
    with ``standby: ok`` says for how many; without such lines, one for each
    shift of standby.
    """
    stretches = {
        (shift, start, end)
        for page in problem.menus
        for duties in page
        for duty in duties
        for shift, start, end in _standby(problem, duty)
    }
    slots = {
        (shift, slot)
        for shift, start, end in stretches
        for slot in range(start, end, problem.slot_min)
    }
    heads = _heads(problem)
    if not heads:
        return len(slots) * problem.slot_min
    asked = sum(heads.get(slot, 0) for slot in {slot for _, slot in slots})
    return asked * problem.slot_min


def _standby(problem: Problem, idx: int) -> Iterator[tuple[int, int, int]]:
    duty = problem.duties[idx]
    for piece in duty.pieces:
        if piece.standby:
            shift = duty.shift if piece.shift < 0 else piece.shift
            yield shift, piece.start_min, piece.end_min


def _shifts(problem: Problem) -> set[int]:
    return {
        shift
        for page in problem.menus
        for duties in page
        for duty in duties
        for shift, _, _ in _standby(problem, duty)
    }


def _heads(problem: Problem) -> dict[int, int]:
    """Return by slot how many are asked for on standby."""
    heads: dict[int, int] = {}
    for rule in problem.rules:
        for line in rule.lines if isinstance(rule, Presence) else ():
            for need in line.needs if line.standby else ():
                asked = max(need.least, need.wanted)
                for slot in range(
                    need.start_min, need.end_min, problem.slot_min
                ):
                    heads[slot] = max(asked, heads.get(slot, 0))
    return heads
