"""Together: people who work on the same days, or in the same shifts."""

from dataclasses import replace
from datetime import date

from constraints.terms import HARD
from constraints.together import Together
from scheduler.testing import TinyShift, tiny_problem, tiny_roster

HOUR = 60
SHIFTS = {"early": TinyShift((6 * HOUR,)), "late": TinyShift((14 * HOUR,))}
PROBLEM = tiny_problem(2, shifts=SHIFTS)
EARLY, LATE = PROBLEM.menu(0, 0)


def found(rule, *choices, problem=PROBLEM):
    """Return people and note of each violation."""
    roster = tiny_roster(problem, choices)
    return [(v.people, v.note) for v in rule.check(roster)]


def test_a_day_of_one_without_the_other_counts():
    """Monday alone counts once; both on, in any shift, or both off: no."""
    rule = Together(id="t")
    assert found(rule, {0: EARLY}, {}) == [((0, 1), "")]
    assert found(rule, {}, {0: EARLY}) == [((1, 0), "")]
    assert found(rule, {0: EARLY}, {0: LATE}) == []
    assert found(rule, {}, {}) == []


def test_different_shifts_count_for_both():
    """Early without P1 and late without P0: two shifts apart."""
    rule = Together(id="t", same="shift")
    assert found(rule, {0: EARLY}, {0: LATE}) == [
        ((0, 1), "early"),
        ((1, 0), "late"),
    ]
    assert found(rule, {0: LATE}, {0: LATE}) == []


def test_each_two_of_several_are_looked_at():
    """One of three works: apart from each of the two others."""
    problem = tiny_problem(3, shifts=SHIFTS)
    rule = Together(id="t")
    assert len(found(rule, {0: EARLY}, {}, {}, problem=problem)) == 2
    assert len(list(rule.terms(problem))) == 3 * 7


def test_absence_sets_the_other_free():
    """P1 is away all of Monday and joins on Wednesday: those are free."""
    problem = tiny_problem([{}, {"joins": date(2027, 3, 3)}], shifts=SHIFTS)
    rule = Together(id="t")
    assert found(rule, {0: EARLY}, {}, problem=problem) == []
    assert {t.because.days[0] for t in rule.terms(problem)} == {2, 3, 4, 5, 6}
    start = PROBLEM.duties[EARLY].start_min
    away = replace(PROBLEM, away=((), ((start, start + 1000),)))
    assert found(rule, {0: EARLY}, {}, problem=away) == []
    # An absence that leaves the late duty possible is not a day away.
    short = replace(PROBLEM, away=((), ((start, start + 60),)))
    assert found(rule, {0: EARLY}, {}, problem=short) == [((0, 1), "")]


def test_a_foreign_duty_belongs_to_no_shift():
    """A hand-made duty counts as work of the day, not as a shift."""
    duties = PROBLEM.duties
    foreign = tuple(replace(d, shift=-1) for d in duties.duties)
    problem = replace(PROBLEM, duties=type(duties)(foreign))
    assert (
        found(Together(id="t", same="shift"), {0: EARLY}, {}, problem=problem)
        == []
    )
    assert found(Together(id="t"), {0: EARLY}, {}, problem=problem)


def test_price_and_words():
    """A must by default; else 4 person-hours a day; texts name both."""
    rule = Together(id="t", same="shift")
    assert rule.price == HARD
    assert Together(importance="normal").price(1) == 40 * 6000
    because = next(iter(rule.terms(PROBLEM))).because
    assert rule.says(because, PROBLEM) == (
        "P0 and P1 work in the same shift or not at all, Mon 1 March"
    )
    (broken,) = rule.check(tiny_roster(PROBLEM, [{}, {0: LATE}]))
    assert rule.words(broken, PROBLEM) == (
        "P1 works late without P0, Mon 1 March"
    )
    assert Together(id="t").says(because, PROBLEM) == (
        "P0 and P1 work together or not at all, Mon 1 March"
    )


def test_the_same_hours():
    """Same start and end, whatever the shift; each one alone counts."""
    slide = {"s": TinyShift((6 * HOUR, 7 * HOUR), (7 * HOUR, 8 * HOUR))}
    problem = tiny_problem(
        [{}, {}, {"zone": "Etc/GMT-1"}], days=2, shifts=slide
    )
    six_seven, six_eight, seven_seven, _ = problem.menu(0, 0)
    rule = Together(id="t", same="time", who=["P0", "P1"])
    one = {0: six_eight}
    assert found(rule, one, {0: six_eight}, {}, problem=problem) == []
    both = found(rule, one, {0: six_seven}, {}, problem=problem)
    assert [people for people, _ in both] == [(0, 1), (1, 0)]
    rule = Together(id="t", same="time", who=["P0", "P2"])
    # 07:00 an hour east is 06:00 here.
    theirs = problem.menu(2, 0)[2]
    line = {0: six_seven}
    assert found(rule, line, {}, {0: theirs}, problem=problem) == []
    late = {0: seven_seven}
    assert len(found(rule, late, {}, {0: theirs}, problem=problem)) == 2
    because = next(iter(rule.terms(problem))).because
    assert rule.says(because, problem) == (
        "P0 and P2 work from the same start to the same end or not at all,"
        " Mon 1 March"
    )
    roster = tiny_roster(problem, [late, {}, {}])
    (broken,) = rule.check(roster)
    assert rule.words(broken, problem) == (
        "P0 works at times other than P2, Mon 1 March"
    )
