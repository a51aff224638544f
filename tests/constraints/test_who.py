"""Selectors, skills, and the names they refer to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from constraints.short import Short, sentence
from constraints.who import (
    EVERYBODY,
    Selector,
    SkillGrant,
    SkillGrants,
    SkillNeed,
    Who,
)

NAMES = {
    "person": ["Ana Souza", "ana", "Kim", "Maya Patel"],
    "contract": ["full-time", "part-time", "Kim"],
    "team": ["na", "apac"],
    "skill": ["technical", "plus"],
    "language": ["en", "fr"],
    "level": ["learning", "solid", "expert"],
    "account": ["Acme"],
}
CONTEXT = {"names": NAMES}


@dataclass(frozen=True)
class Contract:
    """A contract until a date, as far as selectors look."""

    name: str
    last: date = date.max

    def holds(self, day: date) -> bool:
        """Return whether it is in force."""
        return day <= self.last


@dataclass(frozen=True)
class Skill:
    """A skill until a date."""

    name: str
    level: int
    last: date = date.max

    def holds(self, day: date) -> bool:
        """Return whether it is valid."""
        return day <= self.last


@dataclass(frozen=True)
class Person:
    """A person, as far as selectors look."""

    id: str = "ana"
    name: str = "Ana Souza"
    team: str = "na"
    contracts: tuple[Contract, ...] = (Contract("part-time"),)
    place: str = "CA-NS"
    skills: tuple[Skill, ...] = (
        Skill("technical", 3, last=date(2027, 3, 15)),
        Skill("fr", 4),
        Skill("billing", 1),
    )
    owner_of: frozenset[str] = frozenset({"Acme"})
    partner: bool = False
    ramp: tuple[Skill, ...] = (Skill("new hire", 0, last=date(2027, 3, 14)),)


@pytest.mark.parametrize(
    ("who", "meant"),
    [
        ("all", True),
        ("not all", False),
        ("Ana Souza", True),
        ("ana", True),
        ("ramp new hire", True),
        ("not ramp new hire", False),
        ("ramp back from leave", False),
        ("part-time", True),
        ("full-time", False),
        ("person ana", True),
        ("person part-time", False),
        ("contract part-time", True),
        ("contract ana", False),
        ("team na", True),
        ("team apac", False),
        ("not team na", False),
        ("not team apac", True),
        ("place CA-NS", True),
        ("place CA-ON", False),
        ("Acme owners", True),
        ("Globex owners", False),
        ("skill technical", True),
        ("skill technical>=expert", True),
        ("skill billing", False),
        ("skill billing>=learning", True),
        ("skill fr>=B2", True),
        ("skill fr>=C1", False),
        ("skill es>=A1", False),
        ("not skill plus", True),
        (["team apac", "part-time"], True),
        (["team apac", "full-time"], False),
        (["team na", "not Ana Souza"], False),
        (["not Kim", "not team apac"], True),
    ],
)
def test_matches(who: object, meant: bool) -> None:
    """A list means any of its entries, and none of those with not."""
    assert Who.parse(who).matches(Person()) is meant


def test_skills_expire() -> None:
    """With a day a skill counts only while it is valid."""
    who = Who.parse("skill technical")
    assert who.matches(Person(), date(2027, 3, 15))
    assert not who.matches(Person(), date(2027, 3, 16))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (
            "Ana Suza",
            'there is no person or contract "Ana Suza"; did you mean'
            ' "Ana Souza"?',
        ),
        ("na", '"na" is a team: write "team na"'),
        ("plus", '"plus" is a skill: write "skill plus"'),
        ("fr", '"fr" is a language: write "skill fr"'),
        ("Acme", '"Acme" is an account: write "Acme owners"'),
        (
            "Kim",
            '"Kim" is a person and a contract: write "person Kim" or'
            ' "contract Kim"',
        ),
        (
            "na, part-time",
            '"na, part-time" is no name: write a list, [team na, part-time]',
        ),
        ("team nap", 'there is no team "nap"; did you mean "na"?'),
        (
            "person Anna Souza",
            'there is no person "Anna Souza"; did you mean "Ana Souza"?',
        ),
        ("Acmee owners", 'there is no account "Acmee"; did you mean "Acme"?'),
        (
            "skill techical",
            'there is no skill "techical"; did you mean "technical"?',
        ),
        (
            "skill technical>=guru",
            '"guru" is not a level of the skill "technical"; defined:'
            " learning, solid, expert",
        ),
        (
            "skill fr>=expert",
            '"expert" is not a level of the language "fr"; defined:'
            " A1, A2, B1, B2, C1, C2",
        ),
        (
            "team na>=expert",
            'only skills have levels: write "skill na>=expert"',
        ),
        ("team: na", '"team: na" has a colon: write "team na"'),
        (
            "technical>=expert",
            '"technical>=expert" does not say that it means a skill: write'
            ' "skill technical>=expert"',
        ),
        (
            "not technical ≥ expert",
            '"not technical ≥ expert" does not write its level with >= and'
            " does not say that it means a skill: write"
            ' "not skill technical>=expert"',
        ),
        (
            {"contract": "part-time"},
            'a mapping is not needed: write "contract part-time"',
        ),
        ({"not": "team na"}, 'a mapping is not needed: write "not team na"'),
        ([{"team": "na"}], 'a mapping is not needed: write "team na"'),
        ([], 'an empty list means nobody: write "all" or leave it out'),
        ({"kind": "team"}, '"team" needs a name'),
        ({"kind": "all", "name": "x"}, '"all" has no name'),
        (
            None,
            'nothing is not a selector: write "team na", "all", "Ana Souza",'
            ' "part-time", "skill technical>=expert", "not team na" or'
            ' "Acme owners"',
        ),
    ],
)
def test_messages(wrong: object, said: str) -> None:
    """Every slip and every unknown name has one sentence."""
    with pytest.raises(ValidationError) as caught:
        Who.parse(wrong, CONTEXT)
    assert caught.value.error_count() == 1
    assert sentence(caught.value) == said


def test_every_entry_of_a_list_is_checked() -> None:
    """Two wrong names are two errors, each with the place of its entry."""
    with pytest.raises(ValidationError) as caught:
        Who.parse(["Ana Suza", "part-time", "teem na"], CONTEXT)
    places = [error["loc"] for error in caught.value.errors()]
    assert places == [("any_of", 0), ("any_of", 2)]


@pytest.mark.parametrize(
    ("text", "kind", "written"),
    [
        ("Ana Souza", "person", "person Ana Souza"),
        ("part-time", "contract", "contract part-time"),
        ("team na", "team", "team na"),
        ("Acme owners", "owners", "Acme owners"),
        ("skill fr", "skill", "skill fr>=B2"),
        ("not skill technical", "skill", "not skill technical>=solid"),
    ],
)
def test_names_are_resolved(text: str, kind: str, written: str) -> None:
    """Where the names are known, a bare name becomes what it names."""
    who = Who.parse(text, CONTEXT)
    assert [s.kind for s in who.any_of] == [kind]
    assert str(who) == written
    assert Who.parse(str(who), CONTEXT) == who


def test_unknown_kinds_are_not_checked() -> None:
    """A context without some kind checks the rest."""
    context = {"names": {"team": ["na"]}}
    assert str(Who.parse("whoever; skill any", context)) == (
        "whoever; skill any>=solid"
    )
    with pytest.raises(ValidationError):
        Who.parse("team x", context)


def test_everybody() -> None:
    """The default of every ``who:`` names all."""
    assert str(EVERYBODY) == "all"
    assert Who.parse(["all"]) == EVERYBODY


words = st.from_regex(r"\A[A-Za-z][A-Za-z.'-]*( [A-Z][a-z]+)?\Z").filter(
    lambda text: text not in ("all", "not") and " owners" not in text
)
kinds = st.sampled_from(("person", "contract", "team", "place", "skill"))


@st.composite
def selectors(draw: st.DrawFn) -> dict[str, Any]:
    """Draw the long form of a selector."""
    kind = draw(kinds | st.just("owners") | st.just("all"))
    entry = {"kind": kind, "negate": draw(st.booleans())}
    if kind != "all":
        entry["name"] = draw(words)
    if kind == "skill":
        entry["level"] = draw(st.sampled_from((None, "expert", "C1")))
    return entry


def _round_trips(value: Short) -> bool:
    return type(value).parse(str(value)) == value


@given(st.lists(selectors(), min_size=1, max_size=4))
def test_selectors_round_trip(entries: list[dict[str, Any]]) -> None:
    """Reading the text of a selector gives the same selector."""
    who = Who.parse(entries)
    assert _round_trips(who)
    assert hash(who) == hash(Who.parse(str(who)))
    for entry in who.any_of:
        assert Selector.parse(str(entry)) == entry


levels = st.sampled_from((None, "learning", "expert", "A1", "C2"))
days = st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1))


@given(words, levels, days, days)
def test_skills_round_trip(
    skill: str, level: str | None, first: date | None, last: date | None
) -> None:
    """Reading the text of a need or a skill gives the same."""
    assert _round_trips(SkillNeed.parse({"skill": skill, "level": level}))
    if first and last and last < first:
        first, last = last, first
    grant = SkillGrant.parse(
        {"skill": skill, "level": level, "from": first, "until": last}
    )
    assert _round_trips(grant)
    assert (grant.first, grant.last) == (first, last)


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("plus", 2),
        ("plus>=learning", 1),
        ("technical>=expert", 3),
        ("fr", 4),
        ("fr>=A1", 1),
        ("fr>=c2", 6),
    ],
)
def test_ranks(text: str, rank: int) -> None:
    """A bare skill means the second level, a bare language B2."""
    need = SkillNeed.parse(text, CONTEXT)
    assert need.rank == rank
    assert need.met(rank)
    assert not need.met(rank - 1)


def test_levels_of_the_roster() -> None:
    """Levels have the names and the number that the roster gives them."""
    context = {"names": {"level": ["junior", "senior"]}}
    assert str(SkillNeed.parse("plus", context)) == "plus>=senior"
    one = {"names": {"level": ["able"]}}
    assert SkillNeed.parse("plus", one).rank == 1


def test_a_level_without_context_tells_a_language() -> None:
    """Where no language is declared, CEFR levels are read as such."""
    assert SkillNeed.parse("fr>=B1").rank == 3
    assert SkillNeed.parse("fr").rank == 2


@pytest.mark.parametrize(
    ("kind", "wrong", "said"),
    [
        (
            SkillNeed,
            "technical=expert",
            '"technical=expert" does not write its level with >=: write'
            ' "technical>=expert"',
        ),
        (
            SkillNeed,
            "technical ≥ expert",
            '"technical ≥ expert" does not write its level with >=: write'
            ' "technical>=expert"',
        ),
        (
            SkillNeed,
            "technical: expert",
            '"technical: expert" does not write its level with >=: write'
            ' "technical>=expert"',
        ),
        (
            SkillNeed,
            "tehcnical",
            'there is no skill "tehcnical"; did you mean "technical"?',
        ),
        (
            SkillGrant,
            "technical>=expert",
            '"technical>=expert" does not write its level with =: write'
            ' "technical=expert"',
        ),
        (
            SkillGrant,
            "plus from 2028-01-01 until 2027-01-01",
            '"plus" ends on 2027-01-01, before it starts on 2028-01-01',
        ),
        (
            SkillGrants,
            {"plus": "exprt"},
            '"exprt" is not a level of the skill "plus"; did you mean'
            ' "expert"?',
        ),
    ],
)
def test_skill_messages(kind: Any, wrong: object, said: str) -> None:
    """Every slip about skills has one sentence."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(wrong, context=CONTEXT)
    assert caught.value.error_count() == 1
    assert sentence(caught.value) == said


def test_skills_of_somebody() -> None:
    """A list, a mapping and a field of a table say the same."""
    forms = (
        ["plus=expert until 2028-03-12", "fr=C1"],
        [{"plus": {"level": "expert", "until": "2028-03-12"}}, "fr=C1"],
        {"plus": {"level": "expert", "until": "2028-03-12"}, "fr": "C1"},
        "plus=expert until 2028-03-12; fr=C1",
    )
    schema = SkillGrants.model_json_schema()
    for form in forms:
        grants = SkillGrants.model_validate(form, context=CONTEXT)
        assert str(grants) == forms[-1]
        assert len(grants) == 2
        assert [grant.rank for grant in grants] == [3, 5]
        assert SkillGrants.model_validate(str(grants)) == grants
        if form is not forms[1]:
            jsonschema.validate(form, schema)
    plus = next(iter(grants))
    assert plus.holds(date(2028, 3, 12))
    assert not plus.holds(date(2028, 3, 13))
    assert SkillGrants(()) == SkillGrants.model_validate([])


def test_skills_of_another_kind() -> None:
    """What is no list, mapping or text is refused."""
    with pytest.raises(ValidationError):
        SkillGrants.model_validate(5)


def test_schema_of_a_selector_knows_lists() -> None:
    """Editors accept a text, a list and the long form."""
    schema = Who.model_json_schema()
    for who in ("all", ["team na", "not Kim"], {"any_of": ["all"]}):
        jsonschema.validate(who, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(5, schema)
