"""Types that users write in a short form, and in a long form of fields.

:class:`Text` gives a form to a single number, date or set of days;
:class:`Short` to a value with fields: its text is split into exactly the
keys of the long form and then validated like it. One error, no union, and
a JSON Schema that shows both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
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
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from constraints.form import Form, Parts

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

__all__ = ["SchemaOfTexts", "Several", "Short", "Text", "sentence"]

T = TypeVar("T")


def sentence(error: ValidationError) -> str:
    """Return the first sentence of a validation error, without a path."""
    first = error.errors(include_url=False)[0]
    cause = first.get("ctx", {}).get("error")
    return str(cause) if isinstance(cause, ValueError) else first["msg"]


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


class SchemaOfTexts(GenerateJsonSchema):
    """Makes JSON Schemas whose defaults are written as users write them.

    Pass it as ``schema_generator`` to ``model_json_schema``.
    """

    def default_schema(
        self, schema: core_schema.WithDefaultSchema
    ) -> JsonSchemaValue:
        """Write a default by the text of its type."""
        made = super().default_schema(schema)
        inner: Any = schema["schema"]
        while "schema" in inner and "serialization" not in inner:
            inner = inner["schema"]
        as_text = inner.get("serialization", {})
        default = schema.get("default")
        if default is not None and as_text.get("type") == "function-plain":
            made["default"] = as_text["function"](default)
        return made


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
