"""``schedule show``: who works when, and how coverage is met."""

from __future__ import annotations

import click

import scheduler
from scheduler.cli.chosen import (
    check_zone,
    chosen_people,
    chosen_queues,
    chosen_weeks,
)
from scheduler.cli.options import file_argument, json_option, roster_argument
from scheduler.cli.terminal import out, write_json

__all__ = ["command"]


@click.command("show")
@file_argument
@roster_argument
@click.option("--person", "names", multiple=True, help="Only this person.")
@click.option("--team", "teams", multiple=True, help="Only this team.")
@click.option("--queue", "queue_names", multiple=True, help="Only this queue.")
@click.option("--week", type=click.IntRange(1), help="Only this week, from 1.")
@click.option("--zone", "zone_name", help="Zone of all times (IANA name).")
@click.option("--gaps", is_flag=True, help="Where people are missing, why.")
@click.option("--ledger", is_flag=True, help="Who carries what.")
@json_option
def command(
    file: str,
    roster_file: str,
    names: tuple[str, ...],
    teams: tuple[str, ...],
    queue_names: tuple[str, ...],
    week: int | None,
    zone_name: str | None,
    gaps: bool,
    ledger: bool,
    as_json: bool,
) -> None:
    """Show who works when, each in their own zone, and coverage.

    Coverage is left out where only some people are shown. With --queue, of
    everybody only the time on that queue is shown. --gaps lists where people
    are missing, dearest first, and what kept everybody; --ledger who works
    how much, at night, on weekends, and so on, against their fair share;
    both are shown instead of the weeks.

    \b
    Example:
      schedule show roster.yaml out/roster.json --team halifax --week 1
      schedule show roster.yaml out/roster.json --queue plus --gaps
    """
    from scheduler.cli.gap_list import print_gaps
    from scheduler.cli.ledger_table import print_ledger
    from scheduler.cli.views import print_weeks
    from scheduler.export.json import document
    from scheduler.export.rosters import read_any

    problem = scheduler.read(file)
    if zone_name is not None:
        check_zone(zone_name)
    people = chosen_people(problem, names, teams)
    queues = chosen_queues(problem, queue_names)
    weeks = chosen_weeks(problem, week)
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
    if gaps or ledger:
        found = scheduler.check(roster).violations
        if gaps:
            print_gaps(out(), roster, found, queues)
        if ledger:
            print_ledger(out(), roster, found, people)
        return
    print_weeks(
        out(),
        roster,
        weeks,
        people=people,
        zone_name=zone_name,
        coverage=len(people) == len(problem.people),
        queues=queues,
    )
