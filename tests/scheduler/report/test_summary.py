"""A roster in a few lines of Markdown."""

from dataclasses import replace

import pytest

from scheduler.export.json import document
from scheduler.report.runs import Run
from scheduler.report.summary import escaped, summary, write_summary
from scheduler.roster import Roster


def test_what_matters_comes_first(small):
    """What is broken or proven, then tables that chats can show."""
    text = write_summary(small)
    title, headline, *rest = text.split("\n\n")
    assert title.startswith("### ")
    assert "Cost " in headline
    assert "3 people" in headline
    tables = [block for block in rest if block.startswith("|")]
    for table in tables:
        lines = table.splitlines()
        assert len({line.count("|") for line in lines}) == 1
    assert any("paid hours" in table for table in tables)
    assert text.endswith("\n")


def test_what_changed_is_told(small):
    """By day, on the clock of whoever it is about."""
    _, (kei,), _ = small.lines
    other = Roster(small.problem, ((), (kei,), ()))
    text = summary(other, Run(), document(small))
    assert "**Changed** since the roster before: 1 day of 1 person." in text
    assert "- Ana, Sat 27 March: " in text
    assert "→ off" in text
    same = summary(small, Run(), document(small))
    assert "nobody's days" in same


def test_a_proof_is_told_while_it_holds(small):
    """A bound is told as a share; that nothing is better, of that cost."""
    costly = Run(status="feasible", cost=10.0, bound=0.0)
    assert "proven within" in summary(small, costly)
    other = Run(status="optimal", cost=-1.0, bound=-1.0)
    assert "no roster costs less" not in summary(small, other)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("<script>", "\\<script\\>"),
        ("a|b", "a\\|b"),
        ("`x` *y* _z_", "\\`x\\` \\*y\\* \\_z\\_"),
        ("two\nlines", "two lines"),
        ("@all", "@\N{WORD JOINER}all"),
        ("#12", "\\#\N{WORD JOINER}12"),
        ("http://x", "http://\N{WORD JOINER}x"),
        ("- x", "\N{WORD JOINER}- x"),
        ("1. x", "\N{WORD JOINER}1. x"),
        ("Zoë-Ann O'Neil", "Zoë-Ann O'Neil"),
    ],
)
def test_names_are_shown_as_they_are(name, shown):
    """Nothing is a tag, a table, a mention, a list or a link."""
    assert escaped(name) == shown


def test_no_name_breaks_a_table(small):
    """A team with a bar in its name stays in its cell."""
    people = tuple(replace(p, team="a|b\n<b>") for p in small.problem.people)
    problem = replace(small.problem, people=people)
    text = write_summary(Roster(problem, small.lines))
    assert "| a\\|b \\<b\\> | 3 |" in text
