"""Lone workers: who is alone takes no break until somebody else is there."""

from constraints.lone_worker import LoneWorker
from constraints.terms import HARD
from scheduler.engine.cpsat.engine import CpSat
from scheduler.engine.engine import Chosen, Limits
from scheduler.model import Model
from scheduler.parity import fixing
from scheduler.problem import Break, Span
from scheduler.testing import TinyShift, tiny_problem, tiny_roster

H = 60
SHIFTS = {"day": TinyShift((8 * H,), breaks=(Break(H, 3 * H, 4 * H),))}
PROBLEM = tiny_problem([{}, {}, {"team": "other"}], days=1, shifts=SHIFTS)
(DAY,) = PROBLEM.menu(0, 0)
START = PROBLEM.duties[DAY].start_min


def lunch(hour):
    """Return a break at an hour of the duty."""
    at = START + hour * H
    return (Span(at, at + H, "break"),)


def found(rule, *choices, **spans):
    """Return people and minutes of each violation; breaks by person."""
    given = {(int(p[1:]), 0): span for p, span in spans.items()}
    roster = tiny_roster(PROBLEM, choices, given)
    return [(v.people, v.amount) for v in rule.check(roster)]


def test_a_break_needs_somebody_who_stays():
    """Alone or both at once: nobody is left. One after the other: fine."""
    rule = LoneWorker(id="l", who="team team")
    on = {0: DAY}
    assert found(rule, on, {}, {}, p0=lunch(3)) == [((0,), 60)]
    both = found(rule, on, on, {}, p0=lunch(3), p1=lunch(3))
    assert both == [((0, 1), 120)]
    assert found(rule, on, on, {}, p0=lunch(3), p1=lunch(4)) == []
    assert found(rule, {}, {}, {}) == []


def test_who_may_stay():
    """Another team stays if the rule says so."""
    on = {0: DAY}
    rule = LoneWorker(id="l", who="P0")
    assert found(rule, on, {}, on, p0=lunch(3), p2=lunch(4)) == [((0,), 60)]
    rule = LoneWorker(id="l", who="P0", of="team other")
    assert found(rule, on, {}, on, p0=lunch(3), p2=lunch(4)) == []


def test_breaks_are_placed_one_after_another():
    """Two hours for two breaks: the engine lets one stay in each."""
    rule = LoneWorker(id="l", who="team team")
    day = (Chosen(DAY, (START + 3 * H,)),)
    terms = (
        *rule.terms(PROBLEM),
        *fixing(PROBLEM, (day, day, (None,))),
    )
    outcome = CpSat().run(
        Model(PROBLEM, terms), Limits(threads=1), lambda event: None
    )
    assert outcome.status == "optimal"
    starts = {line[0].breaks[0] for line in outcome.lines[:2]}
    assert starts == {START + 3 * H, START + 4 * H}


def test_price_and_words():
    """A must by default, else per hour of break."""
    rule = LoneWorker(id="l", who="team team")
    assert rule.price == HARD
    because = next(iter(rule.terms(PROBLEM))).because
    assert rule.says(because, PROBLEM) == (
        "nobody of P0 and P1 is on a break unless another of them is there,"
        " Mon 1 March"
    )
    roster = tiny_roster(PROBLEM, [{0: DAY}, {}, {}], {(0, 0): lunch(3)})
    (broken,) = rule.check(roster)
    assert rule.words(broken, PROBLEM) == (
        "P0 is on a break while nobody (team team) is there,"
        " Mon 1 March 11:00–12:00"
    )
