"""The queues of the file as indexed data, families spelt out.

An account with a dedicated seat has a queue of its own beside the one that
it is on, which only those who know the account may serve.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from constraints.skills import SkillNeed
from scheduler.problem import Queue
from scheduler.slug import slug
from scheduler.spec.families import member_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from scheduler.spec.demand import QueueSpec
    from scheduler.spec.roster import RosterSpec

__all__ = ["Queues", "queues"]


@dataclass(frozen=True)
class Queues:
    """The queues, and which of them a name of the file means.

    Attributes
    ----------
    of
        By the name of a queue: itself; by that of a family: its members.
    """

    all: tuple[Queue, ...]
    of: Mapping[str, tuple[Queue, ...]]

    def seat(self, queue: Queue, account: str) -> Queue:
        """Return the seat that an account has to itself on a queue."""
        return self.of[member_name(queue.name, account)][0]

    def named(self, name: str, id_: str) -> Iterator[tuple[Queue, str]]:
        """Yield the queues that a name means, each with an id of its own.

        Parameters
        ----------
        id_
            Of whatever is said about them; theirs follows it in a family.
        """
        for queue in self.of[name]:
            own = f"{id_}.{queue.id}" if queue.family == name else id_
            yield queue, own


def queues(spec: RosterSpec) -> Queues:
    """Return the queues in the order of the file."""
    found: list[Queue] = []
    of: dict[str, tuple[Queue, ...]] = {}
    for name, given in spec.queues.items():
        members = [
            _queue(len(found) + number, name, language, given, spec)
            for number, language in enumerate(
                spec.skills.languages if given.per else ("",)
            )
        ]
        found += members
        of |= {queue.name: (queue,) for queue in members}
        of[name] = tuple(members)
    for account, promise in spec.accounts.items():
        if promise.dedicated:
            for queue in [q for said in promise.queues for q in of[said]]:
                seat = replace(
                    queue,
                    idx=len(found),
                    id=f"{queue.id}-{promise.id or slug(account)}",
                    name=member_name(queue.name, account),
                    family=queue.said,
                    account=account,
                    served_from=promise.served_from or queue.served_from,
                    not_from=(*queue.not_from, *promise.not_served_from),
                )
                found.append(seat)
                of[seat.name] = (seat,)
    return Queues(tuple(found), of)


def _queue(
    idx: int, name: str, language: str, given: QueueSpec, spec: RosterSpec
) -> Queue:
    id_ = given.id or slug(name)
    spoken = ((language, _usual_rank(language, spec)),) if language else ()
    return Queue(
        idx=idx,
        id=f"{id_}-{slug(language)}" if language else id_,
        name=member_name(name, language) if language else name,
        needs=(*_needs(name, given, spec), *spoken),
        any_of=tuple((n.skill, n.rank) for n in given.needs_any),
        seat=given.seat,
        least_block_min=given.least_block,
        channel=given.channel,
        served_from=given.served_from,
        not_from=given.not_served_from,
        family=name if language else "",
    )


def _needs(
    name: str, given: QueueSpec, spec: RosterSpec
) -> tuple[tuple[str, int], ...]:
    if given.needs is not None:
        return tuple((n.skill, n.rank) for n in given.needs)
    # A queue needs the skill of its own name unless it says otherwise; the
    # reader has seen to it that there is one.
    known = name in spec.skills.names or name in spec.skills.languages
    return ((name, _usual_rank(name, spec)),) if known else ()


def _usual_rank(name: str, spec: RosterSpec) -> int:
    """Return the rank that a bare skill, or a bare language, stands for."""
    names = {
        "skill": spec.skills.names,
        "language": spec.skills.languages,
        "level": spec.skills.levels,
    }
    return SkillNeed.parse(name, {"names": names}).rank
