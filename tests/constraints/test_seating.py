"""What one more person is worth, against seating with one more."""

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
    assert found.served_min == (30, 15)
    assert found.served == (1, 1)
    assert found.cost == (15, 0)


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
