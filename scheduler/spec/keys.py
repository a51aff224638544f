"""The keys that the schema allows at a place, as editors complete them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic import BaseModel

__all__ = ["keys_at"]

Schema: TypeAlias = "dict[str, Any]"


def keys_at(model: type[BaseModel], path: Iterable[str | int]) -> list[str]:
    """Return the keys of the mapping at `path`, in the order of the schema.

    Parameters
    ----------
    model
        The whole; its JSON Schema is walked.
    path
        Keys and indices. A part that is no key chooses among the branches of
        a union by title or tag; any other is skipped.
    """
    whole = _schema(model)
    here = list(_branches(whole, whole))
    for part in path:
        below = [
            branch
            for schema in here
            for step in _steps(schema, part)
            for branch in _branches(whole, step)
        ]
        here = below or [at for at in here if _is_named(at, part)] or here
    return list(
        dict.fromkeys(k for at in here for k in at.get("properties", ()))
    )


@lru_cache(maxsize=16)
def _schema(model: type[BaseModel]) -> Schema:
    return model.model_json_schema(by_alias=True)


def _branches(whole: Schema, schema: Schema) -> Iterator[Schema]:
    """Yield the schemas that `schema` stands for once unions are resolved."""
    todo, seen = [schema], set()
    while todo:
        at = todo.pop()
        if ref := at.get("$ref"):
            if ref not in seen:
                seen.add(ref)
                todo.append(whole["$defs"][ref.rpartition("/")[2]])
            continue
        unions = [
            at[word] for word in ("anyOf", "oneOf", "allOf") if word in at
        ]
        todo.extend(branch for union in unions for branch in reversed(union))
        if not unions or "properties" in at:
            yield at


def _steps(schema: Schema, part: str | int) -> Iterator[Schema]:
    """Yield what the schema says about one key or index below it."""
    if isinstance(part, int):
        first = schema.get("prefixItems", ())
        below = first[part] if part < len(first) else schema.get("items")
    else:
        below = schema.get("properties", {}).get(part)
        if below is None:
            below = schema.get("additionalProperties")
    if isinstance(below, dict):
        yield below


def _is_named(schema: Schema, part: str | int) -> bool:
    values = schema.get("properties", {}).values()
    return schema.get("title") == part or any(
        value.get("const") == part for value in values
    )
