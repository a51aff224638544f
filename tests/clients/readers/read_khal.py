"""A calendar for terminals: import the file, then list what it shows."""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from reader import Entry, run

CONFIG = """
[calendars]
[[team]]
path = {folder}/team
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%M
longdatetimeformat = %Y-%m-%dT%H:%M
local_timezone = UTC
default_timezone = UTC
[default]
default_calendar = team
[sqlite]
path = {folder}/khal.db
"""
FIELDS = ("uid", "start-long-full", "end-long-full", "title", "description")


def khal(folder: str, *arguments: str) -> str:
    """Run khal with a configuration of its own and return its output."""
    command = [sys.executable, "-m", "khal", "-c", f"{folder}/config"]
    return subprocess.run(
        [*command, *arguments],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout


def read(path: Path) -> Iterator[Entry]:
    """Yield the events that khal shows after an import."""
    _, _, events = path.read_text("utf-8").partition("BEGIN:VEVENT")
    years = [*map(int, re.findall(r"\nDT(?:START|END)\b.*:(\d{4})", events))]
    if not years:
        return
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "team").mkdir()
        Path(folder, "config").write_text(CONFIG.format(folder=folder))
        khal(folder, "import", "--batch", "-a", "team", str(path))
        wanted = [part for field in FIELDS for part in ("--json", field)]
        window = [f"{min(years) - 1}-12-31", f"{max(years) + 1}-01-02"]
        shown = khal(folder, "list", "--once", *wanted, *window)
    for line in shown.splitlines():  # one list for each day
        for event in json.loads(line):
            uid, start, end, title, text = (event[f] for f in FIELDS)
            yield uid, f"{start}:00Z", f"{end}:00Z", title, text


run(read)
