"""The nearest valid name for one that is not known; used by both packages."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["closest", "nearest"]

_LONGEST = 60
_CUTOFF = 0.6


def closest(name: str, options: Iterable[str]) -> str | None:
    """Return the option most like `name`, or None when none is alike.

    Capitals, hyphens, underscores and runs of spaces do not count: whoever
    writes ``Full_Time`` means ``full-time``.

    Parameters
    ----------
    name
        What was found.
    options
        What is allowed; the earlier wins between two that are as near.
    """
    by_fold: dict[str, str] = {}
    for option in options:
        by_fold.setdefault(_fold(option), option)
    fold = _fold(name)
    if len(fold) > _LONGEST:
        return None
    if fold in by_fold:
        return by_fold[fold]
    best = difflib.get_close_matches(fold, by_fold, n=1, cutoff=_CUTOFF)
    return by_fold[best[0]] if best else None


def nearest(name: str, options: Iterable[str]) -> str:
    """Return ``; did you mean "x"?`` to end a message with, or nothing.

    Parameters
    ----------
    name
        What was found.
    options
        What is allowed.
    """
    best = closest(name, options)
    return "" if best is None else f'; did you mean "{best}"?'


def _fold(name: str) -> str:
    return re.sub(r"[\s_-]+", " ", name).strip().casefold()
