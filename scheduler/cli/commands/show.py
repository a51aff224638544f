"""``schedule show``: who works when, and how coverage is met."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

import scheduler
from scheduler.cli.options import file_argument, json_option, roster_argument
from scheduler.cli.terminal import out, write_json
from scheduler.errors import Finding, InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheduler.problem import Problem

__all__ = ["command"]


@click.command("show")
@file_argument
@roster_argument
@click.option("--person", "names", multiple=True, help="Only this person.")
@click.option("--team", "teams", multiple=True, help="Only this team.")
@click.option("--week", type=click.IntRange(1), help="Only this week, from 1.")
@click.option("--zone", "zone_name", help="Zone of all times (IANA name).")
@json_option
def command(
    file: str,
    roster_file: str,
    names: tuple[str, ...],
    teams: tuple[str, ...],
    week: int | None,
    zone_name: str | None,
    as_json: bool,
) -> None:
    """Show who works when, each in their own zone, and coverage.

    Coverage is left out where only some people are shown.

    \b
    Example:
      schedule show roster.yaml out/roster.json --team halifax --week 1
    """
    from scheduler.cli.views import print_weeks
    from scheduler.export.json import document
    from scheduler.export.rosters import read_any

    problem = scheduler.read(file)
    if zone_name is not None:
        _check_zone(zone_name)
    people = _chosen(problem, names, teams)
    weeks = _weeks(problem, week)
    roster = read_any(problem, roster_file)
    if as_json:
        shown = document(roster).model_dump(
            mode="json", by_alias=True, exclude_none=True
        )
        days = {str(problem.date(day)) for week_ in weeks for day in week_}
        shown["people"] = [
            {
                **shown["people"][idx],
                "work": [
                    work
                    for work in shown["people"][idx]["work"]
                    if work["day"] in days
                ],
            }
            for idx in people
        ]
        write_json(shown)
        return
    print_weeks(
        out(),
        roster,
        weeks,
        people=people,
        zone_name=zone_name,
        coverage=len(people) == len(problem.people),
    )


def _check_zone(name: str) -> None:
    from scheduler.clock import UnknownZone, zone

    try:
        zone(name)
    except UnknownZone as error:
        message = f"--zone: {error}"
        raise InputError(Finding(message, code="unknown-zone")) from None


def _chosen(
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


def _weeks(problem: Problem, number: int | None) -> list[tuple[int, ...]]:
    from constraints import wording

    if number is None:
        return list(problem.weeks)
    if number > len(problem.weeks):
        weeks = wording.count(len(problem.weeks), "week")
        message = f"--week: the roster has {weeks}, no week {number}"
        raise InputError(Finding(message, code="unknown-week"))
    return [problem.weeks[number - 1]]
