"""The ledger as text: what everybody carries, against their fair share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from rich.console import Console

    from constraints.rule import Violation
    from scheduler.report.ledger import Account, Ledger, Standing
    from scheduler.roster import Roster

__all__ = ["print_ledger"]

_NAME_WIDTH = 18


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
    title = "Ledger: what everybody carries (± fair share)"
    console.print(Text(title, "bold"))
    # Hours are paid hours, and wishes are told where anybody has some.
    paid = [] if "hours" in found.burdens else ["paid h"]
    wishes = ["wishes"] if any(a.wishes for a in found.accounts) else []
    chosen = [a for a in found.accounts if a.person in people]
    columns = {
        name: [_figure(account, name) for account in chosen]
        for name in [*paid, *found.burdens, *wishes]
    }
    means = len(people) == len(roster.problem.people)
    for shown in _fitting(columns, console.width - _NAME_WIDTH):
        table = _table(roster, chosen, {c: columns[c] for c in shown})
        if means:
            mean = [_mean(found, column) for column in shown]
            table.add_row(Text("full-timer, mean", "dim"), *mean)
        console.print(table)
        console.print()


def _fitting(
    columns: Mapping[str, Sequence[str]], width: int
) -> Iterator[list[str]]:
    """Yield the columns that stand side by side, in turn."""
    shown: list[str] = []
    room = width
    for name, cells in columns.items():
        takes = 1 + max(map(len, [*name.split(), *cells]))
        if shown and takes > room:
            yield shown
            shown, room = [], width
        shown.append(name)
        room -= takes
    yield shown


def _table(
    roster: Roster,
    accounts: Sequence[Account],
    columns: Mapping[str, Sequence[str]],
) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("", width=_NAME_WIDTH - 1, overflow="fold")
    for name in columns:
        table.add_column(name.replace(" ", "\n"), justify="right")
    team = ""
    for row, account in enumerate(accounts):
        person = roster.problem.people[account.person]
        if person.team != team:
            team = person.team
            table.add_row(Text(team, "dim"))
        cells = [cells[row] for cells in columns.values()]
        table.add_row(f" {person.name}", *cells)
    return table


def _figure(account: Account, column: str) -> str:
    if column == "paid h":
        return f"{account.paid_min / 60:.4g}"
    if column == "wishes":
        asked = account.wishes
        return f"{account.granted}/{asked}" if asked else "–"
    standing = next(s for w, s in account.burdens.items() if w == column)
    return _standing(column, standing)


def _standing(burden: str, standing: Standing) -> str:
    from scheduler.report.ledger import COUNTED

    unit = 1 if burden in COUNTED else 60
    text = f"{standing.total / unit:.4g}"
    if standing.share is None:
        return text
    above = round(standing.above / unit, 1)
    return f"{text} {above:+.4g}" if above else f"{text} ±0"


def _mean(found: Ledger, column: str) -> str:
    from scheduler.report.ledger import COUNTED

    for spread in found.spreads:
        if spread.burden == column and not spread.team:
            unit = 1 if spread.burden in COUNTED else 60
            return f"{spread.mean / unit:.3g}"
    return ""
