"""The narrow waist: solver-neutral pieces that rules compile to.

Frozen plain data. Rules emit terms, engines implement every kind (matched
with ``assert_never``), ``constraints.evaluator`` says in plain Python what
they mean. People are indices into ``problem.people``, days are line days
counted from 0 at the start of the horizon, duties are indices into
``problem.duties``, instants are minutes since 1970-01-01T00:00Z.
"""

from __future__ import annotations

from typing import TypeAlias

from constraints.because import Because
from constraints.coverage_terms import (
    Cover,
    Pool,
    Presence,
    PresencePart,
    Row,
    RowPart,
    Tier,
)
from constraints.event_terms import Booked, Meeting, OnQueues, Session, Stay
from constraints.line_terms import (
    Arc,
    Choice,
    Free,
    Pattern,
    Rest,
    Streak,
    Tally,
)
from constraints.prices import FREE, HARD, TICKS_PER_POINT, Price

__all__ = [
    "FREE",
    "HARD",
    "TICKS_PER_POINT",
    "AcrossTerm",
    "Arc",
    "Because",
    "Booked",
    "Choice",
    "Cover",
    "Free",
    "LineTerm",
    "Meeting",
    "OnQueues",
    "Pattern",
    "Pool",
    "Presence",
    "PresencePart",
    "Price",
    "Rest",
    "Row",
    "RowPart",
    "Session",
    "Stay",
    "Streak",
    "Tally",
    "Term",
    "Tier",
]

LineTerm: TypeAlias = Choice | Rest | Free | Tally | Streak | Pattern
"""What judges one person's line for itself."""

AcrossTerm: TypeAlias = Cover | Presence | Meeting | Session | OnQueues | Row
"""What judges several lines, or what a line's duties carry."""

Term: TypeAlias = LineTerm | AcrossTerm
