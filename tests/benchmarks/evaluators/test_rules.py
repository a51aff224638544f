"""Each rule of each set on a tiny roster whose cost is argued by hand."""

from dataclasses import replace

import pytest

from benchmarks.evaluators import curtois, inrc1, inrc2, matsp
from benchmarks.formats import curtois as curtois_format
from benchmarks.formats import inrc2 as inrc2_format
from benchmarks.formats import matsp as matsp_format
from benchmarks.formats.assignment import Assignment
from benchmarks.formats.reader import read

EARLY, LATE = 0, 1


def worked(text, person=0):
    """Return assignments from a line such as 'E-LL': shifts by letter."""
    return [
        Assignment(person, day, "EL".index(letter), 0)
        for day, letter in enumerate(text)
        if letter != "-"
    ]


def curtois_instance(**bounds):
    """Return two weeks of one person and two shifts; L bars E after it."""
    base = curtois_format.Person("A", (14, 14), 9999, 0, 14, 1, 1, 2)
    return curtois_format.Curtois(
        "x",
        14,
        (
            curtois_format.Shift("E", 480, frozenset()),
            curtois_format.Shift("L", 300, frozenset({EARLY})),
        ),
        (replace(base, **bounds),),
        (),
        (),
    )


@pytest.mark.parametrize(
    ("bounds", "line", "hard"),
    [
        ({}, "LE------------", {"succession": 1}),
        ({}, "L-E-----------", {}),
        ({"most_of_shift": (1, 0)}, "E-E-L---------", {"most_of_shift": 2}),
        ({"most_total_min": 800}, "E-L-----------", {}),
        ({"most_total_min": 779}, "E-L-----------", {"most_total": 1}),
        ({"least_total_min": 800}, "E-L-----------", {"least_total": 20}),
        ({"most_in_row": 2}, "EEEE----------", {"most_in_row": 2}),
        # A run at either end is never too short, one inside is.
        ({"least_in_row": 3}, "E-----E------E", {"least_in_row": 2}),
        ({"least_off_in_row": 2}, "-E-E--E------", {"least_off_in_row": 1}),
        ({"most_weekends": 1}, "-----E------E-", {"weekends": 1}),
        ({"most_weekends": 1}, "-----EE-------", {}),
        ({"days_off": frozenset({1})}, "EE------------", {"days_off": 1}),
    ],
)
def test_curtois_hard(bounds, line, hard):
    """Each hard rule counts what breaks it, and nothing else does."""
    judged = curtois.evaluate(curtois_instance(**bounds), worked(line))
    assert judged.hard == hard


def test_curtois_cost():
    """Requests weigh as told; cover costs each missing and extra head."""
    instance = replace(
        curtois_instance(),
        requests=(
            curtois_format.Request(0, 0, EARLY, 5, on=True),
            curtois_format.Request(0, 1, EARLY, 7, on=True),
            curtois_format.Request(0, 0, EARLY, 11, on=False),
        ),
        cover=(
            curtois_format.Cover(0, EARLY, 0, 100, 1),
            curtois_format.Cover(1, EARLY, 2, 100, 1),
        ),
    )
    judged = curtois.evaluate(instance, worked("E"))
    assert judged.cost == {"on": 7, "off": 11, "under": 200, "over": 1}
    assert judged.total == 219


def test_two_shifts_on_a_day():
    """Two shifts on one day are counted, whatever else they do."""
    twice = [Assignment(0, 0, EARLY), Assignment(0, 0, LATE)]
    assert curtois.evaluate(curtois_instance(), twice).hard == {
        "two_shifts": 1
    }


@pytest.mark.parametrize(
    ("weekend", "line", "partly", "different"),
    [
        ((5, 6), "-----E-", 1, 0),
        ((5, 6), "-----EL", 0, 2),
        ((5, 6), "-----EE", 0, 0),
        ((4, 5, 6), "----EE-", 1, 0),
        ((4, 5, 6), "-----EE", 1, 0),
        ((4, 5, 6), "-----E-", 2, 0),
        ((4, 5, 6), "----E-E", 4, 0),
        # E has one day of another shift, L has two.
        ((4, 5, 6), "----EEL", 0, 3),
    ],
)
def test_inrc1_weekends(data, weekend, line, partly, different):
    """Weekends worked in part, and of several shifts, cost as defined."""
    base = read(data / "inrc1/test_11_unwanted_shift_patterns_constraint.xml")
    contract = replace(
        base.contracts[0],
        weekend=weekend,
        complete_weekends=1,
        identical_weekends=1,
    )
    instance = replace(base, contracts=(contract,))
    cost = inrc1.evaluate(instance, worked(line)).cost
    assert cost["complete_weekends"] == partly
    assert cost["identical_weekends"] == different


def inrc2_instance(history, **bounds):
    """Return a week of one person and two shifts without wants."""
    contract = inrc2_format.Contract("c", 0, 7, 1, 7, 1, 7, 1, False)
    return inrc2_format.Inrc2(
        name="x",
        days=7,
        skills=("Nurse",),
        shifts=(
            inrc2_format.Shift("E", 1, 7),
            inrc2_format.Shift("L", 1, 7, frozenset({EARLY})),
        ),
        contracts=(replace(contract, **bounds),),
        people=(inrc2_format.Person("A", 0, frozenset({0}), history),),
        cover=(),
        requests=(),
    )


NOTHING = inrc2_format.History(0, 0, None, 0, 0, 0)


@pytest.mark.parametrize(
    ("history", "bounds", "line", "component", "cost"),
    [
        # A run of the history that stops at once is one day too short.
        ((0, 0, EARLY, 2, 2, 0), {"least_in_row": 3}, "-", "consecutive", 30),
        ((0, 0, None, 0, 0, 9), {"least_in_row": 3}, "-", "consecutive", 0),
        # Of six in a row over four, the history has paid for one.
        ((0, 0, EARLY, 5, 5, 0), {"most_in_row": 4}, "E", "consecutive", 30),
        # Open at the end: never too short, yet maybe too long.
        (None, {"least_in_row": 3}, "------E", "consecutive", 0),
        (None, {"most_in_row": 1}, "-----EE", "consecutive", 30),
        (None, {"least_off_in_row": 2}, "E-E----", "non_working_days", 30),
        (None, {"most_off_in_row": 2}, "E---EEE", "non_working_days", 30),
        (None, {"most_days": 1}, "EEE----", "total_assignment", 40),
        ((9, 0, None, 0, 0, 1), {}, "E", "total_assignment", 60),
        (None, {"most_weekends": 0}, "-----E-", "max_working_weekend", 30),
        ((0, 1, None, 0, 0, 1), {}, "-----EE", "max_working_weekend", 30),
        (
            None,
            {"complete_weekends": True},
            "-----E-",
            "complete_weekends",
            30,
        ),
        (None, {}, "-----E-", "complete_weekends", 0),
    ],
)
def test_inrc2_line(history, bounds, line, component, cost):
    """Runs and totals go on from the history, and stay open at the end."""
    past = NOTHING if history is None else inrc2_format.History(*history)
    instance = inrc2_instance(past, **bounds)
    judged = inrc2.evaluate(instance, worked(line))
    assert judged.valid
    assert judged.cost[component] == cost


def test_inrc2_same_shift_runs():
    """Runs of one shift cost 15 a day, beside those of work."""
    base = inrc2_instance(NOTHING)
    early = replace(base.shifts[EARLY], least_in_row=3)
    instance = replace(base, shifts=(early, base.shifts[LATE]))
    judged = inrc2.evaluate(instance, worked("EEL----"))
    assert judged.cost["consecutive"] == 15


def test_inrc2_cover_and_requests():
    """Missing heads cost 30 each, a refused wish 10."""
    instance = replace(
        inrc2_instance(NOTHING),
        cover=(
            inrc2_format.Cover(0, EARLY, 0, 1, 3),
            inrc2_format.Cover(1, EARLY, 0, 2, 2),
        ),
        requests=(
            inrc2_format.Request(0, 0, None),
            inrc2_format.Request(0, 1, LATE),
        ),
    )
    judged = inrc2.evaluate(instance, worked("EE"))
    assert judged.hard == {"minimal_coverage": 1}
    assert judged.cost["optimal_coverage"] == 90
    assert judged.cost["preferences"] == 10


def test_inrc2_hard():
    """Successions count from the history on; skills must be had."""
    history = inrc2_format.History(0, 0, LATE, 1, 1, 0)
    judged = inrc2.evaluate(
        inrc2_instance(history), [Assignment(0, 0, EARLY, 1)]
    )
    assert judged.hard == {"succession": 1, "required_skill": 1}


def matsp_shift(start_min, *pieces, person=0):
    """Return a shift of pieces (task, minutes)."""
    return matsp_format.Shift(
        person, start_min, tuple(matsp_format.Piece(*p) for p in pieces)
    )


def matsp_instance(wanted=0):
    """Return a week of two people and one task."""
    people = tuple(matsp_format.Person(n, 0, 9999) for n in "12")
    return matsp_format.Matsp(
        "x", 7, people, (((wanted, wanted),) * (7 * 96),)
    )


@pytest.mark.parametrize(
    ("shifts", "hard"),
    [
        ([(360, (0, 360))], {}),
        ([(360, (0, 345))], {"length": 1}),
        ([(360, (0, 615))], {"length": 1}),
        ([(360, (0, 45), (0, 360))], {"piece": 1}),
        ([(615, (0, 360))], {"start": 1}),
        ([(600, (0, 360))], {}),
        ([(1440, (0, 360))], {}),
        ([(367, (0, 360))], {"quarters": 1}),
        ([(300, (0, 360))], {"horizon": 1, "start": 1}),
        ([(6 * 1440 + 1440, (0, 375))], {"horizon": 1}),
        ([(360, (0, 360)), (1440 + 360, (0, 360))], {}),
        ([(360, (0, 360)), (1200, (0, 360))], {"rest": 360, "one_start": 1}),
        ([(360 + 1440 * n, (0, 360)) for n in range(6)], {"in_row": 1}),
    ],
)
def test_matsp_hard(shifts, hard):
    """Each hard rule counts what breaks it, and nothing else does."""
    roster = [matsp_shift(start, *pieces) for start, *pieces in shifts]
    assert matsp.evaluate(matsp_instance(), roster).hard == hard


def test_matsp_cost():
    """The excess is squared, quarter by quarter; what lacks is counted."""
    two = [matsp_shift(360, (0, 360), person=n) for n in (0, 1)]
    assert matsp.evaluate(matsp_instance(), two).total == 4 * 24
    judged = matsp.evaluate(matsp_instance(wanted=1), two)
    assert judged.total == 24
    assert judged.hard == {"least": 7 * 96 - 24}


def test_matsp_totals():
    """Minutes worked lie between two bounds."""
    people = (matsp_format.Person("1", 420, 600),)
    instance = replace(matsp_instance(), people=people)
    judged = matsp.evaluate(instance, [matsp_shift(360, (0, 360))])
    assert judged.hard == {"least_total": 60}
