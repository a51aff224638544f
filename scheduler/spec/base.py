"""What all parts of the schema share, and how their errors become findings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias, get_args

from pydantic import BaseModel, ConfigDict
from pydantic_core.core_schema import ErrorType

from constraints.near import closest, nearest
from scheduler.errors import Finding
from scheduler.spec.findings import described, in_order, shown
from scheduler.spec.keys import keys_at
from scheduler.spec.node import Node, Path, node_at, real_path

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

__all__ = ["Spec", "findings_from", "yaml_key"]

Said: TypeAlias = "tuple[str, str]"


def yaml_key(field_name: str) -> str:
    """Return the key of a field: ``least_block`` is written least block.

    A trailing underscore avoids a word of Python: ``from_`` is written from.
    """
    return field_name.rstrip("_").replace("_", " ")


class Spec(BaseModel):
    """Base of every part of the schema: frozen, exact keys, nothing unknown.

    Keys have spaces where attributes have underscores.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=yaml_key,
        allow_inf_nan=False,
    )


def findings_from(
    error: ValidationError, node: Node, model: type[BaseModel]
) -> list[Finding]:
    """Return a finding for every error of pydantic, in the order of the file.

    Parameters
    ----------
    error
        From validating ``node.plain()``; sentences of our own validators are
        kept word for word.
    node
        What was validated; gives the places.
    model
        By which it was validated; its JSON Schema gives the keys allowed.
    """
    details = error.errors(include_url=False)
    found = [
        _finding(detail, node, model)
        for detail in details
        if detail["type"] not in _EXPECTED and not _is_left_over(detail)
    ]
    return in_order(_without_echoes([*found, *_wrong_types(details, node)]))


def _wrong_types(details: list[ErrorDetails], node: Node) -> list[Finding]:
    """Find wrong types; the branches of a union share one finding."""
    kinds: dict[Path, tuple[object, dict[str, None]]] = {}
    for detail in details:
        if detail["type"] in _EXPECTED:
            path = real_path(node, detail["loc"])
            _, expected = kinds.setdefault(path, (detail["input"], {}))
            expected[_EXPECTED[detail["type"]]] = None
    return [
        Finding(
            _expected(list(expected), value),
            node_at(node, path).place,
            code="wrong-type",
            path=path,
        )
        for path, (value, expected) in kinds.items()
    ]


def _expected(kinds: list[str], value: object) -> str:
    message = f"expected {' or '.join(kinds)}, found {described(value)}"
    if "text" in kinds and isinstance(value, (bool, int, float)):
        message += ": put it in quotes"
    return message


def _finding(
    detail: ErrorDetails, node: Node, model: type[BaseModel]
) -> Finding:
    kind = detail["type"]
    path = real_path(node, detail["loc"])
    if kind == "extra_forbidden":
        return _unknown_key(detail, node, model)
    if kind == "union_tag_invalid":
        path = real_path(node, (*path, _discriminator(detail)))
    code, message = _SAY.get(kind, _other)(detail)
    place = node_at(node, path).place
    if detail["loc"] and detail["loc"][-1] == _OF_KEY and path:
        place = node_at(node, path[:-1]).key_place(str(path[-1]))
    if kind in ("missing", "missing_key"):
        path = (*path, detail["loc"][-1])
    elif kind == "union_tag_not_found":
        path = (*path, _discriminator(detail))
    return Finding(message, place, code=code, path=path)


def _unknown_key(
    detail: ErrorDetails, node: Node, model: type[BaseModel]
) -> Finding:
    *loc, last = detail["loc"]
    key = str(last)
    path = real_path(node, loc)
    allowed = keys_at(model, loc)
    message = f"{shown(key)} is not known here{nearest(key, allowed)}"
    if allowed:
        message += f" (allowed: {', '.join(allowed)})"
    place = node_at(node, path).key_place(key)
    return Finding(message, place, code="unknown-key", path=(*path, key))


def _is_left_over(detail: ErrorDetails) -> bool:
    """Return whether a list is too short only for its faulty items.

    Pydantic counts the items that are valid, and their faults are told.
    """
    return (
        detail["type"] == "too_short"
        and len(detail["input"]) >= detail["ctx"]["min_length"]
    )


def _without_echoes(findings: list[Finding]) -> list[Finding]:
    """Drop what is missing only because its name was misspelt."""
    unknown: dict[Path, list[str]] = {}
    for found in findings:
        if found.code == "unknown-key":
            key = str(found.path[-1])
            unknown.setdefault(found.path[:-1], []).append(key)
    return [
        found
        for found in findings
        if found.code != "missing-key"
        or not found.path
        or not closest(str(found.path[-1]), unknown.get(found.path[:-1], ()))
    ]


def _missing(detail: ErrorDetails) -> Said:
    return "missing-key", f"{shown(str(detail['loc'][-1]))} is missing here"


def _no_tag(detail: ErrorDetails) -> Said:
    return "missing-key", f"{shown(_discriminator(detail))} is missing here"


def _stated(detail: ErrorDetails) -> Said:
    return "invalid", str(detail["ctx"]["error"])


def _literal(detail: ErrorDetails) -> Said:
    return _choice(detail["input"], detail["ctx"]["expected"])


def _tag(detail: ErrorDetails) -> Said:
    return _choice(detail["ctx"]["tag"], detail["ctx"]["expected_tags"])


def _choice(value: object, expected: str) -> Said:
    options = re.findall(r"'((?:[^'\\]|\\.)*)'", expected)
    hint = nearest(value, options) if isinstance(value, str) else ""
    allowed = expected.replace("'", "")
    message = f"{described(value)} is not known here{hint}"
    return "unknown-value", f"{message} (allowed: {allowed})"


def _more_than(detail: ErrorDetails) -> Said:
    return _bound(detail, "more than", "gt")


def _at_least(detail: ErrorDetails) -> Said:
    return _bound(detail, "at least", "ge")


def _less_than(detail: ErrorDetails) -> Said:
    return _bound(detail, "less than", "lt")


def _at_most(detail: ErrorDetails) -> Said:
    return _bound(detail, "at most", "le")


def _bound(detail: ErrorDetails, words: str, key: str) -> Said:
    bound = detail["ctx"][key]
    limit = f"{bound:g}" if isinstance(bound, float) else str(bound)
    found = described(detail["input"])
    return "out-of-range", f"expected {words} {limit}, found {found}"


def _too_short(detail: ErrorDetails) -> Said:
    if detail["ctx"]["min_length"] == 1:
        return "out-of-range", "this is empty: something must be said here"
    return _length(detail, "at least", "min_length")


def _too_long(detail: ErrorDetails) -> Said:
    return _length(detail, "at most", "max_length")


def _length(detail: ErrorDetails, words: str, key: str) -> Said:
    text = isinstance(detail["input"], str)
    unit = "characters" if text else "items"
    found = shown(detail["input"]) if text else str(len(detail["input"]))
    message = f"expected {words} {detail['ctx'][key]} {unit}, found {found}"
    return "out-of-range", message


def _other(detail: ErrorDetails) -> Said:
    if detail["type"] not in _OF_PYDANTIC:
        return detail["type"].replace("_", "-"), detail["msg"]
    return "invalid", f"{described(detail['input'])}: {detail['msg']}"


def _discriminator(detail: ErrorDetails) -> str:
    return str(detail["ctx"]["discriminator"]).strip("'")


_OF_KEY = "[key]"  # how pydantic ends a path to the key of a mapping
_OF_PYDANTIC = frozenset(get_args(ErrorType))

_SAY: Mapping[str, Callable[[ErrorDetails], Said]] = {
    "missing": _missing,
    "value_error": _stated,
    "assertion_error": _stated,
    "literal_error": _literal,
    "enum": _literal,
    "union_tag_invalid": _tag,
    "union_tag_not_found": _no_tag,
    "greater_than": _more_than,
    "greater_than_equal": _at_least,
    "less_than": _less_than,
    "less_than_equal": _at_most,
    "string_too_short": _too_short,
    "too_short": _too_short,
    "string_too_long": _too_long,
    "too_long": _too_long,
}

_DATE = "a date such as 2027-03-01"
_TIME = "a clock time such as 09:30"
_EXPECTED: Mapping[str, str] = {
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "dataclass_type": "a mapping",
    "dict_type": "a mapping",
    "mapping_type": "a mapping",
    "list_type": "a list",
    "tuple_type": "a list",
    "set_type": "a list",
    "frozen_set_type": "a list",
    "iterable_type": "a list",
    "string_type": "text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "decimal_type": "a number",
    "decimal_parsing": "a number",
    "finite_number": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
    "time_type": _TIME,
    "time_parsing": _TIME,
}
