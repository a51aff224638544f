"""What people change first, and the slips they make: both are looked after."""

from __future__ import annotations

import pytest

MARKET = "market.yaml"

SLIPS = {
    "tab": (
        MARKET,
        "contracts: {full-time: {paid hours: 37.5/week, days: 5/week}",
        "contracts:\n\tfull-time: {paid hours: 37.5/week, days: 5/week}\n#",
        ("market.yaml:8:1:", "tab"),
    ),
    "missing comma": (
        MARKET,
        "{needs: buyer, per: language",
        "{needs: buyer per: language",
        ("market.yaml:11:",),
    ),
    "missing space": (
        MARKET,
        "weeks: 2",
        "weeks:2",
        ("market.yaml:4:1:", "weeks: 2"),
    ),
    "en dash": (
        "coverage.csv",
        "Mon-Fri 09:00-17:00",
        "Mon–Fri 09:00–17:00",
        ("coverage.csv:2:", 'write "Mon-Fri 09:00-17:00 Europe/Amsterdam"'),
    ),
    "unknown name": (
        MARKET,
        "fill in: email",
        "fill in: emial",
        ("market.yaml:13:", 'did you mean "email"?'),
    ),
    "bare ±2h": (
        MARKET,
        "{window: daily 09:00-17:00}",
        "{window: daily 09:00-17:00 ±2h}",
        ("market.yaml:8:", "slide: 2h", "edges: 2h", "shoulders:"),
    ),
    "wrong zone": (
        "teams.csv",
        "Europe/Paris",
        "Europe/Pari",
        ("teams.csv:3:4:", "write Europe/Paris"),
    ),
    "who with a colon": (
        MARKET,
        "shifts: {day: {window: daily 09:00-17:00}, late",
        "shifts:\n  day:\n    who: contract: local\n"
        "    window: daily 09:00-17:00\nvolumes: {late",
        ("market.yaml:10:", "who: contract local"),
    ),
    "at sign": (
        MARKET,
        "daily 14:00-22:00",
        "daily @ 14:00-22:00",
        ("market.yaml:8:", 'write "daily 14:00-22:00"'),
    ),
    "hours without a unit": (
        MARKET,
        "window: daily 14:00-22:00}",
        "window: daily 14:00-22:00, step: 1}",
        ("market.yaml:8:84:", "write 1m or 1h"),
    ),
    "yes and no": (
        "brands.csv",
        "zone,trained",
        "zone,dedicated",
        ("brands.csv:3:", "expected true or false"),
    ),
    "duplicate key": (
        MARKET,
        "weeks: 2",
        "weeks: 2\nweeks: 3",
        ("market.yaml:5:1:", '"weeks"', "first at"),
    ),
    "date d/m/y": (
        MARKET,
        "from: 2027-03-22",
        "from: 22/03/2027",
        ("market.yaml:3:7:", "year-month-day"),
    ),
    "percent in words": (
        MARKET,
        "{answer: 90% within 8h}",
        "{answer: 90 percent within 8h}",
        ("market.yaml:16:", 'write "90% within 8h"'),
    ),
    "80/20": (
        MARKET,
        "{answer: 90% within 8h}",
        "{answer: 80/20}",
        ("market.yaml:16:", 'write "80% within 20s"'),
    ),
    "shrinkage of everything": (
        MARKET,
        "12% unplanned",
        "12%",
        ("market.yaml:15:", 'write "12% unplanned"'),
    ),
    "unknown key": (
        MARKET,
        "channel: chat",
        "chanel: chat",
        ("market.yaml:11:", 'did you mean "channel"?'),
    ),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_slips_are_told_with_what_to_write(files, slip: str) -> None:
    """File, line and column, and the text that was meant."""
    name, old, new, wanted = SLIPS[slip]
    told = files("marketplace").edit(name, old, new).told(MARKET)
    assert any(all(part in line for part in wanted) for line in told), told


def test_a_part_timer_joins(files) -> None:
    """One row of a table and one contract."""
    market = files("marketplace")
    market.edit(
        MARKET,
        "local: {paid hours",
        "part-time: {paid hours: 16 to 24/week, shift: 4h to 8h}, "
        "local: {paid hours",
    ).append("people.csv", "Noor Smit,nl,part-time,buyer; en,Bastia")
    noor = market.read(MARKET).people[-1]
    assert (noor.name, noor.contract.name) == ("Noor Smit", "part-time")
    assert noor.knows == {"Bastia"}


def test_somebody_takes_leave(files) -> None:
    """A line of the month is enough."""
    market = files("marketplace").append(
        MARKET, "away: [{who: Chloé Roux, dates: 2027-03-24 to 2027-03-26}]"
    )
    problem = market.read(MARKET)
    assert [problem.absent(2, day) for day in range(5)] == [
        False,
        False,
        True,
        True,
        True,
    ]


def test_a_brand_is_won(files) -> None:
    """A row of a table; it pools with those of its queue."""
    market = files("marketplace").append(
        "brands.csv", "Delmare,gold,email fr,Mon-Fri 09:00-17:00,,0"
    )
    problem = market.read(MARKET)
    assert problem.places["accounts.delmare"].line == 5


def test_a_seat_is_promised(files) -> None:
    """A column more, and a brand has people of its own."""
    market = files("marketplace")
    market.edit("brands.csv", "zone,trained", "zone,trained,dedicated")
    market.edit("brands.csv", "Asia/Manila,2", "Asia/Manila,2,true")
    market.edit("brands.csv", "Europe/Paris,", "Europe/Paris,,")
    market.edit("brands.csv", "09:00-17:00,,", "09:00-17:00,,,")
    problem = market.read(MARKET)
    assert "email en Bastia" in [q.name for q in problem.queues]
