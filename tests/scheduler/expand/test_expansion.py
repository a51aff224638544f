"""From a whole file to a problem: history, and what real users try."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

import scheduler
from constraints.coverage import Coverage
from scheduler.errors import InputError
from scheduler.problem import Work
from scheduler.roster import Roster

if TYPE_CHECKING:
    from collections.abc import Callable

    from scheduler.problem import Problem

    Build = Callable[..., Problem]

EXAMPLES = Path(__file__).parents[3] / "examples"

# Horizon


@pytest.mark.parametrize(
    ("length", "days"),
    [({"weeks": 2}, 14), ({"weeks": None, "days": 10}, 10)],
)
def test_length_of_the_roster(
    build: Build, length: dict[str, Any], days: int
) -> None:
    """Weeks or days, from the first one."""
    problem = build(**length)
    assert problem.days == days
    assert problem.first_day == date(2027, 1, 11)
    assert len(problem.menus[0]) == days


def test_clock_of_the_file_is_known_around_the_roster(build: Build) -> None:
    """Messages about its days show local time, before and after a change."""
    problem = build(from_="2027-03-08", weeks=2)
    before, after = problem.offsets
    assert (before[1], after[1]) == (-240, -180)
    sunday = after[0]
    assert problem.local(sunday) == (6, 180)
    assert problem.local(sunday - 1) == (6, 119)


def test_week_starts_when_the_file_says(build: Build) -> None:
    """Sunday is 6; a roster that begins on Monday has a short first week."""
    problem = build(week_starts="Sun")
    assert problem.week_starts == 6
    assert [len(week) for week in problem.weeks] == [6, 1]


# History


def published(problem: Problem, name: str = "last") -> None:
    """Write the roster in which Ana works whatever comes first each day."""
    line = tuple(
        Work(0, day, page[0])
        for day, page in enumerate(problem.menus[0])
        if page
    )
    others = tuple(() for _ in problem.people[1:])
    Path(name).mkdir()
    data = scheduler.write_roster(Roster(problem, (line, *others)))
    (Path(name) / "roster.json").write_bytes(data)


def test_history_is_what_was_published(build: Build) -> None:
    """Last week's duties have negative days and are nobody's choice."""
    published(build(from_="2027-01-04"))
    problem = build(history="last")
    assert problem.days_known_before == 7
    works = problem.past(0)
    assert [work.day for work in works] == [-7, -6, -5, -4, -3]
    duties = [problem.duties[work.duty] for work in works]
    assert all(duty.foreign and duty.shift == 0 for duty in duties)
    offered = {idx for page in problem.menus[0] for idx in page}
    assert offered.isdisjoint(work.duty for work in works)


def test_several_months_of_history(build: Build) -> None:
    """Averages over seventeen weeks need more than one roster."""
    published(build(from_="2026-12-28"), "one")
    published(build(from_="2027-01-04"), "two")
    problem = build(history=["one", "two/roster.json"])
    assert problem.days_known_before == 14
    assert len(problem.past(0)) == 10


def test_days_before_are_no_edge_once_they_are_known(build: Build) -> None:
    """What lies beyond is only what follows."""
    shifts = {"core": {"window": "daily 08:00-16:00"}}
    published(build(from_="2027-01-04", shifts=shifts))
    known = build(shifts=shifts, history="last").beyond[0]
    unknown = build(shifts=shifts).beyond[0]
    assert len(known) == 1
    assert known == unknown[1:]


def test_history_that_ends_too_early_is_warned_of(build: Build) -> None:
    """The last days before the roster are not known."""
    published(build(from_="2027-01-04", weeks=None, days=3))
    problem = build(history="last")
    assert problem.days_known_before == 0
    assert [w.code for w in problem.warnings] == ["history-gap"]


def test_history_that_is_no_roster(
    refused: Callable[..., list[str]],
) -> None:
    """Missing, or some other file."""
    Path("x.json").write_text("{}")
    assert len(refused(history="nofile.json")) == 1
    (found, *_) = refused(history="x.json")
    assert "x.json" in found


# What real users try


def quickstart() -> dict[str, Any]:
    """Return the quickstart as plain data."""
    text = (EXAMPLES / "quickstart.yaml").read_text("utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def codes(problem: Problem) -> list[str]:
    """Return the kinds of warnings."""
    return [warning.code for warning in problem.warnings]


def test_quickstart_has_nothing_to_warn_of() -> None:
    """The first file that somebody sees is without fault."""
    assert codes(scheduler.build(quickstart())) == []


def test_one_more_part_timer() -> None:
    """Their duties are those that others of their clock have already."""
    data = quickstart()
    before = scheduler.build(data)
    data["people"].append(
        {
            "name": "Zed New",
            "team": "halifax",
            "contract": "part-time",
            "availability": {"only": "Mon+Wed 09:00-15:00"},
        }
    )
    problem = scheduler.build(data)
    assert len(problem.people) == len(before.people) + 1
    assert problem.duties.duties == before.duties.duties
    assert codes(problem) == []


def test_contract_that_no_shift_is_for() -> None:
    """A student needs a shift, and the warning says so."""
    data = quickstart()
    data["contracts"]["student"] = {"paid hours": "at most 10/week"}
    data["people"].append(
        {"name": "Zed New", "team": "halifax", "contract": "student"}
    )
    assert codes(scheduler.build(data)) == ["no-shift"]


def test_one_more_leave() -> None:
    """By name or by id."""
    data = quickstart()
    data["away"].append({"who": "kim-leclerc", "dates": "2027-03-08"})
    problem = scheduler.build(data)
    kim = problem.person_by_id["kim-leclerc"]
    assert problem.absent(kim, 0)
    assert not problem.absent(kim, 1)


def test_a_second_week() -> None:
    """Twice the days; the first week stays what it was."""
    data = quickstart()
    one = scheduler.build(data)
    two = scheduler.build(data | {"weeks": 2})
    assert two.days == 14
    for menu, longer in zip(one.menus, two.menus, strict=True):
        assert [len(page) for page in menu] == [
            len(page) for page in longer[:7]
        ]


def test_a_night_shift_over_the_clock_change() -> None:
    """The quickstart's Sunday is 14 March: its night has seven hours."""
    data = quickstart()
    data["shifts"]["night"] = {
        "who": "full-time",
        "window": "daily 22:00-06:00",
        "break": {"length": "30m"},
    }
    problem = scheduler.build(data)
    assert problem.slot_min == 30
    nights = [d for d in problem.duties.duties if d.shift == 2]
    halifax = [d for d in nights if d.zone == "America/Halifax"]
    assert [d.end_min - d.start_min for d in halifax] == [
        *[480] * 5,
        420,
        480,
    ]
    assert {d.paid_min for d in nights} == {450}
    assert codes(problem) == []


def sydney(data: dict[str, Any], **team: Any) -> dict[str, Any]:
    """Add a person in Sydney."""
    data["teams"]["sydney"] = {
        "place": "AU-NSW",
        "zone": "Australia/Sydney",
        "skills": ["frontline", "en"],
        **team,
    }
    data["people"].append(
        {"name": "Zed New", "team": "sydney", "contract": "full-time"}
    )
    return data


def test_somebody_in_sydney() -> None:
    """Shifts without a zone follow them; the grid stays half hours."""
    problem = scheduler.build(sydney(quickstart()))
    zed = problem.person_by_id["zed-new"]
    starts = {
        problem.duties[idx].local_start // 60 for idx in problem.menu(zed, 0)
    }
    assert starts == {6, 7, 8, 9, 10}
    assert {problem.duties[idx].zone for idx in problem.menu(zed, 0)} == {
        "Australia/Sydney"
    }
    assert problem.slot_min == 30


def test_somebody_in_sydney_on_atlantic_hours() -> None:
    """From noon to noon, each line day has one Halifax day."""
    data = sydney(quickstart(), **{"day starts": "12:00"})
    data["shifts"]["day"]["window"] = "daily 08:00-16:00 America/Halifax"
    problem = scheduler.build(data)
    zed = problem.person_by_id["zed-new"]
    for day in range(7):
        of_halifax = {
            problem.duties[idx].day for idx in problem.menu(zed, day)
        }
        assert of_halifax == {problem.first_day + timedelta(days=day)}


def test_forty_hours_with_an_unpaid_break() -> None:
    """The slip that nobody notices before payday."""
    data = quickstart()
    data["contracts"]["full-time"]["paid hours"] = "40/week"
    (warning,) = scheduler.build(data).warnings
    assert warning.message.startswith(
        "day yields 37.5 of 40 paid hours a week: unpaid break"
    )


def test_everything_wrong_with_other_files_at_once() -> None:
    """A missing calendar, forecast and table of counts are three findings."""
    data = quickstart()
    data["away"].append({"who": "Ana Souza", "calendar": "a.ics"})
    data["coverage"].append({"queue": "billing", "counts": "c.csv"})
    data["accounts"] = {
        "Acme": {
            "queues": "frontline",
            "answer": "80% within 20s",
            "volume": "v.csv",
            "handle": "5m",
        }
    }
    data["history"] = "published"
    with pytest.raises(InputError) as caught:
        scheduler.build(data)
    assert sorted(
        str(found).split('"')[1] for found in caught.value.findings
    ) == ["a.ics", "c.csv", "published", "v.csv"]


def test_march_of_the_atlantic_example() -> None:
    """Absences from a calendar, promises, two clock changes, two files."""
    problem = scheduler.read(EXAMPLES / "atlantic" / "march.yaml")
    assert problem.days == 28
    assert problem.slot_min == 30
    paolo = problem.person_by_id["paolo-reyes"]
    assert problem.away[paolo]
    (coverage,) = (r for r in problem.rules if isinstance(r, Coverage))
    (promise,) = (ln for ln in coverage.lines if "bigbrand" in ln.id)
    assert promise.needs
    assert problem.places["rules.rest"].file.endswith("northwind.yaml")
