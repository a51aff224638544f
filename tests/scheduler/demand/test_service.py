"""How a queue serves: formulas chosen, limits kept, load that lags."""

import math

import numpy as np
import pytest

from scheduler.demand.erlang import agents_needed, gross
from scheduler.demand.service import PATIENT, Service
from scheduler.demand.volume import Volume


@pytest.mark.parametrize(
    ("per_hour", "handle_s", "share", "within_s"),
    [(200, 180, 0.8, 20), (6, 600, 0.9, 120), (53, 720, 0.5, 3600)],
)
def test_patient_is_erlang_c(per_hour, handle_s, share, within_s):
    """Nothing said is Erlang C, for one person as for hundreds."""
    needed = PATIENT.needed(per_hour, handle_s, share, within_s)
    assert needed == agents_needed(per_hour, handle_s, share, within_s)
    assert PATIENT.formula == "Erlang C"


@pytest.mark.parametrize(
    ("patience_s", "agents"), [(60, 12), (300, 13), (3600, 13)]
)
def test_patience(patience_s, agents):
    """80/20 of ten erlang, from 12 to 14 with patience (Garnett 2002)."""
    service = Service(patience_s=patience_s)
    assert service.needed(200, 180, 0.8, 20) == agents
    assert service.figures(agents, 200, 180, 20).abandons > 0


@pytest.mark.parametrize(("variation", "agents"), [(0.1, 14), (0.2, 15)])
def test_uncertain_days(variation, agents):
    """Ten erlang, 80/20: 14 keep it on days 10 % apart, not on 20 %."""
    service = Service(day_variation=variation)
    assert service.needed(200, 180, 0.8, 20) == agents


def test_figures_of_fourteen():
    """The published example: 88.8 %, 7.84 s, 71 % busy."""
    found = PATIENT.figures(14, 200, 180, 20)
    assert found.level == pytest.approx(0.888350, abs=5e-7)
    assert found.mean_wait_s == pytest.approx(7.8359, abs=5e-5)
    assert found.occupancy == pytest.approx(0.7143, abs=5e-5)


def test_definitions_differ_by_who_hangs_up():
    """Who hangs up at once is a miss, or none, or would have waited."""
    levels = [
        Service(patience_s=60, definition=name).figures(9, 200, 180, 20).level
        for name in ("offered", "without short abandons", "virtual")
    ]
    assert levels[0] < levels[1]
    assert len(set(levels)) == 3


def test_missing_people_are_planned_for():
    """14 of 20 come at 30 %; of three chats each, a third of the seats."""
    assert Service(shrinkage=0.3).planned(200, 180, 0.8, 20) == 20
    chats = Service(shrinkage=0.3, slower=(1.0, 1.0, 1.0))
    assert chats.planned(200, 180, 0.8, 20) == -(-gross(14, 0.3) // 3)


def test_unstable_and_empty_have_no_nan():
    """Too few never catch up; nobody serves nobody."""
    short = PATIENT.figures(9, 200, 180, 20)
    assert (short.level, short.mean_wait_s) == (0.0, math.inf)
    assert PATIENT.figures(0, 10, 60, 20).level == 0
    assert PATIENT.figures(0, 0, 60, 20).level == 1
    uncertain = Service(day_variation=0.3, slower=(1.0, 1.2))
    for agents in range(1, 40):
        found = uncertain.figures(agents, 200, 600, 20)
        assert not math.isnan(found.level + found.mean_wait_s)


def volume(*per_hour, handle=20.0):
    """Return half hours of contacts."""
    rates = np.array(per_hour, dtype=float)
    return Volume(0, 30, rates, np.where(rates > 0, handle, 0.0))


def test_offered_is_the_highest_moment():
    """The published steps: where a rising slot ends, a falling one begins."""
    rates = volume(10, 20, 40, 40, 20, 10)
    found = PATIENT.offered(rates, np.ones(6, bool)).load
    assert found == pytest.approx(
        [3.333333, 5.922899, 11.679842, 12.964390, 12.964390, 8.071879],
        abs=1e-6,
    )
    assert Service(lagged=False).offered(rates, np.ones(6, bool)) is rates


def test_each_opening_begins_afresh():
    """What came while closed waits for nobody; quiet time ends."""
    is_open = np.array([True, True, False, True])
    found = PATIENT.offered(volume(30, 30, 90, 30), is_open).load
    assert found == pytest.approx([10, 10, 0, 10])
    after = PATIENT.offered(volume(30, 0, 0, 0, 0, 0), np.ones(6, bool)).load
    # exp(-1.5) of ten are left after each half hour.
    assert after == pytest.approx([10, 10, 10 * math.exp(-1.5), 0, 0, 0])
