"""The most hours on the queues: what counts, from when to when, history."""

from dataclasses import replace

import pytest

from constraints.on_queues import OnQueuesMost
from constraints.terms import TICKS_PER_POINT, Because
from scheduler import build
from scheduler.errors import InputError
from scheduler.problem import Break, Span
from scheduler.testing import (
    TinyShift,
    tiny_problem,
    tiny_roster,
    with_history,
)

H = 60
SHIFTS = {
    "day": TinyShift((8 * H,), (6 * H,), (Break(H, 2 * H, 3 * H),)),
    "night": TinyShift((21 * H,), (6 * H,)),
}


def on_queues(most, **options):
    """Return a rule on hours at the queues."""
    return OnQueuesMost(id="on", most=most, **options)


def duties(problem, name, *days):
    """Return the duties of a shift on some days."""
    return {
        day: duty
        for day in days
        for duty in problem.menu(0, day)
        if problem.shifts[problem.duties[duty].shift].name == name
    }


def test_breaks_do_not_count(judge):
    """Two days of seven hours with a break of one: 12 h, 4 too many."""
    week = tiny_problem(1, days=7, shifts=SHIFTS)
    rule = on_queues("8h", importance="normal")
    (found,) = judge(rule, week, duties(week, "day", 0, 1))
    assert found.amount == 4 * H
    assert found.ticks == 4 * 10 * TICKS_PER_POINT
    assert rule.words(found, week) == (
        "P0 is on the queues for 12 h, 1–7 March; the most is 8 h"
    )
    assert rule.says(Because("on", (0,), (0, 6)), week) == (
        "P0 is on the queues for at most 8 h, 1–7 March"
    )


def test_events_do_not_count():
    """Whatever it is called: who is at an event serves no queue."""
    week = tiny_problem(1, days=7, shifts=SHIFTS)
    rule = on_queues("4h")
    roster = tiny_roster(week, [duties(week, "night", 0)])
    ((work,),) = roster.lines
    start = roster.duty(work).start_min
    (found,) = rule.check(roster)
    assert found.amount == 2 * H
    span = Span(start, start + 2 * H, "event", event="any")
    relieved = replace(roster, lines=((replace(work, spans=(span,)),),))
    assert not list(rule.check(relieved))


def test_weeks_end_at_midnight(judge):
    """A night from Sunday 21:00 to 03:00 is 3 h of each week."""
    weeks = tiny_problem(1, days=14, shifts=SHIFTS)
    found = judge(on_queues("2h"), weeks, duties(weeks, "night", 6))
    assert [v.amount for v in found] == [H, H]
    assert [v.days for v in found] == [(0, 6), (7, 13)]


def test_days_begin_when_the_person_says(judge):
    """Whose days start at 12:00 has that night in the first week alone."""
    weeks = tiny_problem([{"day_starts": 12 * H}], days=14, shifts=SHIFTS)
    (found,) = judge(on_queues("2h"), weeks, duties(weeks, "night", 6))
    assert (found.amount, found.days) == (4 * H, (0, 6))


def test_what_is_past_is_forgiven_and_counted(judge):
    """Three hours of the night before: nothing more may come."""
    week = with_history(
        tiny_problem(1, days=7, shifts=SHIFTS),
        [(0, -1, "night", 21 * H, 6 * H)],
    )
    assert not judge(on_queues("2h"), week, {})
    (found,) = judge(on_queues("2h"), week, duties(week, "night", 0))
    assert found.amount == 6 * H


FILE = {
    "roster": "Leads",
    "zone": "Europe/Lisbon",
    "from": "2027-03-01",
    "days": 7,
    "teams": {"eu": {}},
    "contracts": {"lead": {"on queues": "at most 8h/week"}},
    "shifts": {"day": {"window": "Mon-Fri 08:00-16:00"}},
    "people": [{"name": "Ana", "team": "eu", "contract": "lead"}],
}


def test_a_contract_says_it():
    """A line of its own, hard, for whoever has the contract."""
    problem = build(FILE)
    rule = next(r for r in problem.rules if r.name == "on-queues")
    assert rule.id == "contracts.lead.on-queues"
    assert (rule.most, rule.per, rule.importance.hard) == (8 * H, 1, True)
    (term, *_) = rule.terms(problem)
    assert problem.event_title(term.event) == "off the queues"


@pytest.mark.parametrize("wrong", ["8h/week", "4h to 8h/week"])
def test_a_contract_says_only_the_most(wrong):
    """A target of hours on the queues would be coverage."""
    contract = {"lead": {"on queues": wrong}}
    with pytest.raises(InputError, match="write at most 8h/week"):
        build({**FILE, "contracts": contract})
