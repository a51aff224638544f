"""Parity cases of successions: pairs, gaps, sequences, history."""

from dataclasses import replace

from constraints.succession import Succession
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

SHIFTS = {
    "early": TinyShift(starts=(6 * 60,)),
    "late": TinyShift(starts=(14 * 60,)),
    "night": TinyShift(starts=(22 * 60,)),
}
PLAIN = tiny_problem(2, days=10, shifts=SHIFTS)
PAST = with_history(
    PLAIN,
    [
        (0, -2, "night", 22 * 60, 480),
        (1, -3, "late", 14 * 60, 480),
        (1, -1, "night", 22 * 60, 480),
    ],
)
CALL = TinyShift((17 * 60,), parts=((0, 15 * 60, True),))
CALLED = with_history(
    tiny_problem(2, days=7, shifts={**SHIFTS, "call": CALL}),
    [(0, -1, "call", 17 * 60, 0), (1, -2, "late", 14 * 60, 480)],
    shifts={"call": CALL},
)
GAP = replace(PAST, days_known_before=1)


def succession(**options):
    """Return a rule on successions."""
    return Succession(id="succession", **options)


CASES = [
    ParityCase("standby", CALLED, succession(after="standby", not_="early")),
    ParityCase(
        "standby is a day off",
        CALLED,
        succession(sequence=["late", "day off", "work"], importance="normal"),
    ),
    ParityCase(
        "standby by name",
        CALLED,
        succession(after="call", then=["late", "day off"], importance="low"),
    ),
    ParityCase(
        "then", PLAIN, succession(after="night", then=["night", "day off"])
    ),
    ParityCase(
        "then priced",
        PAST,
        succession(after=["early", "day off"], then="late", importance="low"),
    ),
    ParityCase("hard", PLAIN, succession(after="night", not_="early")),
    ParityCase(
        "priced",
        PAST,
        succession(
            after=["night", "late"],
            not_=["early", "night"],
            importance="normal",
        ),
    ),
    ParityCase(
        "within",
        PAST,
        succession(after="night", not_="early", within="2 days"),
    ),
    ParityCase(
        "within, a gap",
        GAP,
        succession(
            after="night",
            not_=["early", "late"],
            within="3 days",
            importance=2,
        ),
    ),
    ParityCase(
        "sequence",
        PAST,
        succession(sequence=["late", "day off", "early"]),
    ),
    ParityCase(
        "sequence priced",
        GAP,
        succession(
            sequence=["work", "day off", "work"], importance="low", who="P1"
        ),
    ),
]
