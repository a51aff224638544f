"""What tests of rules on one line share: judging a roster three ways."""

import pytest

from constraints.evaluator import broken, ticks
from scheduler.testing import tiny_roster


@pytest.fixture
def judge():
    """Return a function from rule, problem and lines to violations.

    On the way it holds the check against what the terms amount to, and
    makes sure that everything can be put into words.
    """

    def judged(rule, problem, *lines):
        lines += ({},) * (len(problem.people) - len(lines))
        roster = tiny_roster(problem, lines)
        found = list(rule.check(roster))
        terms = tuple(rule.terms(problem))
        assert ticks(terms, roster) == sum(v.ticks for v in found)
        assert sorted(
            (a.because.people, a.amount) for a in broken(terms, roster)
        ) == sorted((v.people, v.amount) for v in found if v.hard)
        assert all(rule.words(v, problem) for v in found)
        assert all(rule.says(t.because, problem) for t in terms)
        return found

    return judged


@pytest.fixture
def at():
    """Return a function from problem, day and hour to a duty index."""

    def duty(problem, day, hour, length=None, person=0):
        return next(
            idx
            for idx in problem.menu(person, day)
            if problem.duties[idx].local_start == hour * 60
            and length in (None, problem.duties[idx].nominal_min // 60)
        )

    return duty
