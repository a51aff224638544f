"""Presence: who could serve is there, whatever they serve."""

from constraints.evaluator import ticks
from constraints.needs import CoverageLine, Need
from constraints.presence import Presence
from constraints.values import HIGH, MUST
from scheduler.problem import Span
from scheduler.testing import TinyShift, tiny_problem, tiny_roster

HOUR = 60
QUEUES = {"chat": (), "chief": ("plus",)}
PEOPLE = ({"skills": ("plus",)}, {"skills": ("plus",)}, {})
PROBLEM = tiny_problem(PEOPLE, queues=QUEUES)
ZERO = PROBLEM.duties[0].start_min - 8 * HOUR


def rule(*needs, **options):
    """Return presence for the chief, by (first hour, last hour, heads)."""
    lines = tuple(
        CoverageLine(
            f"line {number}",
            1,
            (Need(ZERO + first * HOUR, ZERO + last * HOUR, least=least),),
            **options,
        )
        for number, (first, last, least) in enumerate(needs)
    )
    return Presence(id="presence", lines=lines)


def found(statement, *choices, spans=None, problem=PROBLEM):
    """Return line, first and last hour and amount of each violation."""
    roster = tiny_roster(problem, choices, spans)
    return [
        (
            v.rule,
            (v.start_min - ZERO) // HOUR,
            (v.end_min - ZERO) // HOUR,
            v.amount,
        )
        for v in statement.check(roster)
    ]


def test_serving_another_queue_is_no_absence():
    """P0 serves chat all day and is there for the chief nevertheless."""
    block = Span(ZERO + 8 * HOUR, ZERO + 16 * HOUR, "queue", 0)
    statement = rule((8, 16, 1))
    assert found(statement, {0: 0}, {}, {}, spans={(0, 0): (block,)}) == []


def test_only_those_with_the_skill_count():
    """P2 lacks it: 8 hours without anybody."""
    assert found(rule((8, 16, 1)), {}, {}, {0: 0}) == [("line 0", 8, 16, 480)]


def test_a_break_leaves_a_gap():
    """12-13 is a break of the only one there."""
    pause = Span(ZERO + 12 * HOUR, ZERO + 13 * HOUR, "break")
    statement = rule((8, 16, 1))
    assert found(statement, {0: 0}, {}, {}, spans={(0, 0): (pause,)}) == [
        ("line 0", 12, 13, 60)
    ]


def test_lines_do_not_add_up():
    """Least 1 and, from 10 to 12, least 2: one present lacks one."""
    statement = rule((8, 16, 1), (10, 12, 2))
    assert found(statement, {0: 0}, {}, {}) == [("line 1", 10, 12, 120)]


def test_edges_turn_a_must_into_high():
    """The night before could cover 0-6: priced there, a must after it."""
    problem = tiny_problem(
        PEOPLE, queues=QUEUES, shifts={"night": TinyShift((22 * HOUR,))}
    )
    statement = rule((0, 7, 1), importance=MUST)
    terms = list(statement.terms(problem))
    assert [t.edge for t in terms] == [True] * 6 + [False]
    assert terms[0].price == statement.priced(HIGH)
    roster = tiny_roster(problem, [{}, {}, {}])
    assert [(v.edge, v.hard) for v in statement.check(roster)] == [
        (True, False),
        (False, True),
    ]


def test_wanted_has_an_importance_of_its_own():
    """Least 1 high and wanted 2 normal: two terms at different prices."""
    need = Need(ZERO, ZERO + 60, least=1, wanted=2)
    line = CoverageLine("line", 1, (need,))
    terms = list(Presence(id="presence", lines=(line,)).terms(PROBLEM))
    assert [(t.low, t.price(60) // 6000) for t in terms] == [
        (1, 30),
        (2, 10),
    ]


def test_says_and_words():
    """Texts name the queue, the heads and the time."""
    statement = rule((0, 1, 1), (8, 10, 2))
    one, *_, two = statement.terms(PROBLEM)
    assert statement.says(one.because, PROBLEM) == (
        "somebody for chief is on duty, Mon 1 March"
        " (P0 and P1 have the skills)"
    )
    assert statement.says(two.because, PROBLEM) == (
        "2 people for chief are on duty, Mon 1 March"
        " (P0 and P1 have the skills)"
    )
    *_, last = statement.check(tiny_roster(PROBLEM, [{0: 0}, {}, {}]))
    assert statement.words(last, PROBLEM) == (
        "chief: 1 instead of 2 on duty, Mon 1 March 08:00–10:00"
    )


def test_least_and_wanted_at_one_price_are_both_paid():
    """One person missing for an hour, twice as dear where both ask."""
    need = Need(ZERO, ZERO + 60, least=1, wanted=1)
    line = CoverageLine("line", 1, (need,), wanted_importance=HIGH)
    statement = Presence(id="presence", lines=(line,))
    roster = tiny_roster(PROBLEM, [{}, {}, {}])
    paid = sum(v.ticks for v in statement.check(roster))
    assert paid == ticks(statement.terms(PROBLEM), roster) == 2 * 60 * 3000
