"""What one more person is worth, against seating with one more."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from constraints.seating import seated, worth
from constraints.terms import HARD, Price

PRICES = st.sampled_from(
    [HARD, Price.linear(1), Price.linear(5), Price(((0, 1), (2, 4)))]
)
TIERS = st.lists(
    st.tuples(st.integers(1, 3), PRICES, st.just(False)), max_size=2
).map(tuple)
SERVES = st.frozensets(st.integers(0, 2))


SHARES = st.tuples(st.just(2), st.integers(1, 2))


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 1), SERVES), st.integers(0, 3), max_size=4
    ),
    st.tuples(TIERS, TIERS, TIERS),
    SHARES,
)
def test_worth_is_the_difference_that_one_more_makes(there, wanted, shares):
    """For every class: seat everybody again with one more of it."""
    prices = (Price(), Price.linear(2))
    classes = tuple((*cls, count) for cls, count in there.items())
    before = seated(classes, wanted, prices, 2, shares).cost
    for idx, found in enumerate(worth(classes, wanted, prices, 2, shares)):
        more = tuple(
            (pool, serves, count + (at == idx))
            for at, (pool, serves, count) in enumerate(classes)
        )
        after = seated(more, wanted, prices, 2, shares).cost
        assert found == (before[0] - after[0], before[1] - after[1])


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 2), st.frozensets(st.integers(0, 1))),
        st.integers(0, 3),
        max_size=3,
    ),
    st.tuples(
        *[
            st.lists(
                st.tuples(st.integers(0, 3), PRICES, st.booleans()), max_size=2
            ).map(tuple)
        ]
        * 2
    ),
    st.sampled_from([(6, 3, 6), (6, 3, 2), (6, 4, 2), (3, 2, 6)]),
)
def test_no_other_seating_costs_less(there, wanted, shares):
    """Against all ways to put everybody on a queue, or on none."""
    prices = (Price(), Price.linear(2), Price(((0, 1), (9, 3))))
    classes = tuple((*cls, count) for cls, count in there.items())
    found = seated(classes, wanted, prices, 6, shares)
    assert found.cost == priced(found.by_pool, wanted, prices, shares)
    ways = [
        [
            (pool, taken)
            for taken in product(*[range(count + 1)] * 2)
            if sum(taken) <= count
            and all(q in serves or not taken[q] for q in (0, 1))
        ]
        for pool, serves, count in classes
    ]
    costs = []
    for way in product(*ways):
        by_pool = [[0, 0], [0, 0], [0, 0]]
        for pool, taken in way:
            for queue in (0, 1):
                by_pool[pool][queue] += taken[queue]
        costs.append(priced(by_pool, wanted, prices, shares))
    assert found.cost == min(costs)


def priced(by_pool, wanted, prices, shares):
    """Return what one seating costs, hard minutes and ticks."""
    hard = soft = 0
    for queue, tiers in enumerate(wanted):
        served = sum(
            s * seats[queue] for s, seats in zip(shares, by_pool, strict=True)
        )
        for level, price, over in tiers:
            more = served - 6 * level
            amount = max(0, more if over else -more)
            hard += amount if price.hard else 0
            soft += price(amount)
    for price, seats in zip(prices, by_pool, strict=True):
        soft += price(6 * sum(seats))
    return hard, soft


def test_two_halves_are_one():
    """One is wanted of each of two queues, at 30 minutes: two halves do one.

    What others serve already is left out: with half of queue 0 done, one
    half is enough there, and the other helps at queue 1.
    """
    tier = (1, HARD, False)
    classes = ((0, frozenset((0, 1)), 2),)
    wanted = ((tier,), (tier,))
    found = seated(classes, wanted, (Price(),), 30, (15,))
    assert found.cost == (30, 0)
    assert sum(found.served_min) == 30
    found = seated(classes, wanted, (Price(),), 30, (15,), (15, 0))
    assert found.cost == (15, 0)
    assert sum(found.served_min) == 45
    assert sum(found.served) == 2


def test_half_a_person_more_than_wanted_is_beyond():
    """One is wanted and 15 minutes are done: a whole person is too much.

    Where what is beyond costs more than what is missing nobody sits down.
    """
    wanted = (((1, Price.linear(2), False), (1, Price.linear(3), True)),)
    classes = ((0, frozenset((0,)), 1), (1, frozenset((0,)), 1))
    found = seated(classes, wanted, (Price(), Price()), 30, (30, 15))
    assert found.served_min == (30,)
    found = seated(classes[:1], wanted, (Price(),), 30, (30,), (15,))
    assert found.served_min == (15,)
