"""Wishes: what is against them is counted, what meets them is free."""

import pytest

from constraints.preferences import Preferences
from constraints.terms import HARD
from scheduler.testing import TinyShift, tiny_problem, tiny_roster

HOUR = 60
SHIFTS = {
    "early": TinyShift((6 * HOUR, 8 * HOUR)),
    "night": TinyShift((0, 23 * HOUR)),
}
PROBLEM = tiny_problem(1, shifts=SHIFTS)
SIX, EIGHT, MIDNIGHT, LATE = range(4)  # in the menu of each day


def against(rule, days, problem=PROBLEM):
    """Return the days against a wish, from day to place in the menu.

    The measure of the terms must say the same of each duty.
    """
    line = {day: problem.menu(0, day)[which] for day, which in days.items()}
    found = [v.days[0] for v in rule.check(tiny_roster(problem, [line]))]
    by_terms = [
        day
        for term in rule.terms(problem)
        for day in term.days
        if (term.amount.by_duty[line[day]] if day in line else term.off)
    ]
    assert found == by_terms
    return found


def wish(**options):
    """Return a wish of everybody."""
    return Preferences(id="wish", **options)


EVERY = {0: SIX, 1: EIGHT, 2: MIDNIGHT, 3: LATE}  # Mon, Tue, Wed, Thu


@pytest.mark.parametrize(
    ("meant", "days"),
    [
        ({"shifts": "early"}, [0, 1]),
        ({"shifts": ["early", "night"]}, [0, 1, 2, 3]),
        ({"days": "Mon+Thu"}, [0, 3]),
        ({"days": "2027-03-02 to 2027-03-03"}, [1, 2]),
        ({"shifts": "night", "days": "Thu"}, [3]),
        ({"starts": "06:00-08:00"}, [0, 1]),  # ends are included
        ({"starts": "06:30-08:00"}, [1]),
        ({"starts": "Tue 22:00-02:00"}, [2]),  # Wed 00:00 is Tue evening's
        ({"starts": "22:00-02:00"}, [2, 3]),
        ({"starts": "Tue"}, [1]),  # not Wed 00:00
    ],
)
def test_prefer_and_avoid_are_each_others_complement(meant, days):
    """What `avoid` counts is exactly what `prefer` leaves free."""
    rest = [day for day in EVERY if day not in days]
    assert against(wish(avoid=meant), EVERY) == days
    assert against(wish(prefer=meant), EVERY) == rest


def test_a_day_off_is_never_against_a_wish_for_duties():
    """Whoever prefers early and is off all week pays nothing."""
    assert against(wish(prefer={"shifts": "early"}), {}) == []


def test_requests_on_and_off():
    """Off on Tuesday and Wednesday; to work on Tuesday."""
    off = wish(day_off="2027-03-02 to 2027-03-03")
    assert against(off, EVERY) == [1, 2]
    assert against(off, {0: SIX}) == []
    work = wish(work="2027-03-02")
    assert against(work, EVERY) == []
    assert against(work, {0: SIX}) == [1]


def test_requests_outside_the_roster_are_not_looked_at():
    """A request that begins before the roster counts from day 0 on."""
    work = wish(work="2027-02-20 to 2027-03-01")
    assert against(work, {}) == [0]
    assert list(wish(day_off="2027-04-01").terms(PROBLEM)) == []


def test_a_wish_binds_those_it_names():
    """P1 wishes; what P0 works is nobody's concern."""
    problem = tiny_problem(2, shifts=SHIFTS)
    rule = wish(who="P1", avoid={"shifts": "early"})
    duty = problem.menu(0, 0)[SIX]
    roster = tiny_roster(problem, [{0: duty}, {0: duty}])
    assert [v.people for v in rule.check(roster)] == [(1,)]


def test_a_wish_has_a_price_unless_it_is_a_must():
    """Normal: 4 person-hours at 10 points; a must is hard."""
    assert wish(day_off="2027-03-01").price(1) == 40 * 6000
    assert wish(day_off="2027-03-01", importance="must").price == HARD


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "one of prefer, avoid, day off, work"),
        (
            {"day off": "2027-03-01", "work": "2027-03-02"},
            "one of prefer, avoid, day off, work",
        ),
        ({"avoid": {}}, "names shifts, days or starts"),
        ({"avoid": {"days": "Mon 08:00-12:00"}}, "starts: Mon 08:00-12:00"),
    ],
)
def test_half_a_wish_is_refused(options, message):
    """The sentence says what to write."""
    with pytest.raises(ValueError, match=message):
        wish(**options)


def test_shifts_must_exist():
    """An unknown shift is refused where the names are known."""
    options = {"avoid": {"shifts": "erly"}}
    with pytest.raises(ValueError, match='no shift "erly"'):
        Preferences.model_validate(
            options, context={"names": {"shift": ["early", "night"]}}
        )


@pytest.mark.parametrize(
    ("options", "clause"),
    [
        (
            {"avoid": {"shifts": "early", "days": "Mon"}},
            "P0 would rather not work early on Mon",
        ),
        (
            {"prefer": {"starts": "20:00-24:00"}},
            "P0 would rather work from 20:00-24:00",
        ),
        ({"day off": "2027-03-01"}, "P0 wishes to be off"),
    ],
)
def test_says_and_words(options, clause):
    """The sentence is the wish and what happens instead."""
    rule = wish(**options)
    roster = tiny_roster(PROBLEM, [{0: PROBLEM.menu(0, 0)[SIX]}])
    (broken,) = rule.check(roster)
    assert rule.words(broken, PROBLEM) == (
        f"{clause}, Mon 1 March, and works from Mon 1 March 06:00"
    )


def test_a_wish_to_work_is_worded():
    """Somebody who wished to work is off."""
    rule = wish(work="2027-03-01")
    (broken,) = rule.check(tiny_roster(PROBLEM, [{}]))
    assert rule.words(broken, PROBLEM) == (
        "P0 wishes to work, Mon 1 March, and is off"
    )
