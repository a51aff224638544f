"""Fair share: nobody carries more than their part of what is unpopular."""

from __future__ import annotations

from typing import (
    TYPE_CHECKING,
    ClassVar,
    Literal,
    NamedTuple,
    Self,
    TypeAlias,
    get_args,
)

import numpy as np
from pydantic import Field, model_validator

from constraints import wording
from constraints.expected import divided, expected
from constraints.measures import Elapsed, Measure, OnHoliday, Paid, Within
from constraints.on_call import may_stand_by, standby_min
from constraints.portions import portions
from constraints.rule import Rule, Violation
from constraints.terms import TICKS_PER_POINT, Because, Price, Tally
from constraints.values import NORMAL, Duration, Importance, Several
from constraints.windows import Window, unsocial_windows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.measures import IntArray
    from constraints.terms import Term
    from scheduler.problem import Person, Problem, Work
    from scheduler.roster import Roster

__all__ = ["BURDENS", "Burden", "FairShare", "Standing"]

Burden: TypeAlias = Literal[
    "hours", "unsocial hours", "nights", "weekends", "holidays", "standby"
]
BURDENS: tuple[Burden, ...] = get_args(Burden)
"""In the order in which people are shown them."""


class _Scale(NamedTuple):
    """How a burden is counted.

    Attributes
    ----------
    amounts_per_unit
        60 where the burden is counted in minutes and priced by the hour.
    worth
        What a unit counts for, in person-hours.
    step
        Amount above the share at which the price of a unit grows.
    """

    amounts_per_unit: int
    worth: int
    step: int


_HOURS = _Scale(60, 1, 8 * 60)
_TIMES = _Scale(1, 4, 1)
_SCALES: dict[Burden, _Scale] = {
    "hours": _HOURS,
    "unsocial hours": _HOURS,
    "nights": _TIMES,
    "weekends": _TIMES,
    "holidays": _HOURS,
    "standby": _Scale(8 * 60, 1, 24 * 60),
}
Kind: TypeAlias = "tuple[str, str, tuple[int, ...]]"
"""Zone, place and weekend: who shares them, shares what duties weigh."""


class Standing(NamedTuple):
    """What somebody carries of a burden, and what would be fair.

    Attributes
    ----------
    carried
        What history brought.
    total
        What the roster brings.
    share
        What it should bring, rounded down.
    """

    carried: int
    total: int
    share: int


class FairShare(Rule):
    """Nobody carries much more than their share of what nobody wants.

    Why
    ---
    Nights, weekends and holidays have to be worked by somebody. Each
    burden is divided on its own, so that whoever has the nights does not
    get the weekends as well merely because both come round in turn. What
    history knows counts: who carried more last month carries less in this.

    What the roster will bring is known beforehand: the coverage asks for
    so many people at each moment, and an hour of duty at that moment
    weighs so much on average for those who may serve. Together with what
    history brought, it is divided by `weight` of the contract and days
    of employment and presence. Whoever already had more than that gets a
    share of nothing, and the others share the rest. What is asked beyond
    the hours of all contracts is not counted; without coverage, the hours
    of the contracts are. Standby is what coverage with `standby: ok` asks
    for, or one person for each shift of it, and is divided among those who
    are offered it.

    The first unit above the share costs its price, the next ones double
    and three times as much: two people one over are better than one two
    over.

    Example
    -------
    .. code-block:: yaml

        - {rule: fair-share, of: [unsocial hours, weekends, holidays]}
        - {rule: fair-share, of: nights, who: team apac, importance: high}
        - {rule: fair-share, of: standby}

    Unit
    ----
    Hour (of work, unsocial, on holidays), or night or weekend, worth 4
    person-hours, or 8 hours of standby, worth one, above the share; shares
    are rounded down. All but the last count work alone. Unsocial is
    what lies in `unsocial`, by default daily 23:00 to 06:00 and the
    weekend; a night is a duty with 3 hours (`at least`) in `night`; a
    weekend is worked when a duty starts on one of its days; all on
    the person's own clock, holidays are those of their place. The price
    grows every 8 hours (24 of standby), or with each night or weekend.

    Source
    ------
    A convex price on what is above the share, so that the sum decides
    nothing and the spread all: W. Ogryczak, Inequality measures and
    equitable approaches to location problems, European Journal of
    Operational Research 122 (2000).
    """

    unit: ClassVar[str] = "unit above the fair share"

    rule: Literal["fair-share"] = "fair-share"
    of: Several[Burden] = Field(
        min_length=1, description="What is shared, each by itself."
    )
    unsocial: Several[Window] = Field(
        default=(),
        description="What is unsocial, on the person's own clock; by default"
        " daily 23:00-06:00 and the person's weekend.",
    )
    night: Window = Field(
        default=Window.parse("daily 23:00-06:00"),
        description="What is night, on the person's own clock.",
    )
    at_least: Duration = Field(
        default=180, description="Time inside `night` that makes a night."
    )
    importance: Importance = Field(
        default=NORMAL, description="high, normal, low or points per unit."
    )

    @model_validator(mode="after")
    def _priced(self) -> Self:
        if self.importance.hard:
            raise ValueError(
                "a fair share is seldom met to the hour and cannot be a"
                " must: write importance: high, or a number"
            )
        return self

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one tally per person and burden, up to their share."""
        days = (0, problem.days - 1)
        for what in self.of:
            people = self._sharing(problem, what)
            loads = [self._load(problem, p, what) for p in problem.people]
            shares = _shares(problem, people, loads, what)
            for person in people:
                load = loads[person.idx]
                if load.any():
                    yield Tally(
                        because=Because(self.id, (person.idx,), days),
                        person=person.idx,
                        measure=Measure(
                            f"{what} {_kind(person)} {self.id}",
                            what if _SCALES[what] is _TIMES else "minutes",
                            load,
                        ),
                        days=days,
                        high=shares[person.idx],
                        price_high=self._rising(what),
                        groups=_groups(problem, person)
                        if what == "weekends"
                        else None,
                    )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield what somebody carries above their share."""
        problem = roster.problem
        for what in self.of:
            people = self._sharing(problem, what)
            by_kind = {
                _kind(p): self._by_duty(problem, p, what)
                for p in problem.people
            }

            def weighs(
                person: Person,
                day: int,
                duty: int,
                what: Burden = what,
                known: dict[Kind, list[int]] = by_kind,
            ) -> float:
                if what == "weekends":
                    return _part_of_weekend(problem, person, day)
                return known[_kind(person)][duty]

            carried = {
                p.idx: self._total(
                    problem,
                    by_kind[_kind(p)],
                    problem.past(p.idx),
                    what,
                )
                for p in people
            }
            known = standby_min(problem) if what == "standby" else None
            shares = portions(problem, people, weighs, carried, known)
            for person in people:
                total = self._total(
                    problem,
                    by_kind[_kind(person)],
                    roster.lines[person.idx],
                    what,
                )
                share = shares[person.idx]
                if total > share:
                    yield Violation(
                        rule=self.id,
                        people=(person.idx,),
                        days=(0, problem.days - 1),
                        amount=total - share,
                        price=self._rising(what),
                        note="; ".join(
                            (_text(total, what), _text(share, what), what)
                        ),
                    )

    def standings(self, roster: Roster, what: Burden) -> dict[int, Standing]:
        """Return how everybody among whom a burden is divided stands.

        Minutes, or nights and weekends, as the burden is counted.
        """
        problem = roster.problem
        people = self._sharing(problem, what)
        loads = [self._load(problem, p, what) for p in problem.people]
        shares = _shares(problem, people, loads, what)
        return {
            p.idx: Standing(
                _carried(problem, p, loads[p.idx], what),
                self._total(
                    problem,
                    loads[p.idx].tolist(),
                    roster.lines[p.idx],
                    what,
                ),
                shares[p.idx],
            )
            for p in people
        }

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana has a fair share of nights, 1–28 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        return f"{who} has a fair share of {wording.listed(self.of)}, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana has 5 nights, 1–28 March; a fair share is 3 …'."""
        who = wording.people(violation.people, problem)
        when = wording.days(violation.days, problem)
        total, share, _ = violation.note.split("; ")
        return f"{who} has {total}, {when}; a fair share is {share}"

    def counted(self, violation: Violation) -> tuple[str, int]:
        """Return hour or night or weekend, as the burden is counted."""
        what: Burden = violation.note.split("; ")[2]  # type: ignore[assignment]
        units: dict[Burden, str] = {
            "hours": "hour",
            "unsocial hours": "unsocial hour",
            "nights": "night",
            "weekends": "weekend",
            "holidays": "hour on holidays",
            "standby": "8 hours of standby",
        }
        per_unit = _SCALES[what].amounts_per_unit
        return f"{units[what]} above the fair share", per_unit

    def _sharing(self, problem: Problem, what: Burden) -> list[Person]:
        """Return those among whom a burden is divided."""
        return [
            person
            for person in problem.people
            if self.who.matches(person)
            and (what != "standby" or may_stand_by(problem, person))
        ]

    def _rising(self, what: Burden) -> Price:
        """Return a price that doubles, then triples, step by step."""
        scale = _SCALES[what]
        ticks = round(
            self.importance.points
            * TICKS_PER_POINT
            * scale.worth
            / scale.amounts_per_unit
        )
        rate = max(1, ticks)
        return Price(tuple((k * scale.step, (k + 1) * rate) for k in range(3)))

    def _load(
        self, problem: Problem, person: Person, what: Burden
    ) -> IntArray:
        """Return what each duty weighs on somebody, 1 for weekends."""
        match what:
            case "hours":
                return problem.measure(Paid()).by_duty
            case "unsocial hours":
                fact = Within(self._unsocial(person), person.zone)
                return problem.measure(fact).by_duty
            case "nights":
                fact = Within((self.night,), person.zone)
                inside = problem.measure(fact).by_duty
                return (inside >= self.at_least).astype(np.int64)
            case "weekends":
                return problem.duties.worked.astype(np.int64)
            case "standby":
                return problem.measure(Elapsed("standby")).by_duty
            case "holidays":
                return _on_holidays(problem, person)

    def _by_duty(
        self, problem: Problem, person: Person, what: Burden
    ) -> list[int]:
        """Return what each duty weighs, from the definition."""
        if what in ("hours", "weekends"):
            return [duty.paid_min for duty in problem.duties.duties]
        if what == "standby":
            return [
                sum(end - start for start, end in duty.standby)
                for duty in problem.duties.duties
            ]
        if what == "holidays":
            return [int(m) for m in _on_holidays(problem, person)]
        windows = (
            self._unsocial(person)
            if what == "unsocial hours"
            else (self.night,)
        )
        minutes = problem.measure(Within(windows, person.zone)).by_duty
        if what == "nights":
            return [int(m >= self.at_least) for m in minutes]
        return [int(m) for m in minutes]

    def _total(
        self,
        problem: Problem,
        by_duty: list[int],
        works: tuple[Work, ...],
        what: Burden,
    ) -> int:
        """Return what works of the past, or of the roster, amount to."""
        if what != "weekends":
            return sum(by_duty[work.duty] for work in works)
        works = tuple(w for w in works if problem.duties[w.duty].work)
        begins = {problem.weekend(w.person, w.day) for w in works} - {None}
        if works and works[0].day >= 0:
            # A weekend begun in the past is counted there.
            past = problem.past_worked(works[0].person)
            begins -= {problem.weekend(w.person, w.day) for w in past}
        return len(begins)

    def _unsocial(self, person: Person) -> tuple[Window, ...]:
        return self.unsocial or unsocial_windows(person.weekend)


def _kind(person: Person) -> Kind:
    return person.zone, person.place, person.weekend


def _on_holidays(problem: Problem, person: Person) -> IntArray:
    if not person.place:
        return np.zeros(len(problem.duties), dtype=np.int64)
    return problem.measure(OnHoliday(person.place, person.zone)).by_duty


def _part_of_weekend(problem: Problem, person: Person, day: int) -> float:
    """Return 1 for the only day of a weekend in the roster, else a part."""
    first = problem.weekend(person.idx, day)
    if first is None:
        return 0.0
    days = range(first, first + len(person.weekend))
    return 1 / sum(0 <= other < problem.days for other in days)


def _text(amount: int, what: Burden) -> str:
    if _SCALES[what].amounts_per_unit == 1:
        return wording.count(amount, what[:-1])
    where = {
        "hours": "",
        "unsocial hours": " of unsocial time",
        "standby": " of standby",
    }
    return wording.hours(amount) + where.get(what, " on holidays")


# Shares as terms know them


def _shares(
    problem: Problem,
    people: list[Person],
    loads: list[IntArray],
    what: Burden,
) -> dict[int, int]:
    """Divide what is expected and what history brought."""
    parts = {
        p.weekend: {
            day: 1 / len(group)
            for group in _weekends(problem, p).values()
            for day in group
        }
        for p in problem.people
    }

    def load(person: Person, day: int, duty: int) -> float:
        if what == "weekends":
            return parts[person.weekend].get(day, 0.0)
        return float(loads[person.idx][duty])

    carried = {p.idx: _carried(problem, p, loads[p.idx], what) for p in people}
    total = (
        float(standby_min(problem))
        if what == "standby"
        else expected(problem, list(carried), load)
    )
    return divided(problem, total, carried)


def _carried(
    problem: Problem, person: Person, load: IntArray, what: Burden
) -> int:
    if what != "weekends":
        past = problem.past(person.idx)
        return sum(int(load[work.duty]) for work in past)
    past = problem.past_worked(person.idx)
    return len({person.weekend_of(problem.date(w.day)) for w in past} - {None})


def _groups(problem: Problem, person: Person) -> tuple[tuple[int, ...], ...]:
    """Return the weekends, less one that somebody's history has counted."""
    past = problem.past_worked(person.idx)
    return tuple(
        days
        for first, days in _weekends(problem, person).items()
        if not any(work.day >= first for work in past)
    )


def _weekends(problem: Problem, person: Person) -> dict[int, tuple[int, ...]]:
    """Return the days of each weekend in the roster, by its first day."""
    found: dict[int, tuple[int, ...]] = {}
    for day in range(problem.days):
        first = problem.weekend(person.idx, day)
        if first is not None:
            found[first] = (*found.get(first, ()), day)
    return found
