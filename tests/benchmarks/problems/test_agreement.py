"""Terms, rules and the sets' own evaluators judge every roster alike.

Component by component: ids of rules begin with the name of theirs. From
published rosters, and from empty ones, shifts change one at a time.
"""

import random
from collections import Counter

import pytest

from benchmarks.formats import inrc1_xml
from benchmarks.formats import inrc2 as inrc2_format
from benchmarks.formats import matsp as matsp_format
from benchmarks.formats.assignment import Assignment
from benchmarks.formats.errors import FormatError
from benchmarks.formats.reader import read
from benchmarks.problems import inrc1, inrc2, matsp
from benchmarks.problems.case import component
from benchmarks.problems.reader import read_case
from constraints.evaluator import amounts
from constraints.terms import TICKS_PER_POINT
from scheduler.checker import check
from scheduler.model import compile_rules
from scheduler.problem import Span, Work
from scheduler.roster import Roster
from scheduler.structure import faults


def by_component(found, problem):
    """Return hard amounts and ticks, each by component.

    Coverage counts minutes, the sets count heads: each shift is a slot.
    """
    coverage = {id_ for r in problem.rules if r.staffing for id_ in r.ids}
    hard, cost = Counter(), Counter()
    for rule, price, amount in found:
        if price.hard:
            heads = amount // (problem.slot_min if rule in coverage else 1)
            hard[component(rule)] += heads
        else:
            cost[component(rule)] += price(amount)
    return +hard, +cost


def told_by_terms(model, roster):
    """Return what the evaluator of terms finds."""
    return by_component(
        (
            (a.because.rule, a.price, a.amount)
            for term in model.terms
            for a in amounts(term, roster)
        ),
        model.problem,
    )


def told_by_rules(roster):
    """Return what the rules themselves find."""
    return by_component(
        ((v.rule, v.price, v.amount) for v in check(roster).violations),
        roster.problem,
    )


def assert_agreed(case, model, assignments):
    """Assert that three ways of judging find the same."""
    judged = case.judge(assignments)
    expected = (
        Counter(judged.hard),
        +Counter({c: n * TICKS_PER_POINT for c, n in judged.cost.items()}),
    )
    roster = case.roster(assignments)
    assert sorted(case.assignments(roster)) == sorted(assignments)
    assert told_by_terms(model, roster) == expected
    assert told_by_rules(roster) == expected


def assert_all_agreed(case, assignments, steps, seed=0):
    """Assert it of a roster, and while shifts change one by one."""
    rng = random.Random(seed)
    model = compile_rules(case.problem)
    assert_agreed(case, model, assignments)
    worked = {(a.person, a.day): a for a in assignments}
    for _ in range(steps):
        at = (
            rng.randrange(len(case.problem.people)),
            rng.randrange(case.problem.days),
        )
        given = rng.choice([None, *case.templates])
        worked.pop(at, None)
        if given is not None:
            worked[at] = Assignment(*at, given.shift, given.skill)
        assert_agreed(case, model, list(worked.values()))


def test_curtois(data):
    """They agree about an instance with one shift."""
    case = read_case(data / "curtois" / "Instance1.txt")
    assert_all_agreed(case, [], 60)


def test_inrc1(data):
    """They agree about every unit test of the competition."""
    problems = sorted((data / "inrc1").glob("*_constraint.xml"))
    assert problems
    for problem in problems:
        instance = read(problem)
        case = inrc1.case(instance, night_before_free_weekend=False)
        for roster in problem.parent.glob(f"{problem.stem}_solution_*.xml"):
            given = inrc1_xml.parse_solution(roster.read_text(), instance)
            assert_all_agreed(case, given, 6)


@pytest.mark.parametrize("name", ["n005w4_0_1-2-3-3", "n005w4_1_1-2-3-3"])
def test_inrc2(data, name):
    """They agree with a history and without."""
    case = inrc2.case(read(data / "inrc2" / name))
    assert_all_agreed(case, [], 60)


def test_two_forms_of_night_before_free_weekend(data):
    """The rule is in the problem only where it is in the judge."""
    problem = data / "inrc1/test_09_no_night_shift_constraint.xml"
    instance = read(problem)
    roster = problem.with_name(f"{problem.stem}_solution_02.xml").read_text()
    given = inrc1_xml.parse_solution(roster, instance)
    with_rule, without = (
        inrc1.case(instance, night_before_free_weekend=on)
        for on in (True, False)
    )
    assert check(with_rule.roster(given)).cost_by_rule
    assert not check(without.roster(given)).cost_by_rule


def test_curtois_whole(bench):
    """They agree about instances of several shifts."""
    for number in (3, 4, 7):
        case = read_case(bench / f"curtois-nrp/Instance{number}.txt")
        assert_all_agreed(case, [], 10)


def test_inrc1_whole(bench):
    """They agree about published rosters of the first competition."""
    for roster in sorted(bench.glob("inrc1/solutions/*_tak.xml")):
        name = roster.stem.removesuffix("_tak")
        instance = read(bench / f"inrc1/xml/{name}.xml")
        given = inrc1_xml.parse_solution(roster.read_text(), instance)
        assert_all_agreed(inrc1.case(instance), given, 4)


def test_inrc1_weekends_of_three_days(bench):
    """They agree where the weekend begins on Friday."""
    case = read_case(bench / "inrc1/xml/long_late01.xml")
    assert_all_agreed(case, [], 10)


def test_inrc2_whole(bench):
    """They agree about published rosters of the second competition."""
    for folder in sorted(bench.glob("inrc2/solutions/*/*")):
        instance = read(bench / "inrc2" / folder.parent.name)
        given = inrc2_format.read_solution(folder, instance)
        assert_all_agreed(inrc2.case(instance), given, 2)


def test_rules_have_words(data):
    """Rules of sets say what they demand and how they are broken."""
    for name in ("curtois/Instance1.txt", "inrc2/n005w4_1_1-2-3-3"):
        case = read_case(data / name)
        problem = case.problem
        rules = {id_: rule for rule in problem.rules for id_ in rule.ids}
        for term in compile_rules(problem).terms:
            assert rules[term.because.rule].says(term.because, problem)
        for violation in check(case.roster([])).violations:
            assert rules[violation.rule].words(violation, problem)


def test_excess_has_words():
    """Too many people in a slot are told with their time."""
    case = matsp.case(tiny_matsp(1))
    duty = case.problem.menu(0, 0)[0]
    both = tuple((Work(person, 0, duty),) for person in (0, 1))
    (rule,) = (r for r in case.problem.rules if r.id == "excess")
    term = next(iter(rule.terms(case.problem)))
    assert "no slot has more" in rule.says(term.because, case.problem)
    violation = next(iter(rule.check(Roster(case.problem, (*both, ())))))
    assert rule.words(violation, case.problem) == (
        "1 too many on duty, Mon 1 January 06:00–06:15"
    )


def tiny_matsp(days, tasks=1):
    """Return an instance of three people who are wanted one at a time."""
    people = tuple(matsp_format.Person(n, 735, 1500) for n in "123")
    return matsp_format.Matsp(
        "tiny", days, people, (((1, 1),) * (days * 96),) * tasks
    )


def assert_matsp_agreed(case, model, roster):
    """Assert that three ways of judging find the same."""
    judged = case.judged(roster)
    expected = (
        Counter(judged.hard),
        +Counter({c: n * TICKS_PER_POINT for c, n in judged.cost.items()}),
    )
    assert told_by_terms(model, roster) == expected
    assert told_by_rules(roster) == expected


def assert_all_matsp_agreed(case, roster, steps):
    """Assert it of a roster, and while duties change one by one."""
    rng = random.Random(0)
    model = compile_rules(case.problem)
    assert_matsp_agreed(case, model, roster)
    lines = [{w.day: w for w in line} for line in roster.lines]
    for _ in range(steps):
        person = rng.randrange(len(lines))
        day = rng.randrange(case.problem.days)
        duty = rng.choice((None, *case.problem.menu(person, day)))
        lines[person].pop(day, None)
        if duty is not None:
            start, end = roster.times(duty)
            spans = (Span(start, end, "queue", 0),)
            lines[person][day] = Work(person, day, duty, spans)
        changed = Roster(
            case.problem,
            tuple(tuple(line[d] for d in sorted(line)) for line in lines),
        )
        if not any(True for _ in faults(changed)):
            assert_matsp_agreed(case, model, changed)


def test_matsp():
    """They agree about an instance of one task."""
    case = matsp.case(tiny_matsp(7))
    empty = Roster(case.problem, ((),) * 3)
    assert_all_matsp_agreed(case, empty, 40)


def test_matsp_edges():
    """Duties start at the midnight after the last day, and end in time."""
    problem = matsp.case(tiny_matsp(1)).problem
    first, last = problem.menus[0]
    origin = min(problem.duties[duty].start_min for duty in first) - 360
    assert len(first) == len({problem.duties[d] for d in first})
    (only,) = last
    assert problem.duties[only].start_min - origin == 1440
    ends = [problem.duties[d].end_min - origin for d in (*first, *last)]
    assert max(ends) == 1800


def test_matsp_whole(bench):
    """They agree about the published roster of one task."""
    instance = read(bench / "matsp/1_7_10_1.txt")
    text = bench / "matsp/sample_solutions/test_solution_1a.solution"
    case = matsp.case(instance)
    given = matsp_format.parse_solution(text.read_text(), instance)
    assert_all_matsp_agreed(case, case.roster(given), 10)


def test_several_tasks_are_not_solved():
    """An instance with several tasks is refused, saying why."""
    with pytest.raises(FormatError, match="2 tasks within shifts"):
        matsp.case(tiny_matsp(1, tasks=2))
