"""Erlang A against published and independently computed values."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.demand.abandonment import fewest_for_impatient, impatient_queue
from scheduler.demand.erlang import service_level, waiting_probability

# agents, contacts/min, handle, patience, answer time (min); then waits,
# abandons, mean wait (min), occupancy, waits longer, served in time. The
# first row is the example of Gans, Koole, Mandelbaum, M&SOM 5(2), 2003; all
# were recomputed as continuous-time Markov chains. On the seventh
# pyworkforce 0.5.4 underflows and answers 0.415965.
VALUES = """
    50 48 1 2 1/3 0.467774 0.030912 0.061824 0.930324 0.027136 0.943019
    14 10/3 3 5 1/3 0.14526 0.013984 0.069919 0.704297 0.076044 0.916792
    12 10/3 3 5 1/3 0.331802 0.042711 0.213556 0.797741 0.209896 0.772279
    10 10/3 3 5 1/3 0.599433 0.109438 0.54719 0.890562 0.448385 0.51681
    5 1/3 15 10 2 0.517074 0.19237 1.923703 0.80763 0.320524 0.596867
    10 50/60 12 240 60 0.831525 0.046029 11.046864 0.953971 0.000478 0.953503
    18 10/3 5 60 235 0.584035 0.020245 1.214726 0.90718 0 0.979755
    200 220 1 10 0.5 0.999994 0.090909 0.909093 1 0.931995 0.019391
    1000 1000 1 2 0.1 0.58926 0.010451 0.020901 0.989549 0.015099 0.97457
    1 5 1 0.5 0.5 0.970825 0.805835 0.402917 0.970825 0.302301 0.115754
"""


@pytest.mark.parametrize("row", VALUES.strip().splitlines())
def test_values(row):
    """All six figures to six digits, from small to overloaded systems."""
    numbers = [float(Fraction(number)) for number in row.split()]
    agents, per_min, handle, patience, within, *expected = numbers
    queue = impatient_queue(
        int(agents), per_min * 60, handle * 60, patience * 60
    )
    assert [
        queue.waits,
        queue.abandons,
        queue.mean_wait_s / 60,
        queue.occupancy,
        queue.waits_longer(within * 60),
        queue.served_within(within * 60),
    ] == pytest.approx(expected, abs=6e-7)


def test_endless_patience_is_erlang_c():
    """With a patience of years nobody hangs up: E1 of the C table."""
    queue = impatient_queue(14, 200, 180, 1.8e8)
    assert queue.waits == pytest.approx(waiting_probability(14, 10), abs=1e-6)
    assert queue.service_level(20) == pytest.approx(0.88835, abs=1e-6)


def test_fewest():
    """10 erlang, 80 % in 20 s: fewer suffice the sooner people hang up."""
    need = [
        fewest_for_impatient(200, 180, patience_s, 0.8, 20)
        for patience_s in (60, 300, 3600, 1e9)
    ]
    assert need == [12, 13, 13, 14]
    assert fewest_for_impatient(0, 180, 60, 0.8, 20) == 0


def test_definitions():
    """Who hangs up within the time counts as missed, not at all, or waits."""
    queue = impatient_queue(10, 200, 180, 300)
    offered = queue.service_level(20)
    without = queue.service_level(20, "without short abandons")
    stayed = offered + queue.waits_longer(20)
    assert without == pytest.approx(offered / stayed)
    virtual = queue.service_level(20, "virtual")
    assert 1 - virtual == pytest.approx(
        queue.waits_longer(20) * math.exp(20 / 300)
    )
    assert offered < without


@given(
    agents=st.integers(1, 400),
    per_hour=st.floats(0.01, 20_000),
    handle_s=st.floats(1, 7200),
    patience_s=st.floats(1, 1e7),
    within_s=st.floats(0, 1e6),
)
def test_never_nan(agents, per_hour, handle_s, patience_s, within_s):
    """Shares stay shares, and identities hold, at any load."""
    queue = impatient_queue(agents, per_hour, handle_s, patience_s)
    load = per_hour * handle_s / 3600
    shares = [
        queue.waits,
        queue.abandons,
        queue.occupancy,
        queue.served_within(within_s),
        queue.waits_longer(within_s),
        queue.service_level(within_s, "without short abandons"),
        queue.service_level(within_s, "virtual"),
    ]
    assert all(0 <= share <= 1 + 1e-9 for share in shares)
    assert queue.mean_wait_s == pytest.approx(queue.abandons * patience_s)
    # What is served keeps agents busy, no more and no less.
    served = load * (1 - queue.abandons)
    assert served == pytest.approx(agents * queue.occupancy, rel=1e-6)
    assert queue.served_within(within_s) <= 1 - queue.abandons + 1e-6


@given(
    agents=st.integers(1, 60),
    per_hour=st.floats(1, 600),
    patience_s=st.floats(10, 7200),
)
def test_more_agents_serve_more(agents, per_hour, patience_s):
    """Each further agent raises the level, which bisection relies on."""
    fewer, more = (
        impatient_queue(n, per_hour, 300, patience_s).service_level(60)
        for n in (agents, agents + 1)
    )
    assert more >= fewer - 1e-9


def test_endless_patience_serves_like_erlang_c_in_time():
    """The share in time joins Erlang C smoothly."""
    queue = impatient_queue(23, 400, 180, 1e9)
    expected = service_level(23, 20, 180, 60)
    assert queue.served_within(60) == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((0, 10, 60, 60), "1 to"),
        ((1, 0, 60, 60), "contacts per hour must be above 0"),
        ((1, 10, 0, 60), "handle time must be above 0"),
        ((1, 10, 60, 0), "patience must be above 0"),
        ((1, 10, 60, math.inf), "patience must be above 0"),
        ((1, math.nan, 60, 60), "contacts per hour"),
        ((1, 1e9, 1e6, 60), "erlang"),
    ],
)
def test_refused(numbers, said):
    """Numbers that mean nothing are named."""
    with pytest.raises(ValueError, match=said):
        impatient_queue(*numbers)
