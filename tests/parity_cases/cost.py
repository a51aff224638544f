"""Parity cases of cost: one dear contract, everybody dear, other weights."""

from constraints.cost import Cost
from scheduler.problem import Contract
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

SHIFTS = {"s": TinyShift(starts=(8 * 60,), lengths=(4 * 60, 8 * 60))}
DEAR = {"contract": Contract("contractor", cost_per_hour=35.0, currency="USD")}
CHEAP = {"contract": Contract("trainee", cost_per_hour=12.5, currency="USD")}
MIXED = tiny_problem([DEAR, {}, CHEAP], shifts=SHIFTS)
PAST = with_history(MIXED, [(0, -1, "s", 8 * 60, 480)])

CASES = [
    ParityCase("mixed", MIXED, Cost(id="cost")),
    ParityCase("history", PAST, Cost(id="cost", points_per_100=3.0)),
    ParityCase("one person", MIXED, Cost(id="cost", who="P2")),
]
