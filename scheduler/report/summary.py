"""A roster in a few lines of Markdown, for a pull request or a chat.

Names may hold anything: what Markdown, HTML or a chat would make of it is
escaped, so that nobody is mentioned, linked or struck through by accident.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from constraints import wording
from constraints.terms import TICKS_PER_POINT
from scheduler.checker import check
from scheduler.clock import zone
from scheduler.export.json import document
from scheduler.findings import trades
from scheduler.report.changes import changes
from scheduler.report.gaps import gaps
from scheduler.report.heat import heat
from scheduler.report.runs import Run, run_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from constraints.rule import Violation
    from scheduler.checker import Judgement
    from scheduler.export.roster_doc import RosterDoc
    from scheduler.report.changes import Change
    from scheduler.report.heat import Heat
    from scheduler.result import Result
    from scheduler.roster import Roster

__all__ = ["escaped", "summary", "write_summary"]

_MOST_GAPS = 5
_MOST_QUEUES = 12
_MOST_TRADES = 5
_MOST_CHANGES = 15

# ASCII punctuation (CommonMark 0.31, section 2.4) that starts something.
_MARKS = re.compile(r"([\\`*_{}\[\]<>()#!|~$&])")
_BULLET = re.compile(r"^([-+]|\d+(?=[.)]))")  # where a line begins
_LIGATURE = "\N{WORD JOINER}"


def write_summary(
    roster: Roster,
    result: Result | None = None,
    *,
    since: RosterDoc | None = None,
) -> str:
    """Return a roster in a few lines of Markdown.

    Parameters
    ----------
    result
        The run that made the roster: adds what it proved.
    since
        Another roster, as its file tells it, to say what is different.
    """
    return summary(roster, run_of(result) if result else Run(), since)


def summary(roster: Roster, run: Run, since: RosterDoc | None = None) -> str:
    """Return the same, of a run as far as it is known."""
    judged = check(roster)
    rows = heat(roster, judged.violations)
    problem = roster.problem
    when = wording.days((0, problem.days - 1), problem)
    sections = (
        [f"### {escaped(problem.name)}, {when} {problem.first_day.year}"],
        _headline(roster, judged, run),
        _coverage(rows),
        _gaps(roster, judged.violations, rows),
        _teams(roster),
        _trades(roster, judged.violations),
        [] if since is None else _changes(roster, since),
    )
    return (
        "\n\n".join("\n".join(lines) for lines in map(list, sections) if lines)
        + "\n"
    )


def escaped(text: str) -> str:
    """Return a text that Markdown shows as it is, in one line."""
    plain = _MARKS.sub(r"\\\1", " ".join(text.split()))
    plain = _BULLET.sub(lambda m: f"{_LIGATURE}{m[1]}", plain)
    # No escape keeps a chat from mentioning @all, or linking #12 and URLs.
    for sign in ("@", "\\#", "://", "www."):
        plain = plain.replace(sign, sign + _LIGATURE)
    return plain


def _headline(roster: Roster, judged: Judgement, run: Run) -> Iterator[str]:
    if judged.broken:
        number = wording.count(len(judged.broken), "thing")
        yield f"**{number} that must hold {_be(judged.broken)} broken.**"
    if judged.shortage_min:
        hours = wording.hours(judged.shortage_min)
        yield f"**{hours} of people are missing that must be there.**"
    if judged.ok:
        yield "**Everything that must hold does.**"
    cost = f"Cost {judged.points:,.2f} points"
    gap = None
    if run.bound is not None and judged.points:
        gap = max(0.0, (judged.points - run.bound) / judged.points)
    if run.status == "optimal" and run.cost == round(judged.points, 4):
        cost += ", and no roster costs less"
    elif gap is not None:
        cost += f", proven within {gap:.1%} of the best"
    paid = sum(roster.duty(work).paid_min for work in roster.works())
    yield f"{cost}. {_people(len(roster.lines))}, {wording.hours(paid)} paid."


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"


def _be(found: Sequence[object]) -> str:
    return "is" if len(found) == 1 else "are"


def _coverage(rows: Heat) -> Iterator[str]:
    asked = [row for row in rows if row.asked_min][:_MOST_QUEUES]
    if not asked:
        return
    yield "| asked of | hours wanted | missing | points |"
    yield "|---|--:|--:|--:|"
    for row in asked:
        missing = round(row.missing_min)
        yield _row(
            escaped(row.name),
            f"{row.asked_min / 60:,.1f}",
            f"{missing / 60:,.1f}" if missing else "–",
            f"{row.ticks / TICKS_PER_POINT:,.0f}" if row.ticks else "–",
        )
    if left := sum(1 for row in rows if row.asked_min) - len(asked):
        yield f"\n… and {left} more"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _gaps(
    roster: Roster, found: Sequence[Violation], rows: Heat
) -> Iterator[str]:
    worst = gaps(roster, found, rows, most_asked=0)
    if not worst:
        return
    yield f"**Gaps**, the worst of {len(worst)}:\n"
    for gap in worst[:_MOST_GAPS]:
        must = " (must)" if gap.must_min else ""
        yield f"- {escaped(gap.text)}{must}"


def _teams(roster: Roster) -> Iterator[str]:
    problem = roster.problem
    yield "| team | people | paid hours | duties |"
    yield "|---|--:|--:|--:|"
    for team in dict.fromkeys(person.team for person in problem.people):
        members = [p.idx for p in problem.people if p.team == team]
        works = [work for p in members for work in roster.lines[p]]
        paid = sum(roster.duty(work).paid_min for work in works) / 60
        yield _row(
            escaped(team), str(len(members)), f"{paid:,.1f}", str(len(works))
        )


def _trades(roster: Roster, found: Iterable[Violation]) -> Iterator[str]:
    paid = trades(roster, tuple(found))[:_MOST_TRADES]
    if not paid:
        return
    yield "| paid for | times | points |"
    yield "|---|--:|--:|"
    for trade in paid:
        yield _row(
            escaped(f"{trade.rule}: {trade.unit}"),
            f"{trade.units:,.4g}",
            f"{trade.points:,.2f}",
        )


def _changes(roster: Roster, since: RosterDoc) -> Iterator[str]:
    found = changes(document(roster), since)
    moved = [change for change in found.changes if change.how != "inside"]
    people = _people(found.people)
    before = (
        ""
        if found.cost_before is None
        else f", which cost {found.cost_before:,.2f} points"
    )
    days = wording.count(len(moved), "day")
    what = f"{days} of {people}" if moved else "nobody's days"
    yield f"**Changed** since the roster before{before}: {what}."
    if moved:
        yield ""
    for change in moved[:_MOST_CHANGES]:
        yield f"- {_change(roster, change)}"
    if len(moved) > _MOST_CHANGES:
        yield f"- … and {len(moved) - _MOST_CHANGES} more"


def _change(roster: Roster, change: Change) -> str:
    problem = roster.problem
    number = problem.person_by_id.get(change.person)
    clock = zone("UTC" if number is None else problem.people[number].zone)

    def told(times: tuple[int, int] | None) -> str:
        if times is None:
            return "off"
        start, end = (wording.clock(clock.local(t).minute) for t in times)
        return f"{start}–{end}"

    day = wording.day(problem.day(change.day), problem)
    return (
        f"{escaped(change.name)}, {day}: "
        f"{told(change.before)} → {told(change.after)}"
    )
