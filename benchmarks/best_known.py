"""Best known costs: the ``best_known.csv`` that lies with a set."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["best_known"]

_COLUMNS = ("best_known_cost", "best_cost_with_stored_solution")


def best_known(path: Path) -> int | None:
    """Return the best cost known of an instance, None where none is told.

    The file is looked for beside the instance and in the folder above; it
    names an instance like its file, or by number: ``7`` is ``Instance7``.
    """
    names = {path.stem, path.stem.removeprefix("Instance")}
    for folder in (path.parent, path.parent.parent):
        listed = folder / "best_known.csv"
        if not listed.is_file():
            continue
        with listed.open(newline="") as file:
            for row in csv.DictReader(file):
                if row["instance"] in names:
                    told = next(row[c] for c in _COLUMNS if c in row)
                    return int(told) if told else None
    return None
