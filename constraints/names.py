"""Names that another part of the roster file defines.

The validation context holds them as ``names``, a mapping from kind
(``person``, ``contract``, ``team``, ``skill``, ``language``, ``level``,
``account``) to the names of that kind. A kind that is absent is not checked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

from constraints.form import choices

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

__all__ = [
    "PREFIXES",
    "check",
    "check_skill",
    "known",
    "refuse_keyed",
    "resolved",
]

PREFIXES = "person|contract|team|place|skill|ramp"
"""Words that say what kind of name follows, as a pattern."""


def known(
    context: Mapping[str, Any] | None, kind: str
) -> Collection[str] | None:
    """Return the names of a kind that are defined, None where unknown."""
    names: Mapping[str, Collection[str]] = (context or {}).get("names", {})
    return names.get(kind)


def check_skill(skill: str, context: Mapping[str, Any] | None) -> str:
    """Return a skill or language that is defined.

    Raises
    ------
    ValueError
        When skills are known and this is none of them.
    """
    skills = known(context, "skill")
    if skills is None:
        return skill
    options = [*skills, *(known(context, "language") or ())]
    if skill not in options:
        raise ValueError(
            f'there is no skill "{skill}"{choices(skill, options)}'
        )
    return skill


def check(kind: str, name: str, context: Mapping[str, Any] | None) -> None:
    """Refuse a name that no entry of its kind has.

    Raises
    ------
    ValueError
        When the names of the kind are known and this is none of them.
    """
    names = known(context, kind)
    if names is None or name in names:
        return
    hint = choices(name, names)
    parts = re.split(rf" *[,&+] *(?:{kind} )?| and (?:{kind} )?", name)
    if all(part in names for part in parts):
        listed = ", ".join(f"{kind} {part}" for part in parts)
        hint = f": write a list, [{listed}]"
    raise ValueError(f'there is no {kind} "{name}"{hint}')


def resolved(
    name: str, context: Mapping[str, Any] | None
) -> Literal["named", "person", "contract"]:
    """Return what a bare name is: a person or a contract.

    ``named`` where the names are not known.

    Raises
    ------
    ValueError
        For a name that is neither or both.
    """
    people, contracts = known(context, "person"), known(context, "contract")
    if people is None or contracts is None:
        return "named"
    if name in people and name in contracts:
        raise ValueError(
            f'"{name}" is a person and a contract:'
            f' write "person {name}" or "contract {name}"'
        )
    if name in people:
        return "person"
    if name in contracts:
        return "contract"
    raise ValueError(_unknown(name, [*people, *contracts], context))


def _unknown(
    name: str, options: list[str], context: Mapping[str, Any] | None
) -> str:
    """Say what a bare name that is no person or contract may have meant."""
    instead = {
        "team": ("a team", f"team {name}"),
        "skill": ("a skill", f"skill {name}"),
        "language": ("a language", f"skill {name}"),
        "account": ("an account", f"{name} owners"),
    }
    for kind, (what, text) in instead.items():
        if name in (known(context, kind) or ()):
            return f'"{name}" is {what}: write "{text}"'
    teams = known(context, "team") or ()
    parts = re.split(" *[,&+] *| and | or ", name)
    if len(parts) > 1:
        texts = [f"team {p}" if p in teams else p for p in parts]
        return f'"{name}" is no name: write a list, [{", ".join(texts)}]'
    near = choices(name, [*options, *(f"team {team}" for team in teams)])
    return f'there is no person or contract "{name}"{near}'


def refuse_keyed(value: Mapping[Any, Any]) -> None:
    """Refuse ``{team: na}``, which looks natural but is a second form.

    Raises
    ------
    ValueError
        With the text to write instead.
    """
    for key, name in value.items():
        if key in PREFIXES.split("|"):
            raise ValueError(f'a mapping is not needed: write "{key} {name}"')
        if key == "not":
            raise ValueError(f'a mapping is not needed: write "not {name}"')
