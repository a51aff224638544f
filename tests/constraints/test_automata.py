"""Arcs of automata that are made state by state."""

from constraints.automata import arcs
from constraints.measures import OFF, WORK
from constraints.terms import Arc


def test_only_what_can_be_reached():
    """Counting days of work up to two: three states, and no fourth.

    The third day in a row costs 1; a day off begins anew.
    """

    def step(state, worked):
        if not worked:
            return 0, 0
        return min(state + 1, 2), int(state == 2)

    found, numbers = arcs({True: WORK, False: OFF}, step, [0, 0])
    assert numbers == {0: 0, 1: 1, 2: 2}
    assert found == (
        Arc(0, WORK, 1),
        Arc(0, OFF, 0),
        Arc(1, WORK, 2),
        Arc(1, OFF, 0),
        Arc(2, WORK, 2, 1),
        Arc(2, OFF, 0),
    )


def test_from_where_somebody_begins():
    """A state that only history leads to has its arcs as well."""
    found, numbers = arcs(
        {True: WORK}, lambda state, _: (state[1:], len(state)), ["ab", "c"]
    )
    assert numbers == {"ab": 0, "c": 1, "b": 2, "": 3}
    assert [(a.state, a.to, a.amount) for a in found] == [
        (0, 2, 2),
        (1, 3, 1),
        (2, 3, 1),
        (3, 3, 0),
    ]
