"""Whole roster files drawn from the schema, with names that refer."""

import json
from datetime import date, timedelta

from scheduler.cli.editor_schema import editor_schema

SCHEMA = json.loads(json.dumps(editor_schema()))
ZONES = [
    "UTC",
    "America/Halifax",
    "America/St_Johns",
    "Europe/Lisbon",
    "Europe/Dublin",
    "Asia/Manila",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Pacific/Chatham",
    "Africa/Casablanca",
    "Antarctica/Troll",
    "America/Sao_Paulo",
]
FIRST = [  # most of them within reach of a change of clocks
    "2027-03-01",
    "2027-03-12",
    "2027-03-26",
    "2027-04-02",
    "2027-09-24",
    "2027-10-29",
    "2027-11-05",
    "2028-02-27",
    "2026-12-29",
]
NAMES = [
    "Ana Souza",
    "Zoë",
    "李雷",
    "O'Brien-Ångström",
    "na",
    "null",
    "yes",
    "1.0",
    "Ünï – code",
    "a,b",
    "🙂",
    "عمر",
    "x" * 60,
    "éé",
    "Colon: x",
    "# hash",
    "Ned Hart",
    "Lou",
    "day",
]
BAD_NAMES = ["Tab\tbed", "semi;colon", "=SUM(A1)", " spaced ", "team", "all"]
ABSURD = [
    -1,
    0,
    10**9,
    10**20,
    1e308,
    float("inf"),
    "",
    "24:00",
    "99h",
    "0h",
    "2027-02-30",
    "±2h",
    "\u200b",
    "x" * 300,
    [],
    {},
    [[[]]],
    True,
    None,
    "Mon-Fri 8-16",
    "daily 25:00-26:00",
    "must",
]
WINDOWS = [
    "daily 08:00-16:00",
    "Mon-Fri 09:00-17:00",
    "daily 22:00-06:00",
    "Sat-Sun 01:00-03:00",
    "daily 00:30-08:30 Europe/Dublin",
    "24/7",
    "Tue 02:00-02:30",
    "Mon+Wed 14:00-22:00 America/Halifax",
]
SKILLS = ["desk", "chief", "fr"]
SKIPPED = ("version", "use", "defaults", "history", "from", "days", "weeks")
EXOTIC = 0.02
"""Share of values that are absurd."""


class Drawing:
    """One file being drawn.

    Parameters
    ----------
    rng
        As ``random.Random``.
    exotic
        Share of values that are absurd.
    """

    def __init__(self, rng, exotic=EXOTIC):
        self.rng = rng
        self.exotic = exotic
        self.first = date.fromisoformat(rng.choice(FIRST))
        self.days = rng.choice([1, 2, 3, 5, 7, 9])
        self.names = {
            kind: self._labels(most)
            for kind, most in (
                ("team", 2),
                ("contract", 2),
                ("shift", 3),
                ("person", 4),
                ("account", 2),
                ("tier", 2),
            )
        }
        self.names["queue"] = rng.sample(SKILLS, rng.randint(1, 2))

    def file(self):
        """Return a roster file as plain data."""
        root = SCHEMA["properties"]
        found = {
            "roster": self.rng.choice(NAMES),
            "zone": self.rng.choice(ZONES),
            "from": str(self.first),
            "days": self.days,
            "skills": {"names": SKILLS[:2], "languages": SKILLS[2:]},
            "teams": self._section("team", "TeamSpec"),
            "contracts": self._section("contract", "ContractSpec"),
            "shifts": self._section("shift", "ShiftSpec"),
            "people": [
                self.entry("PersonSpec", few=0.12)
                | {
                    "name": name,
                    "team": self.rng.choice(self.names["team"]),
                    "contract": self.rng.choice(self.names["contract"]),
                }
                for name in self.names["person"]
            ],
            "queues": self._section("queue", "QueueSpec"),
            "coverage": self._several("CoverageSpec", 2),
            "rules": [self.rule() for _ in range(self.rng.randint(0, 4))],
        }
        for shift in found["shifts"].values():
            if not {"window", "inside", "overlap"} & shift.keys():
                shift["window"] = self.rng.choice(WINDOWS)
        for line in found["coverage"]:
            line.setdefault("window", self.rng.choice(WINDOWS))
            line.setdefault("least", self.rng.randint(1, 2))
        for key, schema in root.items():
            if key not in found and key not in SKIPPED and self._once(0.2):
                found[key] = self.value(schema, key)
        return found

    def rule(self):
        """Return an entry of ``rules:``."""
        kinds = [
            ref["$ref"].rpartition("/")[2]
            for ref in SCHEMA["properties"]["rules"]["items"]["oneOf"]
        ]
        return self.entry(self.rng.choice(kinds), few=0.4)

    def entry(self, kind, few=0.25):
        """Return an entry of a kind: what it must say, and a few options."""
        return self._object(SCHEMA["$defs"][kind], few, 0)

    def value(self, schema, key="", depth=0):
        """Return something that a schema allows, or almost."""
        if self._once(self.exotic):
            return self.rng.choice(ABSURD)
        if "$ref" in schema:
            kind = schema["$ref"].rpartition("/")[2]
            if kind == "Who":
                return self.who()
            return self.value(SCHEMA["$defs"][kind], key, depth)
        named = self._named(key)
        if named is not None:
            return named
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self.rng.choice(schema["enum"])
        for many in ("anyOf", "oneOf"):
            if many in schema:
                forms = [f for f in schema[many] if f.get("type") != "null"]
                return self.value(self._form(forms), key, depth)
        return self._typed(schema, key, depth)

    def who(self):
        """Return a selector."""
        rng = self.rng
        one = rng.choice(
            [
                "all",
                rng.choice(self.names["person"]),
                rng.choice(self.names["contract"]),
                f"team {rng.choice(self.names['team'])}",
                f"skill {rng.choice(SKILLS)}",
                f"not {rng.choice(self.names['person'])}",
            ]
        )
        return (
            [one, rng.choice(self.names["person"])] if self._once(0.3) else one
        )

    def day(self):
        """Return a date, mostly one of the roster's."""
        off = self.rng.randint(-2, self.days + 1)
        return str(self.first + timedelta(days=off))

    def _form(self, forms):
        # The first form of several is the short one that people write.
        return forms[0] if self._once(0.75) else self.rng.choice(forms)

    def _typed(self, schema, key, depth):
        rng = self.rng
        match schema.get("type"):
            case "string":
                return self._text(schema, key)
            case "integer" | "number":
                low = schema.get("minimum", schema.get("exclusiveMinimum", 0))
                found = low + rng.randint(0, 4)
                return min(found, schema.get("maximum", found))
            case "boolean":
                return rng.random() < 0.5
            case "array":
                inner = schema.get("items", {})
                most = min(schema.get("maxItems", 2), 2)
                return [
                    self.value(inner, key, depth + 1)
                    for _ in range(rng.randint(1, max(1, most)))
                ]
            case "object":
                return self._object(schema, 0.3, depth)
        return rng.choice(ABSURD)

    def _text(self, schema, key):
        if schema.get("pattern") == r"^(?:(\d{4}-\d\d-\d\d))$":
            return self.day()
        examples = schema.get("examples", ())
        if any("Mon" in str(example) for example in examples):
            return self.rng.choice([*WINDOWS, *examples])
        if "IANA" in schema.get("description", ""):
            return self.rng.choice(ZONES)
        if examples:
            return self.rng.choice(examples)
        if key == "id":
            return f"id-{self.rng.randint(0, 99)}"
        return self.rng.choice(NAMES)

    def _object(self, schema, few, depth):
        inner = schema.get("properties")
        if inner is None:
            more = schema.get("additionalProperties", {})
            if not isinstance(more, dict):
                return {}
            key = self.rng.choice(self.names["account"])
            return {key: self.value(more, "", depth + 1)}
        must = set(schema.get("required", ()))
        found = {}
        for key, kind in inner.items():
            if key in ("like", "replace"):
                continue
            if "const" in kind:
                found[key] = kind["const"]
            elif key in must or (depth < 4 and self._once(few)):
                found[key] = self.value(kind, key, depth + 1)
        return found

    def _named(self, key):
        """Return a name that refers, for the keys that ask for one."""
        single = {
            "team": "team",
            "contract": "contract",
            "shift": "shift",
            "queue": "queue",
            "queues": "queue",
            "tier": "tier",
            "after": "shift",
            "not": "shift",
            "owners": "person",
        }
        if key in single and self._once(0.9):
            return self.rng.choice(self.names[single[key]])
        if key == "who" and self._once(0.95):
            return self.rng.choice(self.names["person"])
        if key in ("with", "of", "givers", "from", "to", "each"):
            return self.who()
        if key in ("skills", "needs", "needs any") and self._once(0.8):
            return self.rng.sample(SKILLS, self.rng.randint(0, 2))
        return None

    def _section(self, kind, spec):
        few = {"shift": 0.12, "contract": 0.25}.get(kind, 0.15)
        return {name: self.entry(spec, few) for name in self.names[kind]}

    def _several(self, spec, most):
        return [self.entry(spec) for _ in range(self.rng.randint(0, most))]

    def _labels(self, most):
        found = self.rng.sample(NAMES, self.rng.randint(1, most))
        if self._once(self.exotic):
            found[0] = self.rng.choice(BAD_NAMES)
        return found

    def _once(self, share):
        return self.rng.random() < share
