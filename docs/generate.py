"""Write the pages of ``docs/`` that follow from the code, or check them.

Run it after a change of the schema, of a rule's documentation or of a
command; ``--check`` writes nothing, names the pages that have drifted and
ends in exit code 1. A new page is one file in ``docs/pages`` and one line in
``PAGES``.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pages import commands, language, rules, schema

if TYPE_CHECKING:
    from collections.abc import Callable

DOCS = Path(__file__).parent

PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands.page,
    "language.md": language.page,
    "roster.schema.json": schema.page,
    "rules.md": rules.page,
}


def main() -> int:
    """Write or check all pages; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="write nothing, only compare"
    )
    check = parser.parse_args().check
    drifted = [name for name in PAGES if _is_old(name)]
    for name in drifted:
        if not check:
            (DOCS / name).write_text(PAGES[name](), encoding="utf-8")
        print(f"{'drifted' if check else 'wrote'}: docs/{name}")
    if check and drifted:
        print("run: python docs/generate.py")
    return int(check and bool(drifted))


def _is_old(name: str) -> bool:
    path = DOCS / name
    return not path.exists() or path.read_text("utf-8") != PAGES[name]()


if __name__ == "__main__":
    sys.exit(main())
