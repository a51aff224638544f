"""Rows over who is there, in the greedy engine and in reasons."""

from constraints.terms import HARD, Because, Presence, PresencePart
from scheduler.engine.cpsat.core import core
from scheduler.engine.engine import Chosen, Limits
from scheduler.engine.rows import HeadRows
from scheduler.model import Model
from scheduler.parity import fixing
from scheduler.problem import Break
from scheduler.testing import TinyShift, tiny_problem

H = 60
LUNCH = Break(H, 3 * H, 4 * H)
PROBLEM = tiny_problem(3, days=2, shifts={"day": TinyShift(breaks=(LUNCH,))})
DUTY = PROBLEM.menu(0, 0)[0]
START = PROBLEM.duties[DUTY].start_min
AT_11 = (Chosen(DUTY, (START + 3 * H,)), None)
AT_12 = (Chosen(DUTY, (START + 4 * H,)), None)
OFF = (None, None)


def row(hour, *parts, low=None, high=None, rule="why"):
    """Return a hard row over one hour of the first duty."""
    start = START + hour * H
    why = Because(rule, (), (0, 0))
    return Presence(why, start, start + H, parts, low, high, HARD)


def test_sums_follow_the_lines():
    """Each change tells what it adds to what is forbidden."""
    novice = PresencePart((0,))
    mentor = PresencePart((1,), -1)
    rows = HeadRows(PROBLEM, [row(0, novice, mentor, high=0)])
    assert rows.mixed == {0, 1}
    assert rows.added(0, None, AT_11[0]) == 1
    rows.change(1, None, AT_11[0])
    assert rows.added(0, None, AT_11[0]) == 0
    rows.change(0, None, AT_11[0])
    assert rows.added(1, AT_11[0], None) == 1


def test_a_break_counts_for_itself():
    """At 11 one must be there: a break at 11 lacks one, at 12 none."""
    rows = HeadRows(PROBLEM, [row(3, PresencePart((0, 1)), low=1)])
    assert rows.pausing(0, DUTY, (START + 3 * H, START + 4 * H)) == 1
    assert rows.pausing(0, DUTY, (START + 4 * H, START + 5 * H)) == 0


def clash(*lines, rows):
    """Return the conflict of rows on lines whose breaks are free."""
    terms = (*rows, *fixing(PROBLEM, lines))
    return core(Model(PROBLEM, terms), Limits(threads=1))


def test_reasons_know_rows():
    """Two of three are there in the first hour, one at the most is wanted."""
    rows = [row(0, PresencePart((0, 1, 2)), high=1)]
    found = clash(AT_11, AT_11, OFF, rows=rows)
    assert [why.rule for why in found.conflict] == ["fixed", "fixed", "why"]
    assert found.minimal


def test_reasons_know_breaks():
    """Alone, with one break that must fall into 11 or 12, where none may.

    With a second person each can stay while the other goes.
    """
    nobody_left = [
        row(h, PresencePart((0, 1)), low=1, rule=f"{h}") for h in (3, 4)
    ]
    found = clash(AT_11, OFF, OFF, rows=nobody_left)
    assert {"3", "4"} <= {why.rule for why in found.conflict}
    assert clash(AT_11, AT_12, OFF, rows=nobody_left).conflict == ()
