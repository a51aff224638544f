"""Parity cases of qualification: without queues given by hand, nothing."""

from constraints.qualified import Qualified
from scheduler.testing import ParityCase, tiny_problem

PROBLEM = tiny_problem(
    [{"skills": ("plus",)}, {}], queues={"chat": (), "plus": ("plus",)}
)

CASES = [ParityCase("two queues", PROBLEM, Qualified(id="qualified"))]
