"""Whole roster files, drawn at random: refused in words, or solved right.

Forty a run; ``SUNROSTER_FUZZ=10000`` asks for more.
"""

import csv
import importlib.util
import io
import os
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo  # noqa: TID251 (the other opinion)

import icalendar
import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

import scheduler
from constraints.evaluator import totals
from scheduler.checker import check
from scheduler.engine.engine import Chosen
from scheduler.engine.view import roster_of
from scheduler.export.csv import read_csv
from scheduler.export.ics_lint import lint
from scheduler.export.json import read_roster
from scheduler.model import compile_rules
from scheduler.parity import mutated
from scheduler.queues import assign

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
SPEC = importlib.util.spec_from_file_location("drawing", HERE / "drawing.py")
drawing = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(drawing)

ROSTERS = int(os.environ.get("SUNROSTER_FUZZ", "40"))
REPAIRS = 8
MOST_DUTIES = 3_000
ITERATIONS = 40
MUTATIONS = 3
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# A seed draws a whole file: names and values come up evenly, and a number
# is all that is needed to draw it again.
SEEDS = st.integers(0, 2**32 - 1)

seen = Counter()


def fuzz(most):
    """Return the settings of one property."""
    return settings(
        max_examples=most,
        deadline=None,
        database=None,
        derandomize="SUNROSTER_FUZZ" not in os.environ,
        # Each example takes a while: its file says more than a smaller one.
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a folder for files."""
    return tmp_path_factory.mktemp("fuzz")


# Reading


def refused(path, data):
    """Return a problem, or data without what was refused, in turn."""
    for _ in range(REPAIRS):
        path.write_text(written(data), "utf-8")
        try:
            return scheduler.read(path)
        except scheduler.InputError as error:
            note(str(error))
            assert_helpful(error, path.parent)
            if not prune(data, error.findings):
                return None
    return None


def written(data):
    """Return a roster file as text."""
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


def assert_helpful(error, folder):
    """Assert that every finding has words and a place that exists."""
    assert error.findings
    for found in error.findings:
        assert found.message
        assert "Traceback" not in found.message
        if found.place is not None and Path(found.place.file).is_file():
            text = Path(found.place.file).read_text("utf-8", "replace")
            lines = text.splitlines()
            assert 1 <= found.place.line <= len(lines) + 1
            assert found.place.column >= 1


def prune(data, findings):
    """Take out what was refused; return whether there was anything."""
    before = written(data)
    for path in sorted(
        {f.path for f in findings if f.path}, key=str, reverse=True
    ):
        cut(data, path)
    return written(data) != before


def cut(data, path):
    """Take out one option, or the entry that cannot do without it."""
    section, entry = data.get(path[0]), None
    if len(path) > 1 and isinstance(section, (list, dict)):
        known = section if isinstance(section, dict) else range(len(section))
        entry = section[path[1]] if path[1] in known else None
    if entry is None:
        data.pop(path[0], None)
    elif len(path) > 2 and isinstance(entry, dict) and path[2] in entry:
        del entry[path[2]]
    else:
        del section[path[1]]


# Instants, by the standard library alone


@cache
def oracle(name):
    """Return a zone of the tzdata package, whatever the system has."""
    place = files("tzdata").joinpath("zoneinfo", *name.split("/"))
    with place.open("rb") as data:
        return ZoneInfo.from_file(data, key=name)


def instant(zone, day, minute, *, last):
    """Return minutes since 1970 of a wall time, as the language defines it.

    The first occurrence of a repeated start and the last of an end; what a
    gap skips moves forward.
    """
    wall = datetime.combine(day, datetime.min.time()) + timedelta(
        minutes=minute
    )
    tz = oracle(zone)
    early = wall.replace(tzinfo=tz, fold=0)
    late = wall.replace(tzinfo=tz, fold=1)
    back = early.astimezone(UTC).astimezone(tz).replace(tzinfo=None)
    if back != wall:  # in a gap: by how much the clock is put on
        early = late = wall.replace(tzinfo=tz, fold=0)
    chosen = late if last else early
    return int((chosen.astimezone(UTC) - EPOCH).total_seconds() // 60)


def assert_instants(problem):
    """Assert that every duty of a shift begins and ends when it says."""
    for duty in problem.duties.duties:
        if duty.foreign:
            continue
        start = instant(duty.zone, duty.day, duty.local_start, last=False)
        end = duty.local_start + duty.nominal_min
        # Standby of another shift may come before its own begins.
        own = [p.start_min for p in duty.pieces if p.shift < 0]
        assert (own or [duty.start_min])[0] == start
        if duty.pieces:
            continue  # its contract minutes are not its length
        assert duty.end_min == instant(duty.zone, duty.day, end, last=True)


# Rosters


def assert_judged(model, roster):
    """Assert that checker and evaluator see one roster alike."""
    judged = check(roster)
    found = totals(model.terms, roster)
    assert bool(judged.broken) == bool(found.broken)
    assert judged.shortage_min == found.shortage_min
    assert judged.cost == found.ticks


def assert_mutations(problem, model, roster, rng):
    """Assert the same of rosters a few changes away."""
    days = range(problem.days)
    lines = tuple(
        tuple(chosen(roster.work(person.idx, day)) for day in days)
        for person in problem.people
    )
    for _ in range(MUTATIONS):
        lines = mutated(problem, lines, rng)
        bare = roster_of(problem, lines)
        assert_judged(model, assign(problem, model.terms, bare))


def chosen(work):
    """Return a work as engines have it."""
    if work is None:
        return None
    return Chosen(
        work.duty, tuple(s.start_min for s in work.breaks), work.events
    )


def assert_round_trip(roster, folder):
    """Assert that JSON and CSV come back as they were."""
    problem = roster.problem
    path = folder / "roster.json"
    path.write_bytes(scheduler.write_roster(roster))
    assert read_roster(problem, path).lines == roster.lines
    path = folder / "roster.csv"
    path.write_bytes(scheduler.write_csv(roster))
    back = read_csv(problem, path)
    assert [times(back, w) for w in back.works()] == [
        times(roster, w) for w in roster.works()
    ]
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    assert len(rows) == 1 + len(list(roster.works()))


def times(roster, work):
    """Return who works when, with breaks."""
    duty = roster.duty(work)
    return work.person, duty.start_min, duty.end_min, work.breaks


def assert_calendars(roster):
    """Assert that every duty is in its person's calendar, at its time."""
    made = scheduler.write_ics(roster)
    for path, data in made.items():
        wrong = [f for f in lint(data, str(path)) if f.severity == "error"]
        assert wrong == []
    own = {p.stem: data for p, data in made.items() if p.parts[1] == "people"}
    for person, line in zip(roster.problem.people, roster.lines, strict=True):
        calendar = icalendar.Calendar.from_ical(own[person.id])
        at = {
            minutes(event.get(key))
            for event in calendar.walk("VEVENT")
            for key in ("DTSTART", "DTEND")
        }
        for work in line:
            duty = roster.duty(work)
            assert {duty.start_min, duty.end_min} <= at


def minutes(when):
    """Return minutes since 1970 of a time in a calendar."""
    wall, name = when.dt, when.params.get("TZID")
    if name is not None:
        wall = wall.replace(tzinfo=oracle(name))
    return int((wall.astimezone(UTC) - EPOCH).total_seconds() // 60)


@fuzz(ROSTERS)
@given(SEEDS)
def test_whole_files(folder, seed):
    """Never a traceback, a wrong instant, an unjudged roster, a bad file."""
    assert_whole(folder, Random(seed))


def assert_whole(folder, rng):
    """Draw a file and take it all the way."""
    data = drawing.Drawing(rng).file()
    problem = refused(folder / "roster.yaml", data)
    if problem is None:
        seen["refused"] += 1
        return
    note(written(data))
    assert_instants(problem)
    if len(problem.duties) > MOST_DUTIES:
        seen["large"] += 1
        return
    result = scheduler.solve(
        problem, iterations=ITERATIONS, threads=1, seconds=30
    )
    seen[result.status] += 1
    if result.reason is not None:
        assert all(s.text for s in result.reason.statements)
    if result.best is None:
        return
    model = compile_rules(problem)
    assert_judged(model, result.best)
    assert_mutations(problem, model, result.best, Random(rng.randint(0, 99)))
    assert_round_trip(result.best, folder)
    assert_calendars(result.best)


@fuzz(ROSTERS)
@given(SEEDS)
def test_broken_text(folder, seed):
    """Cut, doubled and garbled text is refused in words."""
    assert_refused(folder, Random(seed))


def assert_refused(folder, rng):
    """Draw a file and spoil it."""
    text = written(drawing.Drawing(rng, exotic=0.1).file())
    for _ in range(rng.randint(1, 3)):
        at, size = rng.randint(0, len(text)), rng.randint(0, 20)
        text = text[:at] + rng.choice(GARBAGE) + text[at + size :]
    note(text)
    path = folder / "broken.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        scheduler.read(path)
    except scheduler.InputError as error:
        assert_helpful(error, folder)


GARBAGE = [
    "",
    "\t",
    "\n",
    "- ",
    ": ",
    "{",
    "}",
    "[",
    "]",
    "'",
    '"',
    "&a ",
    "*a",
    "!!python/object:os.system ",
    "%",
    "---\n",
    "...\n",
    "#",
    "|",
    ">",
    "\x00",
    "\ufeff",
    "\u2028",
    "\ud800",
    "é",
    "١",
    "<<: ",
    "? ",
    "0x10",
    "1e999",
    ".nan",
    "\r",
    "-" * 50,
    "[" * 60,
]


def test_enough_are_solved():
    """Files that are refused at once would test little."""
    print(seen)
    assert seen.total() - seen["refused"] >= 0.4 * seen.total()
