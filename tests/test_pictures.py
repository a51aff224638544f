"""Pictures in README and docs are those that the command makes."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"pictures/([\w-]+\.(?:png|svg))")
LARGEST = 350_000


def made():
    """Return the files that docs/pictures.py says it makes."""
    text = (ROOT / "docs" / "pictures.py").read_text("utf-8")
    pages = re.findall(r'Picture\(\s*"([\w-]+)"', text)
    plain = re.findall(r'^    "([\w-]+)": \(', text, re.MULTILINE)
    plain += re.findall(r'^PANELS_OF = \{"([\w-]+)":', text, re.MULTILINE)
    return {f"{n}.png" for n in pages} | {f"{n}.svg" for n in plain}


def test_each_picture_is_made_and_shown():
    """None was pasted by hand, and none is left behind."""
    shown = {
        name
        for page in PAGES
        for name in LINK.findall(page.read_text("utf-8"))
    }
    there = {path.name for path in PICTURES.iterdir()}
    assert shown == there == made()


@pytest.mark.parametrize(
    "path", sorted(PICTURES.iterdir()), ids=lambda p: p.name
)
def test_pictures_are_small_and_ask_nobody(path):
    """A reader downloads no font, and no more than a photo."""
    data = path.read_bytes()
    assert len(data) < LARGEST
    if path.suffix == ".svg":
        assert not re.search(rb"(src:|href=|url\()\s*\W?https?:", data)
