"""Levels of skills and languages, and their ranks.

A roster names its levels, lowest first; a bare skill means the second
("solid"). Languages have the levels of the Common European Framework, and
a bare language means B2, where somebody works in it without strain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from constraints.form import choices
from constraints.names import known

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["CEFR", "LEVELS", "level_name", "rank"]

LEVELS = ("learning", "solid", "expert")
"""Level names where the roster gives none; rank 1 is the lowest."""

CEFR = ("A1", "A2", "B1", "B2", "C1", "C2")
"""Levels of languages (Council of Europe, CEFR, 2001); B2 if none is said."""

_BARE_LANGUAGE = 4
_BARE_SKILL = 2


def _scale(
    skill: str, level: str | None, context: Mapping[str, Any] | None
) -> Sequence[str]:
    languages = known(context, "language")
    if languages is None:
        spoken = level is not None and level.upper() in CEFR
    else:
        spoken = skill in languages
    return CEFR if spoken else tuple(known(context, "level") or LEVELS)


def level_name(
    skill: str, level: str | None, context: Mapping[str, Any] | None
) -> str:
    """Return the name of a level, the usual one where none is said.

    Parameters
    ----------
    skill
        Skill or language.
    level
        What was written, or None.
    context
        Of the validation; its ``names`` may hold ``level`` and ``language``.

    Raises
    ------
    ValueError
        When the skill has no such level.
    """
    scale = _scale(skill, level, context)
    if level is None:
        usual = _BARE_LANGUAGE if scale is CEFR else _BARE_SKILL
        return scale[min(usual, len(scale)) - 1]
    name = level.upper() if scale is CEFR else level
    if name not in scale:
        kind = "language" if scale is CEFR else "skill"
        raise ValueError(
            f'"{level}" is not a level of the {kind} "{skill}"'
            f"{choices(level, scale)}"
        )
    return name


def rank(skill: str, level: str, context: Mapping[str, Any] | None) -> int:
    """Return the rank of a level that :func:`level_name` returned, from 1."""
    return _scale(skill, level, context).index(level) + 1
