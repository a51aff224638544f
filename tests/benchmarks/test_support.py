"""Made support rosters: the same by seed, and no more asked than there is."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from benchmarks.paired import Pair, support
from benchmarks.profile import profile
from benchmarks.sets import SETS, rows_of
from benchmarks.support import Support, support_mapping, support_problem


def wanted_hours(mapping):
    """Return the person-hours a week that all queues want."""
    total = 0
    for line in mapping["coverage"]:
        begins, ends = line["window"].removeprefix("daily ").split("-")
        length = (int(ends[:2]) - int(begins[:2])) % 24
        total += 7 * length * line["wanted"]
    return total


def contract_hours(mapping):
    """Return the paid hours a week of all people, at least."""
    hours = {"full-time": 37.5, "part-time": 15}
    return sum(hours[person["contract"]] for person in mapping["people"])


def test_a_seed_makes_the_same_roster():
    """And another one another."""
    assert support_mapping(Support(seed=1)) == support_mapping(Support(seed=1))
    assert support_mapping(Support(seed=1)) != support_mapping(Support(seed=2))


@pytest.mark.parametrize("people", [30, 70, 200])
@pytest.mark.parametrize("seed", [1, 11])
def test_no_more_is_wanted_than_people_work(people, seed):
    """Unless a shortage is asked for."""
    enough = support_mapping(Support(people, seed=seed))
    short = support_mapping(Support(people, seed=seed, shortage=0.5))
    assert wanted_hours(enough) < contract_hours(enough)
    assert wanted_hours(short) > contract_hours(short)


def test_four_weeks_span_both_clock_changes():
    """North America on 14 March, Europe on 28 March."""
    problem = support_problem(Support(people=6, weeks=4))
    assert problem.date(0) == date(2027, 3, 8)
    assert problem.date(problem.days - 1) == date(2027, 4, 4)
    assert problem.slot_min == 30
    offsets = {
        (duty.start_min - duty.local_start) % 1440
        for duty in problem.duties.duties
    }
    assert len(offsets) == 5  # Manila once, Dublin and Halifax twice


def test_engines_are_compared_on_one_roster():
    """The other engine first, then the solver's own choice."""
    found = CliRunner().invoke(
        support,
        ["--people=2", "--weeks=1", "--time-limit=2", "--vs=cpsat"],
    )
    assert found.exit_code == 0, found.output
    other, own = map(json.loads, found.output.splitlines())
    assert other["instance"] == own["instance"] == "Support 2-1-1"
    assert other["to_other"] is None
    assert own["to_other"] == pytest.approx(own["cost"] / other["cost"])


def test_pairs_make_a_table():
    """Gap and difference in percent, what is unknown left empty."""
    pairs = [
        Pair("Support 30-4-11", "cp-sat", "feasible", 200.0, None, 0.0, 60, 1),
        Pair("Support 30-4-11", "annealer", "feasible", 110.0, 100.0, 0.5, 60,
             1, 0.55),
    ]  # fmt: skip
    *_, one, other = rows_of(pairs)
    assert one == "| Support 30-4-11 | cp-sat | 60 | 200 |  |  | 0 h |  |"
    assert other == (
        "| Support 30-4-11 | annealer | 60 | 110 | 100 | 9.1% | 0.5 h | -45% |"
    )


def test_seeds_that_are_reported_were_not_tuned_on():
    """Sets share no roster."""
    tuned = {entry.wanted.seed for entry in SETS["support-tuning"]}
    told = {entry.wanted.seed for entry in SETS["support"]}
    assert not tuned & told


def test_a_profile_tells_speed_and_moves():
    """By temperature and by kind."""
    found = CliRunner().invoke(
        profile, ["--people=2", "--weeks=1", "--moves=2000"]
    )
    assert found.exit_code == 0, found.output
    assert "moves/s at 75%" in found.output
    assert "retime" in found.output
