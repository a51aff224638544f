"""The type of an unquoted word, after the core schema of YAML 1.2."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scheduler.spec.node import Scalar

__all__ = ["typed"]

# YAML 1.2.2, chapter 10.3.2: core schema tag resolution. YAML 1.1 would read
# NO as false, 22:00 as 1320 and 2027-03-01 as a date: here they are text.
_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
_NUMERIC_START = frozenset("+-.0123456789")
_INT = re.compile(r"[-+]?[0-9]+")
_OCT = re.compile(r"0o[0-7]+")
_HEX = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
)
_INFINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)")

# Python refuses to convert decimals beyond 4 300 digits; far fewer are no
# quantity of a roster, and as text they get an ordinary message.
_MOST_DIGITS = 100


def typed(text: str) -> Scalar:
    """Return what an unquoted scalar means.

    Parameters
    ----------
    text
        As it stands in the file, without the blanks around it. More than 100
        characters are always text.
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMERIC_START or len(text) > _MOST_DIGITS:
        return text
    return _number(text)


def _number(text: str) -> Scalar:
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    if _OCT.fullmatch(text):
        return int(text[2:], 8)
    if _HEX.fullmatch(text):
        return int(text[2:], 16)
    if _INFINITE.fullmatch(text):
        return float(text.replace(".", ""))
    return text
