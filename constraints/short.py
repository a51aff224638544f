"""Short forms: one regex, a long form of fields, one sentence on failure.

A :class:`Form` knows how a value is written. :class:`Text` gives it to a
single number, date or set of days; :class:`Short` to a value with fields,
where the text is split into exactly the keys of the long form and then
validated like it. All other files of this package may import this one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    ClassVar,
    Generic,
    Self,
    TypeVar,
)

from pydantic import (
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ModelWrapValidatorHandler,
    ValidationError,
    ValidationInfo,
    model_serializer,
    model_validator,
)
from pydantic_core import core_schema

from constraints.near import nearest

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

__all__ = [
    "Form",
    "Parts",
    "Repair",
    "Several",
    "Short",
    "Text",
    "choices",
    "listed",
    "sentence",
    "shown",
]

T = TypeVar("T")
Parts = dict[str, str]

_LISTED = 12  # beyond this many, a list of all names helps nobody
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


def sentence(error: ValidationError) -> str:
    """Return the first sentence of a validation error, without a path."""
    first = error.errors(include_url=False)[0]
    cause = first.get("ctx", {}).get("error")
    return str(cause) if isinstance(cause, ValueError) else first["msg"]


def choices(name: str, options: Iterable[str]) -> str:
    """Return the end of a sentence about an unknown name: what is known."""
    options = list(options)
    if not options:
        return "; none is defined"
    few = len(options) <= _LISTED
    return nearest(name, options) or (
        f"; defined: {', '.join(options)}" if few else ""
    )


@dataclass(frozen=True)
class Text(Generic[T]):
    """Annotation of a plain type that users write as a short text.

    Attributes
    ----------
    form
        How it is written.
    read
        The value of the parts; may raise ValueError with a sentence.
    write
        The canonical text of a value; reading it gives the value back.
    kind
        Python type that needs no reading, such as ``date``.
    """

    form: Form
    read: Callable[[Parts], T]
    write: Callable[[T], str]
    kind: type | None = None

    def parse(self, value: object) -> T:
        """Return the value of a text; raises ValueError with a sentence."""
        return self.read(self.form.split(value))

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(
            self._accept,
            handler(source),
            serialization=core_schema.plain_serializer_function_ser_schema(
                self.write, return_schema=core_schema.str_schema()
            ),
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return self.form.schema()

    def _accept(self, value: object) -> object:
        if self.kind is not None and type(value) is self.kind:
            return value
        return self.parse(value)


class Short(BaseModel):
    """A value whose fields are the long form and whose text is the short.

    Subclasses set ``form``, define ``__str__`` as the canonical text
    (``parse(str(value)) == value``) and, where a part of the text is not
    already a field, override :meth:`fields`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    form: ClassVar[Form]

    @classmethod
    def parse(
        cls, value: object, context: Mapping[str, Any] | None = None
    ) -> Self:
        """Return the value of a short or long form.

        Parameters
        ----------
        value
            Text, or a mapping of the long form's keys.
        context
            ``zones`` and ``names`` that are defined; None checks the
            syntax only.

        Raises
        ------
        pydantic.ValidationError
            A ValueError; :func:`sentence` gives its text.
        """
        return cls.model_validate(value, context=context)

    @classmethod
    def fields(cls, parts: Parts) -> dict[str, Any]:
        """Return the long form that the parts of a short text stand for."""
        return dict(parts)

    @classmethod
    def other(cls, value: object) -> object:
        """Return the long form of what is neither; by default itself."""
        return value

    @model_validator(mode="wrap")
    @classmethod
    def _accept(
        cls,
        value: Any,
        handler: ModelWrapValidatorHandler[Self],
        info: ValidationInfo,
    ) -> Self:
        value = cls.other(value)
        if isinstance(value, (Mapping, cls)):
            return handler(value)
        parts = cls.form.split(value)
        try:
            return handler(cls.fields(parts))
        except ValidationError as error:
            # A path into keys that nobody wrote would only confuse.
            raise ValueError(sentence(error)) from None

    @model_serializer
    def _text(self) -> str:
        return str(self)

    def __repr__(self) -> str:
        return f"{type(self).__name__}.parse({str(self)!r})"

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        reference = handler(schema)
        resolved = handler.resolve_ref_schema(reference)
        title = resolved.pop("title", cls.__name__)
        about = resolved.pop("description", "")
        short = cls.form.schema()
        forms = [*short.get("anyOf", [short]), dict(resolved)]
        resolved.clear()
        resolved.update(title=title, description=about, anyOf=forms)
        return reference


@dataclass(frozen=True)
class _Several:
    """Lets one item stand for a list of one."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(
            self._as_list, handler(source)
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        many = handler(schema)
        return {"anyOf": [many["items"], many]}

    @staticmethod
    def _as_list(value: object) -> object:
        return value if isinstance(value, (list, tuple)) else [value]


Several = Annotated[tuple[T, ...], _Several()]
"""One item or a list of them: ``window: Several[Window]``."""
