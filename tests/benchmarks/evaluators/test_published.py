"""Evaluators reproduce published costs, component by component."""

import csv
import re

import pytest

from benchmarks.evaluators import inrc1, inrc2, matsp
from benchmarks.formats import inrc1_xml
from benchmarks.formats import inrc2 as inrc2_format
from benchmarks.formats import matsp as matsp_format
from benchmarks.formats.reader import read

UNIT_TEST = re.compile(
    r"test (\d+)(\w?) - solution (\d): (\d+)(?: \(Hard constraint: (\d+)\))?"
)
# The components in the order of the organisers' reports.
REPORTED = {
    "Total assignment constraints": "total_assignment",
    "Consecutive constraints": "consecutive",
    "Non working days constraints": "non_working_days",
    "Preferences": "preferences",
    "Max working weekend": "max_working_weekend",
    "Complete weekends": "complete_weekends",
    "Optimal coverage constraints": "optimal_coverage",
}
REPORTED_HARD = (
    "Minimal coverage constraints",
    "Required skill constraints",
    "Illegal shift type succession constraints",
    "Single assignment per day",
)


def test_inrc1_unit_tests(data):
    """All 37 unit tests of the Osnabrück evaluator give what it expects."""
    folder = data / "inrc1"
    costs = (folder / "test_solutions_cost.txt").read_text()
    expected = UNIT_TEST.findall(costs)
    assert len(expected) == 37
    for number, letter, solution, cost, broken in expected:
        (problem,) = folder.glob(
            f"test_{int(number):02}{letter}_*constraint.xml"
        )
        instance = read(problem)
        roster = problem.with_name(f"{problem.stem}_solution_0{solution}.xml")
        judged = inrc1.evaluate(
            instance,
            inrc1_xml.parse_solution(roster.read_text(), instance),
            night_before_free_weekend=False,
        )
        assert judged.total == int(cost), roster.name
        assert sum(judged.hard.values()) == int(broken or 0), roster.name


def test_inrc1_night_before_free_weekend(data):
    """With the rule on, the roster that breaks it pays for it."""
    problem = data / "inrc1/test_09_no_night_shift_constraint.xml"
    instance = read(problem)
    roster = problem.with_name(f"{problem.stem}_solution_02.xml").read_text()
    judged = inrc1.evaluate(
        instance, inrc1_xml.parse_solution(roster, instance)
    )
    assert judged.cost["night_before_free_weekend"] > 0


def test_inrc1_published(bench):
    """Published rosters of the first competition cost what is told."""
    with (bench / "inrc1/best_known.csv").open() as file:
        best = {
            row["instance"]: int(row["stored_solution_recomputes_to"])
            for row in csv.DictReader(file)
        }
    rosters = sorted(bench.glob("inrc1/solutions/*_tak.xml"))
    assert rosters
    for roster in rosters:
        name = roster.stem.removesuffix("_tak")
        instance = read(bench / f"inrc1/xml/{name}.xml")
        judged = inrc1.evaluate(
            instance, inrc1_xml.parse_solution(roster.read_text(), instance)
        )
        assert (judged.hard, judged.total) == ({}, best[name]), name


def test_inrc2_published(bench):
    """Published rosters of the second cost what their folder tells."""
    rosters = sorted(bench.glob("inrc2/solutions/*/*"))
    assert rosters
    for folder in rosters:
        judged = judged_inrc2(bench, folder.parent.name, folder)
        assert (judged.hard, judged.total) == ({}, int(folder.name)), folder


def test_inrc2_reports(bench):
    """Every component is that of the organisers' validator."""
    reports = sorted(bench.glob("inrc2/solutions/*/*/validator.txt"))
    assert reports
    for report in reports:
        folder = report.parent
        judged = judged_inrc2(bench, folder.parent.name, folder)
        assert_reported(judged, report)


def test_inrc2_reference(bench):
    """So are those of the organisers' own toy rosters."""
    folder = bench / "inrc2/reference_n005w4/Solution_H_0-WD_1-2-3-3"
    if not folder.exists():
        pytest.skip("the reference rosters are not there")
    judged = judged_inrc2(bench, "n005w4_0_1-2-3-3", folder)
    assert judged.total == 1695
    assert_reported(judged, folder / "validator.txt")


@pytest.mark.parametrize(
    ("name", "solution"),
    [("1_7_10_1", "test_solution_1a"), ("10_7_20_3", "test_solution_10a")],
)
def test_matsp_published(bench, name, solution):
    """Both published rosters are valid and have their penalty."""
    instance = read(bench / f"matsp/{name}.txt")
    roster = bench / f"matsp/sample_solutions/{solution}.solution"
    found = matsp_format.parse_solution(roster.read_text(), instance)
    judged = matsp.evaluate(instance, found.shifts)
    assert (judged.hard, judged.total) == ({}, found.penalty)


def judged_inrc2(bench, name, folder):
    """Return the judgement of a roster's folder."""
    instance = read(bench / "inrc2" / name)
    return inrc2.evaluate(
        instance, inrc2_format.read_solution(folder, instance)
    )


def assert_reported(judged, report):
    """Assert that a judgement is the one of a validator's report."""
    told = {
        name: int(number)
        for name, number in re.findall(
            r"^([A-Z][\w ]+): (\d+)$", report.read_text(), re.MULTILINE
        )
    }
    assert not any(told[name] for name in REPORTED_HARD)
    assert judged.valid
    for name, component in REPORTED.items():
        assert judged.cost[component] == told[name], (report, name)
