"""Consoles: results go to one, chatter to the other, machines get JSON."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click
from rich.console import Console

if TYPE_CHECKING:
    from typing import TextIO

__all__ = ["err", "fits", "out", "write_json"]


def out() -> Console:
    """Return the console of results."""
    return _console(sys.stdout)


def err() -> Console:
    """Return the console of chatter: progress, warnings, errors."""
    return _console(sys.stderr)


def write_json(document: object) -> None:
    """Write a document for machines to standard output."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=1))


def fits(console: Console, glyphs: str) -> bool:
    """Return whether a console's encoding has all these characters."""
    try:
        glyphs.encode(console.encoding)
    except (LookupError, UnicodeEncodeError):
        return False
    return True


def _console(stream: TextIO) -> Console:
    # A name with [brackets] or :colons: is a name, not markup.
    return Console(file=stream, markup=False, emoji=False, highlight=False)
