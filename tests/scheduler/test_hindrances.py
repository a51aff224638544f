"""Who could serve at a moment, and what keeps each of them."""

import scheduler
from scheduler.hindrances import Hindrances
from scheduler.problem import Work
from scheduler.queues import with_queues
from scheduler.roster import Roster
from scheduler.statements import Statements


def problem():
    """Ana works, Ben is away, Cy wants the day off, Di lacks the skill."""
    return scheduler.build(
        {
            "version": 1,
            "roster": "Tiny",
            "zone": "Europe/London",
            "from": "2027-03-01",
            "days": 2,
            "teams": {"uk": {"place": "GB"}},
            "contracts": {"full": {"paid hours": "at most 40/week"}},
            "skills": {"names": ["desk", "mail"]},
            "shifts": {
                "day": {"who": ["Ana", "Ben", "Cy", "Di"],
                        "window": "daily 08:00-16:00"},
                "late": {"who": ["Eve"], "window": "daily 16:00-24:00"},
            },
            "people": [
                {"name": name, "team": "uk", "contract": "full",
                 "skills": skills}
                for name, skills in (
                    ("Ana", ["desk", "mail"]),
                    ("Ben", ["desk"]),
                    ("Cy", ["desk"]),
                    ("Di", ["mail"]),
                    ("Eve", ["desk"]),
                )
            ],
            "queues": {"desk": {}, "mail": {}},
            "coverage": [
                {"queue": "mail", "window": "daily 08:00-16:00", "least": 1,
                 "importance": "must"},
                {"queue": "desk", "window": "daily 08:00-16:00", "least": 1},
            ],
            "away": [{"who": "Ben", "dates": "2027-03-01"}],
            "rules": [
                {"rule": "preferences", "who": "Cy", "day off": "2027-03-01"},
            ],
        }
    )  # fmt: skip


def test_what_keeps_each():
    """Ana serves the mail, Ben is away, Cy could at the price of a wish.

    Di is not asked, for want of the skill, and Eve is offered no such shift.
    """
    given = problem()
    duty = given.menu(0, 0)[0]
    works = (Work(0, 0, duty),), (), (), (), ()
    roster = with_queues(Roster(given, works))
    violations = scheduler.check(roster).violations
    line = next(v for v in violations if v.ticks and v.days == (0, 0))
    asking = Hindrances(roster, given.rules, Statements(given))
    start = given.duties[duty].start_min
    found = list(asking.of(line.rule, start, start + given.slot_min))
    by = {given.people[h.people[0]].name: h for h in found}
    assert list(by) == ["Ana", "Ben", "Cy", "Eve"]
    assert by["Ana"].how == "serves"
    assert by["Ben"].how == "kept"
    assert by["Ben"].text.startswith("Ben is away")
    assert by["Cy"].how == "could"
    # A normal wish, 10 points an hour, counts as 4 person-hours.
    assert by["Cy"].ticks == 40 * 6000
    assert by["Cy"].rules == ("rules.preferences",)
    assert by["Eve"].text.startswith("Eve is not offered day")


def test_what_is_broken_already_keeps_nobody():
    """Only what a duty more would break is named."""
    given = problem()
    duty = given.menu(0, 0)[0]
    on_away = (), (Work(1, 0, duty),), (), (), ()
    roster = with_queues(Roster(given, on_away))
    asking = Hindrances(roster, given.rules, Statements(given))
    start = given.duties[given.menu(0, 1)[0]].start_min
    by = {
        given.people[h.people[0]].name: h
        for h in asking.of("coverage.2", start, start + given.slot_min)
    }
    assert by["Ben"].how == "could"
