"""From a roster file to a problem: read, merge, validate, expand.

All findings of a step are collected before anything is refused, so that a
file is mended in one go: first its text, then its tables and what it says,
with every reference, then the dates, files and pins that it names.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from constraints.near import nearest
from scheduler.errors import Finding, InputError
from scheduler.spec.base import findings_from
from scheduler.spec.columns import TABLES
from scheduler.spec.context import context_of
from scheduler.spec.families import same_as_member
from scheduler.spec.findings import refusal, shown
from scheduler.spec.identity import labels, shared_names
from scheduler.spec.inheritance import (
    apply_defaults,
    apply_tiers,
    resolve_like,
)
from scheduler.spec.merge import load_with_use
from scheduler.spec.origin import Origin
from scheduler.spec.plain import by_keys, tree
from scheduler.spec.promised import unsaid_promises
from scheduler.spec.roster import RosterSpec
from scheduler.spec.rows import with_rows_folded
from scheduler.spec.tables import with_tables
from scheduler.spec.unnamed import with_seats
from scheduler.spec.what_if import with_volumes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from os import PathLike

    from scheduler.problem import Problem
    from scheduler.spec.node import Node

__all__ = ["build", "read", "read_spec"]

DEFAULTS = {
    "break": ("shifts", "break"),
    "step": ("shifts", "step"),
    "least block": ("queues", "least block"),
    "channel": ("queues", "channel"),
    "at once": ("queues", "at once"),
}
"""What ``defaults:`` may hold, and where it is a default."""

UNLESS = {"break": "standby"}
"""Shifts on standby are no work, and have no break."""


def read(
    path: str | PathLike[str], *, volume: Mapping[str, float] | None = None
) -> Problem:
    """Read a roster file into a problem.

    Parameters
    ----------
    path
        A YAML file; it may build on another with ``use:`` and name CSV and
        iCalendar files, relative to itself.
    volume
        What if: how many more contacts a queue or an account has than the
        file says, as in ``{"plus": 0.3}``; the name ``""`` is all of them.

    Raises
    ------
    InputError
        With every finding: places, what was found and what is allowed.
    """
    from scheduler.expand.expansion import expand

    spec, origin = read_spec(path)
    return expand(with_volumes(spec, volume or {}), origin)


def build(data: RosterSpec | Mapping[str, Any]) -> Problem:
    """Make a problem from plain data: what a roster file would say.

    Parameters
    ----------
    data
        Mapping with the keys of a roster file, or a validated ``RosterSpec``.
        Names of files in it are relative to the working directory; instead
        of ``use:``, merge mappings yourself.

    Raises
    ------
    InputError
        With every finding; messages begin with the keys that lead there.
    """
    from scheduler.expand.expansion import expand

    if isinstance(data, RosterSpec):
        node = tree(data.model_dump(mode="json", by_alias=True))
    else:
        node = tree(data)
    try:
        if isinstance(data, RosterSpec):
            return expand(data, Origin(node))
        faults: list[Finding] = []
        return expand(*_validated(_prepared(node, faults), faults))
    except InputError as error:
        raise InputError(*by_keys(error.findings, node)) from None


def read_spec(path: str | PathLike[str]) -> tuple[RosterSpec, Origin]:
    """Read and validate a roster file without expanding it.

    Raises
    ------
    InputError
        With every finding of reading and validation.
    """
    faults: list[Finding] = []
    prepare = partial(_prepared, faults=faults)
    return _validated(load_with_use(str(path), prepare=prepare), faults)


def _prepared(node: Node, faults: list[Finding]) -> Node:
    """Return one file with its tables in place of their names.

    Parameters
    ----------
    faults
        Receives what is wrong with their rows.
    """
    tables = [
        section
        for section in TABLES
        for found in [node.get(section)]
        if found is not None and isinstance(found.value, str)
    ]
    node = with_tables(node, TABLES, faults)
    return with_seats(with_rows_folded(node, tables))


def _validated(
    node: Node, faults: Sequence[Finding]
) -> tuple[RosterSpec, Origin]:
    """Return what a file says; of rows with faults only these are told."""
    node, unlike = resolve_like(node)
    node, misplaced = apply_defaults(node, DEFAULTS, UNLESS)
    node = apply_tiers(node)
    context = context_of(node)
    findings = [
        *unlike,
        *misplaced,
        *shared_names(node),
        *_unserved(node, context["names"]),
        *same_as_member(node, context["names"]["language"]),
        *unsaid_promises(node, context["names"]["language"]),
    ]
    try:
        spec = RosterSpec.model_validate(node.plain(), context=context)
    except ValidationError as error:
        findings += findings_from(error, node, RosterSpec)
    if findings or faults:
        faulty = {(f.place.file, f.place.line) for f in faults if f.place}
        raise refusal(
            [
                *faults,
                *(
                    f
                    for f in findings
                    if f.place is None
                    or (f.place.file, f.place.line) not in faulty
                ),
            ]
        )
    return spec, Origin(node)


def _unserved(
    node: Node, names: Mapping[str, Collection[str]]
) -> Iterator[Finding]:
    """Find queues whose needs are neither said nor a skill's name."""
    skills = (*names["skill"], *names["language"])
    queues = node.get("queues")
    for queue in labels(node, "queues"):
        entry = queues.get(queue.name) if queues else None
        said = entry is not None and (
            entry.get("needs") or entry.get("needs any") or entry.get("per")
        )
        if not said and queue.name not in skills:
            yield Finding(
                f"the queue {shown(queue.name)} has no needs: and there is "
                f"no skill of that name{nearest(queue.name, skills)} (write "
                "needs: [] if anybody can serve it)",
                queues.key_place(queue.name) if queues else queue.place,
                code="no-needs",
                path=("queues", queue.name),
            )
