"""Tabled: coverage, promises and the ledger as the page takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scheduler.report.frame import rounded
from scheduler.report.ledger import COUNTED

if TYPE_CHECKING:
    from scheduler.report.frame import Frame
    from scheduler.report.gaps import Gap
    from scheduler.report.heat import Heat
    from scheduler.report.ledger import Ledger
    from scheduler.report.promises import Promise
    from scheduler.report.rows import State

__all__ = ["coverage", "gap", "ledger", "promise"]

_STATES: dict[State, str] = {
    "must": "m",
    "short": "s",
    "low": "l",
    "over": "o",
    "met": "t",
}


def coverage(frame: Frame, rows: Heat) -> list[dict[str, Any]]:
    """Return the rows of the heat map, cell by cell."""
    return [
        {
            "kind": row.kind,
            "name": row.name,
            "queue": row.queue,
            "points": frame.points(row.ticks),
            "asked": row.asked_min,
            "missing": round(row.missing_min, 1),
            "short": round(row.short_min, 1),
            "cells": [
                [
                    frame.at(cell.start_min),
                    frame.at(cell.end_min),
                    round(cell.staffed, 2),
                    cell.least,
                    cell.wanted,
                    _STATES[cell.state],
                    -1 if cell.most is None else cell.most,
                ]
                for cell in row.cells
            ],
        }
        for row in rows
    ]


def gap(frame: Frame, found: Gap, rows: Heat) -> dict[str, Any]:
    """Return a gap, with what kept everybody."""
    number = next(n for n, row in enumerate(rows) if row.key == found.row)
    return {
        "row": number,
        "start": frame.at(found.start_min),
        "end": frame.at(found.end_min),
        "text": found.text,
        "points": frame.points(found.ticks),
        "missing": round(found.missing_min),
        "must": found.must_min,
        "edge": found.edge,
        "who": [
            [hindrance.how, hindrance.text, frame.points(hindrance.ticks)]
            for hindrance in found.hindrances
        ]
        if found.hindrances is not None
        else None,
    }


def promise(frame: Frame, made: Promise) -> dict[str, Any]:
    """Return a promise and how it is kept."""
    return {
        "name": made.name,
        "queue": made.queue,
        "must": made.must,
        "asked": round(made.asked_min),
        "short": round(made.short_min),
        "share": made.share,
        "within": made.within_min,
        "contacts": rounded(made.contacts, 1),
        "level": rounded(made.level, 4),
        "half": rounded(made.half_width, 4),
        "kept": rounded(made.kept, 4),
        "worst": None
        if made.worst is None
        else [frame.at(made.worst[0]), round(made.worst[1], 3)],
    }


def ledger(frame: Frame, book: Ledger) -> dict[str, Any]:
    """Return what everybody carries, and how it is spread."""
    return {
        "burdens": [[b, int(b in COUNTED)] for b in book.burdens],
        "accounts": [
            {
                "paid": account.paid_min,
                "contract": account.contract_min,
                "burdens": [
                    [standing.total, standing.carried, standing.share]
                    for standing in account.burdens.values()
                ],
                "wishes": account.wishes,
                "granted": account.granted,
                "points": frame.points(account.ticks),
            }
            for account in book.accounts
        ],
        "spreads": [
            [
                spread.team,
                book.burdens.index(spread.burden),
                spread.people,
                round(spread.least, 1),
                round(spread.mean, 1),
                round(spread.most, 1),
            ]
            for spread in book.spreads
        ],
    }
