"""Trained: amounts, accounts that the same people know, and words."""

from constraints.trained import Known, Trained
from constraints.values import HIGH, MUST
from scheduler.testing import tiny_problem

HOUR = 60
PEOPLE = (
    {"name": "Ana", "knows": frozenset({"Acme", "Bolt"})},
    {"name": "Ben", "knows": frozenset({"Core"})},
)
PROBLEM = tiny_problem(PEOPLE, days=2)
DAY = PROBLEM.duties[0].start_min


def rule(*accounts, importance=HIGH):
    """Return the rule for accounts on the first day, 8:00 to 16:00."""
    return Trained(
        id="trained",
        accounts=tuple(
            Known(
                f"accounts.{name.lower()}",
                name,
                ((DAY, DAY + hours * HOUR),),
                least,
                importance,
            )
            for name, hours, least in accounts
        ),
    )


def test_somebody_who_knows_it_is_enough(judge):
    """Ana is there all day, so nothing is missing."""
    found = judge(rule(("Acme", 8, 1)), PROBLEM, {0: 0})
    assert found == []


def test_others_do_not_count(judge):
    """Ben does not know Acme: eight hours without anybody who does."""
    (lack,) = judge(rule(("Acme", 8, 1)), PROBLEM, {}, {0: 0})
    assert lack.amount == 8 * HOUR
    assert (
        rule(("Acme", 8, 1)).words(lack, PROBLEM)
        == "Acme: 0 instead of 1 on duty of those who know it,"
        " Mon 1 March 08:00–16:00"
    )


def test_accounts_that_the_same_people_know_count_once(judge):
    """Acme and Bolt lack the same person; Core lacks another."""
    found = judge(rule(("Acme", 8, 1), ("Bolt", 8, 1)), PROBLEM)
    assert [v.amount for v in found] == [8 * HOUR]
    found = judge(rule(("Acme", 8, 1), ("Core", 8, 1)), PROBLEM)
    assert [v.amount for v in found] == [8 * HOUR, 8 * HOUR]


def test_highest_number_counts(judge):
    """Two for four hours of Bolt, one for the rest of Acme's day."""
    wanted = rule(("Acme", 8, 1), ("Bolt", 4, 2))
    assert sorted(v.amount for v in judge(wanted, PROBLEM, {0: 0})) == [
        4 * HOUR
    ]


def test_accounts_are_few_terms():
    """Fifty brands of one group are as many terms as one."""
    brands = [(f"Brand {n}", 8, 1) for n in range(50)]
    knows = frozenset(name for name, _, _ in brands)
    problem = tiny_problem(({"knows": knows}, {"knows": knows}), days=2)
    assert len(list(rule(*brands).terms(problem))) == 8


def test_must_is_counted_as_missing_first():
    """A must that nobody meets is a shortage, never a refusal."""
    must = rule(("Acme", 8, 1), importance=MUST)
    terms = list(must.terms(PROBLEM))
    assert all(term.price.hard for term in terms)
    assert must.says(terms[0].because, PROBLEM) == (
        "somebody who knows Acme is on duty, Mon 1 March"
    )
    assert must.ids == ("trained", "accounts.acme")
