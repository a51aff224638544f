"""Parity cases of presence: highest line, edges, history, breaks."""

from constraints.needs import CoverageLine, Need
from constraints.presence import Presence
from constraints.values import LOW, MUST
from scheduler.problem import Break
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

HOUR = 60
SHIFTS = {"day": TinyShift((8 * HOUR,)), "night": TinyShift((22 * HOUR,))}
QUEUES = {"chat": (), "chief": ("plus",)}
PEOPLE = ({"skills": ("plus",)}, {"skills": ("plus",)}, {})
PLAIN = tiny_problem(PEOPLE, days=4, shifts=SHIFTS, queues=QUEUES)
PAST = with_history(PLAIN, [(0, -1, "night", 22 * HOUR, 480)])
LUNCH = tiny_problem(
    PEOPLE,
    days=3,
    queues=QUEUES,
    shifts={"day": TinyShift(breaks=(Break(60, 3 * HOUR, 4 * HOUR),))},
)


PIECES = {
    "split": TinyShift(
        (7 * HOUR,), parts=((0, 240, False), (540, 240, False))
    ),
    "call": TinyShift((17 * HOUR,), parts=((0, 900, True),)),
    "both": TinyShift((8 * HOUR,), parts=((0, 540, False), (540, 900, True))),
}
CALLED = with_history(
    tiny_problem(PEOPLE, days=3, shifts=PIECES, queues=QUEUES),
    [(0, -1, "call", 17 * HOUR, 0)],
    shifts=PIECES,
)


def _reached(problem, importance):
    """Return lines that standby meets, and one that it does not."""
    start = problem.duties[0].start_min - 7 * HOUR
    need = Need(start, start + problem.days * 24 * HOUR, least=1)
    return Presence(
        id="presence",
        lines=(
            CoverageLine("reached", 1, (need,), importance, standby=True),
            CoverageLine("there", 1, (need,), LOW),
        ),
    )


def _rule(problem, importance):
    start = problem.duties[0].start_min - 8 * HOUR
    end = start + problem.days * 24 * HOUR
    noon = start + 36 * HOUR
    return Presence(
        id="presence",
        lines=(
            CoverageLine(
                "always", 1, (Need(start, end, least=1),), importance
            ),
            CoverageLine(
                "busy", 1, (Need(noon, noon + 120, least=1, wanted=2),), LOW
            ),
        ),
    )


CASES = [
    ParityCase("standby priced", CALLED, _reached(CALLED, LOW)),
    ParityCase("standby must", CALLED, _reached(CALLED, MUST)),
    ParityCase("priced", PLAIN, _rule(PLAIN, LOW)),
    ParityCase("must", PLAIN, _rule(PLAIN, MUST)),
    ParityCase("history", PAST, _rule(PAST, MUST)),
    ParityCase("breaks", LUNCH, _rule(LUNCH, LOW)),
]
