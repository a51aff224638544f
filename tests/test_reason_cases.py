"""Every rule that can forbid tells why there is no roster, and no more.

``tests/reason_cases`` has a roster file for each such rule. The lines of its
clash end in ``# clash``; the sentences told about it begin with ``#:`` at
the top, in the order of the file.
"""

import importlib.util
import re
from dataclasses import replace
from pathlib import Path

import pytest

import scheduler
from constraints import RULES
from constraints.terms import Cover
from scheduler.engine.cpsat.engine import CpSat
from scheduler.engine.engine import Limits
from scheduler.model import Model, compile_rules
from scheduler.reasons import explain

TESTS = Path(__file__).parent
FOLDER = TESTS / "reason_cases"
LIMITS = Limits(seconds=20, threads=1)
TO_WRITE = """
{path} is missing. Write a small roster file in which this rule and a few
other statements cannot all hold, such as

    #: Ana Souza works early, Tue 2 March
    #: … (a line for each sentence that schedule explain prints)
    use: desk.yml
    pins:
      - {{who: Ana Souza, day: 2027-03-02, shift: early}}  # clash
    rules:
      - {{rule: …}}  # clash
"""

every_rule = pytest.mark.parametrize(
    "rule", RULES, ids=[rule.__name__ for rule in RULES]
)


def file_of(rule):
    """Return the name of the file that defines a rule."""
    return rule.__module__.rpartition(".")[2]


def forbids(term):
    """Return whether a term can rule out a roster, or is ``must`` coverage."""
    if isinstance(term, Cover):
        return any(tier.must for tier in term.tiers)
    prices = (
        getattr(term, name, None)
        for name in ("price", "price_low", "price_high")
    )
    return any(price is not None and price.hard for price in prices)


def can_be_hard(rule):
    """Return whether any of a rule's parity cases forbids something."""
    path = TESTS / "parity_cases" / f"{file_of(rule)}.py"
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return any(
        forbids(term)
        for case in module.CASES
        for term in case.rule.terms(case.problem)
    )


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


@every_rule
def test_rule_has_a_case(rule):
    """Whatever can forbid has an example of forbidding too much."""
    path = FOLDER / f"{file_of(rule)}.yaml"
    assert path.is_file() or not can_be_hard(rule), TO_WRITE.format(path=path)


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
