"""A shift is worked by those it is offered to."""

from dataclasses import replace

from constraints.offered import Offered
from constraints.terms import TICKS_PER_POINT
from scheduler.problem import DutyTable
from scheduler.testing import TinyShift, tiny_problem, with_history

SHIFTS = {"core": TinyShift(), "eve": TinyShift(starts=(14 * 60,))}


def offered(**options):
    """Return a rule that offers core to P0."""
    return Offered(id="offered", **{"shift": "core", "who": "P0", **options})


def test_others_may_not_work_it(judge):
    """P0 may work core, P1 may not; both may work eve."""
    problem = tiny_problem(2, shifts=SHIFTS)
    core, eve = problem.menu(0, 0)
    assert not judge(offered(), problem, {0: core}, {0: eve})
    (found,) = judge(offered(), problem, {0: eve}, {0: core})
    assert found.hard
    assert (found.people, found.days, found.amount) == ((1,), (0, 0), 1)


def test_every_day_is_priced(judge):
    """Two duties of somebody else's shift at 10 points each."""
    problem = tiny_problem(2, shifts=SHIFTS)
    line = {day: problem.menu(1, day)[0] for day in (2, 6)}
    found = judge(offered(importance="normal"), problem, {}, line)
    assert sum(v.ticks for v in found) == 20 * TICKS_PER_POINT


def test_the_past_is_not_judged(judge):
    """What somebody worked before the roster is not its business."""
    problem = with_history(
        tiny_problem(2, shifts=SHIFTS), [(1, -1, "core", 8 * 60, 8 * 60)]
    )
    assert not judge(offered(), problem)


def test_foreign_duties_belong_to_no_shift(judge):
    """A duty that no shift makes breaks no offer."""
    problem = tiny_problem(2, shifts=SHIFTS)
    core = problem.duties[problem.menu(1, 0)[0]]
    foreign = replace(core, shift=-1, foreign=True)
    table = DutyTable((*problem.duties.duties, foreign))
    problem = replace(problem, duties=table)
    assert not judge(offered(), problem, {}, {0: len(table) - 1})


def test_words(judge):
    """Reasons and findings name the person and the shift."""
    problem = tiny_problem([{"name": "Ana"}, {"name": "Ben"}], shifts=SHIFTS)
    rule = offered(who="Ben")
    (found,) = judge(rule, problem, {1: problem.menu(0, 1)[0]})
    assert rule.words(found, problem) == (
        "Ana works core, Tue 2 March; it is offered to Ben"
    )
    (term,) = rule.terms(problem)
    assert rule.says(term.because, problem) == (
        "Ana is not offered core, 1–7 March"
    )
