"""Queues as people are given them: needs, and families per language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from constraints.coverage import Coverage
from constraints.handover import Handover

if TYPE_CHECKING:
    from collections.abc import Callable

    from scheduler.problem import Problem

    Build = Callable[..., Problem]

SKILLS = {"names": ["desk", "buyer", "seller"], "languages": ["en", "fr"]}
PEOPLE = [
    {
        "name": "Ana",
        "team": "na",
        "contract": "any",
        "skills": ["buyer", "fr"],
    },
    {"name": "Ben", "team": "na", "contract": "any", "skills": ["seller"]},
]


def families(build: Build, **sections: Any) -> Problem:
    """Return a problem with buyer chats in two languages."""
    queues = {
        "buyer chat": {"needs": "buyer", "per": "language"},
        "email": {"needs any": ["buyer", "seller"]},
    }
    return build(
        **{"skills": SKILLS, "people": PEOPLE, "queues": queues} | sections
    )


def test_family_is_a_queue_for_each_language(build: Build) -> None:
    """Each needs what the family needs, and its own language."""
    problem = families(build)
    english, french, email = problem.queues
    assert [q.name for q in problem.queues] == [
        "buyer chat en",
        "buyer chat fr",
        "email",
    ]
    assert french.id == "buyer-chat-fr"
    assert french.needs == (("buyer", 2), ("fr", 4))
    assert (english.said, email.said) == ("buyer chat", "email")
    ana, ben = problem.people
    day = problem.first_day
    assert [q.served_by(ana, day) for q in problem.queues] == [
        False,
        True,
        True,
    ]
    assert email.served_by(ben, day)


def test_line_for_a_family_is_one_for_each(build: Build) -> None:
    """Both need one, and French on Monday two; ids differ."""
    problem = families(
        build,
        coverage=[
            {"queue": "buyer chat", "window": "Mon 08:00-12:00", "least": 1},
            {
                "queue": "buyer chat fr",
                "window": "Mon 08:00-12:00",
                "least": 2,
            },
        ],
    )
    (rule,) = (r for r in problem.rules if isinstance(r, Coverage))
    assert [(x.id, x.queue, x.needs[0].least) for x in rule.lines] == [
        ("coverage.1.buyer-chat-en", 0, 1),
        ("coverage.1.buyer-chat-fr", 1, 1),
        ("coverage.2", 1, 2),
    ]
    assert problem.places["coverage.1.buyer-chat-fr"] is not None


def test_handover_of_a_family_is_one_for_each(build: Build) -> None:
    """Who hands over French is not who hands over English."""
    handover = {"queue": "buyer chat", "at": "daily 12:00"}
    problem = families(build, handovers=[handover])
    rules = [r for r in problem.rules if isinstance(r, Handover)]
    assert [(r.id, r.queue) for r in rules] == [
        ("handovers.1.buyer-chat-en", 0),
        ("handovers.1.buyer-chat-fr", 1),
    ]


def test_family_that_nobody_can_serve_is_said_where_it_stands(
    build: Build,
) -> None:
    """Nobody speaks English here."""
    line = {"queue": "buyer chat en", "window": "Mon 08:00-12:00", "least": 1}
    (warning,) = (
        w
        for w in families(build, coverage=[line]).warnings
        if w.code == "unserved"
    )
    assert warning.path == ("queues", "buyer chat")
    assert "nobody can serve buyer chat en" in warning.message


def test_unknown_member_is_told_with_the_nearest(
    refused: Callable[..., list[str]],
) -> None:
    """Members are names like others."""
    told = refused(
        skills=SKILLS,
        queues={"chat": {"needs": "buyer", "per": "language"}},
        coverage=[{"queue": "chat de", "window": "24/7", "least": 1}],
    )
    assert told == [
        'error: coverage.0.queue: there is no queue "chat de"; did you mean'
        ' "chat en"?'
    ]


def test_member_and_queue_of_one_name(
    refused: Callable[..., list[str]],
) -> None:
    """Nobody would know which of the two is meant."""
    (told,) = refused(
        skills=SKILLS,
        queues={
            "chat": {"needs": "buyer", "per": "language"},
            "chat fr": {"needs": "buyer"},
        },
    )
    assert '"chat" has a queue "chat fr" already' in told


def test_family_without_languages(refused: Callable[..., list[str]]) -> None:
    """Without a language there would be no queue at all."""
    (told,) = refused(
        skills={"names": ["desk"]},
        queues={"desk": {"per": "language"}},
    )
    assert "names no languages" in told


def test_places_limit_who_may_serve(build: Build) -> None:
    """Ana works in Nova Scotia, Ben in Manila."""
    people = [
        PEOPLE[0] | {"place": "CA-NS"},
        PEOPLE[1] | {"place": "PH"},
    ]
    problem = families(
        build,
        people=people,
        queues={
            "eu": {"needs": [], "served from": ["EU", "CA"]},
            "not": {"needs": [], "not served from": "CA"},
        },
    )
    assert [
        [problem.serves(person, queue.idx, 0) for person in (0, 1)]
        for queue in problem.queues
    ] == [[True, False], [False, True]]


def test_nobody_works_where_a_queue_may_be_served(build: Build) -> None:
    """It is said before anything is solved."""
    problem = families(
        build,
        queues={"eu": {"needs": [], "served from": "EU"}},
        coverage=[{"queue": "eu", "window": "Mon-Fri", "least": 1}],
    )
    (told,) = [f for f in problem.warnings if f.code == "unserved"]
    assert told.message == "nobody can serve eu: nobody's place is in EU"


def test_regions_are_checked(refused: Callable[..., list[str]]) -> None:
    """A region is a place with a calendar, or a union."""
    (message,) = refused(queues={"desk": {"served from": "Atlantis"}})
    assert "Atlantis" in message


def test_an_account_limits_its_own_seat(
    build: Build, refused: Callable[..., list[str]]
) -> None:
    """On a queue that it shares with others it cannot."""
    account = {
        "queues": "email",
        "answer": "90% within 1h",
        "volume": 4,
        "handle": "10m",
        "served from": "CA",
    }
    dedicated = families(
        build, accounts={"Big": account | {"dedicated": True}}
    )
    assert dedicated.queues[-1].served_from == ("CA",)
    assert dedicated.queues[0].served_from == ()
    message = refused(
        skills=SKILLS,
        people=PEOPLE,
        queues={"email": {"needs any": ["buyer", "seller"]}},
        accounts={"Big": account},
    )[0]
    assert "write dedicated: true" in message
