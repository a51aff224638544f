"""What makes a roster a roster, whatever its rules say.

Lines belong to people, a line day has at most one duty, duties do not
overlap, and spans lie where the duty allows them. Engines cannot produce
anything else; hand-made rosters can. Used by ``scheduler.checker``.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise, permutations
from typing import TYPE_CHECKING

from constraints import wording
from constraints.rule import Violation
from constraints.terms import HARD, Booked
from scheduler.clock import format_local, zone
from scheduler.expand.duties import Clock
from scheduler.statements import STRUCTURE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from constraints.rule import Rule
    from scheduler.problem import Break, Duty, Person, Problem, Span, Work
    from scheduler.roster import Roster

__all__ = ["Fault", "faults"]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something no rule states and every roster keeps.

    Attributes
    ----------
    fatal
        Rules could not even be asked about such a roster.
    """

    violation: Violation
    fatal: bool = False


def faults(
    roster: Roster, rules: Iterable[Rule] | None = None
) -> Iterator[Fault]:
    """Yield what is wrong with a roster before any rule is asked.

    Parameters
    ----------
    rules
        Those that ask for events; by default the problem's.
    """
    problem = roster.problem
    asked = _asked(problem, problem.rules if rules is None else rules)
    if len(roster.lines) != len(problem.people):
        yield _fault(
            f"The roster has {wording.count(len(roster.lines), 'line')} for"
            f" {len(problem.people)} people.",
            (),
            (0, -1),
            fatal=True,
        )
        return
    for person, line in zip(problem.people, roster.lines, strict=True):
        unknown = list(_unknown(problem, person, line))
        yield from unknown
        if unknown:
            continue
        yield from _line(problem, person, line)
        for work in line:
            yield from _placed(problem, person, work)
            yield from _spans(problem, person, work)
            yield from _breaks(problem, person, work)
            for span in work.events:
                if person.idx not in asked.get(span.event, ()):
                    yield _of_span(
                        problem, person, work, span, "is asked for nowhere"
                    )


def _asked(
    problem: Problem, rules: Iterable[Rule]
) -> dict[str, tuple[int, ...]]:
    """Return who is to attend which events, by their keys."""
    return {
        term.event: term.people
        for rule in rules
        if rule.books
        for term in rule.terms(problem)
        if isinstance(term, Booked)
    }


def _unknown(
    problem: Problem, person: Person, line: tuple[Work, ...]
) -> Iterator[Fault]:
    """Yield works that point at nothing."""
    queues = range(len(problem.queues))
    for work in line:
        if not 0 <= work.day < problem.days:
            what = "a duty outside the days of the roster"
        elif not 0 <= work.duty < len(problem.duties):
            what = "a duty that does not exist"
        elif work.person != person.idx:
            what = "a duty of somebody else"
        elif any(
            s.kind == "queue" and s.queue not in queues for s in work.spans
        ):
            what = "a queue that does not exist"
        else:
            continue
        yield _fault(
            f"{person.name} has {what}.",
            (person.idx,),
            (work.day, work.day),
            fatal=True,
        )


def _line(
    problem: Problem, person: Person, line: tuple[Work, ...]
) -> Iterator[Fault]:
    """Yield days worked twice, and duties that overlap."""
    for earlier, later in pairwise(problem.past(person.idx)[-1:] + line):
        days = (earlier.day, later.day)
        before, after = (
            problem.duties[earlier.duty],
            problem.duties[later.duty],
        )
        when = wording.beginning(after, person)
        if earlier.day == later.day:
            text = f"{person.name} starts a second duty on one day, {when}."
        elif earlier.day > later.day:
            text = f"{person.name}'s duties are not in order of time, {when}."
        elif after.start_min < before.end_min:
            text = (
                f"{person.name} starts a duty before the last one has"
                f" ended, {when}."
            )
        else:
            continue
        # A rule that looks up the work of a day sees only one of two.
        yield _fault(text, (person.idx,), days, fatal=earlier.day >= later.day)


def _placed(problem: Problem, person: Person, work: Work) -> Iterator[Fault]:
    """Yield duties on a line day on which they do not start."""
    duty = problem.duties[work.duty]
    clock = Clock(person.zone, person.day_starts)
    starts_on = problem.day(clock.line_date(duty.start_min))
    offered = work.duty in problem.menu(person.idx, work.day)
    if starts_on != work.day or not (offered or duty.foreign):
        yield _fault(
            f"{person.name} has a duty on {wording.day(work.day, problem)}"
            f" that starts {wording.beginning(duty, person)}.",
            (person.idx,),
            (work.day, work.day),
        )


def _spans(problem: Problem, person: Person, work: Work) -> Iterator[Fault]:
    """Yield spans outside the duty, overlapping, or on the wrong queue."""
    duty = problem.duties[work.duty]
    for span in work.spans:
        if span.start_min >= span.end_min or not any(
            start <= span.start_min and span.end_min <= end
            for start, end in duty.work
        ):
            yield _of_span(
                problem, person, work, span, "lies outside the duty"
            )
        if span.kind == "queue" and not _may_serve(problem, work, span):
            queue = problem.queues[span.queue]
            yield _of_span(
                problem,
                person,
                work,
                span,
                "needs a skill that they do not have"
                if queue.seat
                else "is a presence that nobody serves",
            )
    for earlier, later in pairwise(sorted(work.spans)):
        if later.start_min < earlier.end_min:
            yield _of_span(
                problem, person, work, later, "overlaps what comes before"
            )


def _may_serve(problem: Problem, work: Work, span: Span) -> bool:
    # A skill may end at the midnight inside a night: both dates will do.
    queue = problem.queues[span.queue]
    return queue.seat and any(
        problem.serves(work.person, span.queue, day)
        for day in (work.day, work.day + 1)
    )


def _breaks(problem: Problem, person: Person, work: Work) -> Iterator[Fault]:
    """Yield duties whose breaks are not those of the shift.

    A foreign duty without breaks of its own may have any.
    """
    duty = problem.duties[work.duty]
    if duty.foreign and not duty.breaks:
        return
    if any(
        all(map(_fits, [duty] * len(order), work.breaks, order))
        for order in permutations(duty.breaks)
        if len(order) == len(work.breaks)
    ):
        return
    allowed = ", ".join(
        f"{b.length_min} min from {wording.hours(b.earliest_min)} to"
        f" {wording.hours(b.latest_min)} after the start"
        for b in duty.breaks
    )
    yield _fault(
        f"{person.name}'s breaks in the duty of"
        f" {wording.beginning(duty, person)} are not as the shift has them:"
        f" {allowed or 'none'}.",
        (person.idx,),
        (work.day, work.day),
    )


def _fits(duty: Duty, span: Span, allowed: Break) -> bool:
    after_min = span.start_min - duty.start_min
    return (
        span.end_min - span.start_min == allowed.length_min
        and allowed.earliest_min <= after_min <= allowed.latest_min
    )


def _of_span(
    problem: Problem, person: Person, work: Work, span: Span, what: str
) -> Fault:
    name = span.kind
    if span.kind == "queue":
        name = f"time on {problem.queues[span.queue].name}"
    elif span.kind == "event":
        name = problem.event_title(span.event)
    when = format_local(span.start_min, zone(person.zone))
    return _fault(
        f"{person.name}'s {name} of {when} {what}.",
        (person.idx,),
        (work.day, work.day),
        (span.start_min, span.end_min),
    )


def _fault(
    text: str,
    people: tuple[int, ...],
    days: tuple[int, int],
    stretch: tuple[int, int] | tuple[None, None] = (None, None),
    *,
    fatal: bool = False,
) -> Fault:
    return Fault(
        Violation(
            STRUCTURE,
            people,
            days,
            1,
            HARD,
            start_min=stretch[0],
            end_min=stretch[1],
            note=text,
        ),
        fatal,
    )
