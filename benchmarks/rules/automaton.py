"""One automaton that finds all matches of several sequences at once.

The subset construction: a state is the set of sequences begun and how far,
and choices that no sequence tells apart share their arcs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from benchmarks.rules.choices import Choices

__all__ = ["Automaton", "ChoiceArc"]

Begun: TypeAlias = frozenset[tuple[int, int]]
"""(sequence, entries matched so far) of those that may go on."""


@dataclass(frozen=True, slots=True)
class ChoiceArc:
    """An arc; ``amount`` is the weight of the sequences it completes."""

    state: int
    choices: Choices
    to: int
    amount: int


class Automaton:
    """Reads choices day by day from state 0.

    Parameters
    ----------
    sequences
        Entries and weight of each.
    alphabet
        All choices there are.
    anchored
        They begin with the first choice read, or not at all.
    """

    def __init__(
        self,
        sequences: Sequence[tuple[tuple[Choices, ...], int]],
        alphabet: Choices,
        *,
        anchored: bool,
    ) -> None:
        self._sequences = sequences
        self._anchored = anchored
        self._letters = _letters(sequences, alphabet)
        all_new = frozenset((idx, 0) for idx in range(len(sequences)))
        self._injected = frozenset() if anchored else all_new
        self._states = {all_new if anchored else frozenset(): 0}
        self.arcs = tuple(self._build())

    def after(self, choices: Iterable[int | None]) -> int:
        """Return the state after some choices."""
        state = 0
        for choice in choices:
            state = next(
                arc.to
                for arc in self.arcs
                if arc.state == state and choice in arc.choices
            )
        return state

    def _build(self) -> list[ChoiceArc]:
        arcs: list[ChoiceArc] = []
        waiting = list(self._states)
        while waiting:
            begun = waiting.pop()
            found: dict[tuple[int, int], set[int | None]] = {}
            for letter, choices in self._letters.items():
                then, amount = self._step(begun, letter)
                if then not in self._states:
                    self._states[then] = len(self._states)
                    waiting.append(then)
                key = self._states[then], amount
                found.setdefault(key, set()).update(choices)
            arcs += [
                ChoiceArc(self._states[begun], frozenset(choices), to, amount)
                for (to, amount), choices in found.items()
            ]
        return arcs

    def _step(self, begun: Begun, letter: int | None) -> tuple[Begun, int]:
        """Return what goes on after a choice, and the weight completed."""
        then = set()
        amount = 0
        for idx, at in begun | self._injected:
            entries, weight = self._sequences[idx]
            if letter not in entries[at]:
                continue
            if at + 1 == len(entries):
                amount += weight
            else:
                then.add((idx, at + 1))
        return frozenset(then), amount


def _letters(
    sequences: Sequence[tuple[tuple[Choices, ...], int]], alphabet: Choices
) -> Mapping[int | None, Choices]:
    """Return choices that all entries treat alike, by one of them."""
    entries = {entry for given, _ in sequences for entry in given}
    ordered = sorted(alphabet, key=lambda c: -1 if c is None else c)
    found: dict[frozenset[Choices], list[int | None]] = {}
    for choice in ordered:
        inside = frozenset(entry for entry in entries if choice in entry)
        found.setdefault(inside, []).append(choice)
    return {choices[0]: frozenset(choices) for choices in found.values()}
