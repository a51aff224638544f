"""A headless browser that opens our pages."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
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
