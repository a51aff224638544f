"""Words that rules share."""

from dataclasses import replace
from datetime import date

import pytest

from constraints import wording
from constraints.who import Who
from scheduler.testing import tiny_problem


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(0, "0 min"), (45, "45 min"), (660, "11 h"), (570, "9 h 30")],
)
def test_hours(minutes, text):
    """Hours and minutes, whichever there are."""
    assert wording.hours(minutes) == text


@pytest.mark.parametrize(
    ("first_day", "span", "text"),
    [
        (date(2027, 3, 1), (0, 6), "1–7 March"),
        (date(2027, 3, 29), (0, 6), "29 March–4 April"),
        (date(2026, 12, 28), (0, 6), "28 December 2026–3 January 2027"),
        (date(2027, 3, 1), (1, 1), "Tue 2 March"),
        (date(2027, 3, 1), (-1, 1), "28 February–2 March"),
    ],
)
def test_days(first_day, span, text):
    """Months and years are told once where they are the same."""
    assert wording.days(span, tiny_problem(first_day=first_day)) == text


def test_people():
    """Few are named, many are counted, none in particular is everybody."""
    names = ["Ana", "Ben", "Cy", "Dee", "Eve"]
    problem = tiny_problem([{"name": name} for name in names])
    assert wording.people((), problem) == "everybody"
    assert wording.people((0,), problem) == "Ana"
    assert wording.people((0, 1), problem) == "Ana and Ben"
    assert wording.people((0, 1, 2, 3), problem) == "Ana, Ben, Cy and Dee"
    assert wording.people(range(5), problem) == "Ana, Ben, Cy and 2 others"


def test_count():
    """One night, several nights."""
    assert wording.count(1, "night") == "1 night"
    assert wording.count(0, "night") == "0 nights"


def test_beginning_names_a_foreign_zone():
    """The wall clock of a duty, with its zone where it is another one."""
    problem = tiny_problem(1, zone="America/Halifax")
    duty, person = problem.duties[0], problem.people[0]
    assert wording.beginning(duty, person) == "Mon 1 March 08:00"
    elsewhere = replace(person, zone="Asia/Manila")
    assert wording.beginning(duty, elsewhere) == (
        "Mon 1 March 08:00 America/Halifax"
    )


def test_selectors_are_said_as_people_say_them():
    """Names stand for themselves; a number of everybody is of people."""
    who = Who.parse({"any_of": [{"kind": "person", "name": "Ana Souza"}]})
    assert wording.those(who) == "Ana Souza"
    who = Who.parse("team na; not Ned Hart")
    assert wording.those(who) == "team na and not Ned Hart"
    assert wording.some(2, who) == "2 of team na and not Ned Hart"
    everybody = Who.parse("all")
    assert wording.some(1, everybody) == "1 person"
    assert wording.some(3, everybody) == "3 people"
