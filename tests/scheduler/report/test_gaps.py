"""Where people are missing, and what kept everybody."""

import scheduler
from scheduler.report.gaps import gaps
from scheduler.report.heat import heat
from scheduler.roster import Roster


def test_gaps(small):
    """Sunday has nobody, Saturday one of two: the emptier costs more."""
    violations = scheduler.check(small).violations
    sunday, saturday, *rest = gaps(small, violations, heat(small, violations))
    assert sunday.ticks > saturday.ticks
    assert sunday.missing_min == 2 * 480
    assert sunday.end_min - sunday.start_min == 480
    # Ana serves on Saturday but for her break.
    assert saturday.missing_min == 480 + 30
    assert not rest
    who = {h.text.split()[0]: h for h in saturday.hindrances}
    assert who["Ben"].how == "kept"
    assert who["Ben"].text.startswith("Ben is away")


def test_costs_add_up(small):
    """Gaps cost what the checker found on coverage, to the last tick."""
    judgement = scheduler.check(small)
    found = gaps(
        small, judgement.violations, heat(small, judgement.violations)
    )
    assert (
        sum(gap.ticks for gap in found) == judgement.cost_by_rule["coverage"]
    )


def test_not_asked(small):
    """Beyond so many gaps nobody is asked."""
    violations = scheduler.check(small).violations
    found = gaps(small, violations, heat(small, violations), 1)
    assert [gap.hindrances is None for gap in found] == [False, True]


def test_nothing_missing(small):
    """Without coverage there are no gaps."""
    from dataclasses import replace

    bare = Roster(replace(small.problem, rules=()), small.lines)
    assert gaps(bare, (), heat(bare, ())) == ()
