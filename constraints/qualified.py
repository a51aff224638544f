"""Qualified: who serves a queue has the skills it needs on that day."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from constraints import wording
from constraints.rule import Rule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Because, Term
    from scheduler.problem import Problem, Queue
    from scheduler.roster import Roster

__all__ = ["Qualified", "where"]


class Qualified(Rule):
    """Whoever serves a queue may: by skills on that date, and by place.

    Why
    ---
    Customers of a queue were promised somebody who can help. Skills begin
    and end: a certificate that runs out on Thursday serves until Thursday.
    Some data may be seen from some countries only: `served from` and `not
    served from` look at the place of work of a person.

    Example
    -------
    .. code-block:: yaml

        queues:
          technical: {needs: technical>=expert}
          health: {needs: technical, served from: [EU, CA-NS]}
        people:
          - {name: Ana Souza, skills: {technical: {level: expert,
             until: 2027-03-11}}}

    Unit
    ----
    Hour served without being allowed to, in real minutes. The date is the
    one of the moment served, on the clock of the file. Only people who may
    are ever given a queue by a solver: this judges rosters made by hand,
    and says who could serve.

    Source
    ------
    House rule.
    """

    unit: ClassVar[str] = "hour served without being allowed to"
    amounts_per_unit: ClassVar[int] = 60
    desugared: ClassVar[bool] = True

    rule: Literal["qualified"] = "qualified"

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield nothing: coverage seats nobody without the skills."""
        yield from ()

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield what is served without the skills, per block."""
        problem = roster.problem
        for work in roster.works():
            if not self.who.matches(problem.people[work.person]):
                continue
            for span in work.spans:
                if span.kind != "queue":
                    continue
                slots = [
                    slot
                    for slot in range(
                        span.start_min, span.end_min, problem.slot_min
                    )
                    if not problem.serves(
                        work.person, span.queue, problem.local(slot)[0]
                    )
                ]
                if slots:
                    yield Violation(
                        rule=self.id,
                        people=(work.person,),
                        days=(work.day, work.day),
                        amount=len(slots) * problem.slot_min,
                        price=self.price,
                        start_min=slots[0],
                        end_min=slots[-1] + problem.slot_min,
                        note=problem.queues[span.queue].name,
                    )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'billing is served by Ana and Ned only, 1–7 March'."""
        when = wording.days(because.days, problem)
        first, last = because.days
        texts = []
        for queue in problem.queues:
            able = tuple(
                person.idx
                for person in problem.people
                if any(
                    problem.serves(person.idx, queue.idx, day)
                    for day in range(first, max(first, last) + 1)
                )
            )
            who = wording.people(able, problem) if able else "nobody"
            texts.append(f"{queue.name} can be served by {who}")
        return f"{'; '.join(texts)}, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana serves billing for 2 h without the skills …'."""
        who = wording.people(violation.people, problem)
        hours = wording.hours(violation.amount)
        queue = next(q for q in problem.queues if q.name == violation.note)
        when = wording.stretch(
            violation.start_min or 0, violation.end_min or 0, problem
        )
        person = problem.people[violation.people[0]]
        if not queue.allows(person):
            place = person.place or "a place that is not said"
            return (
                f"{who} serves {queue.name} for {hours} from {place}, not"
                f" {where(queue)}, {when}"
            )
        return (
            f"{who} serves {queue.name} for {hours} without"
            f" {_needs(queue)}, {when}"
        )


def where(queue: Queue) -> str:
    """Return 'in CA or EU', 'outside US' or both."""
    only = " or ".join(queue.served_from)
    never = " or ".join(queue.not_from)
    texts = (f"in {only}" * bool(only), f"outside {never}" * bool(never))
    return " and ".join(text for text in texts if text)


def _needs(queue: Queue) -> str:
    """Return 'plus and technical, or one of buyer and seller'."""
    every = wording.listed([skill for skill, _ in queue.needs])
    some = wording.listed([skill for skill, _ in queue.any_of])
    one = f"one of {some}" if some else ""
    return " and ".join(text for text in (every, one) if text)
