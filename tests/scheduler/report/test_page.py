"""The page: complete in one file, and safe whatever people are called."""

import base64
import hashlib
import json
import re

import pytest

import scheduler
from scheduler.report.model import model
from scheduler.report.page import page, write_report
from scheduler.result import Result

EVIL = "</script><script>alert(1)</script>"
DATA = re.compile(
    r'<script type="application/json" id="data">(.*?)</script>', re.DOTALL
)
SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def data_of(html):
    """Return the data that a page carries."""
    return json.loads(DATA.search(html.decode())[1])


@pytest.fixture(scope="module")
def html(small):
    """The page of the small roster."""
    return write_report(small)


def test_asks_nobody(html):
    """Nothing is loaded: no address, and a policy that forbids it."""
    text = html.decode()
    assert not re.search(r"(?:src|href)=\"(?!#)", text)
    assert "url(" not in text
    assert "http" not in DATA.sub("", text).replace("http-equiv", "")
    assert "default-src 'none'" in text


def test_policy_names_the_script(html):
    """The script that runs is the one whose hash the policy names."""
    (script,) = SCRIPT.findall(html.decode())
    digest = hashlib.sha256(script.encode()).digest()
    assert f"'sha256-{base64.b64encode(digest).decode()}'" in html.decode()


def test_names_are_no_markup(small):
    """A person called like a script is a text like others."""
    told = model(small)
    told["people"][0]["name"] = EVIL
    told["name"] = EVIL
    html = page(told)
    assert EVIL.encode() not in html
    assert len(SCRIPT.findall(html.decode())) == 1
    assert data_of(html)["people"][0]["name"] == EVIL
    assert b"&lt;/script&gt;" in html  # the title


def test_places_in_texts_are_texts(small):
    """Braces in a name are not taken for a place of the template."""
    told = model(small)
    told["name"] = "{{data}} {{script}}"
    html = page(told).decode()
    assert "<title>{{data}} {{script}}, " in html


def test_same_bytes(small, html):
    """The same roster gives the same page."""
    assert write_report(small) == html


def test_proof(small):
    """A result brings its proof; without one nothing is claimed."""
    result = Result(
        "feasible", small, 6000 * 50, 6000 * 40, 0, 0, 3.21, "cp-sat", 7
    )
    run = data_of(write_report(small, result))["run"]
    assert run["gap"] == 0.2
    assert (run["engine"], run["seed"], run["seconds"]) == ("cp-sat", 7, 3.2)
    assert data_of(write_report(small))["run"]["status"] is None


def test_edition_for_the_team(small):
    """Wishes, ledger, prices and what keeps people are not in it at all."""
    html = write_report(small, edition="team")
    told = data_of(html)
    assert not {"ledger", "costs", "insights", "run"} & told.keys()
    assert all(bar[6] == [] for p in told["people"] for bar in p["bars"])
    assert all(gap["who"] is None for gap in told["gaps"])
    assert all(row["points"] is None for row in told["rows"])
    assert told["figures"]["points"] is None
    assert b"preferences" not in html
    managers = data_of(write_report(small))
    assert managers["people"][0]["bars"][0][6] != []
    assert managers["ledger"]["accounts"][0]["wishes"] == 1


def test_public_name():
    """It is what ``scheduler`` exports."""
    assert scheduler.write_report is write_report
