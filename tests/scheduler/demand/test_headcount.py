"""Every source of demand answers the same questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from scheduler.demand.deferred import SpreadHeads
from scheduler.demand.erlang import ErlangHeads
from scheduler.demand.volume import Volume

if TYPE_CHECKING:
    from scheduler.demand.headcount import HeadCount

VOLUME = Volume(0, 15, np.array([8.0, 0.0]), np.array([5.0, 0.0]))
SOURCES: tuple[HeadCount, ...] = (
    ErlangHeads("chat", VOLUME, 0.8, 20),
    SpreadHeads("mail", VOLUME, 30, np.array([True, True])),
)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_sources_answer_in_whole_heads(source):
    """Names, honesty about precision, and integers in the order asked."""
    assert source.name in {"chat", "mail"}
    assert source.approximate
    heads = source.heads(np.array([15, 0]))
    assert heads.dtype == np.int64
    assert heads[1] >= 1


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_sources_refuse_slots_they_know_nothing_of(source):
    """No heads are made up for a slot outside the forecast."""
    with pytest.raises(ValueError, match="covers minutes"):
        source.heads(np.array([30]))
