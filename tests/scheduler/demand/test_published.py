"""Published figures of staffing, each with its source, to its digits."""

import math

import numpy as np
import pytest

from scheduler.demand.abandonment import impatient_queue
from scheduler.demand.chats import chat_queue
from scheduler.demand.erlang import seat_people
from scheduler.demand.offered_load import lagged_load
from scheduler.demand.service import PATIENT, Service
from scheduler.demand.volume import Volume

# T. W. Miller, "Modeling Techniques in Predictive Analytics", chapter 6:
# an average Wednesday of February 1999 at a small bank, calls per hour, and
# the servers for it when each takes 15 an hour and half may wait at most.
BANK = (
    (6.75, 1),
    (1.75, 1),
    (1.25, 1),
    (0, 0),
    (0.5, 1),
    (0.25, 1),
    (4.75, 1),
    (39.5, 4),
    (97.25, 8),
    (107.5, 9),
    (124, 10),
    (110.25, 9),
    (95.5, 8),
    (203.5, 16),
    (115.75, 10),
    (115.5, 10),
    (67.75, 6),
    (75, 7),
    (88.75, 8),
    (85.5, 8),
    (68, 6),
    (61.5, 6),
    (57.5, 5),
    (44.25, 4),
)


def test_a_bank_hour_by_hour():
    """All 24 hours: half of the calls, at most, find everybody busy."""
    rates = np.array([rate for rate, _ in BANK], dtype=float)
    volume = Volume(0, 60, rates, np.full(24, 4.0))
    heads = PATIENT.heads(volume, 0.5, 0)
    assert heads.tolist() == [servers for _, servers in BANK]


def test_hanging_up_changes_everything():
    """Gans, Koole, Mandelbaum 2003: 48 calls a minute, 50 agents.

    Mean wait 3.7 s, queue of 3, 93 % busy, 3.1 % hang up; and the same
    without hanging up 20.8 s and 96 %. The 90th percentile of waits, 12.5 s
    there, is 12.44 s.
    """
    queue = impatient_queue(50, 2880, 60, 120)
    assert queue.mean_wait_s == pytest.approx(3.709, abs=5e-4)
    assert queue.mean_queue == pytest.approx(2.97, abs=5e-3)
    assert queue.occupancy == pytest.approx(0.9303, abs=5e-5)
    assert queue.abandons == pytest.approx(0.03091, abs=5e-6)
    assert queue.waits_longer(12.44) == pytest.approx(0.1, abs=2e-4)
    patient = PATIENT.figures(50, 2880, 60, 20)
    assert patient.mean_wait_s == pytest.approx(20.83, abs=5e-3)
    assert patient.occupancy == pytest.approx(0.96)


@pytest.mark.parametrize(
    ("per_min", "lengths_min", "agents", "waits", "level"),
    [
        (1, [10, 10, 10], 5, 0.102042, 0.962461),
        (0.5, [10, 12, 15], 4, 0.045295, 0.975142),
        (1, [10, 12, 15], 6, 0.245834, 0.835212),
        (2, [12, 14], 18, 0.076715, 0.975535),
    ],
)
def test_chats_to_six_digits(per_min, lengths_min, agents, waits, level):
    """The birth-death model of Tezcan and Zhang 2014, within 2 minutes."""
    queue = chat_queue(agents, 60 * per_min, [60 * x for x in lengths_min])
    assert queue.waits == pytest.approx(waits, abs=6e-7)
    assert queue.service_level(120) == pytest.approx(level, abs=6e-7)


@pytest.mark.parametrize(
    ("patience_s", "agents"),
    [(60, 12), (300, 13), (3600, 13), (math.inf, 14)],
)
def test_patience_saves_people(patience_s, agents):
    """80/20 of ten erlang (Garnett, Mandelbaum, Reiman 2002)."""
    service = Service(patience_s=patience_s)
    assert service.needed(200, 180, 0.8, 20) == agents


@pytest.mark.parametrize(
    ("per_hour", "lag_h"),
    [(4, 0.2496), (2, 0.4972), (1, 0.9780), (0.5, 1.8424)],
)
def test_load_lags_a_daily_wave(per_hour, lag_h):
    """The lag is atan(g / mu) / g (Jennings and others 1996), g of a day."""
    wave = 2 * math.pi / 24
    assert math.atan(wave / per_hour) / wave == pytest.approx(lag_h, abs=5e-5)
    step_min = 1
    at_h = (np.arange(3 * 24 * 60) + 0.5) * step_min / 60
    volume = Volume(
        0,
        step_min,
        20 + 15 * np.sin(wave * at_h),
        np.full(len(at_h), 60 / per_hour),
    )
    day = lagged_load(volume).mean[48 * 60 :]
    peak_h = (int(np.argmax(day)) + 0.5) / 60
    assert peak_h - 6 == pytest.approx(lag_h, abs=1 / 60)


@pytest.mark.parametrize(
    ("week_h", "shrinkage", "people"),
    [(40, 0, 4.2), (40, 0.3, 6.0), (37.5, 0.3, 6.4), (35, 0.35, 7.385)],
)
def test_a_seat_around_the_clock(week_h, shrinkage, people):
    """168 hours, divided by what a full-time person is there for."""
    assert seat_people(week_h, shrinkage) == pytest.approx(people, abs=5e-4)
