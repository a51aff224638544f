"""What everybody carries, against what would be fair."""

import scheduler
from scheduler.problem import Work
from scheduler.report.ledger import ledger
from scheduler.roster import Roster


def problem_of(**more):
    """Return a tiny problem of one or two people."""
    return scheduler.build(
        {
            "version": 1,
            "roster": "Tiny",
            "zone": "Europe/London",
            "from": "2027-03-01",
            "days": 7,
            "teams": {"uk": {"place": "GB"}, "jp": {"zone": "Asia/Tokyo"}},
            "contracts": {
                "full": {"paid hours": "40/week"},
                "half": {"paid hours": "16 to 24/week"},
            },
            "shifts": {"night": {"who": "all", "window": "daily 22:00-06:00"}},
            "skills": {"names": ["desk"]},
            "people": [
                {"name": "Ana", "team": "uk", "contract": "full"},
                {"name": "Kei", "team": "jp", "contract": "half"},
            ],
        }
        | more
    )


def on_days(problem, *days_of):
    """People work the only duty of their menu on these days."""
    return Roster(
        problem,
        tuple(
            tuple(Work(p, day, problem.menu(p, day)[0]) for day in days)
            for p, days in enumerate(days_of)
        ),
    )


def of(roster):
    """Return the ledger of a roster as it is judged."""
    return ledger(roster, scheduler.check(roster).violations)


def test_burdens_on_the_own_clock():
    """Friday to Sunday night of both: two nights, one weekend each.

    Ana's nights start on Friday and Saturday; hours on Saturday and Sunday
    and from 23:00 to 06:00 are unsocial: 7 of the first, 8 of the second.
    """
    problem = problem_of()
    found = of(on_days(problem, (4, 5), (4, 5)))
    for account in found.accounts:
        assert account.burdens["nights"].total == 2
        assert account.burdens["weekends"].total == 1
        assert account.burdens["unsocial hours"].total == 15 * 60
        assert account.paid_min == 16 * 60


def test_contract():
    """A target is both least and most, limits are what they say."""
    ana, kei = of(on_days(problem_of(), (), ())).accounts
    assert ana.contract_min == (2400, 2400)
    assert kei.contract_min == (16 * 60, 24 * 60)


def test_share_without_a_rule_divides_what_there_is():
    """Four nights by weight 1 and 0.5: 2 and 1, rounded down."""
    problem = problem_of()
    ana, kei = of(on_days(problem, (0, 1, 2, 3), ())).accounts
    full, half = (p.contract.weight for p in problem.people)
    assert ana.burdens["nights"].share == int(4 * full / (full + half))
    assert ana.burdens["nights"].above == 4 - ana.burdens["nights"].share
    assert kei.burdens["nights"].total == 0


def test_share_of_a_rule():
    """Where a rule divides nights in one team, others have no share."""
    rules = [{"rule": "fair-share", "of": "nights", "who": "team uk"}]
    ana, kei = of(on_days(problem_of(rules=rules), (0,), (0,))).accounts
    assert ana.burdens["nights"].share is not None
    assert kei.burdens["nights"].share is None
    assert kei.burdens["nights"].total == 1


def test_wishes():
    """Of two days wished off one is worked; a duty avoided is not granted."""
    rules = [
        {"rule": "preferences", "who": "Ana",
         "day off": ["2027-03-01", "2027-03-03"]},
        {"rule": "preferences", "who": "Kei", "avoid": {"shifts": "night"}},
    ]  # fmt: skip
    ana, kei = of(on_days(problem_of(rules=rules), (0,), (2,))).accounts
    assert (ana.wishes, ana.granted) == (2, 1)
    assert (kei.wishes, kei.granted) == (1, 0)
    assert kei.ticks > 0


def test_spread():
    """Of all and of each team, per contract weight."""
    problem = problem_of()
    found = of(on_days(problem, (0, 1), (0,)))
    nights = {s.team: s for s in found.spreads if s.burden == "nights"}
    half = problem.people[1].contract.weight
    assert list(nights) == ["", "uk", "jp"]
    assert nights["uk"].mean == 2
    assert nights["jp"].most == 1 / half
    assert nights[""].people == 2


def test_burdens_nobody_has():
    """Standby, where there is none, is not shown."""
    found = of(on_days(problem_of(), (0,), ()))
    assert "standby" not in found.burdens
    assert "nights" in found.burdens
