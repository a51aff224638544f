"""The page: one file of HTML with everything in it, which asks nobody.

Style, script and data are inside; a content security policy names the very
script by its hash and forbids all else, so that no name in a roster could
ever run. Texts reach the page as JSON and are only ever set as text.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from scheduler.report.model import model
from scheduler.report.runs import run_of

if TYPE_CHECKING:
    from scheduler.export.roster_doc import RosterDoc
    from scheduler.report.model import Edition
    from scheduler.report.runs import Run
    from scheduler.result import Result
    from scheduler.roster import Roster

__all__ = ["page", "write_report"]

_STYLES = ("page.css", "print.css")
_SCRIPTS = (
    "time.js",
    "dom.js",
    "card.js",
    "timeline.js",
    "coverage.js",
    "tables.js",
    "main.js",
)


def write_report(
    roster: Roster,
    result: Result | None = None,
    *,
    edition: Edition = "managers",
    run: Run | None = None,
    since: RosterDoc | None = None,
    replications: int = 100,
) -> bytes:
    """Return a page about a roster, complete in one file.

    Parameters
    ----------
    result
        The run that made the roster: adds proof, engine and seed.
    edition
        ``team`` leaves out wishes, the ledger, prices and what keeps
        people: it can be shared.
    run
        What is known of the run, where there is no result.
    since
        Another roster, as its file tells it, to say what is different.
    replications
        How many times contacts are drawn for the chances of promises; 0
        for no chances.
    """
    known = run_of(result) if result is not None else run
    return page(
        model(
            roster,
            edition=edition,
            run=known,
            since=since,
            replications=replications,
        )
    )


def page(data: dict[str, Any]) -> bytes:
    """Return the page that shows a model."""
    style, script = _joined(_STYLES), _joined(_SCRIPTS)
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"script-src 'sha256-{_hash(script)}'; "
        f"style-src 'sha256-{_hash(style)}'"
    )
    parts = {
        "policy": policy,
        "title": escape(f"{data['name']}, {data['when']} {data['year']}"),
        "style": style,
        "script": script,
        "data": _json(data),
    }
    text = _asset("page.html")
    # Split once, so that nothing in a part is taken for a place of another.
    head, *rest = text.split("{{")
    for piece in rest:
        name, _, after = piece.partition("}}")
        head += parts[name] + after
    return head.encode()


def _json(data: dict[str, Any]) -> str:
    """Return JSON that no browser takes for markup, whatever is in it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _joined(names: tuple[str, ...]) -> str:
    return "\n" + "".join(_asset(name) for name in names)


@cache
def _asset(name: str) -> str:
    return (
        files("scheduler.report").joinpath("assets", name).read_text("utf-8")
    )


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
