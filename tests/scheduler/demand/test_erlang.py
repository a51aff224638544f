"""Erlang B and C against published figures, closed forms and bad input."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.demand.erlang import (
    MOST_ERLANG,
    ErlangHeads,
    agents_needed,
    blocking_probability,
    gross,
    mean_queue,
    mean_wait_s,
    occupancy,
    round_up,
    seat_people,
    service_level,
    wait_quantile_s,
    waiting_probability,
)
from scheduler.demand.volume import Volume

NAN = math.nan


def test_hundred_calls_in_half_an_hour():
    """E1, Call Centre Helper and Lucid Manager: 100 calls, 180 s, 80/20."""
    assert agents_needed(200, 180, 0.8, 20) == 14
    assert agents_needed(200, 180, 0.8, 20, shrinkage=0.3) == 20
    assert waiting_probability(14, 10) == pytest.approx(0.174132, abs=5e-7)
    assert service_level(14, 10, 180, 20) == pytest.approx(0.888350, abs=5e-7)
    assert service_level(13, 10, 180, 20) == pytest.approx(0.795595, abs=5e-7)
    assert mean_wait_s(14, 10, 180) == pytest.approx(7.8359, abs=5e-5)
    assert occupancy(14, 10) == pytest.approx(0.7143, abs=5e-5)


def test_fifty_five_agents():
    """E2, mitan.co.uk's Erlang C page: 360 per 30 min, 240 s, 15 s."""
    assert agents_needed(720, 240, 0.8, 15) == 55
    assert waiting_probability(55, 48) == pytest.approx(0.238701, abs=5e-7)
    assert service_level(55, 48, 240, 15) == pytest.approx(0.845883, abs=5e-7)
    assert mean_wait_s(55, 48, 240) == pytest.approx(8.1840, abs=5e-5)
    assert occupancy(55, 48) == pytest.approx(0.8727, abs=5e-5)


def test_erlang_uplift():
    """E3, jonesthenet.com: 20 000 a week over 80 h, 330 s, 80/30 → 28."""
    load = 250 * 330 / 3600
    assert load == pytest.approx(22.9167, abs=5e-5)
    assert agents_needed(250, 330, 0.8, 30) == 28
    assert waiting_probability(28, load) == pytest.approx(0.227241, abs=5e-7)
    assert service_level(28, load, 330, 30) == pytest.approx(
        0.856850, abs=5e-7
    )
    assert service_level(27, load, 330, 30) == pytest.approx(
        0.782180, abs=5e-7
    )


def test_vignette_of_the_erlang_package():
    """E4, the vignette of phubers/erlang for R: 200 per 30 min, 80/60."""
    assert agents_needed(400, 180, 0.8, 60) == 23
    assert waiting_probability(23, 20) == pytest.approx(0.415738, abs=5e-7)
    assert service_level(23, 20, 180, 60) == pytest.approx(0.847059, abs=5e-7)
    assert mean_wait_s(23, 20, 180) == pytest.approx(24.944, abs=5e-4)
    assert blocking_probability(25, 20) == pytest.approx(0.0502218, abs=5e-8)
    assert waiting_probability(25, 20) == pytest.approx(0.209103, abs=5e-7)
    assert service_level(25, 20, 180, 60) == pytest.approx(0.960506, abs=5e-7)
    assert mean_wait_s(25, 20, 180) == pytest.approx(7.5277, abs=5e-5)


@pytest.mark.parametrize(
    ("agents", "waits", "wait_s", "level"),
    [
        (11, 0.682118, 102.318, 0.542762),
        (12, 0.449388, 33.704, 0.798077),
        (13, 0.285270, 14.264, 0.914078),
        (14, 0.174132, 6.530, 0.964843),
        (15, 0.102042, 3.061, 0.986190),
    ],
)
def test_parity_table(agents, waits, wait_s, level):
    """E5, a published parity fixture: 240 per hour, 150 s, within 60 s."""
    assert waiting_probability(agents, 10) == pytest.approx(waits, abs=5e-7)
    assert mean_wait_s(agents, 10, 150) == pytest.approx(wait_s, abs=5e-4)
    assert service_level(agents, 10, 150, 60) == pytest.approx(level, abs=5e-7)
    assert agents_needed(240, 150, 0.9, 60) == 13


def test_radio_channels():
    """E6, the TETRA book's table C: 8 channels at 5 %, 10 at 1 %."""
    assert waiting_probability(8, 3.87) == pytest.approx(0.050085, abs=5e-7)
    assert waiting_probability(10, 4.08) == pytest.approx(0.010052, abs=5e-7)
    # Of those who wait, the share that waits longer than a handle time.
    late = [
        (1 - service_level(n, 3.87, 1, 1)) / waiting_probability(n, 3.87)
        for n in (8, 10)
    ]
    assert late == pytest.approx([0.016083, 0.002177], abs=5e-7)


@pytest.mark.parametrize(
    ("agents", "waits", "wait"),
    [
        (1, 0.90, 9.0),
        (2, 0.8526, 4.2632),
        (5, 0.7625, 1.5250),
        (10, 0.6687, 0.6687),
        (20, 0.5508, 0.2754),
    ],
)
def test_textbook_at_ninety_percent(agents, waits, wait):
    """E7, Adan and Resing, Queueing, table of M/M/c at ρ = 0.9, μ = 1."""
    load = 0.9 * agents
    assert waiting_probability(agents, load) == pytest.approx(waits, abs=5e-5)
    assert mean_wait_s(agents, load, 1) == pytest.approx(wait, abs=5e-5)


def test_large_centre():
    """E8, call-center-tools' doc string: 123 erlang and 132 agents."""
    assert waiting_probability(132, 123) == pytest.approx(0.321116, abs=5e-7)
    # That doc string prints 0.0346 here; the recurrence and R's queueing
    # package say otherwise.
    assert blocking_probability(132, 123) == pytest.approx(0.0312428, abs=5e-8)


def test_closed_forms():
    """E9: small systems whose probabilities are fractions."""
    assert waiting_probability(1, 0.7) == pytest.approx(0.7, rel=1e-15)
    assert waiting_probability(2, 1) == pytest.approx(1 / 3, rel=1e-15)
    assert waiting_probability(3, 2) == pytest.approx(4 / 9, rel=1e-15)
    assert blocking_probability(2, 1) == pytest.approx(1 / 5, rel=1e-15)


@pytest.mark.parametrize(
    ("per_hour", "handle_s", "share", "within_s", "agents", "level"),
    [
        (50, 300, 0.8, 20, 7, 0.867706),
        (6, 600, 0.9, 120, 3, 0.939062),
        (60, 900, 0.9, 120, 20, 0.917633),
        (12_000, 300, 0.8, 20, 1015, 0.805897),
        (53, 720, 0.5, 3600, 11, 0.882930),
    ],
)
def test_own_cases(per_hour, handle_s, share, within_s, agents, level):
    """Cases of our own, computed with 60 digits by mpmath."""
    load = per_hour * handle_s / 3600
    assert agents_needed(per_hour, handle_s, share, within_s) == agents
    assert service_level(agents, load, handle_s, within_s) == pytest.approx(
        level, abs=5e-7
    )
    assert service_level(agents - 1, load, handle_s, within_s) < share


def test_own_cases_one_agent_short():
    """The level that one agent fewer would give, computed with mpmath."""
    assert service_level(2, 1, 600, 120) == pytest.approx(0.727090, abs=5e-7)
    assert service_level(19, 15, 900, 120) == pytest.approx(0.856730, abs=5e-7)
    assert waiting_probability(20, 15) == pytest.approx(0.160429, abs=5e-7)
    assert waiting_probability(1015, 1000) == pytest.approx(0.527625, abs=5e-7)


@pytest.mark.parametrize(
    ("per_hour", "agents", "level"),
    [
        (1, 1, 0.95489),
        (1, 2, 0.99968),
        (2, 1, 0.75475),
        (2, 2, 0.99695),
        (4, 2, 0.92782),
        (4, 3, 0.99878),
        (8, 3, 0.70661),
        (8, 4, 0.99307),
    ],
)
def test_urgent_mail_within_an_hour(per_hour, agents, level):
    """P1 e-mail of 20 min within 60 min, from the staffing tables."""
    load = per_hour * 20 / 60
    assert service_level(agents, load, 1200, 3600) == pytest.approx(
        level, abs=5e-6
    )


@pytest.mark.parametrize(
    ("contacts", "interval_min", "handle_s", "target", "agents", "wrong"),
    [
        (100, 30, 180, (0.8, 20), 14, None),
        (360, 30, 240, (0.8, 15), 55, None),
        (250, 60, 330, (0.8, 30), 28, None),
        (200, 30, 180, (0.8, 60), 23, None),
        (240, 60, 150, (0.9, 60), 13, None),
        (50, 60, 300, (0.8, 20), 7, None),
        (6, 60, 600, (0.9, 120), 3, None),
        (0.5, 60, 900, (0.99, 3600), 1, "ZeroDivisionError"),
        (6000, 30, 300, (0.8, 20), 1015, None),
        (50, 60, 720, (0.95, 3600), 11, None),
        (53, 60, 720, (0.5, 3600), 11, 12),
        (60, 60, 900, (0.9, 120), 20, None),
        (10, 30, 204, (0.8, 15), 3, None),
        (1, 60, 240, (0.5, 10), 1, "ZeroDivisionError"),
        (53.1, 60, 720, (0.5, 36_000), 11, 12),
    ],
)
def test_where_other_libraries_err(
    contacts, interval_min, handle_s, target, agents, wrong
):
    """Heads that pyworkforce 0.5.4 and callcenterdim were compared on.

    ``wrong`` is what one of them answers: pyworkforce starts its search at
    round(load + 1), one too many when the target is loose.
    """
    per_hour = contacts * 60 / interval_min
    assert agents_needed(per_hour, handle_s, *target) == agents
    assert agents != wrong


@pytest.mark.parametrize(("load", "agents"), [(0.63, 1), (1.6, 2), (10.6, 11)])
def test_loose_target_takes_the_fewest_stable(load, agents):
    """A loose target needs just more agents than erlang (pyworkforce +1)."""
    assert agents_needed(load, 3600, 0.01, 36_000) == agents


def test_occupancy_limit():
    """14 agents are 71 % busy; at most 60 % needs 17, and 4.2/0.6 is 7."""
    assert agents_needed(200, 180, 0.8, 20, occupancy_max=0.6) == 17
    assert agents_needed(200, 180, 0.8, 20, occupancy_max=1) == 14
    # pyworkforce: 8, for 4.2 / 0.6 is 7.000000000000001.
    assert agents_needed(4.2, 3600, 0.01, 1e6, occupancy_max=0.6) == 7


def test_no_contacts_need_nobody():
    """Without contacts no head is needed, whatever else is asked for."""
    assert agents_needed(0, 180, 0.8, 20, shrinkage=0.3) == 0
    assert occupancy(0, 0) == 0
    assert mean_queue(3, 0) == 0


def test_share_at_the_edge_of_floating_point():
    """Two agents at one erlang answer two thirds at once: 2/3 is reached."""
    assert agents_needed(1, 3600, 2 / 3, 0) == 2


def test_overload_is_said_without_nan():
    """More load than agents: all wait, none in time, for ever, all busy."""
    assert waiting_probability(4, 5) == 1
    assert waiting_probability(5, 5) == 1
    assert service_level(5, 5, 60, 3600) == 0
    assert mean_wait_s(5, 5, 60) == math.inf
    assert mean_queue(4, 5) == math.inf
    assert wait_quantile_s(4, 5, 60, 0.5) == math.inf
    assert occupancy(4, 5) == 1


def test_mean_queue_obeys_little():
    """Little's law: contacts in line = arrivals per second × mean wait."""
    assert mean_queue(14, 10) == pytest.approx(
        10 / 180 * mean_wait_s(14, 10, 180), rel=1e-12
    )


def test_wait_quantile_inverts_service_level():
    """The wait that 95 % stay within gives back a level of 95 %."""
    wait_s = wait_quantile_s(14, 10, 180, 0.95)
    assert service_level(14, 10, 180, wait_s) == pytest.approx(0.95)
    assert wait_quantile_s(14, 10, 180, 0.8) == 0


def test_published_ninetieth_percentile():
    """Gans, Koole, Mandelbaum 2003: 48 a minute, 1 min, 50 agents."""
    assert mean_wait_s(50, 48, 60) == pytest.approx(20.83, abs=5e-3)
    assert wait_quantile_s(50, 48, 60, 0.9) == pytest.approx(58.14, abs=5e-3)
    assert mean_queue(50, 48) == pytest.approx(16.67, abs=5e-3)
    assert occupancy(50, 48) == pytest.approx(0.96)


@pytest.mark.parametrize(
    ("net", "shrinkage", "planned"),
    [(14, 0.3, 20), (21, 0.3, 30), (63, 0.3, 90), (1, 0.9, 10), (0, 0.5, 0)],
)
def test_gross_divides_by_those_present(net, shrinkage, planned):
    """14 at 30 % are 20 and not 19; 21 are 30 though the float says more."""
    assert gross(net, shrinkage) == planned


@pytest.mark.parametrize(
    ("week_h", "shrinkage", "people"),
    [(40, 0, 4.2), (40, 0.3, 6.0), (37.5, 0.3, 6.4), (35, 0.35, 7.385)],
)
def test_people_for_one_seat_round_the_clock(week_h, shrinkage, people):
    """168 h a week over the hours a person is there."""
    assert seat_people(week_h, shrinkage) == pytest.approx(people, abs=5e-4)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: agents_needed(-1, 180, 0.8, 20), "contacts per hour"),
        (lambda: agents_needed(NAN, 180, 0.8, 20), "contacts per hour"),
        (lambda: agents_needed(10, 0, 0.8, 20), "handle time"),
        (lambda: agents_needed(10, NAN, 0.8, 20), "handle time"),
        (lambda: agents_needed(10, 180, 0, 20), "target share"),
        (lambda: agents_needed(10, 180, 1, 20), "target share"),
        (lambda: agents_needed(10, 180, NAN, 20), "target share"),
        (lambda: agents_needed(10, 180, 80, 20), "0.8 means 80 %"),
        (lambda: agents_needed(10, 180, 0.8, -1), "answer time"),
        (lambda: agents_needed(10, 180, 0.8, math.inf), "answer time"),
        (
            lambda: agents_needed(10, 180, 0.8, 20, occupancy_max=0),
            "occupancy",
        ),
        (
            lambda: agents_needed(10, 180, 0.8, 20, occupancy_max=NAN),
            "occupancy",
        ),
        (lambda: agents_needed(10, 180, 0.8, 20, shrinkage=1), "Shrinkage"),
        (lambda: agents_needed(10, 180, 0.8, 20, shrinkage=NAN), "Shrinkage"),
        (lambda: agents_needed(1e9, 180, 0.8, 20), "check the units"),
        (lambda: agents_needed(1e300, 1e300, 0.8, 20), "load in erlang"),
        (lambda: gross(5, -0.1), "Shrinkage"),
        (lambda: gross(-5, 0.1), "number of heads"),
        (lambda: round_up(NAN), "number of heads"),
        (lambda: seat_people(0), "weekly hours"),
        (lambda: blocking_probability(-1, 5), "number of agents"),
        (lambda: blocking_probability(1.5, 5), "whole"),
        (lambda: blocking_probability(10**12, 5), "at most"),
        (lambda: waiting_probability(5, NAN), "load in erlang"),
        (lambda: service_level(5, 3, 0, 20), "handle time"),
        (lambda: service_level(5, 3, 180, NAN), "answer time"),
        (lambda: mean_wait_s(5, 3, -1), "handle time"),
        (lambda: wait_quantile_s(5, 3, 180, 1), "share of contacts"),
    ],
)
def test_bad_values_are_refused_in_words(call, says):
    """What no forecast or promise can mean raises with a sentence."""
    with pytest.raises(ValueError, match=says):
        call()


LOADS = st.floats(0, 2000)


@given(agents=st.integers(0, 3000), load=LOADS)
def test_probabilities_are_probabilities(agents, load):
    """B and C lie in [0, 1], and waiting is likelier than being lost."""
    blocked = blocking_probability(agents, load)
    waits = waiting_probability(agents, load)
    assert 0 <= blocked <= waits * (1 + 1e-12) <= 1 + 1e-9


@given(
    load=st.floats(1e-6, 500),
    share=st.floats(0.01, 0.999),
    within=st.floats(0, 5),
)
def test_fewest_agents_keep_the_promise(load, share, within):
    """The answer keeps the promise; one agent fewer breaks it."""
    agents = agents_needed(load, 3600, share, within * 3600)
    level = service_level(agents, load, 3600, within * 3600)
    fewer = service_level(agents - 1, load, 3600, within * 3600)
    assert level >= share - 1e-9
    assert fewer <= share


def test_largest_load_is_answered():
    """The largest load allowed still gets an answer, and in a moment."""
    assert agents_needed(MOST_ERLANG, 3600, 0.8, 20) > MOST_ERLANG


def test_heads_slot_by_slot():
    """E1 by day, P1 mail by night and nothing in between."""
    volume = Volume(
        600,
        30,
        per_hour=np.array([200.0, 0.0, 200.0, 50.0]),
        handle_min=np.array([3.0, 0.0, 3.0, 5.0]),
    )
    heads = ErlangHeads("frontline", volume, 0.8, 20)
    asked = np.array([660, 630, 690, 600])
    assert heads.heads(asked).tolist() == [14, 0, 7, 14]
    assert heads.approximate
    assert ErlangHeads("f", volume, 0.8, 20, shrinkage=0.3).heads(
        asked
    ).tolist() == [20, 0, 10, 20]
