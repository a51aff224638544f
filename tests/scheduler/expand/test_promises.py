"""Tiers, priorities, dedicated seats, trained people, and the volume file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from constraints.coverage import Coverage
from constraints.trained import Trained
from scheduler.demand.erlang import agents_needed, gross
from scheduler.errors import InputError
from scheduler.spec.reader import read_spec

if TYPE_CHECKING:
    from collections.abc import Callable

    from scheduler.problem import Problem

    Build = Callable[..., Problem]
    Refused = Callable[..., list[str]]

MORNING = "Mon 08:00-10:00"
DESK = {"queues": "desk", "window": MORNING, "handle": "5m"}
TARGET = "80% within 20s"
HEADS = agents_needed(100, 300, 0.8, 20)


def lines(problem: Problem) -> dict[str, list[tuple[int, int]]]:
    """Return minutes and heads of each need, by id of the line."""
    (rule,) = (r for r in problem.rules if isinstance(r, Coverage))
    return {
        line.id: [(n.end_min - n.start_min, n.least) for n in line.needs]
        for line in rule.lines
    }


def volume(*rows: str, head: str = "start,queue,account,contacts") -> None:
    """Write a volume file, hours of Monday."""
    text = "\n".join([f"{head},minutes", *(f"{row},60" for row in rows)])
    Path("v.csv").write_text(text + "\n")


# Tiers and tables


def test_tier_says_what_the_account_does_not(build: Build) -> None:
    """Bolt is answered sooner than gold, and opens when gold does."""
    problem = build(
        tiers={"gold": {"answer": TARGET, "window": MORNING}},
        accounts={
            "Acme": {
                "tier": "gold",
                "queues": "desk",
                "volume": 100,
                "handle": "5m",
            },
            "Bolt": {
                "tier": "gold",
                "queues": "desk",
                "volume": 0,
                "handle": "5m",
                "answer": "99% within 5s",
            },
        },
    )
    assert lines(problem) == {
        "accounts.acme": [(120, HEADS)],
        "accounts.bolt": [(120, agents_needed(100, 300, 0.99, 5))],
    }


def test_unknown_tier(refused: Refused) -> None:
    """Told like any other name."""
    told = refused(
        tiers={"gold": {"answer": TARGET}},
        accounts={"Acme": DESK | {"tier": "golden", "trained": 1}},
    )
    assert told == [
        'error: accounts.Acme.tier: there is no tier "golden"; did you mean'
        ' "gold"?'
    ]


def test_accounts_of_a_table() -> None:
    """Queues and owners have semicolons; the zone is that of the window."""
    Path("brands.csv").write_text(
        "account,tier,queues,window,zone,trained,owners\n"
        "Acme,gold,desk; chat,Mon 08:00-10:00,Europe/Dublin,2,Ana\n"
        "Bolt,gold,desk,,,,\n"
    )
    Path("r.yaml").write_text(
        "roster: T\nzone: America/Halifax\nfrom: 2027-01-11\nweeks: 1\n"
        "skills: {names: [desk, chat]}\nteams: {na: {}}\n"
        "contracts: {any: {}}\nshifts: {core: {window: daily 08:00-16:00}}\n"
        "people: [{name: Ana, team: na, contract: any}]\n"
        "queues: {desk: {}, chat: {}}\n"
        "tiers: {gold: {trained: 1, window: 24/7}}\naccounts: brands.csv\n"
    )
    spec, _ = read_spec("r.yaml")
    acme, bolt = spec.accounts.values()
    assert acme.queues == ("desk", "chat")
    assert acme.owners == ("Ana",)
    assert (acme.trained, bolt.trained) == (2, 1)
    assert [str(w) for w in acme.windows] == ["Mon 08:00-10:00 Europe/Dublin"]
    assert [str(w) for w in bolt.windows] == ["24/7"]


def test_same_id_for_two_tiers(refused: Refused) -> None:
    """Ids of tiers are as unique as others."""
    (told,) = refused(tiers={"Gold": {}, "gold": {}})
    assert 'both have the id "gold"' in told


# Several queues, priorities


def test_account_on_two_queues_has_a_line_on_each(build: Build) -> None:
    """The file tells whose contacts are chats."""
    volume("2027-01-11 08:00,desk,,100", "2027-01-11 08:00,chat,,50")
    account = {
        "queues": ["desk", "chat"],
        "window": "Mon 08:00-09:00",
        "answer": TARGET,
        "volume": "v.csv",
        "handle": "5m",
    }
    problem = build(
        accounts={"Acme": account},
        queues={"desk": {}, "chat": {"needs": "desk"}},
    )
    assert lines(problem) == {
        "accounts.acme.desk": [(60, HEADS)],
        "accounts.acme.chat": [(60, agents_needed(50, 300, 0.8, 20))],
    }


def test_number_of_several_queues(refused: Refused) -> None:
    """Five an hour could be five on each, or in all."""
    (told,) = refused(
        accounts={
            "Acme": DESK
            | {"queues": ["desk", "chat"], "volume": 5, "answer": TARGET}
        },
        queues={"desk": {}, "chat": {"needs": "desk"}},
    )
    assert "a number per hour is of one queue" in told


def test_priority_waits_for_the_more_urgent(build: Build) -> None:
    """P1 is held against 40 an hour, P2 against all 100."""
    volume(
        "2027-01-11 08:00,desk,,40,P1",
        "2027-01-11 08:00,desk,,60,P2",
        head="start,queue,account,contacts,priority",
    )
    answer = {"P1": "95% within 10s", "P2": TARGET}
    problem = build(
        accounts={
            "Acme": DESK
            | {
                "answer": answer,
                "volume": "v.csv",
                "window": "Mon 08:00-09:00",
            }
        }
    )
    assert lines(problem) == {
        "accounts.acme.p1": [(60, agents_needed(40, 300, 0.95, 10))],
        "accounts.acme.p2": [(60, HEADS)],
    }


def test_contacts_not_told_apart_are_all_urgent(build: Build) -> None:
    """Said once; both are held against everything."""
    answer = {"P1": "95% within 10s", "P2": TARGET}
    problem = build(
        accounts={"Acme": DESK | {"answer": answer, "volume": 100}}
    )
    assert lines(problem) == {
        "accounts.acme.p1": [(120, agents_needed(100, 300, 0.95, 10))],
        "accounts.acme.p2": [(120, HEADS)],
    }
    assert [w.code for w in problem.warnings] == ["no-priority"]


def test_less_urgent_before_urgent(refused: Refused) -> None:
    """The order says who goes first."""
    answer = {"P2": "90% within 4h", "P1": "90% within 1h"}
    (told,) = refused(
        accounts={"Acme": DESK | {"answer": answer, "volume": 1}}
    )
    assert "P1 is answered sooner than P2" in told


# Dedicated seats, trained people


def test_dedicated_account_has_a_seat_of_its_own(build: Build) -> None:
    """Acme's contacts leave the pool, and only Ana knows Acme."""
    people = [
        {"name": "Ana", "team": "na", "contract": "any", "knows": "Acme"},
        {"name": "Ben", "team": "na", "contract": "any"},
    ]
    problem = build(
        people=people,
        accounts={
            "Acme": DESK
            | {"answer": TARGET, "volume": 100, "dedicated": True},
            "Bolt": DESK | {"answer": TARGET, "volume": 50},
        },
    )
    assert lines(problem) == {
        "accounts.acme": [(120, HEADS)],
        "accounts.bolt": [(120, agents_needed(50, 300, 0.8, 20))],
    }
    desk, seat = problem.queues
    assert (seat.name, seat.id) == ("desk Acme", "desk-acme")
    ana, ben = problem.people
    day = problem.first_day
    assert seat.served_by(ana, day)
    assert not seat.served_by(ben, day)
    assert desk.served_by(ben, day)


def test_dedicated_seat_without_contacts_is_one_person(build: Build) -> None:
    """Nothing is said of how many write; coverage may ask for more."""
    problem = build(
        people=[
            {"name": "Ana", "team": "na", "contract": "any", "knows": "Acme"}
        ],
        accounts={
            "Acme": {"queues": "desk", "dedicated": True, "window": "Mon"}
        },
        coverage=[{"queue": "desk Acme", "window": MORNING, "least": 2}],
    )
    assert lines(problem) == {
        "coverage.1": [(120, 2)],
        "accounts.acme": [(24 * 60, 1)],
    }


def test_trained_asks_for_those_who_know_it(build: Build) -> None:
    """Owners know their account, and so do members of a team that does."""
    people = [
        {"name": name, "team": team, "contract": "any"}
        for name, team in (("Ana", "na"), ("Ben", "eu"), ("Eve", "na"))
    ]
    problem = build(
        teams={"na": {"skills": ["desk"]}, "eu": {"knows": ["Acme"]}},
        people=people,
        accounts={
            "Acme": {
                "queues": "desk",
                "window": MORNING,
                "trained": 1,
                "owners": "Ana",
            }
        },
    )
    (rule,) = (r for r in problem.rules if isinstance(r, Trained))
    assert [known.account for known in rule.accounts] == ["Acme"]
    assert {term.people for term in rule.terms(problem)} == {frozenset((0, 1))}
    assert problem.places["accounts.acme.trained"] is not None


# The volume of the file


def test_volume_is_shared_by_queues_and_accounts(build: Build) -> None:
    """All contacts of desk pool, whoever sent them."""
    volume("2027-01-11 08:00,desk,,60", "2027-01-11 08:00,,Acme,40")
    problem = build(
        queues={
            "desk": {
                "answer": "80% within 60s",
                "window": "Mon 08:00-09:00",
                "handle": "5m",
            }
        },
        accounts={
            "Acme": {
                "queues": "desk",
                "answer": TARGET,
                "window": "Mon 08:00-09:00",
            }
        },
        volume={"file": "v.csv"},
    )
    assert lines(problem) == {
        "queues.desk.answer": [(60, agents_needed(100, 300, 0.8, 60))],
        "accounts.acme": [(60, HEADS)],
    }


def test_growth_and_shrinkage(build: Build) -> None:
    """A quarter more from Tuesday on, and one in five does not come."""
    volume("2027-01-11 08:00,desk,,80", "2027-01-12 08:00,desk,,80")
    problem = build(
        queues={
            "desk": {
                "answer": TARGET,
                "window": "Mon-Tue 08:00-09:00",
                "handle": "5m",
            }
        },
        volume={
            "file": "v.csv",
            "shrinkage": "20% unplanned",
            "growth": {"queue": "desk", "by": "25%", "from": "2027-01-12"},
        },
    )
    before = gross(agents_needed(80, 300, 0.8, 20), 0.2)
    after = gross(HEADS, 0.2)
    assert lines(problem) == {
        "queues.desk.answer": [(60, before), (60, after)]
    }


def test_growth_that_ends_and_of_another_queue(build: Build) -> None:
    """Neither touches Tuesday's desk."""
    volume("2027-01-12 08:00,desk,,100")
    growth = [
        {"queue": "chat", "by": "25%", "from": "2027-01-01"},
        {"by": "-50%", "from": "2027-01-01", "until": "2027-01-11"},
    ]
    problem = build(
        queues={
            "desk": {
                "answer": TARGET,
                "window": "Tue 08:00-09:00",
                "handle": "5m",
            },
            "chat": {"needs": "desk"},
        },
        volume={"file": "v.csv", "growth": growth},
    )
    assert lines(problem) == {"queues.desk.answer": [(60, HEADS)]}


def test_work_that_fills_in_takes_what_is_left(build: Build) -> None:
    """E-mail is 2.5 erlang of three heads; half a head of filler fits."""
    volume(
        *(f"2027-01-11 {h:02}:00,email,,30" for h in range(24)),
        *(f"2027-01-11 {h:02}:00,spam,,18" for h in range(24)),
    )
    queues = {
        "email": {"needs": "desk", "channel": "email", "handle": "5m"},
        "spam": {"needs": "desk", "channel": "deferred", "handle": "5m"},
    }
    answers = {"answer": "95% within 1h"}
    for fill_in, heads in (({}, 2), ({"fill in": "email"}, 1)):
        problem = build(
            queues={
                "email": queues["email"] | answers,
                "spam": queues["spam"] | answers | fill_in,
            },
            volume={"file": "v.csv"},
        )
        found = lines(problem)
        assert max(h for _, h in found["queues.email.answer"]) == 3
        assert max(h for _, h in found["queues.spam.answer"]) == heads


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("desc,", 'a queue that is not in queues:; did you mean "desk"?'),
        (",Acne", 'not in accounts:; did you mean "Acme"?'),
        (",Acme", "name no queue, and the account is on 2"),
        ("mail,Acme", "of a queue that the account is not on"),
    ],
)
def test_rows_of_nobody(refused: Refused, row: str, message: str) -> None:
    """Contacts that nobody answers are never lost silently."""
    volume(f"2027-01-11 08:00,{row},10")
    told = refused(
        queues={
            name: {"needs": "desk", "handle": "5m", "answer": TARGET}
            for name in ("desk", "chat", "mail")
        },
        accounts={"Acme": {"queues": ["desk", "chat"]}},
        volume={"file": "v.csv"},
    )
    assert any(message in each for each in told), told


def test_contacts_without_a_promise(refused: Refused) -> None:
    """Nobody said how soon they are answered."""
    volume("2027-01-11 08:00,desk,,10")
    (told,) = refused(
        queues={"desk": {"handle": "5m"}, "chat": {"needs": []}},
        accounts={
            "Acme": {"queues": "chat", "answer": TARGET, "window": "Mon"}
        },
        volume={"file": "v.csv"},
    )
    assert "desk has contacts, and nothing says how soon" in told


@pytest.mark.parametrize(
    ("sections", "message"),
    [
        (
            {"accounts": {"Acme": {"queues": "desk", "answer": TARGET}}},
            "how many contacts does Acme have?",
        ),
        (
            {"accounts": {"Acme": DESK | {"volume": 5}}},
            "how soon are contacts of Acme answered?",
        ),
        (
            {
                "accounts": {
                    "Acme": {"queues": "desk", "answer": TARGET, "volume": 5}
                }
            },
            "how long does one contact of Acme take?",
        ),
        (
            {"queues": {"desk": {"answer": TARGET}}},
            "write volume: {file:",
        ),
        (
            {"volume": "v.csv"},
            "volume has keys: write {file: v.csv}",
        ),
        (
            {"volume": {"file": "v.csv", "shrinkage": "12%"}},
            'write "12% unplanned"',
        ),
        (
            {
                "queues": {
                    "desk": {"fill in": "chat"},
                    "chat": {"needs": [], "fill in": "desk"},
                }
            },
            "name a queue that people are planned for",
        ),
    ],
)
def test_what_is_left_unsaid(
    refused: Refused, sections: dict[str, Any], message: str
) -> None:
    """Each names what is missing, and how to write it."""
    told = refused(**sections)
    assert any(message in each for each in told), told


def test_volume_file_that_is_not_there(build: Build) -> None:
    """The finding is at the name of the file."""
    with pytest.raises(InputError) as caught:
        build(
            queues={
                "desk": {"answer": TARGET, "handle": "5m", "window": "Mon"}
            },
            volume={"file": "v.csv"},
        )
    assert "v.csv" in str(caught.value.findings[0])


def test_step_holds_the_highest_count(build: Build) -> None:
    """A busy half hour staffs its whole hour."""
    Path("v.csv").write_text(
        "start,queue,contacts,minutes\n"
        "2027-01-11 08:00,desk,20,30\n2027-01-11 08:30,desk,50,30\n"
    )
    problem = build(
        queues={
            "desk": {
                "answer": TARGET,
                "window": "Mon 08:00-09:00",
                "handle": "5m",
            }
        },
        volume={"file": "v.csv", "step": "1h"},
    )
    assert lines(problem) == {"queues.desk.answer": [(60, HEADS)]}
