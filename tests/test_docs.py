"""Pages say what is so: generated, linked, and with examples that run."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter, ValidationError

import scheduler
from scheduler.spec.columns import TABLES
from scheduler.spec.inheritance import resolve_like
from scheduler.spec.roster import RosterSpec
from scheduler.spec.source import load, loads

ROOT = Path(__file__).parent.parent
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md")),
    *sorted((ROOT / "docs").glob("*.md")),
]
EXAMPLES = sorted((ROOT / "examples").rglob("*.yaml"))
SECTIONS = {
    field.alias or name: field
    for name, field in RosterSpec.model_fields.items()
}
WHOLE = {"roster", "people", "from"}
GAPS = {"missing", "too_short"}  # entries shown without all their keys

FENCED = re.compile(
    r"^(?P<mark><!-- runnable -->\n)?(?P<indent> *)```(?P<kind>\w+)\n"
    r"(?P<text>.*?)^ *```$",
    re.MULTILINE | re.DOTALL,
)
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:)([^)\s]*)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def relative(path):
    """Return a path as a test's name."""
    return str(path.relative_to(ROOT))


def blocks(kind, *, marked=False):
    """Return the fenced blocks of a kind in all pages, as parameters."""
    return [
        pytest.param(
            dedent(block["text"]),
            id=f"{relative(page)}:{text.count(chr(10), 0, block.start()) + 1}",
        )
        for page in PAGES
        for text in [page.read_text("utf-8")]
        for block in FENCED.finditer(text)
        if block["kind"] == kind and (block["mark"] or not marked)
    ]


def anchors(page):
    """Return the anchors of a page's headings, as hosts make them."""
    headings = HEADING.findall(FENCED.sub("", page.read_text("utf-8")))
    plain = [re.sub(r"[^\w -]", "", title.lower()) for title in headings]
    return {title.replace(" ", "-") for title in plain}


def test_generated_pages_are_current():
    """What follows from the code has been written again since it changed."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs/generate.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_links_lead_somewhere(page):
    """Every relative link names a file, and a heading of it."""
    dead = []
    for link in LINK.findall(FENCED.sub("", page.read_text("utf-8"))):
        name, _, anchor = link.partition("#")
        target = page.parent / name if name else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            dead.append(link)
    assert dead == []


@pytest.mark.parametrize("text", blocks("yaml"))
def test_yaml_is_the_language(text, tmp_path):
    """Every YAML block is a roster file, sections of one, or rules."""
    node = loads(text)
    if isinstance(node.value, list):
        assert wrong("rules", node.plain()) == []
    elif node.value.keys() >= WHOLE:
        path = tmp_path / "roster.yaml"
        path.write_text(text, "utf-8")
        assert scheduler.read(path).people
    else:
        for key, value in resolve_like(node)[0].plain().items():
            table = key in TABLES and isinstance(value, str)
            assert key == "use" or table or wrong(key, value) == []


def wrong(key, value):
    """Return what is wrong with a section of a file, gaps aside."""
    annotation = SECTIONS[key].rebuild_annotation()
    try:
        TypeAdapter(annotation).validate_python(value)
    except ValidationError as error:
        return [e for e in error.errors() if e["type"] not in GAPS]
    return []


@pytest.mark.slow
@pytest.mark.parametrize("code", blocks("python", marked=True))
def test_python_runs(code, tmp_path):
    """What is marked as runnable runs beside examples and a roster.yaml."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    shutil.copy(ROOT / "examples/quickstart.yaml", tmp_path / "roster.yaml")
    done = subprocess.run(
        [sys.executable, "-P", "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", EXAMPLES, ids=relative)
def test_editors_accept_examples(path):
    """The published JSON Schema finds nothing wrong with an example."""
    schema = json.loads((ROOT / "docs/roster.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    found = Draft202012Validator(schema).iter_errors(load(path).plain())
    assert [f"{list(e.path)}: {e.message[:200]}" for e in found] == []
