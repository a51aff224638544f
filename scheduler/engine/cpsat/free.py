"""Long rests as CP-SAT constraints: one Boolean per window and stretch.

What follows a duty is a stretch, and whether it is long enough is one
Boolean per person and day that all windows share. A window adds whether
the stretch lies in it. Windows that begin with the duties of one day are
one: of the stretches that follow, each lies in that of the chosen duty or
does not. A Boolean that holds implies that the stretch counts; the converse
needs no saying, as more rest never hurts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from scheduler.engine.cpsat.rests import cliques

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from constraints.terms import Free
    from scheduler.engine.cpsat.model import Draft, Expr, Lit

__all__ = ["add_free"]

Window: TypeAlias = "tuple[int, int]"

Judged: TypeAlias = "list[tuple[Window, list[Lit]]]"
"""Windows, and literals of which one holds where the window is judged."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch that may count: whether it does, and for how long."""

    counts: Lit
    minutes: Expr = 0


def add_free(draft: Draft, term: Free) -> None:
    """Demand or price enough rest in each window that is judged."""
    line = _Line(draft, term)
    begun = {start for start, _ in term.known}
    for window in term.windows:
        if not term.at_starts or window[0] in begun:
            line.demand(list(line.parts(window)), [draft.yes])
    if term.at_starts:
        for day, judged in enumerate(line.at_starts()):
            if line.by_length or not _in_order(judged):
                for window, lits in judged:
                    line.demand(list(line.parts(window)), lits)
            elif judged:
                parts = list(line.rolling(day, judged))
                line.demand(parts, [lit for _, own in judged for lit in own])


def _in_order(judged: Judged) -> bool:
    """Return whether the later of two windows also ends later."""
    return all(
        one[0] < other[0] and one[1] <= other[1]
        for (one, _), (other, _) in pairwise(judged)
    )


@dataclass(eq=False)
class _Line:
    """A person's line, and the stretches of it that may be rest.

    Attributes
    ----------
    times
        By day: start and end of each duty that may be chosen.
    """

    draft: Draft
    term: Free
    times: list[dict[int, tuple[int, int]]] = field(init=False)
    by_length: bool = field(init=False)

    def __post_init__(self) -> None:
        self.times = [
            self.draft.times(self.term.person, day, standby=self.term.standby)
            for day in range(self.draft.problem.days)
        ]
        # Whether a stretch that counts may be too little by itself.
        self.by_length = self.term.least_min > self.term.part_min

    def at_starts(self) -> Iterator[Judged]:
        """Yield day by day the windows that its duties begin."""
        windows = sorted(self.term.windows)
        for day, times in enumerate(self.times):
            starts: dict[int, list[Lit]] = {}
            for duty, (start, _) in times.items():
                starts.setdefault(start, []).append(self._lit(day, duty))
            yield [(w, starts[w[0]]) for w in windows if w[0] in starts]

    def demand(self, parts: Sequence[_Part], judged: list[Lit]) -> None:
        """Ask for enough stretches, if one of some literals holds."""
        draft, term = self.draft, self.term
        excuse: Expr = 1 - sum(judged)
        if not term.price.hard:
            missed = draft.cp.new_bool_var("")
            draft.cost.append((missed, term.price(1)))
            excuse += missed
        rows = [(1, [part.counts for part in parts])]
        if self.by_length:
            rows.append((term.least_min, [part.minutes for part in parts]))
        for wanted, found in rows:
            row = draft.cp.add(sum(found) + wanted * excuse >= wanted)
            if term.price.hard:
                draft.hold(term.because, row)

    # Stretches of a window

    def parts(self, window: Window) -> Iterator[_Part]:
        """Yield the stretches that may count in a window."""
        start, _ = window
        until = start + self.term.part_min
        known = self.term.known
        if start < self._latest(window) and all(
            e <= start or s >= until for s, e in known
        ):
            yield self._fixed(window, start)
        for _, at in known:
            if start < at < self._latest(window) and not any(
                at <= s < at + self.term.part_min for s, _ in known
            ):
                yield self._fixed(window, at)
        for day in range(len(self.times)):
            yield from self._after_duty(window, day)

    def rolling(self, first: int, judged: Judged) -> Iterator[_Part]:
        """Yield the stretches after a day, as its windows have them.

        Where the window ends before a stretch is long enough depends on
        two duties: those that start by then and those that end too late
        exclude each other, as in a rest between two duties.
        """
        latest = [self._latest(window) for window, _ in judged]
        for day in range(first, len(self.times)):
            ends = [end for _, end in self.times[day].values()]
            if ends and min(ends) < latest[-1]:
                counts = self._long(day)
                if max(ends) >= latest[0]:
                    counts = self._within(counts, day, judged)
                yield _Part(counts)

    def _within(self, whole: Lit, day: int, judged: Judged) -> Lit:
        """Return the literal of a stretch that lies in its window."""
        cp = self.draft.cp
        counts = cp.new_bool_var("")
        cp.add_implication(counts, whole)
        begun: list[Lit] = []
        late = [self._late(day, window) for window, _ in judged]
        for (_, lits), now, then in zip(
            judged, late, [*late[1:], []], strict=True
        ):
            begun = [*begun, *lits]
            if len(then) < len(now):
                cp.add(sum(begun) + sum(now) + counts <= 2)
        return counts

    def _late(self, day: int, window: Window) -> list[Lit]:
        """Return the duties of a day after which a window is over."""
        latest = self._latest(window)
        return [
            self._lit(day, duty)
            for duty, (_, end) in self.times[day].items()
            if end >= latest
        ]

    def _latest(self, window: Window) -> int:
        """Return when a stretch has to have begun, exclusive."""
        end = window[1]
        return end - self.term.part_min + 1 if self.term.clip else end

    def _lit(self, day: int, duty: int) -> Lit:
        return self.draft.choices[self.term.person, day][duty]

    def _fixed(self, window: Window, at: int) -> _Part:
        """Return a stretch whose begin is known."""
        until = at + self.term.part_min
        part = self._new_part()
        limit = min(
            [
                self.term.least_min,
                *([window[1] - at] if self.term.clip else []),
                *(s - at for s, _ in self.term.known if s >= at),
            ]
        )
        for day, times in enumerate(self.times):
            after = {
                self._lit(day, duty): start - at
                for duty, (start, end) in times.items()
                if end > at
            }
            for lit, length in after.items():
                if at + length < until:
                    self.draft.cp.add_implication(part.counts, ~lit)
            if self.by_length:
                shorter = sum(
                    max(0, limit - max(0, length)) * lit
                    for lit, length in after.items()
                )
                self.draft.cp.add(part.minutes <= limit - shorter)
        return part

    def _new_part(self, counts: Lit | None = None) -> _Part:
        """Return a stretch that lasts 0 minutes where it does not count."""
        cp = self.draft.cp
        counts = cp.new_bool_var("") if counts is None else counts
        if not self.by_length:
            return _Part(counts)
        minutes = cp.new_int_var(0, self.term.least_min, "")
        cp.add(minutes <= self.term.least_min * counts)
        return _Part(counts, minutes)

    def _after_duty(self, window: Window, day: int) -> Iterator[_Part]:
        """Yield the stretch after the duty of a day, if it may count."""
        latest = self._latest(window)
        inside = frozenset(
            duty
            for duty, (_, end) in self.times[day].items()
            if window[0] < end < latest
        )
        if not inside:
            return
        counts = self._long(day)
        if len(inside) < len(self.times[day]):
            counts = self._narrowed(counts, day, inside)
        part = self._new_part(counts)
        if self.by_length:
            self._bound_minutes(window, day, part)
        yield part

    def _narrowed(self, whole: Lit, day: int, inside: frozenset[int]) -> Lit:
        """Return a literal that also wants one of some duties of the day."""

        def made() -> Lit:
            lit = self.draft.cp.new_bool_var("")
            self.draft.cp.add_implication(lit, whole)
            some = [self._lit(day, duty) for duty in sorted(inside)]
            self.draft.cp.add_bool_or([~lit, *some])
            return lit

        return self.draft.shared((*self._key(day), inside), made)

    def _long(self, day: int) -> Lit:
        """Return the literal of 'worked, and free long enough after it'."""

        def made() -> Lit:
            lit = self.draft.cp.new_bool_var("")
            self.draft.cp.add_implication(lit, self._worked(day))
            for after in self._near(day):
                for lits in cliques(
                    self.draft,
                    self.term.person,
                    day,
                    after,
                    self.term.part_min,
                    standby=self.term.standby,
                ):
                    self.draft.cp.add(sum(lits) + lit <= 2)
            return lit

        return self.draft.shared(self._key(day), made)

    def _key(self, day: int) -> tuple[object, ...]:
        term = self.term
        return "rest", term.person, day, term.part_min, term.standby

    def _worked(self, day: int) -> Lit:
        return self.draft.worked(
            self.term.person, day, standby=self.term.standby
        )

    def _near(self, day: int) -> Iterator[int]:
        """Yield the later days that may be too close for a long rest."""
        latest = max(end for _, end in self.times[day].values())
        for after in range(day + 1, len(self.times)):
            starts = [start for start, _ in self.times[after].values()]
            if starts and min(starts) >= latest + self.term.part_min:
                return
            if starts:
                yield after

    def _bound_minutes(self, window: Window, day: int, part: _Part) -> None:
        """Let a stretch end with its window, and where a duty starts.

        Counted from the first end of the day: a day off later on bounds
        nothing, so it reaches as far as anything could.
        """
        cp = self.draft.cp
        ends = {self._lit(day, d): e for d, (_, e) in self.times[day].items()}
        first = min(ends.values())
        reach = max(ends.values()) - first + self.term.least_min
        begun = sum((end - first) * lit for lit, end in ends.items())
        if self.term.clip:
            bound = max(0, min(reach, window[1] - first))
            cp.add(part.minutes <= bound - begun).only_enforce_if(part.counts)
        for after in range(day + 1, len(self.times)):
            starts = {
                self._lit(after, duty): max(0, min(reach, start - first))
                for duty, (start, _) in self.times[after].items()
            }
            if any(start < reach for start in starts.values()):
                nothing = reach * ~self._worked(after)
                bound = sum(start * lit for lit, start in starts.items())
                cp.add(part.minutes + begun <= bound + nothing)
