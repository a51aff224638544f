"""The tables that may stand in for sections of a roster file, as CSV."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from scheduler.spec.tables import Column, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["TABLES"]

_PEOPLE = {
    "name": Column("name", kind="name", required=True),
    "id": Column("id"),
    "email": Column("email"),
    "team": Column("team", kind="name", required=True),
    "contract": Column("contract", kind="name", many=True, required=True),
    "seats": Column("seats", kind="number"),
    "named by": Column("named by", kind="name"),
    "names": Column("names", kind="name", many=True),
    "zone": Column("zone"),
    "place": Column("place"),
    "skills": Column("skills", many=True),
    "knows": Column("knows", many=True),
    "weekend": Column("weekend"),
    "day starts": Column("day starts"),
    "joins": Column("joins"),
    "leaves": Column("leaves"),
    "ramp": Column("ramp", kind="name"),
    "only": Column("only", many=True),
    "never": Column("never", many=True),
    "prefer": Column("prefer", many=True),
    "avoid": Column("avoid", many=True),
}

_TEAMS = {
    "team": Column("team", kind="name", required=True),
    "zone": Column("zone"),
    "place": Column("place"),
    "skills": Column("skills", many=True),
    "knows": Column("knows", many=True),
    "paid hours": Column("paid hours"),
    "weekend": Column("weekend"),
    "day starts": Column("day starts"),
}

_COVERAGE = {
    "queue": Column("queue", kind="name", required=True),
    "window": Column("window", many=True, required=True),
    "zone": Column("zone"),
    "least": Column("least", kind="number"),
    "wanted": Column("wanted", kind="number"),
    "most": Column("most", kind="number"),
    "importance": Column("importance", kind="value"),
    "wanted importance": Column("wanted importance", kind="value"),
    "except holidays": Column("except holidays", many=True),
}

_ACCOUNTS = {
    "account": Column("account", kind="name", required=True),
    "tier": Column("tier", kind="name"),
    "queues": Column("queues", many=True, required=True),
    "window": Column("window", many=True),
    "zone": Column("zone"),
    "answer": Column("answer"),
    "trained": Column("trained", kind="number"),
    "dedicated": Column("dedicated", kind="flag"),
    "owners": Column("owners", many=True),
    "served from": Column("served from", many=True),
    "not served from": Column("not served from", many=True),
    "volume": Column("volume", kind="value"),
    "handle": Column("handle"),
    "importance": Column("importance", kind="value"),
}

TABLES: Mapping[str, Table] = MappingProxyType(
    {
        "people": Table(_PEOPLE),
        "teams": Table(_TEAMS, named_by="team"),
        "coverage": Table(_COVERAGE),
        "accounts": Table(_ACCOUNTS, named_by="account"),
    }
)
"""By section of the roster file: columns by their name in the header."""
