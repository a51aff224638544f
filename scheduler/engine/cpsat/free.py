"""Long rests as CP-SAT constraints: one Boolean per window and stretch.

What follows a duty is a stretch, and whether it is long enough is one
Boolean per person and day that all windows share. A window adds whether
the stretch lies in it, which is a set of duties to choose from. A Boolean
that holds implies that the stretch counts; the converse needs no saying,
as more rest never hurts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from scheduler.engine.cpsat.rests import cliques

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Free
    from scheduler.engine.cpsat.model import Draft, Expr, Lit

__all__ = ["add_free"]

Window: TypeAlias = "tuple[int, int]"


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch that may count: whether it does, and for how long."""

    counts: Lit
    minutes: Expr


def add_free(draft: Draft, term: Free) -> None:
    """Demand or price a window's free stretches, window by window."""
    # Windows of one day that the same stretches serve are one.
    alike: dict[tuple[object, ...], tuple[list[_Part], list[Lit]]] = {}
    for window in term.windows:
        for day, judged in _judged(draft, term, window):
            parts = list(_parts(draft, term, window))
            key = day, *(part.counts.index for part in parts)
            if day >= 0 and not _by_length(term):
                alike.setdefault(key, (parts, []))[1].extend(judged)
            else:
                _demand(draft, term, parts, judged)
    for parts, judged in alike.values():
        _demand(draft, term, parts, judged)


def _demand(
    draft: Draft, term: Free, parts: list[_Part], judged: list[Lit]
) -> None:
    """Ask for enough stretches, if one of some literals holds."""
    excuse: Expr = 1 - sum(judged)
    if not term.price.hard:
        missed = draft.cp.new_bool_var("")
        draft.cost.append((missed, term.price(1)))
        excuse += missed
    # Enough stretches to make it possible, and enough time where that may
    # still be too little.
    rows = [(1, [part.counts for part in parts])]
    if _by_length(term):
        rows.append((term.least_min, [part.minutes for part in parts]))
    for wanted, found in rows:
        row = draft.cp.add(sum(found) + wanted * excuse >= wanted)
        if term.price.hard:
            draft.hold(term.because, row)


def _by_length(term: Free) -> bool:
    """Return whether a stretch that counts may be too little by itself."""
    return term.least_min > term.part_min


def _judged(
    draft: Draft, term: Free, window: Window
) -> Iterator[tuple[int, list[Lit]]]:
    """Yield a day, and literals of which one holds if a window is judged.

    Day -1 for what is judged in any case.
    """
    if not term.at_starts or window[0] in {start for start, _ in term.known}:
        yield -1, [draft.yes]
        return
    for day in range(draft.problem.days):
        lits = [
            lit
            for duty, lit in draft.choices[term.person, day].items()
            if _times(draft, term, day).get(duty, (None,))[0] == window[0]
        ]
        if lits:
            yield day, lits


# Stretches


def _parts(draft: Draft, term: Free, window: Window) -> Iterator[_Part]:
    """Yield the stretches that may count in a window."""
    if not term.at_starts:
        yield from _opening(draft, term, window)
    yield from _past(draft, term, window)
    for day in range(draft.problem.days):
        yield from _after_duty(draft, term, window, day)


def _opening(draft: Draft, term: Free, window: Window) -> Iterator[_Part]:
    """Yield the stretch that a window begins with."""
    start, end = window
    until = start + term.part_min
    if until > end and term.clip:
        return
    if all(e <= start or s >= until for s, e in term.known):
        yield from _fixed(draft, term, window, start)


def _past(draft: Draft, term: Free, window: Window) -> Iterator[_Part]:
    """Yield the stretches that follow what is known."""
    start, end = window
    latest = end - term.part_min + 1 if term.clip else end
    starts = [s for s, _ in term.known]
    for _, at in term.known:
        if start < at < latest and not any(
            at <= s < at + term.part_min for s in starts
        ):
            yield from _fixed(draft, term, window, at)


def _fixed(
    draft: Draft, term: Free, window: Window, at: int
) -> Iterator[_Part]:
    """Yield a stretch whose begin is known, if it can be long enough."""
    until = at + term.part_min
    counts = draft.cp.new_bool_var("")
    limit = min(
        [
            term.least_min,
            *([window[1] - at] if term.clip else []),
            *(s - at for s, _ in term.known if s >= at),
        ]
    )
    minutes = _minutes(draft, term, counts)
    for day in range(draft.problem.days):
        late = {
            duty: start - at
            for duty, (start, end) in _times(draft, term, day).items()
            if end > at
        }
        for duty, length in late.items():
            if at + length < until:
                lit = draft.choices[term.person, day][duty]
                draft.cp.add_implication(counts, ~lit)
        if _by_length(term):
            draft.cp.add(
                minutes
                <= limit
                - sum(
                    max(0, limit - max(0, length))
                    * draft.choices[term.person, day][duty]
                    for duty, length in late.items()
                )
            )
    yield _Part(counts, minutes)


def _minutes(draft: Draft, term: Free, counts: Lit) -> Expr:
    """Return how long a stretch counts: 0 where it does not."""
    if not _by_length(term):
        return 0
    minutes = draft.cp.new_int_var(0, term.least_min, "")
    draft.cp.add(minutes <= term.least_min * counts)
    return minutes


def _after_duty(
    draft: Draft, term: Free, window: Window, day: int
) -> Iterator[_Part]:
    """Yield the stretch that follows the duty of a day, if it may count."""
    start, end = window
    latest = end - term.part_min + 1 if term.clip else end
    times = _times(draft, term, day)
    inside = frozenset(d for d, t in times.items() if start < t[1] < latest)
    if not inside:
        return
    counts = _long(draft, term, day)
    if len(inside) < len(times):
        counts = _narrowed(draft, term, day, counts, inside)
    minutes = _minutes(draft, term, counts)
    if _by_length(term):
        _bound_minutes(draft, term, window, day, _Part(counts, minutes))
    yield _Part(counts, minutes)


def _narrowed(
    draft: Draft, term: Free, day: int, whole: Lit, inside: frozenset[int]
) -> Lit:
    """Return a literal that also wants one of some duties of the day."""

    def made() -> Lit:
        lit = draft.cp.new_bool_var("")
        draft.cp.add_implication(lit, whole)
        chosen = draft.choices[term.person, day]
        draft.cp.add_bool_or([~lit, *(chosen[d] for d in sorted(inside))])
        return lit

    key = term.person, day, term.part_min, term.standby, inside
    return draft.shared(key, made)


def _long(draft: Draft, term: Free, day: int) -> Lit:
    """Return the literal of 'worked, and free for long enough after it'."""

    def made() -> Lit:
        lit = draft.cp.new_bool_var("")
        works = draft.worked(term.person, day, standby=term.standby)
        draft.cp.add_implication(lit, works)
        for after in _near(draft, term, day):
            for lits in cliques(
                draft,
                term.person,
                day,
                after,
                term.part_min,
                standby=term.standby,
            ):
                draft.cp.add(sum(lits) + lit <= 2)
        return lit

    key = term.person, day, term.part_min, term.standby
    return draft.shared(key, made)


def _near(draft: Draft, term: Free, day: int) -> Iterator[int]:
    """Yield the later days that may be too close for a long rest."""
    latest = max(end for _, end in _times(draft, term, day).values())
    latest += term.part_min
    for after in range(day + 1, draft.problem.days):
        starts = [start for start, _ in _times(draft, term, after).values()]
        if starts and min(starts) >= latest:
            return
        if starts:
            yield after


def _bound_minutes(
    draft: Draft, term: Free, window: Window, day: int, part: _Part
) -> None:
    """Let a stretch end with its window, and where the next duty starts.

    Counted from the first end of the day: a day off later on bounds
    nothing, so it reaches as far as anything could.
    """
    chosen = draft.choices[term.person, day]
    ends = {chosen[d]: end for d, (_, end) in _times(draft, term, day).items()}
    first = min(ends.values())
    reach = max(ends.values()) - first + term.least_min
    begun = sum((end - first) * lit for lit, end in ends.items())
    if term.clip:
        bound = max(0, min(reach, window[1] - first))
        draft.cp.add(part.minutes <= bound - begun).only_enforce_if(
            part.counts
        )
    for after in range(day + 1, draft.problem.days):
        starts = {
            draft.choices[term.person, after][d]: max(
                0, min(reach, start - first)
            )
            for d, (start, _) in _times(draft, term, after).items()
        }
        if any(start < reach for start in starts.values()):
            draft.cp.add(
                part.minutes + begun
                <= sum(start * lit for lit, start in starts.items())
                + reach
                * ~draft.worked(term.person, after, standby=term.standby)
            )


def _times(draft: Draft, term: Free, day: int) -> dict[int, tuple[int, int]]:
    return draft.times(term.person, day, standby=term.standby)
