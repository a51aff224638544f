"""Reasons on a roster of real size: found, minimal, and in time."""

from pathlib import Path

import pytest

import scheduler
from scheduler.engine.engine import Limits

pytestmark = pytest.mark.slow

LIMITS = Limits(seconds=30)
MANILA = [
    "Paolo Reyes",
    "Grace Tan",
    "Jun Santos",
    "Liza Cruz",
    "Noel Garcia",
    "Ella Ramos",
]


def planted(examples, **texts):
    """Return the month of the example with entries added to sections."""
    path = examples / "atlantic" / "march.yaml"
    text = path.read_text("utf-8")
    for section, entries in texts.items():
        lines = "".join(f"  - {entry}\n" for entry in entries)
        text = text.replace(f"{section}:\n", f"{section}:\n{lines}")
    path.write_text(text, "utf-8")
    return scheduler.read(path)


def test_three_statements_about_one_person(examples):
    """A late duty, an early one and 11 hours of rest between them."""
    problem = planted(
        examples,
        pins=[
            "{who: Ben Okafor, day: 2027-03-17, shift: eve}",
            "{who: Ben Okafor, day: 2027-03-18, shift: core, at: 08:00}",
        ],
    )
    reason = scheduler.explain(problem, LIMITS)
    assert reason.minimal
    folder = Path(examples) / "atlantic"
    assert str(reason).splitlines()[1:] == [
        f"  Ben Okafor works eve, Wed 17 March  [{folder}/march.yaml:14:5]",
        "  Ben Okafor works core from 08:00, Thu 18 March"
        f"  [{folder}/march.yaml:15:5]",
        "  Ben Okafor rests at least 11 h between duties, 8 March–4 April"
        f"  [{folder}/northwind.yaml:{line_of(folder, 'rule: rest')}:5]",
    ]


def test_a_team_that_is_away(examples):
    """Nobody else is awake while Manila celebrates."""
    problem = planted(
        examples,
        away=[f"{{who: {name}, dates: 2027-03-16}}" for name in MANILA],
    )
    limits = Limits(seconds=120)  # a tenth of it on an idle machine
    reason = scheduler.explain(problem, limits, staffed=True)
    assert reason.minimal
    texts = [statement.text for statement in reason.statements]
    assert texts[0].startswith("frontline has at least 1 person, Tue 16 March")
    assert set(texts[1:]) <= {f"{n} is away, Tue 16 March" for n in MANILA}
    assert len(texts) > 4


def line_of(folder, text):
    """Return the number of the line of the standing file with a text."""
    lines = (folder / "northwind.yaml").read_text("utf-8").splitlines()
    return next(n for n, line in enumerate(lines, start=1) if text in line)
