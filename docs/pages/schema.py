"""The page ``roster.schema.json``: what ``schedule schema`` prints."""

from __future__ import annotations

import json

from scheduler.cli.editor_schema import editor_schema

__all__ = ["page"]


def page() -> str:
    """Return the JSON Schema of roster files, as editors read it."""
    return json.dumps(editor_schema(), ensure_ascii=False, indent=1) + "\n"
