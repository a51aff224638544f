"""Whole rosters against promises, by formulas where there are any."""

import copy
import math
from datetime import date

import numpy as np
import pytest

from scheduler import InputError, build, simulate, solve
from scheduler.demand.erlang import service_level
from scheduler.simulation.crew import crew

OPEN = "daily 08:00-18:00"

FILE = {
    "roster": "Desk",
    "zone": "Europe/Lisbon",
    "from": "2027-03-01",
    "days": 2,
    "skills": {"names": ["chat", "mail"]},
    "teams": {"desk": {"place": "PT", "skills": ["chat", "mail"]}},
    "contracts": {"any": {}},
    "shifts": {"day": {"window": OPEN}},
    "people": [
        {"name": f"P{number}", "team": "desk", "contract": "any"}
        for number in range(4)
    ],
    "queues": {"chat": {"channel": "chat"}, "mail": {"channel": "email"}},
    "coverage": [{"queue": "chat", "window": OPEN, "least": 4}],
    "accounts": {
        "Acme": {
            "queues": "chat",
            "window": OPEN,
            "answer": "80% within 1m",
            "volume": 24,
            "handle": "6m",
        }
    },
}


def roster(**changes):
    """Return the best roster of the file with some sections changed."""
    given = copy.deepcopy(FILE)
    given.update(changes)
    result = solve(build(given), iterations=2000)
    assert result.best is not None
    return result.best


@pytest.fixture(scope="module")
def four():
    """Four people on every day, all of them on chat."""
    return roster()


def test_level_is_near_erlang_c(four):
    """2.4 erlang and four people for ten hours: as the formula says.

    A day begins without anybody waiting, which is a little better.
    """
    found = simulate(four, replications=300, seed=1)
    (kept,) = found.kept
    assert kept.level.mean == pytest.approx(
        service_level(4, 2.4, 360, 60), abs=0.02
    )
    assert kept.contacts == pytest.approx(480, rel=0.02)
    (queue,) = found.queues
    assert queue.occupancy == pytest.approx(2.4 / 4, abs=0.02)
    assert queue.abandoned == 0


def test_how_probable_it_is_to_keep_the_promise(four):
    """80 % is promised and 71 % come true: it is kept in few months."""
    (kept,) = simulate(four, replications=200).kept
    by_hand = (kept.by_month.levels()[:, 0] >= 0.8).mean()
    assert kept.kept.share == pytest.approx(by_hand)
    assert kept.kept.low <= kept.kept.share <= kept.kept.high
    assert kept.periods.months == ("March 2027",)
    assert kept.by_day.offered.sum() == kept.by_interval.offered.sum()


def test_one_seed_draws_one_set_of_contacts(four):
    """The same twice, and other contacts for another seed."""
    one, two = (simulate(four, replications=5, seed=3) for _ in range(2))
    other = simulate(four, replications=5, seed=4)
    assert one.kept[0].level == two.kept[0].level
    assert one.contacts == two.contacts != other.contacts


def test_nobody_there_keeps_nothing():
    """A roster without people answers nobody."""
    empty = roster(
        coverage=[],
        accounts=FILE["accounts"],
        away=[
            {"who": f"P{n}", "dates": "2027-03-01 to 2027-03-02"}
            for n in range(4)
        ],
    )
    (kept,) = simulate(empty, replications=5).kept
    assert kept.level.mean == 0
    assert kept.kept.share == 0


def test_months_are_judged_each_by_itself():
    """Over the turn of a month both have to be kept."""
    found = simulate(roster(**{"from": "2027-03-31"}), replications=20)
    (kept,) = found.kept
    assert kept.periods.months == ("March 2027", "April 2027")
    levels = kept.by_month.levels()
    both = ((levels >= 0.8).all(axis=1)).mean()
    assert kept.kept.share == pytest.approx(both)
    assert kept.periods.dates == (date(2027, 3, 31), date(2027, 4, 1))


def test_work_that_is_due_has_hours():
    """Mail due within 4 open hours: what comes near closing is due next day.

    One person does 1 h of work an hour at most; 0.5 erlang is easy, and what
    is due beyond the last day is not judged.
    """
    mail = roster(
        coverage=[{"queue": "mail", "window": OPEN, "least": 1}],
        accounts={
            "Acme": {
                "queues": "mail",
                "window": OPEN,
                "answer": "95% within 4h",
                "volume": 3,
                "handle": "10m",
            }
        },
    )
    (kept,) = simulate(mail, replications=50).kept
    assert kept.level.mean > 0.99
    # 6 of 10 hours of the second day are judged.
    assert kept.contacts == pytest.approx(3 * 16, rel=0.05)


def test_urgent_contacts_go_first(tmp_path):
    """With one person overloaded, P1 is answered and P2 waits."""
    volume = tmp_path / "volume.csv"
    rows = [
        f"2027-03-01T{hour:02}:00,Europe/Lisbon,chat,Acme,{priority},{n},10m"
        for hour in range(8, 18)
        for priority, n in (("P1", 2), ("P2", 6))
    ]
    volume.write_text(
        "\n".join(["start,zone,queue,account,priority,contacts,handle", *rows])
    )
    few = roster(
        days=1,
        coverage=[{"queue": "chat", "window": OPEN, "most": 1}],
        people=FILE["people"][:1],
        accounts={
            "Acme": {
                "queues": "chat",
                "window": OPEN,
                "answer": {"P1": "80% within 20m", "P2": "80% within 30m"},
                "volume": str(volume),
                "handle": "10m",
            }
        },
    )
    first, second = simulate(few, replications=50).kept
    assert (first.promised.priority, second.promised.priority) == ("P1", "P2")
    # P1 waits for whatever is in hand, P2 for an endless line.
    assert first.level.mean > 0.7
    assert second.level.mean < first.level.mean - 0.2


def test_crew_is_the_roster():
    """Presence is duties less breaks; in strict blocks only their queue."""
    shifts = {
        "day": {
            "window": OPEN,
            "break": {"length": "30m", "starts after": "4h to 5h"},
        }
    }
    found = roster(shifts=shifts)
    both = [0, 1]
    free, strict = crew(found, both), crew(found, both, strict=True)
    minutes = (free.end_min - free.start_min).sum()
    duties = [found.duty(work) for work in found.works()]
    assert minutes == sum(570 for _ in duties)
    assert set(free.queues.tolist()) == {0b11}
    assert 0b01 in strict.queues.tolist()
    assert np.all(np.diff(free.start_min) >= 0)


def test_shrinkage_makes_less_of_everybody(four, tmp_path):
    """With a tenth missing 4 people are as busy as by 11 % more work."""
    volume = tmp_path / "volume.csv"
    rows = [
        f"2027-03-0{day}T{hour:02}:00,Europe/Lisbon,chat,Acme,24,6m"
        for day in (1, 2)
        for hour in range(8, 18)
    ]
    volume.write_text(
        "\n".join(["start,zone,queue,account,contacts,handle", *rows])
    )
    accounts = copy.deepcopy(FILE["accounts"])
    del accounts["Acme"]["volume"]
    fewer = roster(
        accounts=accounts,
        volume={"file": str(volume), "shrinkage": "10% unplanned"},
    )
    busy = simulate(fewer, replications=100).queues[0].occupancy
    assert busy == pytest.approx(2.4 / 0.9 / 4, abs=0.02)


def test_nothing_promised():
    """Without volumes there is nothing to simulate, and it says so."""
    quiet = roster(accounts={})
    with pytest.raises(InputError, match="nothing to simulate"):
        simulate(quiet)


def test_one_replication_at_least(four):
    """Less than one says nothing."""
    with pytest.raises(ValueError, match="one replication"):
        simulate(four, replications=0)
    assert math.isinf(simulate(four, replications=1).kept[0].level.half_width)
