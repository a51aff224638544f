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


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 1), SERVES), st.integers(0, 3), max_size=4
    ),
    st.tuples(TIERS, TIERS, TIERS),
)
def test_worth_is_the_difference_that_one_more_makes(there, wanted):
    """For every class: seat everybody again with one more of it."""
    prices = (Price(), Price.linear(2))
    classes = tuple((*cls, count) for cls, count in there.items())
    before = seated(classes, wanted, prices, 2).cost
    for idx, found in enumerate(worth(classes, wanted, prices, 2)):
        more = tuple(
            (pool, serves, count + (at == idx))
            for at, (pool, serves, count) in enumerate(classes)
        )
        after = seated(more, wanted, prices, 2).cost
        assert found == (before[0] - after[0], before[1] - after[1])
