"""How a value is written: one regex, and one sentence when it fails.

The sentence says what was found and what to write. Typical slips are
repaired for it, and a repair is proposed only when its text would be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from constraints.near import nearest

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue

__all__ = ["Form", "Parts", "Repair", "choices", "listed", "shown"]

Parts = dict[str, str]
"""The named groups of a text that a form has read."""

_LISTED = 12  # beyond this many, a list of all names helps nobody
_LONGEST = 1000  # beyond this nobody meant a short form
_SHOWN = 80  # characters of a wrong text that a message repeats


@dataclass(frozen=True)
class Repair:
    """A typical slip and the text that was meant.

    Attributes
    ----------
    slip
        What was found, as in "has a long dash".
    pattern
        Where it is found.
    becomes
        What stands there instead: a template or a function of the match.
    """

    slip: str
    pattern: re.Pattern[str]
    becomes: str | Callable[[re.Match[str]], str]

    def __call__(self, text: str) -> str:
        """Return the text without this slip."""
        return self.pattern.sub(self.becomes, text).strip()


@dataclass(frozen=True)
class Form:
    """How a value is written in one short text.

    Attributes
    ----------
    what
        The value in a sentence, with its article: "a duration".
    pattern
        Regular expression; its named groups are the parts of the value.
    examples
        Texts that match, the most useful one first.
    meaning
        What editors show beside the key.
    repairs
        Tried in order until the text matches; the first that lead to a
        match are what the message proposes.
    hint
        For a text that no repair saves: the rest of a sentence that starts
        with the text, or None.
    numbers
        Whether a bare number is a value too.
    """

    what: str
    pattern: str
    examples: tuple[str, ...]
    meaning: str = ""
    repairs: tuple[Repair, ...] = ()
    hint: Callable[[str], str | None] = lambda _: None
    numbers: bool = False

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return re.compile(self.pattern, re.ASCII)

    def split(self, value: object) -> Parts:
        """Return the parts that the text has, by name.

        Numbers are read as the text that was written.

        Raises
        ------
        ValueError
            One sentence: what was found, and what to write instead.
        """
        if isinstance(value, bool) or not isinstance(
            value, (str, int, float, Decimal)
        ):
            raise ValueError(self._not_text(value))
        text = str(value).strip()
        match = self.regex.fullmatch(text)
        if match is None:
            raise ValueError(self.complaint(text))
        return {k: v for k, v in match.groupdict().items() if v is not None}

    def complaint(self, text: str) -> str:
        """Return the sentence about a text that does not match."""
        if not text:
            return f"nothing is written here: {self.wanted}"
        if len(text) > _LONGEST:
            return f"{shown(text)} is not {self.what}: {self.wanted}"
        fixed, slips = text, list[str]()
        for repair in self.repairs:
            before, fixed = fixed, repair(fixed)
            if fixed != before and repair.slip not in slips:
                slips.append(repair.slip)
            if self.regex.fullmatch(fixed):
                return f'{shown(text)} {listed(slips)}: write "{fixed}"'
        hint = self.hint(fixed) or f"is not {self.what}: {self.wanted}"
        return f"{shown(text)} {hint}"

    @property
    def wanted(self) -> str:
        """What to write, by example."""
        return "write " + listed([f'"{e}"' for e in self.examples], "or")

    def schema(self) -> JsonSchemaValue:
        """Return the JSON Schema of the text, with examples for editors."""
        text: JsonSchemaValue = {
            "type": "string",
            "pattern": f"^(?:{re.sub(r'[?]P<[a-z_]+>', '', self.pattern)})$",
            "examples": list(self.examples),
        }
        if self.meaning:
            text["description"] = self.meaning
        if not self.numbers:
            return text
        number: JsonSchemaValue = {"type": "number", "minimum": 0}
        return {"anyOf": [text, number]}

    def _not_text(self, value: object) -> str:
        if isinstance(value, (list, tuple)) and value:
            joined = "+".join(map(str, value))
            if self.regex.fullmatch(joined):
                return f'a list is not {self.what}: write "{joined}"'
        return f"{shown(value)} is not {self.what}: {self.wanted}"


def shown(value: object) -> str:
    """Return a value as a message names it, cut to a readable length."""
    match value:
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
        case Mapping():
            return "a mapping"
        case list() | tuple():
            return "a list"
        case _:
            text = str(value)
            cut = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
            return f'"{cut}"'


def listed(items: Sequence[str], last: str = "and") -> str:
    """Return items as prose: ``a, b and c``."""
    *most, end = items
    return f"{', '.join(most)} {last} {end}" if most else end


def choices(name: str, options: Iterable[str]) -> str:
    """Return the end of a sentence about an unknown name: what is known."""
    options = list(dict.fromkeys(options))
    if not options:
        return "; none is defined"
    few = len(options) <= _LISTED
    return nearest(name, options) or (
        f"; defined: {', '.join(options)}" if few else ""
    )
