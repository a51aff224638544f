"""Chats in parallel against computed values and Erlang C."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.demand.chats import chat_queue, fewest_for_chats
from scheduler.demand.erlang import service_level, waiting_probability


@pytest.mark.parametrize(
    ("per_min", "lengths_min", "agents", "waits", "level"),
    [
        (1, [10, 10, 10], 5, 0.102042, 0.962461),
        (0.5, [10, 12, 15], 4, 0.045295, 0.975142),
        (1, [10, 12, 15], 6, 0.245834, 0.835212),
        (1, [15, 18, 24], 10, 0.0556, 0.9663),
        (2, [12, 14], 18, 0.076715, 0.975535),
    ],
)
def test_values(per_min, lengths_min, agents, waits, level):
    """Within 2 minutes; simulations of a million chats agree to a point."""
    queue = chat_queue(agents, per_min * 60, [60 * x for x in lengths_min])
    assert queue.waits == pytest.approx(waits, abs=2e-5)
    assert queue.service_level(120) == pytest.approx(level, abs=2e-5)


@pytest.mark.parametrize(
    ("lengths_min", "agents"), [([15], 20), ([15, 18], 12), ([15, 18, 24], 10)]
)
def test_fewest(lengths_min, agents):
    """60 chats an hour, 90 % in 2 minutes: a second chat saves most."""
    need = fewest_for_chats(60, [60 * x for x in lengths_min], 0.9, 120)
    assert need == agents


@given(
    agents=st.integers(1, 30),
    held=st.integers(1, 4),
    load=st.floats(0.01, 0.99),
)
def test_constant_lengths_are_erlang_c(agents, held, load):
    """Chats that do not slow each other down are so many servers."""
    servers = agents * held
    erlangs = load * servers
    queue = chat_queue(agents, erlangs * 12, [300] * held)
    assert queue.waits == pytest.approx(
        waiting_probability(servers, erlangs), rel=1e-6, abs=1e-12
    )
    assert queue.service_level(60) == pytest.approx(
        service_level(servers, erlangs, 300, 60), abs=1e-9
    )


def test_overload_and_quiet():
    """Beyond the fastest pace the line grows for ever; nothing waits never."""
    full = chat_queue(2, 1000, [600, 700])
    assert (full.waits, full.mean_wait_s) == (1, math.inf)
    assert full.service_level(1e6) == 0
    quiet = chat_queue(2, 0, [600])
    assert (quiet.waits, quiet.service_level(0)) == (0, 1)
    assert fewest_for_chats(0, [600], 0.9, 60) == 0


def test_many_chats_do_not_overflow():
    """Weights of a thousand agents exceed any float, their ratios do not."""
    queue = chat_queue(1000, 30_000, [300, 300, 300])
    assert 0 <= queue.waits < 1e-9


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((0, 10, [60]), "1 to"),
        ((1, 10, []), "length above 0"),
        ((1, 10, [60, 0]), "length above 0"),
        ((1, -1, [60]), "0 or more"),
        ((1, 10, [60, 200]), "hold fewer at once"),
        ((1, 1e9, [1e6]), "erlang"),
    ],
)
def test_refused(numbers, said):
    """Numbers that mean nothing are named."""
    with pytest.raises(ValueError, match=said):
        chat_queue(*numbers)
