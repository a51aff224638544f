"""Promises to customers as head counts on their queues."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from constraints.coverage import Coverage
from scheduler.clock import zone
from scheduler.demand.deferred import spread_evenly
from scheduler.demand.erlang import agents_needed, gross

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from scheduler.problem import Problem

    Build = Callable[..., Problem]

ACME = {
    "queues": "desk",
    "window": "Mon 08:00-12:00",
    "answer": "80% within 20s",
    "volume": 100,
    "handle": "5m",
}
MONDAY = 240  # minutes of UTC at midnight in Halifax
FIRST = zone("UTC").start_min(date(2027, 1, 11), MONDAY)


def lines(
    build: Build, accounts: Mapping[str, Any], **sections: Any
) -> tuple[Problem, dict[str, list[tuple[float, float, int]]]]:
    """Return the needs of accounts by id, in hours of Monday's clock."""
    problem = build(accounts=accounts, **sections)
    (rule,) = (r for r in problem.rules if isinstance(r, Coverage))
    return problem, {
        line.id: [
            (
                (need.start_min - FIRST) / 60,
                (need.end_min - FIRST) / 60,
                need.least,
            )
            for need in line.needs
        ]
        for line in rule.lines
    }


def test_steady_volume_is_the_head_count_of_erlang(build: Build) -> None:
    """100 an hour of 5 minutes each, 80 % within 20 s, while open."""
    heads = agents_needed(100, 300, 0.8, 20)
    problem, found = lines(build, {"Acme": ACME})
    assert found == {"accounts.acme": [(8, 12, heads)]}
    assert problem.warnings == ()


def test_volume_of_a_file_is_staffed_slot_by_slot(build: Build) -> None:
    """Plain load: each quarter has the heads that its own rate asks for."""
    Path("v.csv").write_text(
        "start,contacts,handle,minutes\n"
        "2027-01-11 08:00,25,5m,15\n"
        "2027-01-11 08:15,5,5m,15\n"
        "2027-01-11 08:30,5,5m,15\n"
        "2027-01-11 08:45,40,10m,15\n"
    )
    account = ACME | {"volume": "v.csv", "window": "Mon 08:00-09:00"}
    _, found = lines(
        build, {"Acme": account}, queues={"desk": {"load": "plain"}}
    )
    assert found["accounts.acme"] == [
        (8, 8.25, agents_needed(100, 300, 0.8, 20)),
        (8.25, 8.75, agents_needed(20, 300, 0.8, 20)),
        (8.75, 9, agents_needed(160, 600, 0.8, 20)),
    ]


def test_accounts_of_one_queue_pool(build: Build) -> None:
    """Both are held against 150 an hour, each by its own promise."""
    other = ACME | {"volume": 50, "answer": "95% within 10s"}
    _, found = lines(build, {"Acme": ACME, "Bolt": other})
    assert found == {
        "accounts.acme": [(8, 12, agents_needed(150, 300, 0.8, 20))],
        "accounts.bolt": [(8, 12, agents_needed(150, 300, 0.95, 10))],
    }


def test_pooled_accounts_may_open_at_other_times(build: Build) -> None:
    """Before ten only Acme's contacts come in."""
    other = ACME | {"volume": 50, "window": "Mon 10:00-12:00"}
    _, found = lines(
        build,
        {"Acme": ACME, "Bolt": other},
        queues={"desk": {"load": "plain"}},
    )
    alone, both = (agents_needed(v, 300, 0.8, 20) for v in (100, 150))
    assert found["accounts.acme"] == [(8, 10, alone), (10, 12, both)]
    assert found["accounts.bolt"] == [(10, 12, both)]


def test_each_queue_pools_its_own(build: Build) -> None:
    """Who serves one queue does not answer for the other."""
    _, found = lines(
        build,
        {"Acme": ACME, "Bolt": ACME | {"queues": "chat"}},
        queues={"desk": {}, "chat": {"needs": "desk"}},
    )
    heads = agents_needed(100, 300, 0.8, 20)
    assert [row for rows in found.values() for row in rows] == [
        (8, 12, heads)
    ] * 2


def test_chats_at_once_are_servers_of_one_head(build: Build) -> None:
    """Ten chats of three at once are four people."""
    chats = agents_needed(100, 300, 0.8, 20)
    _, found = lines(
        build,
        {"Acme": ACME},
        queues={"desk": {"channel": "chat", "at once": 3}},
    )
    assert found["accounts.acme"] == [(8, 12, -(-chats // 3))]


def test_load_lags_behind_arrivals(build: Build) -> None:
    """At ten 50 an hour more come; the first of them take five minutes."""
    other = ACME | {"volume": 50, "window": "Mon 10:00-12:00"}
    _, found = lines(build, {"Acme": ACME, "Bolt": other})
    # 8.333 + 4.167 (1 - exp(-3)) erlang at a quarter past ten.
    rising = agents_needed(12 * 12.2926, 300, 0.8, 20)
    alone, both = (agents_needed(v, 300, 0.8, 20) for v in (100, 150))
    assert found["accounts.acme"] == [
        (8, 10, alone),
        (10, 10.25, rising),
        (10.25, 12, both),
    ]


@pytest.mark.parametrize(
    ("queue", "heads"),
    [
        # 60 chats an hour, 90 % in 2 minutes: 20 people one by one, 10 when
        # each holds three that slow each other.
        ({"handle": "15m"}, 20),
        ({"handle": ["15m", "18m"]}, 12),
        ({"handle": ["15m", "18m", "24m"]}, 10),
        ({"handle": "15m", "occupancy": "at most 60%"}, 25),
        ({"handle": "15m", "mean wait": "at most 3s"}, 24),
        ({"handle": "15m", "patience": "5m"}, 18),
        ({"handle": "15m", "day variation": "20%"}, 23),
    ],
)
def test_what_a_queue_says_of_its_service(
    build: Build, queue: dict[str, Any], heads: int
) -> None:
    """Each key changes how many it takes."""
    account = {
        "queues": "desk",
        "window": "Mon 08:00-12:00",
        "answer": "90% within 2m",
        "volume": 60,
    }
    _, found = lines(
        build,
        {"Acme": account},
        queues={"desk": {"channel": "chat", **queue}},
    )
    assert found["accounts.acme"] == [(8, 12, heads)]


@pytest.mark.parametrize(
    ("queue", "said"),
    [
        ({"handle": "0m"}, "handle"),
        ({"patience": "0s"}, "patience"),
        ({"occupancy": "at most 0%"}, "occupancy"),
        ({"occupancy": "85%"}, 'write "at most 85%"'),
        ({"channel": "email", "patience": "5m"}, "nobody waits in line"),
        ({"handle": ["10m", "30m"]}, "finishes fewer an hour"),
        ({"at once": 3, "occupancy": "at most 85%"}, "limit at once:"),
        ({"at once": 3, "handle": ["5m", "6m"]}, "leave at once: out"),
        ({"service level": "best"}, "service level"),
    ],
)
def test_service_that_cannot_be(
    refused: Callable[..., list[str]], queue: dict[str, Any], said: str
) -> None:
    """Each slip is told in words."""
    (told,) = refused(queues={"desk": queue})
    assert said in told


# Work that may wait


def test_deferred_work_is_spread_and_said_to_be_approximate(
    build: Build,
) -> None:
    """12 an hour of 20 minutes are 4 erlang: four heads, spread evenly."""
    account = ACME | {
        "answer": "95% within 8h",
        "volume": 12,
        "handle": "20m",
        "window": "24/7",
    }
    problem, found = lines(build, {"Acme": account})
    assert found["accounts.acme"] == [(0, 168, 4)]
    (warning,) = problem.warnings
    assert warning.code == "approximate"
    assert "95% within 8h is spread evenly" in warning.message


def test_monday_has_the_work_of_friday(build: Build) -> None:
    """The clock of a promise runs in opening hours only."""
    account = ACME | {
        "answer": "95% within 8h",
        "volume": 12,
        "handle": "20m",
        "window": "Mon-Fri 08:00-16:00",
    }
    _, found = lines(build, {"Acme": account})
    assert found["accounts.acme"][0] == (8, 16, 4)


def test_channel_says_whether_customers_wait(build: Build) -> None:
    """An e-mail within half an hour is deferred, a call within 2 h not."""
    for channel, answer, codes in (
        ("email", "90% within 30m", ["approximate"]),
        ("phone", "90% within 2h", []),
        ("", "90% within 30m", []),
        ("", "90% within 2h", ["approximate"]),
    ):
        problem, _ = lines(
            build,
            {"Acme": ACME | {"answer": answer}},
            queues={"desk": {"channel": channel}},
        )
        assert [w.code for w in problem.warnings] == codes


def test_spreading_is_that_of_the_deferred_module(build: Build) -> None:
    """A peak of one hour is done within the four that it may take."""
    Path("v.csv").write_text(
        "start,contacts,minutes\n"
        + "".join(
            f"2027-01-11 {hour:02}:00,{40 if hour == 9 else 0},60\n"
            for hour in range(8, 12)
        )
    )
    account = ACME | {
        "answer": "95% within 3h",
        "volume": "v.csv",
        "handle": "15m",
    }
    _, found = lines(build, {"Acme": account})
    load = np.zeros(16)
    load[4:8] = 10
    spread = spread_evenly(load, 12, np.ones(16, dtype=np.bool_)).work
    expected = [gross(float(slot), 0.0) for slot in spread]
    heads = [0] * 16
    for start, end, least in found["accounts.acme"]:
        for slot in range(int(start * 4), int(end * 4)):
            heads[slot - 32] = least
    assert heads == expected


# Edges


def test_windows_of_all_zones_have_contacts(build: Build) -> None:
    """24/7 in Manila begins 12 hours before the file's first midnight."""
    _, found = lines(build, {"Acme": ACME | {"window": "24/7 Asia/Manila"}})
    heads = agents_needed(100, 300, 0.8, 20)
    assert found["accounts.acme"] == [(-12, 156, heads)]


def test_windows_may_begin_off_the_quarter_hour(build: Build) -> None:
    """A slot counts as soon as it is open, and no longer than it is."""
    _, found = lines(build, {"Acme": ACME | {"window": "Mon 08:10-11:50"}})
    ((start, end, least),) = found["accounts.acme"]
    assert (round(start * 60), round(end * 60)) == (490, 710)
    assert least == agents_needed(100, 300, 0.8, 20)


def test_night_without_rows_is_nobodys_concern(build: Build) -> None:
    """A gap is warned of only where somebody should answer."""
    Path("v.csv").write_text(
        "start,contacts,minutes\n"
        + "".join(f"2027-01-11 {hour:02}:00,40,60\n" for hour in range(8, 12))
    )
    problem, _ = lines(build, {"Acme": ACME | {"volume": "v.csv"}})
    assert problem.warnings == ()
    problem, _ = lines(
        build,
        {"Acme": ACME | {"volume": "v.csv", "window": "Mon 07:00-13:30"}},
    )
    (warning,) = problem.warnings
    assert warning.code == "gap"
    assert "Acme is open for 2.5 h without contacts" in warning.message


def test_rows_of_other_accounts_do_not_count(build: Build) -> None:
    """One file may hold the contacts of all."""
    Path("v.csv").write_text(
        "start,account,queue,contacts,minutes\n"
        "2027-01-11 08:00,Acme,desk,100,60\n"
        "2027-01-11 08:00,Bolt,desk,50,60\n"
        "2027-01-11 08:00,Acme,chat,7,60\n"
    )
    account = ACME | {"volume": "v.csv", "window": "Mon 08:00-09:00"}
    _, found = lines(build, {"Acme": account})
    assert found["accounts.acme"] == [(8, 9, agents_needed(100, 300, 0.8, 20))]


def test_file_without_rows_of_the_account(
    refused: Callable[..., list[str]],
) -> None:
    """A name mistyped in the file would leave nobody on the queue."""
    Path("v.csv").write_text(
        "start,account,contacts,minutes\n2027-01-11 08:00,Amce,100,60\n"
    )
    (found,) = refused(accounts={"Acme": ACME | {"volume": "v.csv"}})
    assert 'no row of the file is of the account "Acme"' in found
    assert "there are: Amce" in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, 'accounts.Acme.volume: there is no file "v.csv"'),
        ("start,contacts\n2027-01-11 08:00,many\n", "v.csv:2:"),
        ("start,contact\n2027-01-11 08:00,5\n", "v.csv:1:"),
    ],
)
def test_volume_that_cannot_be_read(
    refused: Callable[..., list[str]], text: str | None, expected: str
) -> None:
    """Each account says it once, however many share the queue."""
    if text:
        Path("v.csv").write_text(text)
    found = refused(accounts={"Acme": ACME | {"volume": "v.csv"}, "B": ACME})
    assert expected in found[0]
    assert len(set(found)) == len(found)


def test_load_beyond_all_reason_is_refused(
    refused: Callable[..., list[str]],
) -> None:
    """Contacts a day given per hour would ask for a town of people."""
    (found,) = refused(accounts={"Acme": ACME | {"volume": 1e9}, "B": ACME})
    assert "accounts.Acme: so many contacts keep 83,333,342 p" in found


def test_owners_know_their_accounts(build: Build) -> None:
    """By name or id; ``who: Acme owners`` means them."""
    problem = build(
        accounts={"Acme": ACME | {"owners": ["Ana"]}, "B": ACME},
        rules=[{"rule": "rest", "least": "11h", "who": "Acme owners"}],
    )
    assert problem.people[0].owner_of == {"Acme"}
    rule = next(r for r in problem.rules if r.id == "rules.rest")
    assert rule.who.matches(problem.people[0])
