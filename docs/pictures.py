"""Make the pictures of README and docs from the shipped examples.

Solves each example that a picture shows, writes its page and has a headless
Chromium take the pictures. Needs chromium, node and the packages of
``tests/browser`` (``npm ci`` there, once). ``--rosters DIR`` keeps solved
rosters there and uses those it finds; without it all are solved anew.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.text import Text

import scheduler
from scheduler import Problem
from scheduler.cli.panel import Seen, panel
from scheduler.export.rosters import read_any, read_document
from scheduler.plot.plot import write_plot
from scheduler.report.page import write_report
from scheduler.report.runs import run_told

if TYPE_CHECKING:
    from rich.console import RenderableType

    from scheduler.events import Event

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
BROWSER = ROOT / "tests" / "browser"
SECONDS = 60
SEARCH_SECONDS = 40


@dataclass(frozen=True)
class Picture:
    """A part of a page as it looks after some steps.

    Attributes
    ----------
    part
        Of the page; None for the window as it is.
    steps
        As ``tests/browser/look.mjs`` takes them.
    """

    name: str
    example: str
    part: str | None = None
    steps: tuple[tuple[str, ...], ...] = ()
    width: int = 1280
    height: int = 900
    scheme: str = "light"


HIDE = ("ask", "document.getElementById('controls').style.position = 'static'")

PICTURES_OF = (
    Picture(
        "timeline", "atlantic/march.yaml", "#timeline", (HIDE,), width=1440
    ),
    Picture(
        "coverage",
        "paid-support/spring.yaml",
        "#coverage",
        (HIDE, ("click", "#gaps button.link")),
    ),
    Picture(
        "duty",
        "paid-support/spring.yaml",
        None,
        (
            ("click", "[data-zoom=day]"),
            ("click", "#after"),
            (
                "ask",
                "document.getElementById('timeline').scrollIntoView("
                "{behavior: 'instant'})",
            ),
            ("focus", "#lines .line[data-person^='Sean'] .bar"),
        ),
        scheme="dark",
    ),
    Picture("phone", "on-call.yaml", None, (), width=390, height=844),
)


PLOTS_OF = {
    "week": ("atlantic/march.yaml", "timeline"),
    "gaps": ("atlantic/march.yaml", "coverage"),
}
"""Pictures of first weeks, drawn without a browser."""

TERMINALS_OF = {
    "show": ("quickstart.yaml", "show FILE ROSTER"),
    "who": (
        "paid-support/spring.yaml",
        'who enterprise "Tue 14:00 Dublin" FILE ROSTER',
    ),
    "gap-list": (
        "paid-support/spring.yaml",
        'show FILE ROSTER --queue "premium chat" --gaps',
    ),
    "ledger": ("atlantic/march.yaml", "show FILE ROSTER --ledger"),
}
"""Commands as a terminal of 80 columns shows them."""

PANELS_OF = {"panel": "atlantic/march.yaml"}
"""Searches as a terminal shows them while they run."""


def main() -> int:
    """Make all pictures, or those that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="default: all")
    parser.add_argument("--rosters", type=Path, help="solved rosters")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        kept = asked.rosters or Path(folder)
        for picture in PICTURES_OF:
            if asked.names and picture.name not in asked.names:
                continue
            page = _page(picture.example, kept, Path(folder))
            _take(picture, page)
            print(f"wrote: docs/pictures/{picture.name}.png")
        for name, (example, what) in PLOTS_OF.items():
            if not asked.names or name in asked.names:
                problem, path = _solved(example, kept)
                roster = read_any(problem, path)
                data = write_plot(roster, what, days=problem.weeks[0])
                (PICTURES / f"{name}.svg").write_bytes(data)
                print(f"wrote: docs/pictures/{name}.svg")
        for name, (example, command) in TERMINALS_OF.items():
            if not asked.names or name in asked.names:
                _, path = _solved(example, kept)
                _capture(name, example, command, path)
        for name, example in PANELS_OF.items():
            if not asked.names or name in asked.names:
                _capture_panel(name, example)
    return 0


def _capture(name: str, example: str, command: str, roster: Path) -> None:
    """Draw what a command writes to a terminal."""
    words = shlex.split(command)
    real = {"FILE": f"examples/{example}", "ROSTER": str(roster)}
    shown = {"FILE": Path(example).name, "ROSTER": "out/roster.json"}
    done = subprocess.run(
        [str(Path(sys.executable).with_name("schedule"))]
        + [real.get(word, word) for word in words],
        env=os.environ
        | {"FORCE_COLOR": "1", "TERM": "xterm-256color", "COLUMNS": "80"},
        capture_output=True,
        text=True,
        check=True,
    )
    for placeholder, word in shown.items():
        command = command.replace(placeholder, word)
    _draw(name, f"schedule {command}", Text.from_ansi(done.stdout.rstrip()))


def _capture_panel(name: str, example: str) -> None:
    """Draw the panel of a search as it was after two thirds of its time."""
    problem = scheduler.read(f"examples/{example}")
    seen, frames, began = Seen(), [], monotonic()

    def tell(event: Event) -> None:
        passed = monotonic() - began
        seen.learn(event, passed)
        if not frames and passed > SEARCH_SECONDS * 2 / 3:
            limit = float(SEARCH_SECONDS)
            frames.append(panel(seen, passed, limit, width=80, plain=False))

    scheduler.solve(problem, seconds=SEARCH_SECONDS, seed=1, on_event=tell)
    _draw(name, f"schedule solve {Path(example).name} -o out", frames[0])


def _draw(name: str, title: str, shown: RenderableType) -> None:
    console = Console(record=True, width=80, file=io.StringIO())
    console.print(shown)
    # The picture must not ask the network for a font.
    fonts = re.compile(r"@font-face \{\{.*?\}\}", re.DOTALL)
    plain = fonts.sub("", CONSOLE_SVG_FORMAT)
    (PICTURES / f"{name}.svg").write_text(
        console.export_svg(title=title, code_format=plain, unique_id=name),
        "utf-8",
    )
    print(f"wrote: docs/pictures/{name}.svg")


def _page(example: str, kept: Path, folder: Path) -> Path:
    """Return the page of an example, solved unless that was done."""
    page = folder / f"{Path(example).stem}.html"
    if page.exists():
        return page
    problem, path = _solved(example, kept)
    roster = read_any(problem, path)
    run = run_told(read_document(problem, path))
    page.write_bytes(write_report(roster, run=run))
    return page


def _solved(example: str, kept: Path) -> tuple[Problem, Path]:
    """Return an example and its roster, solved unless that was done."""
    # Places in the page are told as users see them, from the repository.
    os.chdir(ROOT)
    problem = scheduler.read(f"examples/{example}")
    path = kept / Path(example).stem / "roster.json"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        result = scheduler.solve(problem, seconds=SECONDS, seed=1)
        assert result.best is not None, f"{example}: no roster"
        path.write_bytes(scheduler.write_roster(result.best, result))
    return problem, path


def _take(picture: Picture, page: Path) -> None:
    PICTURES.mkdir(exist_ok=True)
    target = PICTURES / f"{picture.name}.png"
    take = ["picture", str(target), *([picture.part] if picture.part else [])]
    job = {
        "file": str(page),
        "width": picture.width,
        "height": picture.height,
        "scheme": picture.scheme,
        "timezone": "UTC",
        "steps": [*picture.steps, take],
    }
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("pictures need chromium")
    done = subprocess.run(
        ["node", "look.mjs"],
        cwd=BROWSER,
        env=os.environ | {"CHROMIUM": chromium},
        input=json.dumps(job) + "\n",
        capture_output=True,
        text=True,
        check=True,
    )
    reply = json.loads(done.stdout)
    if "failed" in reply:
        sys.exit(reply["failed"])


if __name__ == "__main__":
    sys.exit(main())
