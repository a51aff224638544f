"""Successions: after and not, sequences, history, what is not meant."""

from dataclasses import replace

import pytest
from pydantic import ValidationError

from constraints.succession import Succession
from constraints.terms import TICKS_PER_POINT
from scheduler.problem import DutyTable
from scheduler.testing import TinyShift, tiny_problem, with_history

HOUR = 60
SHIFTS = {
    "early": TinyShift(starts=(6 * HOUR,)),
    "late": TinyShift(starts=(14 * HOUR,)),
    "night": TinyShift(starts=(22 * HOUR,)),
}
LETTERS = {"e": "early", "l": "late", "n": "night", "c": "call"}
STARTS = {"early": 6 * HOUR, "late": 14 * HOUR, "night": 22 * HOUR}
FORBIDDEN = {"after": "night", "not": "early"}


def succession(**options):
    """Return a rule on successions."""
    return Succession(id="succession", **options)


def line(problem, letters):
    """Return a line: one letter a day, such as ``nn-e``."""
    return {
        day: duty
        for day, letter in enumerate(letters)
        for duty in problem.menu(0, day)
        if problem.shifts[problem.duties[duty].shift].name
        == LETTERS.get(letter)
    }


def past(problem, letters, days_known=None):
    """Return the problem after a line of letters, one per known day."""
    works = [
        (0, day, LETTERS[letter], STARTS[LETTERS[letter]], 8 * HOUR)
        for day, letter in enumerate(letters, -len(letters))
        if letter != "-"
    ]
    return with_history(problem, works, days_known or len(letters))


@pytest.fixture
def problem():
    """Return a week of one person and three shifts."""
    return tiny_problem(1, shifts=SHIFTS)


def test_no_early_after_night(judge, problem):
    """Night, early: the second day completes what is not to come."""
    (found,) = judge(succession(**FORBIDDEN), problem, line(problem, "-ne"))
    assert found.hard
    assert (found.days, found.amount) == ((1, 2), 1)


@pytest.mark.parametrize(
    "letters", ["nn", "nl", "n-e", "en", "nnn-e", "nle", "nnl-nn-", "e"]
)
def test_nothing_else_is_meant(judge, problem, letters):
    """No early after a night leaves all other successions alone."""
    assert not judge(succession(**FORBIDDEN), problem, line(problem, letters))


def test_two_successors_barred(judge, problem):
    """A night with no duty but a night after it can still be worked."""
    rule = succession(**{"after": "night", "not": ["early", "late"]})
    assert not judge(rule, problem, line(problem, "nn-nn-e"))
    found = judge(rule, problem, line(problem, "nl-ne"))
    assert [v.days for v in found] == [(0, 1), (3, 4)]


def test_after_itself(judge, problem):
    """A shift that is not to follow itself: every repetition counts."""
    rule = succession(**{"after": "night", "not": "night"})
    assert len(judge(rule, problem, line(problem, "nnn-n"))) == 2


def test_priced(judge, problem):
    """Two successions, worth 4 person-hours each, at 10 points."""
    rule = succession(**FORBIDDEN, importance="normal")
    found = judge(rule, problem, line(problem, "ne-ne"))
    assert sum(v.ticks for v in found) == 80 * TICKS_PER_POINT


def test_within_two_days(judge, problem):
    """The next day or the day after it, whatever lies between, once."""
    rule = succession(**FORBIDDEN, within="2 days")
    (found,) = judge(rule, problem, line(problem, "n-e"))
    assert found.days == (0, 2)
    assert not judge(rule, problem, line(problem, "n--e"))
    found = judge(rule, problem, line(problem, "nne-"))
    assert [v.days for v in found] == [(1, 2)]
    found = judge(rule, problem, line(problem, "nee"))
    assert [v.days for v in found] == [(0, 1), (0, 2)]


def test_sequence(judge, problem):
    """Late, a single day off, early: all three in a row."""
    rule = succession(sequence=["late", "day off", "early"])
    assert not judge(rule, problem, line(problem, "l--e"))
    assert not judge(rule, problem, line(problem, "lle"))
    (found,) = judge(rule, problem, line(problem, "ll-e"))
    assert found.days == (1, 3)


def test_sequences_that_overlap(judge, problem):
    """Night, off, night, off, night: the night in the middle ends one
    sequence and begins another.
    """
    rule = succession(sequence=["night", "day off", "work"])
    found = judge(rule, problem, line(problem, "n-n-e"))
    assert [v.days for v in found] == [(0, 2), (2, 4)]


def test_history(judge, problem):
    """A night before the roster bars the first early, if it is known."""
    rule = succession(**FORBIDDEN)
    early = line(problem, "e")
    assert not judge(rule, problem, early)
    (found,) = judge(rule, past(problem, "n"), early)
    assert found.days == (-1, 0)
    assert not judge(rule, past(problem, "n-"), early)
    two_days = succession(**FORBIDDEN, within="2 days")
    (found,) = judge(two_days, past(problem, "n-"), early)
    assert found.days == (-2, 0)


def test_what_is_not_known_is_no_day_off(judge, problem):
    """A first early follows a day off only where history says so."""
    rule = succession(sequence=["day off", "early"])
    early = line(problem, "e")
    assert not judge(rule, problem, early)
    assert judge(rule, past(problem, "-"), early)
    longer = succession(sequence=["late", "day off", "early"])
    assert judge(longer, past(problem, "l-"), early)
    assert not judge(longer, past(problem, "-l-l"), early)


def test_a_night_beyond_a_gap_of_history(judge, problem):
    """What lies between is not looked at, so it need not be known."""
    rule = succession(**FORBIDDEN, within="3 days")
    gap = with_history(problem, [(0, -3, "night", 22 * HOUR, 8 * HOUR)], 0)
    assert judge(rule, gap, line(problem, "e"))
    assert not judge(rule, gap, line(problem, "-e"))


def test_a_duty_of_no_shift(judge, problem):
    """A duty whose shift has gone since is work, and nothing else."""
    known = past(problem, "n")
    *duties, night = known.duties.duties
    table = DutyTable((*duties, replace(night, shift=-1)))
    gone = replace(known, duties=table, facts=known.facts.extended(table))
    early = line(gone, "e")
    assert not judge(succession(**FORBIDDEN), gone, early)
    assert judge(succession(sequence=["work", "early"]), gone, early)


@pytest.mark.parametrize(
    ("before", "letters", "days"),
    [
        ("", "nn-e", []),
        ("", "nl-ne", [(0, 1), (3, 4)]),
        # The day after the last is not known.
        ("", "------n", []),
        # History knows of a night, or of none.
        ("n", "e", [(-1, 0)]),
        ("n-", "e", []),
    ],
)
def test_what_has_to_follow(judge, before, letters, days):
    """After a night another one or a day off, and nothing else."""
    week = past(tiny_problem(1, shifts=SHIFTS), before)
    rule = succession(after="night", then=["night", "day off"])
    found = judge(rule, week, line(week, letters))
    assert [v.days for v in found] == days
    for one in found[:1]:
        assert "night or day off is wanted" in rule.words(one, week)


def test_what_has_to_follow_in_words():
    """The reason names what the next day is to be."""
    week = tiny_problem([{"name": "Ana"}], shifts=SHIFTS)
    rule = succession(after="early", then=["early", "late"])
    (term,) = rule.terms(week)
    assert rule.says(term.because, week) == (
        "Ana has early or late on the day after early, 1–7 March"
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({**FORBIDDEN, "then": "late"}, "leave not and within out"),
        ({"then": "late"}, "belong together"),
        ({}, "belong together"),
        ({"not": ["night", "early"]}, r"sequence: \[night, early\]"),
        ({"sequence": ["night"]}, "two entries"),
        ({**FORBIDDEN, "sequence": ["night", "early"]}, "or a sequence"),
        ({**FORBIDDEN, "within": "36h"}, "whole days"),
        ({**FORBIDDEN, "within": "0m"}, "whole days"),
    ],
)
def test_refused(options, message):
    """What says nothing, or two things, is told what to write."""
    with pytest.raises(ValidationError, match=message):
        succession(**options)


def test_typo():
    """A shift that is not defined is an error with the nearest name."""
    context = {"names": {"shift": ["night", "early"]}}
    with pytest.raises(ValidationError, match=r'no shift "nigth".*night'):
        Succession.model_validate(
            {"after": "nigth", "not": "early"}, context=context
        )
    Succession.model_validate(
        {"sequence": ["night", "day off", "work"]}, context=context
    )


def test_words(judge):
    """Findings tell the succession, reasons what is not to come."""
    problem = tiny_problem([{"name": "Ana"}], shifts=SHIFTS)
    rule = succession(**FORBIDDEN)
    (found,) = judge(rule, problem, line(problem, "ne"))
    assert rule.words(found, problem) == (
        "Ana has night, then early, 1–2 March; that is not wanted"
    )
    (term,) = rule.terms(problem)
    assert rule.says(term.because, problem) == (
        "Ana has no early on the day after night, 1–7 March"
    )
    later = succession(**FORBIDDEN, within="2 days")
    assert "no early within 2 days after night" in later.says(
        term.because, problem
    )
    row = succession(sequence=["late", "day off", "early"])
    assert row.says(term.because, problem) == (
        "Ana never has late, then day off, then early, 1–7 March"
    )


def test_standby_is_a_kind_of_its_own_and_a_day_off(judge):
    """Standby alone is no work: it is named as such, or passes as free."""
    call = TinyShift((17 * HOUR,), parts=((0, 15 * HOUR, True),))
    problem = tiny_problem(1, shifts={**SHIFTS, "call": call})
    rule = succession(**{"after": "standby", "not": "early"})
    (found,) = judge(rule, problem, line(problem, "-ce"))
    assert (found.days, found.note) == ((1, 2), "standby, then early")
    assert not judge(rule, problem, line(problem, "ec-e"))
    off = succession(sequence=["late", "day off", "work"])
    assert len(judge(off, problem, line(problem, "lce"))) == 1
    assert not judge(off, problem, line(problem, "lcc"))
    free = succession(after="night", then="day off")
    assert not judge(free, problem, line(problem, "nc"))
