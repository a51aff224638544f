"""What of a roster is looked at, as options say: people, queues, weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.errors import Finding, InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheduler.problem import Problem

__all__ = ["check_zone", "chosen_people", "chosen_queues", "chosen_weeks"]


def check_zone(name: str) -> None:
    """Refuse a zone that nobody knows."""
    from scheduler.clock import UnknownZone, zone

    try:
        zone(name)
    except UnknownZone as error:
        message = f"--zone: {error}"
        raise InputError(Finding(message, code="unknown-zone")) from None


def chosen_people(
    problem: Problem, names: Sequence[str], teams: Sequence[str]
) -> list[int]:
    """Return the people named, or of the teams named; else everybody."""
    for what, given, known in (
        ("person", names, [k for p in problem.people for k in (p.name, p.id)]),
        ("team", teams, list({p.team: None for p in problem.people})),
    ):
        _check_names(what, given, known)
    everybody = not names and not teams
    return [
        p.idx
        for p in problem.people
        if everybody or p.name in names or p.id in names or p.team in teams
    ]


def chosen_queues(problem: Problem, names: Sequence[str]) -> list[int] | None:
    """Return the queues named, by name or id; None for all."""
    known = [key for q in problem.queues for key in (q.name, q.id)]
    _check_names("queue", names, known)
    if not names:
        return None
    return [q.idx for q in problem.queues if {q.name, q.id} & {*names}]


def _check_names(what: str, given: Sequence[str], known: list[str]) -> None:
    from constraints.near import nearest

    findings = [
        Finding(
            f'there is no {what} "{name}"{nearest(name, known)}',
            code=f"unknown-{what}",
        )
        for name in given
        if name not in known
    ]
    if findings:
        raise InputError(*findings)


def chosen_weeks(
    problem: Problem, number: int | None
) -> list[tuple[int, ...]]:
    """Return the line days of the week named, or of all weeks."""
    from constraints import wording

    if number is None:
        return list(problem.weeks)
    if number > len(problem.weeks):
        weeks = wording.count(len(problem.weeks), "week")
        message = f"--week: the roster has {weeks}, no week {number}"
        raise InputError(Finding(message, code="unknown-week"))
    return [problem.weeks[number - 1]]
