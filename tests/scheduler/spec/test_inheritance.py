"""``like:`` and ``defaults:``: what is taken over, and what is refused."""

from __future__ import annotations

from scheduler.spec.inheritance import apply_defaults, resolve_like
from scheduler.spec.node import place_of
from scheduler.spec.source import loads

TARGETS = {
    "break": ("shifts", "break"),
    "shift": ("shifts",),
    "person": ("people",),
}


def like(text: str) -> tuple[object, list[str]]:
    """Return the plain roster and the findings after ``like:``."""
    node, findings = resolve_like(loads(text, "r"))
    return node.plain(), [str(found) for found in findings]


def defaults(text: str) -> tuple[dict[str, object], list[str]]:
    """Return the plain roster and the findings after ``defaults:``."""
    node, findings = apply_defaults(loads(text, "r"), TARGETS)
    plain = node.plain()
    assert isinstance(plain, dict)
    return plain, [str(found) for found in findings]


def test_like_copies_what_is_not_said() -> None:
    """Maps merge deeply, lists and scalars replace, order does not matter."""
    text = (
        "contracts:\n"
        "  lead: {like: full, days: 4, on: {b: 3}, list: [9]}\n"
        "  full: {like: any, days: 5, on: {a: 1, b: 2}}\n"
        "  any: {list: [1, 2], cost: 7}\n"
    )
    plain, findings = like(text)
    assert findings == []
    assert plain == {
        "contracts": {
            "lead": {
                "list": [9],
                "cost": 7,
                "days": 4,
                "on": {"a": 1, "b": 3},
            },
            "full": {
                "list": [1, 2],
                "cost": 7,
                "days": 5,
                "on": {"a": 1, "b": 2},
            },
            "any": {"list": [1, 2], "cost": 7},
        }
    }


def test_what_is_taken_over_keeps_its_place() -> None:
    """An error in it is mended where it was said."""
    text = "teams:\n  a: {zone: X}\n  b: {like: a, place: Y}\n"
    node, _ = resolve_like(loads(text, "r"))
    assert place_of(node, ("teams", "b", "zone")).line == 2
    assert place_of(node, ("teams", "b", "place")).line == 3
    assert place_of(node, ("teams", "b")).line == 3


def test_people_are_like_people_but_themselves() -> None:
    """Name, id and email belong to one person."""
    text = (
        "people:\n"
        "- {name: Ana Souza, id: ana, email: a@x, team: na}\n"
        "- {name: Bo, like: ana}\n"
        "- {name: Cy, like: Ana Souza, team: us}\n"
    )
    plain, findings = like(text)
    assert findings == []
    assert plain == {
        "people": [
            {"name": "Ana Souza", "id": "ana", "email": "a@x", "team": "na"},
            {"name": "Bo", "team": "na"},
            {"name": "Cy", "team": "us"},
        ]
    }


def test_names_that_are_unknown_or_go_in_circles_are_found() -> None:
    """All at once; those entries stay as they were said."""
    text = (
        "shifts:\n"
        "  core: {x: 1}\n"
        "  a: {like: coer, y: 2}\n"
        "  b: {like: c}\n"
        "  c: {like: b}\n"
        "  d: {like: d}\n"
        "  e: {like: [core]}\n"
        "  f: {like: null}\n"
    )
    plain, findings = like(text)
    assert findings == [
        'r:3:13: error: there is no "coer" to be like; did you mean "core"?',
        'r:5:13: error: "b" would be like itself',
        'r:6:13: error: "d" would be like itself',
        "r:7:13: error: expected the name of another entry, found a list",
        "r:8:13: error: expected the name of another entry, found nothing",
    ]
    assert plain == {
        "shifts": {
            "core": {"x": 1},
            "a": {"y": 2},
            **{name: {} for name in "bcdef"},
        }
    }


def test_long_chains_are_refused_in_either_order() -> None:
    """Eleven steps are one too many, whoever stands first."""
    up = [f"  s{n}: {{like: s{n - 1}}}\n" for n in range(1, 12)]
    for chain in (up, up[::-1]):
        _, findings = like("shifts:\n  s0: {x: 1}\n" + "".join(chain))
        assert len(findings) == 1
        assert "longer than 10" in findings[0]
    _, findings = like("shifts:\n  s0: {x: 1}\n" + "".join(up[:-1]))
    assert findings == []


def test_a_chain_of_thousands_does_not_recurse() -> None:
    """Neither order may exhaust the interpreter."""
    up = [f"  s{n}: {{like: s{n - 1}}}\n" for n in range(1, 5_000)]
    for chain in (up, up[::-1]):
        _, findings = like("shifts:\n  s0: {x: 1}\n" + "".join(chain))
        assert findings


def test_copies_are_limited() -> None:
    """A small file may not stand for millions of values."""
    wide = ", ".join(f"k{n}: 1" for n in range(1_000))
    heirs = "".join(f"  s{n}: {{like: base}}\n" for n in range(600))
    _, findings = like(f"shifts:\n  base: {{{wide}}}\n{heirs}")
    assert "repeat more than 500000 values" in findings[0]
    _, findings = defaults(
        f"defaults: {{shift: {{{wide}}}}}\nshifts:\n{heirs}"
    )
    assert "repeat more than 500000 values" in findings[0]


def test_defaults_fill_what_entries_leave_out() -> None:
    """A value under a key, options of it, and whole entries."""
    text = (
        "defaults: {break: {length: 30m, paid: false}, person: {team: na}}\n"
        "shifts:\n"
        "  core: {window: x}\n"
        "  long: {break: {length: 1h}}\n"
        "  none: {break: null}\n"
        "  odd: 5\n"
        "people: [{name: Ana}, {name: Bo, team: us}]\n"
    )
    plain, findings = defaults(text)
    assert findings == []
    assert plain["shifts"] == {
        "core": {"window": "x", "break": {"length": "30m", "paid": False}},
        "long": {"break": {"length": "1h", "paid": False}},
        "none": {"break": None},
        "odd": 5,
    }
    assert plain["people"] == [
        {"team": "na", "name": "Ana"},
        {"team": "us", "name": "Bo"},
    ]


def test_defaults_that_nobody_takes_are_found() -> None:
    """A key of no section, and a value that is no mapping of options."""
    text = "defaults: {brake: {}, shift: 5, person: {}}\nshifts: {a: {}}\n"
    _, findings = defaults(text)
    assert findings == [
        'r:1:12: error: "brake" has no defaults; did you mean "break"?'
        " (allowed: break, shift, person)",
        "r:1:30: error: expected a mapping, found the number 5",
    ]


def test_without_defaults_nothing_changes() -> None:
    """Nor with defaults of another type, which the schema refuses."""
    for text in ("shifts: {a: {}}", "defaults: 5\nshifts: {a: {}}"):
        node = loads(text)
        assert apply_defaults(node, TARGETS) == (node, [])


def test_sections_of_another_type_are_left_alone() -> None:
    """The schema says what is wrong with them."""
    text = "defaults: {shift: {a: 1}}\nshifts: 5\npeople: {x: 1}\nteams: [1]\n"
    node = loads(text)
    assert apply_defaults(node, TARGETS)[0].plain() == node.plain()
    assert resolve_like(node)[0].plain() == node.plain()
