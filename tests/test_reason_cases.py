"""Every rule that can forbid tells why there is no roster, and no more.

``tests/reason_cases`` has a roster file for each such rule. The lines of its
clash end in ``# clash``; the sentences told about it begin with ``#:`` at
the top, in the order of the file.
"""

import re
from dataclasses import replace
from pathlib import Path

import pytest

import scheduler
from constraints.terms import Cover
from scheduler.engine.cpsat.engine import CpSat
from scheduler.engine.engine import Limits
from scheduler.model import Model, compile_rules
from scheduler.reasons import explain

FOLDER = Path(__file__).parent / "reason_cases"
LIMITS = Limits(seconds=20, threads=1)


def reduced(terms, kept):
    """Return the terms of some statements, coverage cut to theirs."""
    for term in terms:
        if isinstance(term, Cover):
            tiers = tuple(t for t in term.tiers if t.because in kept)
            if tiers:
                yield replace(term, tiers=tiers)
        elif term.because in kept:
            yield term


def holds(problem, kept):
    """Return whether some statements can hold, must coverage included.

    Asked of the engine, which knows nothing of how reasons are found.
    """
    terms = tuple(reduced(compile_rules(problem).terms, kept))
    if not terms:
        return True
    model = Model(problem, terms)
    found = CpSat(reasons=False).run(model, LIMITS, lambda event: None)
    assert found.status in ("optimal", "infeasible")
    return found.status == "optimal" and not found.shortage_min


@pytest.mark.parametrize(
    "path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem
)
def test_reason(path):
    """The reason reads well, and each statement of it is needed."""
    problem = scheduler.read(path)
    reason = explain(problem, LIMITS, staffed=True)
    assert reason.minimal
    said = reason.statements
    lines = path.read_text("utf-8").splitlines()
    assert [f"#: {s.text}" for s in said] == [
        line for line in lines if line.startswith("#:")
    ]
    assert {s.place.line for s in said} == {
        number
        for number, line in enumerate(lines, start=1)
        if line.endswith("# clash")
    }
    assert names_of_rules(problem, said) >= {path.stem.replace("_", "-")}
    for statement in said:
        assert statement.place.file == str(path)
        reads_well(statement, problem)
    whole = {why for s in said for why in s.because}
    assert not holds(problem, whole)
    for statement in said:
        assert holds(problem, whole - set(statement.because))


def names_of_rules(problem, said):
    """Return the names of the rules that statements come from."""
    rules = {id_: rule.name for rule in problem.rules for id_ in rule.ids}
    return {rules[why.rule] for s in said for why in s.because}


def reads_well(statement, problem):
    """Assert that a sentence has days and people, and nothing of code."""
    assert "March" in statement.text
    assert not re.search(r"_|[a-z]\.[a-z]|None|\(\)", statement.text)
    for because in statement.because:
        named = [problem.people[p].name for p in because.people]
        assert len(named) > 4 or all(n in statement.text for n in named)
