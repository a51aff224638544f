from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from scheduler.seats import cheapest_seats


def _total(costs, steps, seats):
    return sum(
        own[kind] for own, kind in zip(costs, seats, strict=True)
    ) + sum(
        sum(steps[kind][: seats.count(kind)]) for kind in range(len(steps))
    )


@st.composite
def _seatings(draw):
    kinds = draw(st.integers(1, 4))
    heads = draw(st.integers(0, 5))
    small = st.integers(-6, 6)
    costs = [
        draw(
            st.dictionaries(
                st.integers(0, kinds - 1), small, min_size=1, max_size=kinds
            )
        )
        for _ in range(heads)
    ]
    steps = [
        sorted(draw(st.lists(small, min_size=heads, max_size=heads)))
        for _ in range(kinds)
    ]
    return costs, steps


@given(_seatings())
def test_no_seating_is_cheaper(case):
    """The seating costs as little as the best of all seatings."""
    costs, steps = case
    seats = cheapest_seats(costs, steps)
    best = min(
        _total(costs, steps, list(other))
        for other in product(*(own for own in costs))
    )
    assert all(kind in own for kind, own in zip(seats, costs, strict=True))
    assert best == _total(costs, steps, seats)


def test_somebody_moves_up_for_a_newcomer():
    """Who can sit in two places makes room for who can sit in one only."""
    # One seat of kind 0 and one of kind 1 are free, a second one costs 9;
    # the first person takes kind 0, which is all the second can take.
    seats = cheapest_seats([{0: 0, 1: 1}, {0: 0}], [[0, 9], [0, 9]])
    assert seats == [1, 0]


def test_nobody_needs_no_seat():
    """An empty room is seated at once."""
    assert cheapest_seats([], [[], []]) == []
