"""Succession: shifts that do not follow each other, or have to."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, ValidationInfo, field_validator, model_validator

from constraints import names, wording
from constraints.automata import patterns
from constraints.measures import Mark
from constraints.rule import Rule, Violation
from constraints.values import DAY_MIN, Duration, Several

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from constraints.terms import Because, Term
    from scheduler.problem import Duty, Person, Problem
    from scheduler.roster import Roster

__all__ = ["Succession"]

_DAY_OFF, _STANDBY, _WORK = "day off", "standby", "work"


class Succession(Rule):
    """Shifts that do not follow each other, or one that has to follow.

    Why
    ---
    After a night nobody wants an early shift, even where the hours between
    them would do; and a single day off between late and early is lost to
    sleep. What is named is all that is meant: no early after a night
    forbids neither the next night, nor a late, nor an early after a day
    off.

    Example
    -------
    .. code-block:: yaml

        - {rule: succession, after: night, not: early}
        - {rule: succession, after: night, not: [early, core], within: 2 days,
           who: team apac, importance: high}
        - {rule: succession, after: night, then: [night, day off]}
        - {rule: succession, sequence: [late, day off, early]}
        - {rule: succession, sequence: [night, day off, work]}
        - {rule: succession, after: standby, not: night, importance: high}

    Unit
    ----
    Succession, worth 4 person-hours. With `after` and `not`, each duty of
    one of the shifts that comes too soon after one of the others counts
    once; `within` counts days from the one to the other, so that 2 days
    are the next day and the day after it, whatever lies between. With
    `then`, each next day that is none of those wanted counts. With
    `sequence`, each time that its entries come on consecutive days. An
    entry is a shift, `work` for any duty with work in it, `standby` for
    one that is standby alone, or `day off`, which may be spent on such
    standby. A duty belongs to the day on which it starts on the person's
    own clock. Days before the roster count as far as history knows them.

    Source
    ------
    Shift type successions: S. Ceschia, N. T. T. Dang, P. De Causmaecker,
    S. Haspeslagh and A. Schaerf, The second international nurse rostering
    competition, Annals of Operations Research 274 (2019).
    """

    unit: ClassVar[str] = "unwanted succession"
    worth: ClassVar[int] = 4

    rule: Literal["succession"] = "succession"
    after: Several[str] = Field(
        default=(), description="Shifts after which some are not to come."
    )
    not_: Several[str] = Field(
        default=(), alias="not", description="Those that are not to come."
    )
    then: Several[str] = Field(
        default=(), description="What the next day has to be, one of these."
    )
    within: Duration = Field(
        default=DAY_MIN, description="How long after, in whole days."
    )
    sequence: tuple[str, ...] = Field(
        default=(), description="What is not to come day after day."
    )

    @field_validator("after", "not_", "then", "sequence")
    @classmethod
    def _known(
        cls, entries: tuple[str, ...], info: ValidationInfo
    ) -> tuple[str, ...]:
        for entry in entries:
            if entry not in (_DAY_OFF, _STANDBY, _WORK):
                names.check("shift", entry, info.context)
        return entries

    @field_validator("within")
    @classmethod
    def _whole_days(cls, within: int) -> int:
        if not within or within % DAY_MIN:
            raise ValueError('within counts whole days: write "2 days"')
        return within

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if self.then and (self.not_ or self.within > DAY_MIN):
            raise ValueError(
                "then says all of the next day: leave not and within out"
            )
        if self.sequence:
            if self.after or self.not_ or self.then:
                raise ValueError("write after and not, or a sequence")
            if len(self.sequence) < 2:
                raise ValueError("a sequence has two entries or more")
        elif not (self.after and (self.not_ or self.then)):
            raise ValueError(
                "after and not belong together, as in after: night, not:"
                " early, or after and then; for days in a row write sequence:"
                " [night, early]"
            )
        return self

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one pattern per person over the whole horizon."""
        starts = {
            person.idx: self._start(problem, person)
            for person in problem.people
            if self.who.matches(person)
        }
        yield from patterns(
            self.id,
            problem.days,
            starts,
            self._marks(problem),
            self._step,
            self.price,
        )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each day that completes what is not to come."""
        problem = roster.problem
        for person in problem.people:
            if not self.who.matches(person):
                continue
            by_day = {
                work.day: roster.duty(work)
                for work in roster.with_past(person.idx)
            }
            if self.then:
                yield from self._unfollowed(person, by_day, problem)
            for last in range(problem.days):
                for entries in self._endings():
                    days = range(last + 1 - len(entries), last + 1)
                    if all(
                        entry is None or _is(entry, day, by_day, problem)
                        for day, entry in zip(days, entries, strict=True)
                    ):
                        yield Violation(
                            rule=self.id,
                            people=(person.idx,),
                            days=(days[0], last),
                            amount=1,
                            price=self.price,
                            note=", then ".join(filter(None, entries)),
                        )
                        break

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana has no early on the day after night, 1–7 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        if self.sequence:
            return f"{who} never has {', then '.join(self.sequence)}, {when}"
        if self.then:
            wanted, after = " or ".join(self.then), " or ".join(self.after)
            return f"{who} has {wanted} on the day after {after}, {when}"
        days = self.within // DAY_MIN
        soon = "on the day" if days == 1 else f"within {days} days"
        barred, after = " or ".join(self.not_), " or ".join(self.after)
        return f"{who} has no {barred} {soon} after {after}, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana has night, then early, 1–2 March; that is …'."""
        who = wording.people(violation.people, problem)
        when = wording.days(violation.days, problem)
        if self.then:
            wanted = " or ".join(self.then)
            return f"{who} has {violation.note}, {when}; {wanted} is wanted"
        return f"{who} has {violation.note}, {when}; that is not wanted"

    def _unfollowed(
        self, person: Person, by_day: Mapping[int, Duty], problem: Problem
    ) -> Iterator[Violation]:
        """Yield each day that is not what has to follow."""
        for day in range(problem.days):
            begun = [e for e in self.after if _is(e, day - 1, by_day, problem)]
            if begun and not any(
                _is(entry, day, by_day, problem) for entry in self.then
            ):
                duty = by_day.get(day)
                now = _DAY_OFF
                if duty is not None:
                    now = _WORK if duty.work else _STANDBY
                    if duty.shift >= 0:
                        now = problem.shifts[duty.shift].name
                yield Violation(
                    rule=self.id,
                    people=(person.idx,),
                    days=(day - 1, day),
                    amount=1,
                    price=self.price,
                    note=f"{begun[0]}, then {now}",
                )

    def _endings(self) -> Iterator[tuple[str | None, ...]]:
        """Yield what a day may complete, None for whatever lies between."""
        if self.sequence:
            yield self.sequence
        for gap in range(self.within // DAY_MIN):
            for before in self.after:
                for then in self.not_:
                    yield before, *(None,) * gap, then

    # How terms read a line: a state says what may go on from here.

    def _step(self, state: int, entries: frozenset[str]) -> tuple[int, int]:
        """Return the next state, and the amount that a day completes."""
        if self.sequence:
            # Bit n: the last n + 1 days are the first entries (Shift-And).
            fits = sum(
                1 << at
                for at, entry in enumerate(self.sequence)
                if entry in entries
            )
            begun = (state << 1 | 1) & fits
            whole = 1 << len(self.sequence) - 1
            return begun & ~whole, int(bool(begun & whole))
        if self.then:
            missed = state > 0 and entries.isdisjoint(self.then)
            return int(not entries.isdisjoint(self.after)), int(missed)
        # Days since one of ``after``; 0 for none that still counts.
        amount = int(state > 0 and not entries.isdisjoint(self.not_))
        if not entries.isdisjoint(self.after):
            return 1, amount
        counts = 0 < state < self.within // DAY_MIN
        return (state + 1 if counts else 0), amount

    def _start(self, problem: Problem, person: Person) -> int:
        """Return the state that history leads to."""
        past = {
            work.day: problem.duties[work.duty]
            for work in problem.past(person.idx)
        }
        state = 0
        reach = len(self.sequence) or self.within // DAY_MIN
        for day in range(-reach, 0):
            entries = _entries(past.get(day), problem)
            if day not in past and day < -problem.days_known_before:
                entries = frozenset()
            state, _ = self._step(state, entries)
        return state

    def _marks(self, problem: Problem) -> dict[frozenset[str], Mark]:
        """Return choices that are the same entries, by these."""
        said = {*self.after, *self.not_, *self.then, *self.sequence}
        table = problem.duties
        found: dict[frozenset[str], list[bool]] = {}
        for idx in range(len(table)):
            entries = _entries(table[idx], problem) & said
            found.setdefault(entries, [False] * len(table))[idx] = True
        idle = _entries(None, problem) & said
        found.setdefault(idle, [False] * len(table))
        return {
            entries: Mark(
                f"{sorted(entries)} of {sorted(said)}",
                off=entries == idle,
                duties=np.array(meant, dtype=bool),
            )
            for entries, meant in found.items()
        }


def _entries(duty: Duty | None, problem: Problem) -> frozenset[str]:
    """Return all that a day off, or a duty, may be called."""
    if duty is None:
        return frozenset({_DAY_OFF})
    kinds = {_WORK} if duty.work else {_DAY_OFF, _STANDBY}
    if duty.shift >= 0:
        shift = problem.shifts[duty.shift]
        kinds |= {shift.name, shift.id}
    return frozenset(kinds)


def _is(
    entry: str, day: int, by_day: Mapping[int, Duty], problem: Problem
) -> bool:
    """Return whether a day is known to be what an entry of a rule says."""
    duty = by_day.get(day)
    if duty is None:
        return entry == _DAY_OFF and day >= -problem.days_known_before
    named = [
        name
        for shift in problem.shifts
        if shift.idx == duty.shift
        for name in (shift.name, shift.id)
    ]
    if entry in (_DAY_OFF, _STANDBY):
        return not duty.work
    return (entry == _WORK and bool(duty.work)) or entry in named
