"""People and contracts of the file as indexed data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from constraints.terms import TICKS_PER_POINT
from constraints.values import NORMAL, Importance
from scheduler.expand.duties import Clock
from scheduler.people import Contract, Person, Skill, Stage, Term
from scheduler.slug import ids, slug

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from constraints.ranges import PaidHours
    from constraints.skills import SkillGrants
    from scheduler.spec.people import ContractSpec, PersonSpec, TeamSpec
    from scheduler.spec.roster import RosterSpec

__all__ = ["People", "by_name", "contracts", "people"]

FULL_WEEK_MIN = 40 * 60
"""Paid minutes a week that weigh 1 in what is divided fairly."""

UNKNOWN_WEIGHT = 1.0
"""What somebody weighs whose hours nobody says."""


@dataclass(frozen=True)
class People:
    """The people, and the clocks by which their days are counted.

    Attributes
    ----------
    clocks
        ``persons[p].menu`` is an index into these.
    """

    persons: tuple[Person, ...]
    clocks: tuple[Clock, ...]


def contracts(spec: RosterSpec) -> dict[str, Contract]:
    """Return the contracts by name."""
    return {
        name: _contract(name, given) for name, given in spec.contracts.items()
    }


def people(spec: RosterSpec) -> People:
    """Return the people in the order of the file."""
    terms = contracts(spec)
    partners = {partner.team for partner in spec.partners}
    owners: dict[str, set[str]] = {}
    for account, given in spec.accounts.items():
        for owner in given.owners:
            owners.setdefault(owner, set()).add(account)
    person_ids = ids((p.name, p.id) for p in spec.people)
    clocks: dict[Clock, int] = {}
    persons = []
    for idx, (given_person, id_) in enumerate(
        zip(spec.people, person_ids, strict=True)
    ):
        team = spec.teams[given_person.team]
        person = _person(given_person, team, spec)
        clock = Clock(person.zone, person.day_starts)
        held = tuple(
            Term(
                _with_hours(terms[term.contract], team),
                term.first,
                term.last,
            )
            for term in given_person.contract
        )
        owned = frozenset(
            owners.get(given_person.name, set()) | owners.get(id_, set())
        )
        persons.append(
            replace(
                person,
                idx=idx,
                id=id_,
                team_id=team.id or slug(given_person.team),
                contract=_main(held, spec),
                terms=held if len(held) > 1 else (),
                joins=_later(given_person.joins, held[0].first),
                leaves=_earlier(given_person.leaves, held[-1].last),
                ramp=_ramp(spec, given_person),
                owner_of=owned,
                knows=owned.union(team.knows, given_person.knows),
                menu=clocks.setdefault(clock, len(clocks)),
                partner=given_person.team in partners,
            )
        )
    return People(tuple(persons), tuple(clocks))


def _contract(name: str, given: ContractSpec) -> Contract:
    reserve = given.reserve
    importance = NORMAL if reserve is True else reserve
    return Contract(
        name=name,
        paid_hours=given.paid_hours,
        days=given.days,
        shift=given.shift,
        weight=given.weight or _weight(given.paid_hours),
        reserve_ticks=(
            round(importance.points * TICKS_PER_POINT)
            if isinstance(importance, Importance)
            else 0
        ),
        cost_per_hour=float(given.cost.amount) if given.cost else 0.0,
        currency=given.cost.currency if given.cost else "",
    )


def _with_hours(contract: Contract, team: TeamSpec) -> Contract:
    """Return a contract with the paid hours of a team if it has none."""
    if contract.paid_hours is not None or team.paid_hours is None:
        return contract
    weight = contract.weight
    if weight == UNKNOWN_WEIGHT:
        weight = _weight(team.paid_hours)
    return replace(contract, paid_hours=team.paid_hours, weight=weight)


def _weight(hours: PaidHours | None) -> float:
    if hours is None or hours.weeks is None:
        return UNKNOWN_WEIGHT
    bounds = [b for b in (hours.least, hours.most) if b is not None]
    per_period = (
        hours.target
        if hours.target is not None
        else sum(bounds) / max(1, len(bounds))
    )
    return max(per_period / hours.weeks / FULL_WEEK_MIN, 0.05)


def _main(held: tuple[Term, ...], spec: RosterSpec) -> Contract:
    """Return the contract that stands for all, its weight their average."""
    days = [
        spec.from_ + timedelta(days=n)
        for n in range((spec.last - spec.from_).days + 1)
    ]
    shares = [sum(map(term.holds, days)) for term in held]
    main = next((t for t, n in zip(held, shares, strict=True) if n), held[-1])
    if not any(shares):
        return main.contract
    weight = sum(
        term.contract.weight * n for term, n in zip(held, shares, strict=True)
    )
    return replace(main.contract, weight=weight / sum(shares))


def _later(joins: date | None, first: date | None) -> date | None:
    return max(filter(None, (joins, first)), default=None)


def _earlier(leaves: date | None, last: date | None) -> date | None:
    return min(filter(None, (leaves, last)), default=None)


def _person(given: PersonSpec, team: TeamSpec, spec: RosterSpec) -> Person:
    starts = given.day_starts
    return Person(
        idx=0,
        id="",
        name=given.name,
        team=given.team,
        contract=Contract(given.contract[0].contract),
        zone=given.zone or team.zone or spec.zone,
        place=given.place or team.place or "",
        skills=_skills(team.skills) + _skills(given.skills),
        day_starts=team.day_starts if starts is None else starts,
        weekend=given.weekend or team.weekend or spec.weekend,
        joins=given.joins,
        leaves=given.leaves,
    )


def _ramp(spec: RosterSpec, given: PersonSpec) -> tuple[Stage, ...]:
    """Return the weeks in which somebody is new, from the day they join."""
    if given.ramp is None or given.joins is None:
        return ()
    return tuple(
        Stage(
            given.ramp,
            given.joins + timedelta(weeks=stage.first - 1),
            given.joins + timedelta(weeks=stage.last, days=-1),
            round(stage.counts * 100),
        )
        for stage in spec.ramp[given.ramp].weeks
    )


def _skills(grants: SkillGrants) -> tuple[Skill, ...]:
    return tuple(Skill(g.skill, g.rank, g.first, g.last) for g in grants.root)


def by_name(persons: tuple[Person, ...]) -> Mapping[str, int]:
    """Return person indices by id and by name."""
    return {p.id: p.idx for p in persons} | {p.name: p.idx for p in persons}
