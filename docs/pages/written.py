"""How a key is written, in words, from its JSON Schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from pages.markdown import anchor, code

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

__all__ = ["Schema", "Words", "described"]

Schema: TypeAlias = "Mapping[str, Any]"

_SHOWN_EXAMPLES = 2


class Words:
    """Says how values of a schema are written.

    Parameters
    ----------
    definitions
        The ``$defs`` of the schema.
    headings
        Where a definition is explained, by its name.
    by_pattern
        The same for values without a definition, by their pattern.
    beside
        Definitions that are explained right beside.
    """

    def __init__(
        self,
        definitions: Mapping[str, Schema],
        headings: Mapping[str, str],
        by_pattern: Mapping[str, str],
        beside: Collection[str] = (),
    ) -> None:
        self._definitions = definitions
        self._headings = headings
        self._by_pattern = by_pattern
        self._beside = beside

    def written(self, schema: Schema) -> str:
        """Return how a value is written, as Markdown.

        Raises
        ------
        KeyError
            When a definition is explained nowhere.
        """
        if "$ref" in schema:
            return self._reference(schema["$ref"].rpartition("/")[2])
        if "anyOf" in schema:
            return self._any_of(schema["anyOf"])
        if schema.get("type") == "array":
            return f"list of {self.written(schema.get('items', {}))}"
        if "enum" in schema:
            return " · ".join(code(v) for v in schema["enum"] if v != "")
        if "const" in schema:
            return code(schema["const"])
        return self._plain(schema)

    def default(self, schema: Schema, *, required: bool) -> str:
        """Return the default of a key, or that there is none."""
        if required:
            return "required"
        value = schema.get("default")
        if value in (None, "", [], {}, "0m"):
            return ""
        if isinstance(value, bool):
            return code(str(value).lower())
        if isinstance(value, list):
            return ", ".join(map(code, value))
        return "" if isinstance(value, dict) else code(value)

    def _reference(self, name: str) -> str:
        if name in self._beside:
            return name.lower()
        heading = self._headings[name]
        link = f"[{heading}](#{anchor(heading)})"
        examples = _examples(self._definitions[name])
        return f"{link}: {examples}" if examples else link

    def _any_of(self, options: list[Schema]) -> str:
        options = [o for o in options if o.get("type") != "null"]
        match options:
            case [{"$ref": one}, {"type": "array", "items": {"$ref": each}}]:
                if one == each:
                    return f"{self.written(options[0])}; or a list"
            case [one, {"type": "array", "items": each}] if one == each:
                return f"{self.written(one)}; or a list"
        # A number beside a text that may look like one is the same form.
        texts = [o for o in options if "pattern" in o]
        options = texts if texts and "$ref" not in options[0] else options
        return " or ".join(dict.fromkeys(map(self.written, options)))

    def _plain(self, schema: Schema) -> str:
        kind = schema.get("type")
        if kind == "boolean":
            return "`true` · `false`"
        if kind in ("integer", "number"):
            return _number(schema)
        if kind == "object":
            return "mapping"
        heading = self._by_pattern.get(schema.get("pattern", ""))
        if heading:
            return f"[{heading}](#{anchor(heading)}): {_examples(schema)}"
        return _examples(schema) or _name(schema) or "text"


def described(schema: Schema) -> str:
    """Return what a key means: its own description, or its type's."""
    for found in (schema, *schema.get("anyOf", ())):
        if "description" in found:
            return str(found["description"]).replace("\n", " ")
    return ""


def _examples(schema: Schema) -> str:
    shown = [
        code(example)
        for option in (schema, *schema.get("anyOf", ()))
        for example in option.get("examples", ())
        if isinstance(example, str)
    ]
    return ", ".join(shown[:_SHOWN_EXAMPLES])


def _name(schema: Schema) -> str:
    about = str(schema.get("description", ""))
    return "name" if about.startswith("Name of a ") else ""


def _number(schema: Schema) -> str:
    noun = "whole number" if schema["type"] == "integer" else "number"
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and high is not None:
        return f"{noun} from {low} to {high}"
    if "exclusiveMinimum" in schema:
        return f"{noun} above {schema['exclusiveMinimum']}"
    return noun if low is None else f"{noun} from {low}"
