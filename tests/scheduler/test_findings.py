from dataclasses import replace
from types import MappingProxyType

import pytest

from constraints.available import Available
from constraints.coverage import Coverage
from constraints.needs import CoverageLine, Need
from constraints.presence import Presence
from constraints.rest import RestBetween
from constraints.values import Importance
from constraints.who import Who
from scheduler.checker import check
from scheduler.errors import Place
from scheduler.findings import edges, findings, insights, trades
from scheduler.problem import Contract, Span
from scheduler.queues import assign
from scheduler.result import Result
from scheduler.shortages import shortage_reasons
from scheduler.testing import TinyShift, tiny_problem, tiny_roster

NORMAL = Importance.model_validate("normal")
LOW = Importance.model_validate("low")
MUST = Importance.model_validate("must")
SHIFTS = {"early": TinyShift((6 * 60,)), "late": TinyShift((14 * 60,))}


def _needs(problem, day, start, end, **heads):
    """Return a need from one hour to another of a line day."""
    midnight = problem.duties[problem.menu(0, day)[0]].start_min - 6 * 60
    return Need(midnight + start * 60, midnight + end * 60, **heads)


def _line(id_, needs, importance=MUST, queue=0):
    return CoverageLine(id_, queue, tuple(needs), importance, NORMAL)


def _judged(people, choices, make_rules, queues=None, zone="UTC", days=3):
    """Return a roster with queues, its judgement and its rules.

    ``choices`` are shift numbers by day, for each person.
    """
    problem = tiny_problem(
        people, days=days, shifts=SHIFTS, queues=queues, zone=zone
    )
    rules = tuple(make_rules(problem))
    object.__setattr__(problem, "rules", rules)
    roster = tiny_roster(
        problem,
        [
            {d: problem.menu(p, d)[shift] for d, shift in line.items()}
            for p, line in enumerate(choices)
        ],
    )
    terms = [term for rule in rules for term in rule.terms(problem)]
    roster = assign(problem, terms, roster)
    return roster, check(roster)


def test_each_person_is_named_with_what_keeps_them():
    """Skills, rest, another queue, no shift: one clause for each."""
    people = [
        {"skills": ["plus"], "name": "Ana"},  # worked late the day before
        {"skills": ["plus", "fr"], "name": "Ben"},  # the only one for fr
        {"name": "Cy"},  # cannot serve it
        {"skills": ["plus"], "name": "Dee"},  # away
    ]

    def rules(problem):
        midnight = problem.duties[0].start_min - 6 * 60
        least = _needs(problem, 1, 6, 14, least=1)
        wanted = _needs(problem, 1, 6, 14, least=1, wanted=1)
        lines = _line("c.plus", [least]), _line("c.fr", [wanted], queue=1)
        yield Coverage(id="c", lines=lines)
        yield RestBetween(id="rest", least="11h")
        yield Available(
            id="away",
            who=Who.model_validate("Dee"),
            kind="away",
            stretches=((midnight, midnight + 3 * 1440),),
        )

    roster, judged = _judged(
        people,
        [{0: 1}, {1: 0}, {1: 0}, {}],
        rules,
        queues={"plus": ["plus"], "fr": ["fr"]},
    )
    (shortage,) = shortage_reasons(roster, judged.violations)
    assert shortage.amount_min == 480
    assert shortage.text == (
        "plus has 0 instead of at least 1, Tue 2 March 06:00–14:00"
    )
    assert shortage.hindrances == (
        "Ana rests at least 11 h between duties, 1–3 March",
        "Ben serves fr",
        "Dee is away, 1–3 March",
    )


def test_who_could_help_is_told_so():
    """Somebody free, or on another duty that day, could serve."""

    def rules(problem):
        needs = [_needs(problem, 0, 6, 14, least=3)]
        yield Coverage(id="c", lines=(_line("c.desk", needs),))

    roster, judged = _judged(3, [{0: 0}, {0: 1}, {}], rules)
    (shortage,) = shortage_reasons(roster, judged.violations)
    assert shortage.hindrances == (
        "P1 could, instead of the duty of Mon 1 March 14:00",
        "P2 could, at a price or by changing other days",
    )
    assert str(shortage).startswith("desk has 1 instead of at least 3, Mon")


def test_hours_that_no_shift_covers():
    """Nobody has a shift in the night; nobody at all has the skill."""

    def rules(problem):
        needs = [_needs(problem, 1, 2, 4, least=1)]
        lines = _line("c.a", needs), _line("c.b", needs, queue=1)
        yield Coverage(id="c", lines=lines)

    roster, judged = _judged(1, [{}], rules, queues={"a": (), "b": ["rare"]})
    a, b = shortage_reasons(roster, judged.violations)
    assert a.hindrances == ("P0 has no shift then",)
    assert b.hindrances == ("nobody has the skills",)


def test_who_has_the_skills_and_works_elsewhere():
    """Skills alone do not do where a queue is served from some places."""

    def rules(problem):
        needs = [_needs(problem, 1, 8, 10, least=1)]
        yield Coverage(id="c", lines=(_line("c.desk", needs),))

    roster, _ = _judged(2, [{}, {}], rules)
    desk = replace(roster.problem.queues[0], served_from=("EU",))
    problem = replace(roster.problem, queues=(desk,))
    roster = tiny_roster(problem, [{}, {}])
    (shortage,) = shortage_reasons(roster, check(roster).violations)
    assert shortage.hindrances == (
        "P0 and P1 have the skills, and nobody with them works in EU",
    )


def test_presence_and_breaks():
    """Who is on a break is not present, and is named."""

    def rules(problem):
        needs = [_needs(problem, 0, 10, 11, least=1)]
        yield Presence(id="p", lines=(_line("p.desk", needs),))

    roster, _ = _judged(1, [{0: 0}], rules)
    duty = roster.problem.menu(0, 0)[0]
    start = roster.problem.duties[duty].start_min + 240
    rest = Span(start, start + 60, "break")
    roster = tiny_roster(roster.problem, [{0: duty}], {(0, 0): (rest,)})
    (shortage,) = shortage_reasons(roster, check(roster).violations)
    assert shortage.hindrances == ("P0 is on a break",)


def test_times_are_told_in_utc_too():
    """Where the file's clock is not UTC, both are said."""

    def rules(problem):
        needs = [_needs(problem, 1, 6, 14, least=1)]
        yield Coverage(id="c", lines=(_line("c.desk", needs),))

    roster, judged = _judged(1, [{}], rules, zone="America/Halifax")
    (shortage,) = shortage_reasons(roster, judged.violations)
    assert shortage.text.endswith("Tue 2 March 06:00–14:00 (10:00–18:00 UTC)")


@pytest.fixture
def mixed():
    """Return a roster that breaks, lacks and pays, with its judgement."""

    def rules(problem):
        wanted = [_needs(problem, d, 6, 14, wanted=2) for d in (1, 2)]
        least = [_needs(problem, 1, 14, 22, least=2)]
        yield Coverage(
            id="c",
            lines=(_line("c.wanted", wanted), _line("c.least", least)),
        )
        yield RestBetween(id="rest", least="11h", who=Who.model_validate("P0"))
        yield RestBetween(id="wish", least="9h", importance=LOW)

    roster, judged = _judged(2, [{0: 1, 1: 0}, {1: 1, 2: 0}], rules)
    places = {"c.wanted": Place("roster.yaml", 7, 5)}
    object.__setattr__(roster.problem, "places", MappingProxyType(places))
    return roster, judged


def test_what_is_broken_comes_first(mixed):
    """Then who is missing, then prices, the biggest first."""
    roster, judged = mixed
    found = insights(roster, judged.violations)
    assert [insight.kind for insight in found] == [
        "broken",
        "short",
        "price",
        "price",
        "price",
    ]
    broken, short, billing, *wishes = found
    assert broken.text == (
        "P0 rests 8 h before Tue 2 March 06:00; 11 h are wanted"
    )
    assert short.amount == 480
    assert short.details[0].startswith("P0")
    # Eight hours on each of two days, 10 points an hour.
    assert billing.text == (
        "desk has 1 instead of the wanted 2, Tue 2 March 06:00–14:00, and 1"
        " more like it (160 points)"
    )
    assert (billing.count, billing.points) == (2, 160)
    assert str(billing.place) == "roster.yaml:7:5"
    assert [wish.points for wish in wishes] == [3, 3]
    assert str(insights(roster, judged.violations, most=1)[0]) == broken.text


def test_trades_add_up_to_the_cost(mixed):
    """What each rule costs, in its own unit and in points."""
    roster, judged = mixed
    found = trades(roster, judged.violations)
    assert [(t.rule, t.units, t.points) for t in found] == [
        ("c", 16, 160),
        ("wish", 2, 6),
    ]
    assert sum(t.points for t in found) == judged.points
    assert found[1].unit == "hour of rest missing"


def test_trades_tell_units_apart():
    """The reserve's hours are no hours missing: 2 h of each, apart."""
    lead = Contract("lead", reserve_ticks=60_000)
    problem = tiny_problem([{"contract": lead}])
    start = problem.duties[0].start_min
    needs = [
        Need(start, start + 120, least=1),
        Need(start - 120, start, least=1),
    ]
    rule = Coverage(id="c", lines=(_line("c.desk", needs, NORMAL),))
    served = (Span(start, start + 120, "queue", 0),)
    roster = tiny_roster(problem, [{0: 0}], {(0, 0): served})
    found = trades(roster, check(roster, [rule]).violations, [rule])
    assert {(t.unit, t.units) for t in found} == {
        ("hour served by the reserve", 2),
        ("person-hour missing", 2),
    }


def test_edges_are_told_apart():
    """What the neighbouring roster may cover is no finding."""

    shifts = {"late": TinyShift((22 * 60,))}
    problem = tiny_problem(1, shifts=shifts)
    midnight = problem.duties[0].start_min - 22 * 60
    need = Need(midnight, midnight + 240, least=1)
    rule = Coverage(id="c", lines=(_line("c.desk", [need]),))
    roster = tiny_roster(problem, [{}])
    judged = check(roster, [rule])
    assert judged.ok
    assert insights(roster, judged.violations, rules=[rule]) == ()
    (edge,) = edges(roster, judged.violations, [rule])
    assert edge.points == 120  # four hours that weigh as high
    assert "at the edge of the roster" in edge.text


def test_no_roster_has_no_findings(mixed):
    """A run without roster is explained by its reason instead."""
    result = Result("unknown", None, None, None, 0, 0, 1.0, "given", 0)
    assert findings(result) == ()
    roster, judged = mixed
    result = Result(
        "feasible",
        roster,
        judged.cost,
        0,
        0,
        0,
        1.0,
        "given",
        0,
        violations=judged.violations,
    )
    assert findings(result) == insights(roster, judged.violations)
