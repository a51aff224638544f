"""What a page knows of zones."""

from scheduler.report.clocks import MARGIN_DAYS, clocks


def test_zones_of_a_roster(small):
    """UTC, the file's and everybody's, each once."""
    names = [clock.name for clock in clocks(small.problem)]
    assert names == ["UTC", "Europe/London", "Asia/Manila"]


def test_day_on_which_clocks_change(small):
    """London's Sunday 28 March 2027 has 23 hours, from 01:00 UTC on."""
    _, london, manila = clocks(small.problem)
    saturday = london.first
    assert saturday == MARGIN_DAYS
    lengths = [
        after - before
        for before, after in zip(
            london.midnights[saturday:], london.midnights[saturday + 1 :],
            strict=False,
        )
    ]  # fmt: skip
    assert lengths[:3] == [1440, 1380, 1440]
    ((at, by),) = london.changes
    assert (at % 1440, by) == (60, 60)
    assert [offset for _, offset in london.offsets] == [0, 60]
    assert manila.changes == ()
    assert [offset for _, offset in manila.offsets] == [480]


def test_nights(small):
    """The night in which an hour is skipped lasts 7 hours, others 8."""
    _, london, _ = clocks(small.problem)
    lengths = [end - start for start, end in london.nights]
    assert lengths[london.first] == 420
    assert set(lengths) == {420, 480}
