"""What was traded for what: the cost of a roster, rule by rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheduler.findings import Trade

__all__ = ["cost_document", "cost_table"]


def cost_table(trades: Sequence[Trade]) -> Table:
    """Return what each rule is paid, dearest first, and the sum."""
    table = Table(box=None, pad_edge=False)
    table.add_column("points", justify="right", no_wrap=True)
    table.add_column("share", justify="right", no_wrap=True)
    table.add_column("rule", no_wrap=True)
    table.add_column("paid for", overflow="fold")
    total = sum(trade.points for trade in trades)
    for trade in trades:
        table.add_row(
            f"{trade.points:,.2f}",
            f"{trade.points / total:.0%}".replace("%", " %"),
            trade.rule,
            f"{_amount(trade.units)} × {trade.unit}",
        )
    table.add_row(f"{total:,.2f}", "", "all together", "", style="bold")
    return table


def cost_document(trade: Trade) -> dict[str, object]:
    """Return what a rule is paid, for machines."""
    return {
        "rule": trade.rule,
        "name": trade.name,
        "points": round(trade.points, 4),
        "units": round(trade.units, 4),
        "unit": trade.unit,
        "place": trade.place and str(trade.place),
    }


def _amount(units: float) -> str:
    return f"{units:,.2f}".rstrip("0").rstrip(".")
