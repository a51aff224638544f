"""What is drawn of a duty, and why it is there."""

import pytest

import scheduler
from scheduler.report.heat import heat
from scheduler.report.timeline import timeline


@pytest.fixture(scope="module")
def drawn(small):
    """The timeline of the small roster, as it is judged."""
    violations = scheduler.check(small).violations
    return timeline(small, violations, heat(small, violations))


def test_purpose_of_blocks(drawn):
    """One serves where one is least: without Ana it would be missed.

    Her two blocks last 7 h 30 together, the break of half an hour between.
    """
    ana, _ = drawn.bars
    assert [block.what for block in ana.blocks] == ["queue", "break", "queue"]
    assert sum(block.least_min for block in ana.blocks) == 450
    assert sum(block.more_min for block in ana.blocks) == 0


def test_duty_without_a_queue(drawn):
    """Manila's day ends when London's coverage begins: nothing to serve."""
    _, kei = drawn.bars
    assert [block.what for block in kei.blocks] == ["break"]


def test_prices_of_a_duty(drawn):
    """The day off that Ana wished for is told at the duty, as a wish."""
    ana, kei = drawn.bars
    (paid,) = ana.paid
    assert paid.wish
    assert paid.ticks == 40 * 6000
    assert "Ana" in paid.text
    assert not kei.paid


def test_pins_and_absence(drawn):
    """What the file pins is marked, and who is away, without a reason."""
    ana, kei = drawn.bars
    assert ana.pinned
    assert not kei.pinned
    (away,) = drawn.away
    assert away.person == 2
    assert away.end_min - away.start_min == 24 * 60
