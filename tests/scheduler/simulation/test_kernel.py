"""The event loop by hand, by formulas, and by another simulator."""

import math

import ciw
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.demand.abandonment import impatient_queue
from scheduler.demand.chats import chat_queue
from scheduler.demand.erlang import mean_wait_s, service_level
from scheduler.demand.volume import Volume
from scheduler.engine.kernels.jit import COMPILED
from scheduler.simulation import kernel
from scheduler.simulation.contacts import Arrivals, draw_contacts

NAN = math.nan


def run(
    contacts, there, *, queues=1, ranks=None, held=1, slower=None, loop=None
):
    """Run the loop; contacts are (at, stream, work[, patience]).

    Streams are those of the contacts, stream ``n`` belongs to queue ``n`` or
    the last one; ``there`` are (person, start, end, bits).
    """
    rows = [
        (at, own, work, *(rest or (math.inf,)))
        for at, own, work, *rest in contacts
    ]
    streams = max((row[1] for row in rows), default=0) + 1
    there = sorted(there, key=lambda t: t[1])
    ends = np.array([t[2] for t in there], dtype=float)
    return (loop or kernel.run)(
        np.array([row[0] for row in rows], dtype=float),
        np.array([row[1] for row in rows], dtype=np.int64),
        np.array([row[2] for row in rows], dtype=float),
        np.array([row[3] for row in rows], dtype=float),
        np.array([row[0] for row in rows], dtype=float),
        np.minimum(np.arange(streams), queues - 1),
        np.array(ranks or [0] * streams, dtype=np.int64),
        np.full(queues, held, dtype=np.int64),
        np.array([slower or [1.0] * held] * queues, dtype=float),
        max((t[0] for t in there), default=-1) + 1,
        np.array([t[0] for t in there], dtype=np.int64),
        np.array([t[1] for t in there], dtype=float),
        ends,
        np.array([t[3] for t in there], dtype=np.int64),
        np.argsort(ends, kind="stable"),
    )


def same(found, expected):
    """Return whether two rows are equal, NaN included."""
    return np.array_equal(
        found, np.array(expected, dtype=float), equal_nan=True
    )


# By hand


def test_five_contacts():
    """One person from 0 to 10: 0-4, 4-6, then 9 is begun at 9 and runs over.

    The third hangs up at 5 while the second is served; the fifth comes after
    the end and stays without an answer.
    """
    answered, finished, server, overrun = run(
        [(0, 0, 4), (1, 0, 2), (2, 0, 9, 3), (9, 0, 3), (11, 0, 1)],
        [(0, 0, 10, 1)],
    )
    assert same(answered, [0, 4, NAN, 9, NAN])
    assert same(finished, [4, 6, NAN, 12, NAN])
    assert server.tolist() == [0, 0, -1, 0, -1]
    assert overrun.tolist() == [2]


def test_nobody_there():
    """Without people nothing is answered, and nothing fails."""
    answered, *_, overrun = run([(0, 0, 1)], [])
    assert same(answered, [NAN])
    assert len(overrun) == 0


def test_a_break_waits_for_the_contact():
    """Away from 5 to 8: the contact begun at 4 goes on, the next waits."""
    answered, finished, _, overrun = run(
        [(4, 0, 3), (5, 0, 1)], [(0, 0, 5, 1), (0, 8, 12, 1)]
    )
    assert same(answered, [4, 8])
    assert same(finished, [7, 9])
    assert overrun.tolist() == [2]


def test_a_queue_block_ends_without_leaving():
    """From 5 on the other queue is served, by somebody who never left."""
    answered, *_ = run(
        [(0, 0, 1), (1, 1, 1), (6, 0, 1)],
        [(0, 0, 5, 0b01), (0, 5, 10, 0b10)],
        queues=2,
    )
    assert same(answered, [0, 5, NAN])


def test_least_rank_first_then_first_due():
    """At 4 the urgent stream goes first though it came last."""
    answered, *_ = run(
        [(0, 0, 4), (1, 0, 1), (2, 1, 1)], [(0, 0, 9, 1)], ranks=[1, 0]
    )
    assert same(answered, [0, 5, 4])


def test_specialists_first():
    """Of two who are free, the one who can do less takes the contact."""
    _, _, server, _ = run(
        [(1, 0, 5), (2, 0, 5)],
        [(0, 0, 9, 0b11), (1, 0, 9, 0b01)],
        queues=2,
    )
    assert server.tolist() == [1, 0]


def test_longest_idle_first():
    """Of two alike, the one who has been free longer."""
    _, _, server, _ = run(
        [(1, 0, 1), (1.5, 0, 1), (5, 0, 1)], [(0, 0, 9, 1), (1, 0, 9, 1)]
    )
    assert server.tolist() == [0, 1, 0]


def test_chats_slow_each_other_down():
    """Two chats of 4 minutes: alone 2, then twice as slow until one ends.

    The first has 2 left at minute 2, which take 4: it ends at 6. The second
    has done 2 of 4 by then and goes on alone: 8.
    """
    answered, finished, *_ = run(
        [(0, 0, 4), (2, 0, 4)], [(0, 0, 20, 1)], held=2, slower=[1, 2]
    )
    assert same(answered, [0, 2])
    assert same(finished, [6, 8])


def test_chats_go_to_whoever_holds_fewest():
    """A second person takes the second chat, the third doubles up."""
    _, _, server, _ = run(
        [(0, 0, 9), (1, 0, 9), (2, 0, 9)],
        [(0, 0, 20, 1), (1, 0, 20, 1)],
        held=2,
    )
    assert server.tolist()[:2] == [0, 1]
    assert server[2] in (0, 1)


def test_only_one_queue_at_once():
    """Who holds a chat does not take a contact of another queue."""
    answered, *_ = run(
        [(0, 0, 5), (1, 1, 1)], [(0, 0, 20, 0b11)], queues=2, held=2
    )
    assert same(answered, [0, 5])


# By formulas


def steady(
    agents,
    per_hour,
    handle_min,
    hours,
    *,
    patience=math.inf,
    held=1,
    slower=None,
    with_arrivals=False,
):
    """Return waits (NaN for those who hung up) of a stationary queue."""
    volume = Volume(
        0, 60, np.full(hours, float(per_hour)), np.full(hours, handle_min)
    )
    contacts = draw_contacts(
        [Arrivals(volume, exponential=True, patience_min=patience)], seed=7
    )
    ends = np.full(agents, hours * 60.0)
    answered, *_ = kernel.run(
        contacts.at_min,
        contacts.stream,
        contacts.work_min,
        contacts.patience_min,
        contacts.at_min,
        np.zeros(1, dtype=np.int64),
        np.zeros(1, dtype=np.int64),
        np.array([held]),
        np.array([slower or [1.0]]),
        agents,
        np.arange(agents),
        np.zeros(agents),
        ends,
        np.ones(agents, dtype=np.int64),
        np.arange(agents),
    )
    waits = answered - contacts.at_min
    return (contacts.at_min, waits) if with_arrivals else waits


# Compiled, a hundred times as many contacts take as long.
HOURS = 1500 if COMPILED else 100


def within(hits, expected, batches=50):
    """Return whether batch means of a series lie within 4 sigma."""
    means = np.array([part.mean() for part in np.array_split(hits, batches)])
    sigma = means.std(ddof=1) / math.sqrt(batches)
    return abs(hits.mean() - expected) < 4 * sigma


@pytest.mark.parametrize(
    ("agents", "per_hour", "handle_min", "within_min"),
    [(14, 200, 3, 1 / 3), (13, 240, 2.5, 1), (20, 60, 15, 2)],
)
def test_erlang_c(agents, per_hour, handle_min, within_min):
    """Service level and mean wait of three published queues."""
    waits = steady(agents, per_hour, float(handle_min), HOURS)
    load = per_hour * handle_min / 60
    level = service_level(agents, load, handle_min * 60, within_min * 60)
    assert within(waits <= within_min, level)
    assert within(waits, mean_wait_s(agents, load, handle_min * 60) / 60)


@pytest.mark.parametrize(
    ("agents", "per_hour", "handle_min", "patience_min"),
    [(14, 200, 3, 5), (10, 200, 3, 5), (5, 20, 15, 10)],
)
def test_erlang_a(agents, per_hour, handle_min, patience_min):
    """Abandonment and level, under overload too."""
    waits = steady(
        agents, per_hour, float(handle_min), HOURS, patience=patience_min
    )
    queue = impatient_queue(
        agents, per_hour, handle_min * 60, patience_min * 60
    )
    gone = np.isnan(waits)
    assert within(gone, queue.abandons)
    assert within(~gone & (waits <= 1), queue.served_within(60))


def test_chats():
    """Near the birth-death model, which lets chats be shared out anew."""
    waits = steady(6, 60, 10.0, 6 * HOURS, held=3, slower=[1.0, 1.2, 1.5])
    level = chat_queue(6, 60, [600, 720, 900]).service_level(120)
    assert (waits <= 2).mean() == pytest.approx(level, abs=0.02)


def test_littles_law():
    """Seen every 5 minutes, contacts in line are their rate times a wait."""
    hours = HOURS
    at, waits = steady(12, 200, 3.0, hours, with_arrivals=True)
    seen = np.arange(60, 60 * hours, 5.0)
    in_line = np.searchsorted(at, seen) - np.searchsorted(
        np.sort(at + waits), seen
    )
    expected = 200 / 60 * mean_wait_s(12, 10, 180) / 60
    assert within(in_line, expected)
    assert in_line.mean() == pytest.approx(
        waits.sum() / (60 * hours), rel=0.05
    )


# By another simulator


@pytest.mark.parametrize(
    ("agents", "per_min", "handle_min", "patience_min"),
    [
        (3, 0.2, 10, None),
        (5, 1, 4, None),
        (8, 2, 3, None),
        (4, 1, 5, 6),
        (2, 0.5, 3, 2),
    ],
)
def test_ciw(agents, per_min, handle_min, patience_min):
    """Five stationary models agree with ciw within both errors."""
    minutes = 6000
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(per_min)],
        service_distributions=[ciw.dists.Exponential(1 / handle_min)],
        number_of_servers=[agents],
        reneging_time_distributions=(
            None
            if patience_min is None
            else [ciw.dists.Exponential(1 / patience_min)]
        ),
    )
    ciw.seed(3)
    other = ciw.Simulation(network)
    other.simulate_until_max_time(minutes)
    theirs = np.array(
        [
            r.record_type == "service" and r.waiting_time <= 1
            for r in sorted(
                other.get_all_records(), key=lambda r: r.arrival_date
            )
        ]
    )
    ours = steady(
        agents,
        per_min * 60,
        float(handle_min),
        HOURS,
        patience=patience_min or math.inf,
    )
    hits = ours <= 1
    errors = [
        np.array([p.mean() for p in np.array_split(x, 20)]).var(ddof=1) / 20
        for x in (hits, theirs)
    ]
    assert abs(hits.mean() - theirs.mean()) < 4 * math.sqrt(sum(errors))


# By itself


def test_who_leaves_takes_nothing_more():
    """The first contact ends as the duty does; the second stays in line."""
    contacts = [(0, 0, 1, math.inf), (0, 0, 1, math.inf)]
    answered, *_ = run(contacts, [(0, 0, 1, 1)])
    assert answered[0] == 0
    assert math.isnan(answered[1])


@given(st.data())
def test_nothing_is_lost_or_served_twice(data):
    """Whoever comes and goes: no person holds more than allowed, in order."""
    queues = 2
    held = data.draw(st.integers(1, 3))
    contacts = sorted(
        data.draw(
            st.lists(
                st.tuples(
                    st.integers(0, 50),
                    st.integers(0, 2),
                    st.integers(1, 20),
                    st.sampled_from([math.inf, 3, 10]),
                ),
                max_size=25,
            )
        )
    )
    there = []
    for person in range(data.draw(st.integers(0, 3))):
        edges = sorted(
            data.draw(st.lists(st.integers(0, 60), max_size=6, unique=True))
        )
        there += [
            (person, start, end, data.draw(st.integers(1, 3)))
            for start, end in zip(edges[::2], edges[1::2], strict=False)
        ]
    answered, finished, server, _ = run(
        contacts, there, queues=queues, held=held, ranks=[0, 0, 1]
    )
    for idx, (at, stream, work, patience) in enumerate(contacts):
        if server[idx] < 0:
            assert math.isnan(answered[idx])
            continue
        assert at <= answered[idx] < at + patience or at == answered[idx]
        assert finished[idx] >= answered[idx] + work - 1e-9
        bit = 1 << min(stream, queues - 1)
        assert any(
            person == server[idx]
            and start <= answered[idx] < end
            and bits & bit
            for person, start, end, bits in there
        )
    for person in {p for p in server.tolist() if p >= 0}:
        own = np.flatnonzero(server == person)
        for idx in own:
            at_once = sum(
                answered[other] <= answered[idx] < finished[other]
                for other in own
            )
            assert at_once <= held


@pytest.mark.skipif(not COMPILED, reason="there is nothing to compare")
def test_compiled_and_plain_agree():
    """The compiled loop is the Python it is written in, to the bit."""
    contacts = draw_contacts(
        [
            Arrivals(
                Volume(0, 30, np.full(16, 20.0), np.full(16, 8.0)),
                patience_min=20,
            )
        ]
        * 2,
        seed=5,
    )
    rows = list(
        zip(
            contacts.at_min,
            contacts.stream,
            contacts.work_min,
            contacts.patience_min,
            strict=True,
        )
    )
    there = [(p, 30 * p, 400 + 10 * p, 1 + p % 3) for p in range(9)]
    both = [
        run(rows, there, queues=2, held=2, slower=[1, 1.3], loop=loop)
        for loop in (kernel.run, kernel.run.py_func)
    ]
    for compiled, plain in zip(*both, strict=True):
        assert np.array_equal(compiled, plain, equal_nan=True)
