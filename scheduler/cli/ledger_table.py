"""The ledger as text: what everybody carries, against their fair share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from rich.console import Console

    from constraints.fair_share import Burden
    from constraints.rule import Violation
    from scheduler.report.ledger import Account, Ledger, Standing
    from scheduler.roster import Roster

__all__ = ["print_ledger"]

_NAME_WIDTH = 18
_FIGURE_WIDTH = 9


def print_ledger(
    console: Console,
    roster: Roster,
    violations: Sequence[Violation],
    people: Collection[int],
) -> None:
    """Print who carries what: as it is, and less the fair share.

    Where a terminal is too narrow for all columns, a second table follows.
    """
    from scheduler.report.ledger import ledger

    found = ledger(roster, violations)
    console.print(
        Text("Ledger: what everybody carries (± fair share)", "bold")
    )
    columns = ["paid h", *found.burdens, "wishes"]
    fit = max(1, (console.width - _NAME_WIDTH - 1) // (_FIGURE_WIDTH + 1))
    for first in range(0, len(columns), fit):
        shown = columns[first : first + fit]
        console.print(_table(roster, found, people, shown))
        console.print()


def _table(
    roster: Roster,
    found: Ledger,
    people: Collection[int],
    shown: Sequence[str],
) -> Table:
    problem = roster.problem
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("", width=_NAME_WIDTH, overflow="fold")
    for column in shown:
        table.add_column(
            column, justify="right", width=_FIGURE_WIDTH, overflow="fold"
        )
    team = ""
    for account in found.accounts:
        if account.person not in people:
            continue
        person = problem.people[account.person]
        if person.team != team:
            team = person.team
            table.add_row(Text(team, "dim"))
        table.add_row(f" {person.name}", *_figures(account, shown))
    if len(people) == len(problem.people):
        table.add_row(Text("full-timer, mean", "dim"), *_means(found, shown))
    return table


def _figures(account: Account, shown: Sequence[str]) -> Iterator[str]:
    for column in shown:
        if column == "paid h":
            yield f"{account.paid_min / 60:.4g}"
        elif column == "wishes":
            asked = account.wishes
            yield f"{account.granted}/{asked}" if asked else "–"
        else:
            standing = next(
                s for what, s in account.burdens.items() if what == column
            )
            yield _standing(column, standing)


def _standing(burden: str, standing: Standing) -> str:
    from scheduler.report.ledger import COUNTED

    unit = 1 if burden in COUNTED else 60
    text = f"{standing.total / unit:.4g}"
    if standing.share is None:
        return text
    above = round(standing.above / unit, 1)
    return f"{text} {above:+.4g}" if above else f"{text} ±0"


def _means(found: Ledger, shown: Sequence[str]) -> Iterator[str]:
    for column in shown:
        spread = next(
            (s for s in found.spreads if s.burden == column and not s.team),
            None,
        )
        yield "" if spread is None else _mean(spread.burden, spread.mean)


def _mean(burden: Burden, mean: float) -> str:
    from scheduler.report.ledger import COUNTED

    return f"{mean / (1 if burden in COUNTED else 60):.3g}"
