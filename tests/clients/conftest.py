"""Reads calendars with the programs people use, each in its own process."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pytest

HERE = Path(__file__).parent
ENVIRONMENT = {
    # Far from every zone in our calendars: a client that takes a time for
    # local is found out.
    "TZ": "Pacific/Marquesas",
    # Nobody's own settings are read.
    "HOME": "/nowhere",
    "PYTHONUTF8": "1",
}


class Reading(NamedTuple):
    """An event as a client understood it; times in UTC, ISO 8601 with Z."""

    start: str
    end: str
    summary: str
    description: str


Readings = dict[Path, dict[str, Reading]]


@dataclass(frozen=True)
class Client:
    """A calendar program and the script that reads with it.

    ``alone`` is for programs that remember one file while reading the next.
    """

    name: str
    script: str
    package: str
    alone: bool = False

    @property
    def is_node(self) -> bool:
        """Whether it is a JavaScript package."""
        return self.script.endswith(".mjs")

    @property
    def is_installed(self) -> bool:
        """Whether it can be run here."""
        if self.is_node:
            package = HERE / "node_modules" / self.package
            return bool(shutil.which("node")) and package.is_dir()
        return importlib.util.find_spec(self.package) is not None

    def read(self, paths: Iterable[Path]) -> Readings:
        """Return the events of each file by UID; a UID twice is an error."""
        paths = list(paths)
        batches = [[path] for path in paths] if self.alone else [paths]
        found: Readings = {}
        for batch in batches:
            for name, entries in self._run(batch).items():
                events = {uid: Reading(*rest) for uid, *rest in entries}
                assert len(events) == len(entries), f"{name}: a UID twice"
                found[Path(name)] = events
        return found

    def _run(self, paths: list[Path]) -> dict[str, list[list[str]]]:
        program = "node" if self.is_node else sys.executable
        done = subprocess.run(
            [program, str(HERE / "readers" / self.script), *map(str, paths)],
            capture_output=True,
            env=os.environ | ENVIRONMENT,
            text=True,
            encoding="utf-8",
            timeout=300,
        )
        assert done.returncode == 0, f"{self.name}: {done.stderr[-2000:]}"
        return json.loads(done.stdout)


CLIENTS = (
    Client("icalendar", "read_icalendar.py", "icalendar"),
    Client("ical", "read_ical.py", "ical"),
    Client("vobject", "read_vobject.py", "vobject", alone=True),
    Client("radicale", "read_radicale.py", "radicale", alone=True),
    Client("khal", "read_khal.py", "khal"),
    Client("ical.js", "read_icaljs.mjs", "ical.js"),
    Client("node-ical", "read_nodeical.mjs", "node-ical"),
)


def need(client: Client) -> Client:
    """Return an installed client; else skip, except in CI, which fails."""
    if not client.is_installed:
        message = f"{client.name} is not installed"
        if os.environ.get("CI", "").lower() in {"1", "true"}:
            pytest.fail(message)
        pytest.skip(message)
    return client


@pytest.fixture(params=CLIENTS, ids=lambda client: client.name)
def client(request: pytest.FixtureRequest) -> Client:
    """Each client in turn."""
    return need(request.param)


@pytest.fixture(scope="session")
def client_named() -> Callable[[str], Client]:
    """Return a function from a name to that client."""
    by_name = {client.name: client for client in CLIENTS}
    return lambda name: need(by_name[name])


@pytest.fixture(scope="session")
def read_with_all_clients() -> Callable[[Iterable[Path]], dict[str, Readings]]:
    """Return a function: paths → client → path → UID → `Reading`."""

    def read(paths: Iterable[Path]) -> dict[str, Readings]:
        paths = list(paths)
        clients = [need(client) for client in CLIENTS]
        return {client.name: client.read(paths) for client in clients}

    return read
