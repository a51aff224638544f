"""Every statement of a roster file as a rule instance with a stable id.

Contracts, availability, absences, pins, shifts, coverage and hand-overs
are rules too, so that an explanation can name them. Their values have been
validated with the file, hence ``model_construct``: validating them again
would read minutes as text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from constraints.available import Available
from constraints.coverage import Coverage
from constraints.handover import Handover
from constraints.holidays import Holidays
from constraints.offered import Offered
from constraints.pinned import Pinned
from constraints.presence import Presence
from constraints.qualified import Qualified
from constraints.rest import RestBetween
from constraints.stable_start import StableStart
from constraints.standby_blocks import StandbyBlocks
from constraints.trained import Trained
from constraints.values import MUST, NORMAL
from scheduler.expand.contract_rules import contract_rules
from scheduler.expand.people import by_name
from scheduler.expand.published import published
from scheduler.expand.selecting import any_of, only
from scheduler.spec.findings import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from constraints.needs import CoverageLine
    from constraints.rule import Rule
    from constraints.trained import Known
    from scheduler.errors import Finding, Place
    from scheduler.expand.absences import Absence
    from scheduler.expand.handovers import LaidHandover
    from scheduler.expand.people import People
    from scheduler.expand.queues import Queues
    from scheduler.spec.origin import Origin, Said
    from scheduler.spec.roster import RosterSpec

__all__ = ["rules"]


def rules(
    spec: RosterSpec,
    origin: Origin,
    team: People,
    shift_ids: Sequence[str],
    queues: Queues,
    *,
    away: Sequence[Absence],
    lines: Sequence[tuple[CoverageLine, Said]],
    known: Sequence[tuple[Known, Said]],
    handovers: Sequence[LaidHandover],
    events: Sequence[tuple[Rule, Said]],
    event_shifts: Mapping[str, Said],
    findings: list[Finding],
) -> tuple[tuple[Rule, ...], dict[str, Place]]:
    """Return all rules, and the place of each id, of a line's ids too.

    Parameters
    ----------
    shift_ids
        In the order of the file.
    away
        Absences, in the order of the file.
    lines
        What queues need, with where it was said.
    known
        Accounts that somebody must know, with where it was said.
    handovers
        Stretches of each hand-over, in the order of the file.
    events
        The rules they come to, with their paths.
    event_shifts
        Shifts that only events have, with the paths of these.
    findings
        Receives ids that are those of another rule.
    """
    made = [
        # Without it, a rest of 0 would let a night run into a morning.
        (
            RestBetween.model_construct(
                id="one-duty-at-a-time", least=0, standby=True
            ),
            (),
        ),
        *contract_rules(spec, team),
        *_shifts(spec, shift_ids, event_shifts),
        *_people(spec, team),
        *_away(away),
        *_holidays(spec, team),
        *_pins(spec, team, shift_ids),
        *published(spec, origin, team, findings),
        *_coverage(queues, lines),
        *_known(known),
        *_handovers(spec, queues, handovers),
        *events,
        *_rules(spec),
    ]
    places: dict[str, Place] = {}
    ids = [(rule.id, path) for rule, path in made]
    ids += [(line.id, path) for line, path in lines]
    ids += [(each.id, path) for each, path in known]
    for id_, path in ids:
        place = origin.place(*path)
        if places.setdefault(id_, place) != place:
            findings.append(
                origin.finding(
                    f"the id {shown(id_)} is that of another rule: "
                    "write another",
                    *path,
                    "id",
                    code="duplicate-id",
                )
            )
    return tuple(rule for rule, _ in made), places


def _shifts(
    spec: RosterSpec,
    shift_ids: Sequence[str],
    event_shifts: Mapping[str, Said],
) -> Iterator[tuple[Rule, Said]]:
    for (name, given), id_ in zip(spec.shifts.items(), shift_ids, strict=True):
        path: Said = event_shifts.get(name, ("shifts", name))
        yield (
            Offered.model_construct(
                id=f"shifts.{id_}.who", shift=id_, who=given.who
            ),
            (*path, "who"),
        )
        if given.block is not None:
            yield (
                StandbyBlocks.model_construct(
                    id=f"shifts.{id_}.block",
                    shift=id_,
                    block=given.block,
                    hands_over=given.hands_over,
                    who=given.who,
                ),
                (*path, "block"),
            )
        if given.vary != "per shift":
            yield (
                StableStart.model_construct(
                    id=f"shifts.{id_}.vary",
                    shift=id_,
                    vary=given.vary,
                    who=given.who,
                ),
                (*path, "vary"),
            )


def _people(spec: RosterSpec, team: People) -> Iterator[tuple[Rule, Said]]:
    for idx, (given, person) in enumerate(
        zip(spec.people, team.persons, strict=True)
    ):
        who = only(person)
        path: Said = ("people", idx)
        if person.joins or person.leaves:
            key = "joins" if person.joins else "leaves"
            yield (
                Available.model_construct(
                    id=f"people.{person.id}.employed", kind="employed", who=who
                ),
                (*path, key),
            )
        for number, said in enumerate(given.availability):
            wish = said.kind in ("prefer", "avoid")
            yield (
                Available.model_construct(
                    id=f"people.{person.id}.availability.{number + 1}",
                    kind=said.kind,
                    windows=getattr(said, said.kind),
                    who=who,
                    importance=said.importance or (NORMAL if wish else MUST),
                ),
                (*path, "availability", number),
            )


def _away(entries: Sequence[Absence]) -> Iterator[tuple[Rule, Said]]:
    for number, absence in enumerate(entries):
        yield (
            Available.model_construct(
                id=f"away.{number + 1}",
                kind="away",
                stretches=absence.stretches,
                who=only(absence.person),
            ),
            ("away", number),
        )


def _holidays(spec: RosterSpec, team: People) -> Iterator[tuple[Rule, Said]]:
    """Yield a rule for each holiday that only volunteers work on."""
    for number, given in enumerate(spec.holidays):
        # The holiday of a country is one of all its regions.
        places = {
            person.place
            for person in team.persons
            if f"{person.place}-".startswith(f"{given.place}-")
        }
        if given.works == "volunteers" and places:
            yield (
                Holidays.model_construct(
                    id=f"holidays.{number + 1}",
                    day=given.day,
                    who=any_of("place", sorted(places)),
                    volunteers=(
                        any_of("person", given.volunteers)
                        if given.volunteers
                        else None
                    ),
                ),
                ("holidays", number),
            )


def _pins(
    spec: RosterSpec, team: People, shift_ids: Sequence[str]
) -> Iterator[tuple[Rule, Said]]:
    idx = by_name(team.persons)
    ids = dict(zip(spec.shifts, shift_ids, strict=True))
    for number, given in enumerate(spec.pins):
        person = team.persons[idx[given.who]]
        yield (
            Pinned.model_construct(
                id=given.id or f"pins.{number + 1}",
                who=only(person),
                day=given.day,
                shift=None if given.shift is None else ids[given.shift],
                at=given.at,
                off=given.off,
                importance=given.importance,
            ),
            ("pins", number),
        )


def _coverage(
    queues: Queues, lines: Sequence[tuple[CoverageLine, Said]]
) -> Iterator[tuple[Rule, Said]]:
    seats = [queue.seat for queue in queues.all]
    seated, present = (
        tuple(
            line
            for line, _ in lines
            if (seats[line.queue] and not line.standby) == seat
        )
        for seat in (True, False)
    )
    if seated:
        yield (
            Coverage.model_construct(id="coverage", lines=seated),
            ("coverage",),
        )
        yield Qualified.model_construct(id="qualified"), ("queues",)
    if present:
        yield (
            Presence.model_construct(id="presence", lines=present),
            ("coverage",),
        )


def _known(
    known: Sequence[tuple[Known, Said]],
) -> Iterator[tuple[Rule, Said]]:
    if known:
        accounts = tuple(each for each, _ in known)
        yield (
            Trained.model_construct(id="trained", accounts=accounts),
            ("accounts",),
        )


def _handovers(
    spec: RosterSpec, queues: Queues, handovers: Sequence[LaidHandover]
) -> Iterator[tuple[Rule, Said]]:
    for laid in handovers:
        given = spec.handovers[laid.number]
        base = given.id or f"handovers.{laid.number + 1}"
        side = f"{base}.{laid.side}" if laid.side else base
        for queue, id_ in queues.named(given.queue, side):
            yield (
                Handover.model_construct(
                    id=id_,
                    queue=queue.idx,
                    stretches=laid.stretches,
                    givers=laid.givers,
                    receivers=laid.receivers,
                    importance=given.importance,
                ),
                ("handovers", laid.number),
            )


def _rules(spec: RosterSpec) -> Iterator[tuple[Rule, Said]]:
    """Give each rule an id: its name, numbered from the second on."""
    counts: dict[str, int] = {}
    for number, rule in enumerate(spec.rules):
        counts[rule.name] = counts.get(rule.name, 0) + 1
        again = f".{counts[rule.name]}" if counts[rule.name] > 1 else ""
        id_ = rule.id or f"rules.{rule.name}{again}"
        yield rule.model_copy(update={"id": id_}), ("rules", number)
