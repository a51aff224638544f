"""The calendars of our examples, read with seven calendar programs.

What each program understood is compared with the roster itself: instants,
titles, and what descriptions say of queues and breaks.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

import scheduler
from scheduler import Roster
from scheduler.clock import zone
from scheduler.engine.engine import Limits
from scheduler.engine.greedy import Greedy
from scheduler.engine.view import roster_of
from scheduler.export.files import write_all
from scheduler.export.ics_lint import lint
from scheduler.model import compile_rules
from scheduler.problem import Span, Work
from scheduler.queues import with_queues
from scheduler.slug import slug

pytestmark = [pytest.mark.clients, pytest.mark.slow]

EXAMPLES = Path(__file__).parents[2] / "examples"
MEETINGS = ("stand-up", "one-to-one", "off the queues")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ALLOWED_WARNINGS = {"hand-over-near-change", "real-length"}
# They start a server or a database for each file.
SLOW_CLIENTS = {"khal", "radicale"}

Entry = tuple[str, str, str, tuple[str, ...]]
"""Start and end in UTC, the title, and lines that the description has."""


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(
            file, marks=pytest.mark.xdist_group(name), id=name
        )  # each read and filled but once
        for name, file in (
            ("quickstart", "quickstart.yaml"),
            ("atlantic", "atlantic/march.yaml"),
        )
    ],
)
def roster(request: pytest.FixtureRequest) -> Roster:
    """A quick roster of each example, good or bad: the calendars are alike.

    Pins are what a greedy roster may break, and would not be published.
    """
    problem = scheduler.read(EXAMPLES / request.param)
    rules = [rule for rule in problem.rules if rule.rule != "pinned"]
    outcome = Greedy().run(
        compile_rules(problem, rules), Limits(iterations=1), lambda _: None
    )
    assert outcome.lines is not None
    return with_queues(roster_of(problem, outcome.lines))


@pytest.fixture(scope="module")
def published(
    roster: Roster, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, ...]:
    """The calendars of the roster, as files."""
    folder = tmp_path_factory.mktemp("published")
    return write_all(folder, scheduler.write_ics(roster))


def in_utc(instant_min: int) -> str:
    """Return an instant as readers print it."""
    return f"{EPOCH + timedelta(minutes=instant_min):%Y-%m-%dT%H:%M:%SZ}"


def on_queues(work: Work) -> Iterator[Span]:
    """Yield the queue blocks of a work; those that touch are one."""
    blocks = [span for span in work.spans if span.kind == "queue"]
    spans = enumerate(blocks)

    def stretch(item: tuple[int, Span]) -> tuple[int, int]:
        idx, span = item
        before = sum(s.end_min - s.start_min for s in blocks[:idx])
        return span.queue, span.start_min - before

    for (queue, _), group in groupby(spans, key=stretch):
        run = [span for _, span in group]
        yield Span(run[0].start_min, run[-1].end_min, "queue", queue)


def own_entry(roster: Roster, work: Work) -> Entry:
    """Return what somebody must see of their own work."""
    problem, duty = roster.problem, roster.duty(work)
    clock = zone(problem.people[work.person].zone)
    minutes: dict[str, int] = {}
    told = []
    for span in work.spans:
        if span.kind == "event":
            continue
        name = "break"
        if span.kind == "queue":
            name = problem.queues[span.queue].name
            length_min = span.end_min - span.start_min
            minutes[name] = minutes.get(name, 0) + length_min
        first, last = (
            f"{clock.at(at):%H:%M}" for at in (span.start_min, span.end_min)
        )
        told.append(f"{first}–{last} {name}")
    title = problem.shifts[duty.shift].name
    if minutes:
        queues = sorted(minutes, key=lambda name: -minutes[name])
        title += f": {', '.join(queues)}"
    return in_utc(duty.start_min), in_utc(duty.end_min), title, tuple(told)


def team_entry(roster: Roster, work: Work) -> Entry:
    """Return what a team must see of a work."""
    problem, duty = roster.problem, roster.duty(work)
    name = problem.people[work.person].name
    title = f"{problem.shifts[duty.shift].name} – {name}"
    told = (f"Person: {name}",)
    return in_utc(duty.start_min), in_utc(duty.end_min), title, told


def queue_entry(roster: Roster, work: Work, block: Span) -> Entry:
    """Return what those who look after a queue must see of a block."""
    problem = roster.problem
    person = problem.people[work.person]
    title = f"{problem.queues[block.queue].name} – {person.name}"
    told = (f"Person: {person.name}", f"Team: {person.team}")
    return in_utc(block.start_min), in_utc(block.end_min), title, told


def truth(roster: Roster) -> dict[str, list[Entry]]:
    """Return the entries of every calendar, in order."""
    problem = roster.problem
    found: dict[str, list[Entry]] = {
        f"people/{person.id}": [] for person in problem.people
    }
    found |= {f"teams/{slug(p.team)}": [] for p in problem.people}
    found |= {f"queues/{q.id}": [] for q in problem.queues if q.seat}
    for work in roster.works():
        person = problem.people[work.person]
        found[f"people/{person.id}"].append(own_entry(roster, work))
        found[f"teams/{slug(person.team)}"].append(team_entry(roster, work))
        for block in on_queues(work):
            queue = problem.queues[block.queue].id
            found[f"queues/{queue}"].append(queue_entry(roster, work, block))
    return {name: sorted(entries) for name, entries in found.items()}


def is_event(entry: Entry) -> bool:
    """Return whether an entry is within a duty: a meeting, or time off."""
    return entry[2].startswith(MEETINGS)


def smallest(paths: Iterable[Path]) -> list[Path]:
    """Return the smallest file of each folder that has an entry."""
    filled = (p for p in paths if b"BEGIN:VEVENT" in p.read_bytes())
    by_size = sorted(filled, key=lambda p: p.stat().st_size, reverse=True)
    return list({path.parent: path for path in by_size}.values())


def test_every_client_reads_the_roster(
    roster: Roster, published: tuple[Path, ...], client: Any
) -> None:
    """Each program sees the roster's instants and texts in every file."""
    wanted = truth(roster)
    assert sum(map(len, wanted.values())) > 50
    assert len(published) == len(wanted)
    slow = client.name in SLOW_CLIENTS
    paths = smallest(published) if slow else published
    for path, events in client.read(paths).items():
        name = f"{path.parent.name}/{path.stem}"
        seen = sorted(events.values(), key=lambda event: event[:3])
        expected = wanted[name]
        seen = [event for event in seen if not is_event(event)]
        assert [event[:3] for event in seen] == [
            entry[:3] for entry in expected
        ], name
        for event, (*_, told) in zip(seen, expected, strict=True):
            assert set(told) <= set(event.description.split("\n")), name


def test_nothing_is_wrong_with_any_file(published: tuple[Path, ...]) -> None:
    """Only the nights of clock changes are warned of."""
    for path in published:
        findings = lint(path.read_bytes(), path.name)
        assert {f.severity for f in findings} <= {"warning"}
        assert {f.code for f in findings} <= ALLOWED_WARNINGS
