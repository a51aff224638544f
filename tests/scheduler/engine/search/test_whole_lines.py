"""Terms that read whole lines, and rows over who is there, as tables."""

from random import Random

import pytest

from constraints.measures import Mark
from constraints.terms import (
    HARD,
    Because,
    Free,
    Presence,
    PresencePart,
    Price,
    Rest,
)
from scheduler.engine.search.board import Board
from scheduler.model import Model
from scheduler.problem import Break
from scheduler.testing import TinyShift, tiny_problem, with_history

BREAK = Break(length_min=60, earliest_min=120, latest_min=300)
SHIFTS = {
    "s": TinyShift(
        starts=(6 * 60, 14 * 60, 22 * 60), lengths=(360, 480), breaks=(BREAK,)
    )
}
PLAIN = tiny_problem(3, days=9, shifts=SHIFTS)
PAST = with_history(
    PLAIN, [(0, -2, "s", 22 * 60, 480), (0, -1, "s", 22 * 60, 480)]
)
BECAUSE = Because("tested")


def late(problem):
    """Return the mark of the duties that start in the evening."""
    return Mark("late", duties=problem.duties.start_min % 1440 == 22 * 60)


def long_rests(problem):
    """Yield long rests of all kinds for everybody."""
    first = int(problem.duties.start_min.min()) // 1440 * 1440
    week = 7 * 1440
    fixed = tuple((first + n * week, first + (n + 1) * week) for n in (0, 1))
    rolling = tuple(
        (int(start), int(start) + week)
        for start in sorted(set(problem.duties.start_min))
    )
    for person in range(3):
        known = tuple(
            (problem.duties[w.duty].start_min, problem.duties[w.duty].end_min)
            for w in problem.past(person)
        )
        for price in (HARD, Price.linear(7)):
            for clip in (True, False):
                yield Free(
                    BECAUSE, person, fixed, 2100, 1200, price,
                    clip=clip, known=known, standby=clip,
                )  # fmt: skip
        yield Free(
            BECAUSE, person, rolling, 2160, 2160, Price.linear(3),
            at_starts=True, known=known,
        )  # fmt: skip


def after_nights(problem):
    """Yield rests after one night and after two."""
    for person in range(3):
        past = problem.past(person)
        for run in (1, 2, 3):
            yield Rest(
                BECAUSE,
                person,
                2000,
                Price.linear(run),
                problem.duties[past[-1].duty].end_min if past else None,
                past[-1].day if past else -1,
                late(problem),
                run,
                len(past),
            )


def rows(problem):
    """Yield rows over who is there and who is on a break."""
    first = int(problem.duties.start_min.min())
    for hour in range(9 * 24):
        start = first + hour * 60
        parts = (PresencePart((0, 1)), PresencePart((2,), -2))
        yield Presence(
            BECAUSE, start, start + 60, parts, None, 1, Price.linear(5)
        )
        paused = (PresencePart((0, 2), 1, True), PresencePart((1,), -1))
        yield Presence(BECAUSE, start, start + 60, paused, None, 0, HARD)
        yield Presence.staffed(BECAUSE, start, start + 60, (0, 1, 2), 1, HARD)
        yield Presence.staffed(
            BECAUSE, start, start + 180, (1, 2), 2, Price.linear(2)
        )


@pytest.mark.parametrize("problem", [PLAIN, PAST], ids=["plain", "history"])
@pytest.mark.parametrize("terms", [long_rests, after_nights, rows])
def test_terms_agree_with_the_evaluator(terms, problem, judged, random_lines):
    """On random rosters, with history and without."""
    model = Model(problem, tuple(terms(problem)))
    board = Board(model)
    rng = Random(2)
    values = set()
    for _ in range(20):
        lines = random_lines(problem, rng)
        s, whole = board.roster(lines)
        assert whole
        assert board.value(s) == judged(model, lines)
        values.add(board.value(s))
    assert len(values) > 5
