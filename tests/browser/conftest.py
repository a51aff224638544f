"""A headless browser that opens our pages."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import scheduler
from scheduler.problem import Work
from scheduler.queues import with_queues
from scheduler.report.page import write_report
from scheduler.roster import Roster

HERE = Path(__file__).parent
EVIL = '<script>alert("roster")</script>'
NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)


class Looked:
    """What a browser said of a page.

    ``told`` is what the console said, ``asked`` what was loaded from
    elsewhere, ``answers`` one answer per step.
    """

    def __init__(self, reply: dict[str, Any]) -> None:
        assert "failed" not in reply, reply["failed"]
        self.told: list[str] = reply["told"]
        self.asked: list[str] = reply["asked"]
        self.answers: list[Any] = reply["answers"]


class Browser:
    """A browser in a process of its own, told line by line what to do."""

    def __init__(self, chromium: str) -> None:
        self._process = subprocess.Popen(
            ["node", str(HERE / "look.mjs")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=HERE,
            env=os.environ | {"CHROMIUM": chromium},
        )

    def look(self, file: Path, *steps: list[Any], **options: Any) -> Looked:
        """Open a page and go through steps, such as ``["click", "#a"]``."""
        asked = {"file": str(file), "steps": steps, **options}
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        return Looked(json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        """End the browser."""
        self._process.communicate(timeout=30)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser; skipped where there is none, except in CI, which fails."""
    chromium = next((path for n in NAMES if (path := shutil.which(n))), None)
    packages = HERE / "node_modules" / "axe-core"
    if not (chromium and shutil.which("node") and packages.is_dir()):
        message = "chromium, node or the packages of tests/browser are missing"
        if os.environ.get("CI", "").lower() in {"1", "true"}:
            pytest.fail(message)
        pytest.skip(message)
    opened = Browser(chromium)
    yield opened
    opened.close()


def problem():
    """A week of London, New York and Manila, London changing its clocks."""
    people = [
        ("Ana Souza", "uk"), (EVIL, "uk"), ("Bob Stone", "us"),
        ("Kei Cruz", "ph"), ('Eve =HYPERLINK("http://x")', "ph"),
    ]  # fmt: skip
    return scheduler.build(
        {
            "version": 1,
            "roster": f"Desk {EVIL}",
            "zone": "Europe/London",
            "from": "2027-03-22",
            "weeks": 1,
            "teams": {
                "uk": {"place": "GB"},
                "us": {"zone": "America/New_York", "place": "US"},
                "ph": {"zone": "Asia/Manila", "place": "PH"},
            },
            "contracts": {"full": {"paid hours": "40/week"}},
            "skills": {"names": ["desk", "mail"]},
            "shifts": {
                "day": {"who": "all", "window": "daily 08:00-16:00",
                        "break": {"length": "30m",
                                  "starts after": "3h to 5h"}},
            },
            "people": [
                {"name": name, "team": team, "contract": "full",
                 "skills": ["desk"] if name == EVIL else ["desk", "mail"]}
                for name, team in people
            ],
            "queues": {"desk": {}, "mail": {}},
            "coverage": [
                {"queue": "desk", "window": "24/7", "least": 1, "wanted": 2},
                {"queue": "mail", "window": "daily 08:00-20:00", "least": 1},
            ],
            "away": [{"who": EVIL, "dates": "2027-03-24"}],
            "handovers": [
                {"queue": "desk", "at": "daily 08:00", "overlap": "30m"},
            ],
        }
    )  # fmt: skip


def worked(days):
    """Everybody works the only duty of these days, breaks after 4 h."""
    given = problem()
    lines = []
    for person in given.people:
        line = []
        for day in days:
            (duty,) = given.menu(person.idx, day)
            start = given.duties[duty].start_min
            rest = scheduler.problem.Span(start + 240, start + 270, "break")
            line.append(Work(person.idx, day, duty, (rest,)))
        lines.append(tuple(line))
    return with_queues(Roster(given, tuple(lines)))


@pytest.fixture(scope="session")
def page_of(tmp_path_factory):
    """Return a function: days on which everybody works to the page of it."""
    folder = tmp_path_factory.mktemp("page")

    def written(days, name="desk", **options):
        path = folder / f"{name}.html"
        path.write_bytes(write_report(worked(days), **options))
        return path

    return written


@pytest.fixture(scope="session")
def desk(page_of):
    """The page of a week in which everybody works every day."""
    return page_of(range(7))


@pytest.fixture(scope="session")
def evil():
    """A name that would run, were it markup."""
    return EVIL
