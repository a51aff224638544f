"""Seats that a partner names: who they are, now and later."""

from __future__ import annotations

from pathlib import Path

import pytest

import scheduler
from scheduler.errors import InputError

ROSTER = """\
roster: T
zone: America/Halifax
from: 2027-01-11
weeks: 1
teams: {apac: {zone: Asia/Manila}}
contracts: {partner: {}}
shifts: {day: {window: daily 08:00-16:00}}
"""
SEATS = "people: [{seats: 3, named by: TeleCo, team: apac, contract: partner"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder, so that places are short."""
    monkeypatch.chdir(tmp_path)


def people(more: str, use: str = "") -> list[tuple[str, str]]:
    """Return names and ids of the people of a file, or one that uses it."""
    Path("r.yaml").write_text(ROSTER + more)
    Path("m.yaml").write_text(f"use: r.yaml\n{use}")
    problem = scheduler.read("m.yaml" if use else "r.yaml")
    return [(p.name, p.id) for p in problem.people]


def told(more: str) -> str:
    """Return what is wrong with a file."""
    Path("r.yaml").write_text(ROSTER + more)
    with pytest.raises(InputError) as caught:
        scheduler.read("r.yaml")
    return "\n".join(map(str, caught.value.findings))


def test_seats_are_called_after_their_team() -> None:
    """Each is somebody, whom coverage can count on."""
    assert people(f"{SEATS}}}]") == [
        ("apac seat 1", "apac-seat-1"),
        ("apac seat 2", "apac-seat-2"),
        ("apac seat 3", "apac-seat-3"),
    ]


def test_ids_stay_when_names_come() -> None:
    """The calendar of the first seat is that of Rosa."""
    assert people(f"{SEATS}, names: [Rosa Cruz]}}]")[:2] == [
        ("Rosa Cruz", "apac-seat-1"),
        ("apac seat 2", "apac-seat-2"),
    ]


def test_a_month_file_names_one_of_them() -> None:
    """Like any entry that is said again, by id."""
    rosa = (
        "people: [{name: Rosa Cruz, id: apac-seat-2, replace: true, "
        "team: apac, contract: partner}]"
    )
    assert people(f"{SEATS}}}]\n", use=rosa)[1] == (
        "Rosa Cruz",
        "apac-seat-2",
    )


def test_seats_may_have_a_name_of_their_own() -> None:
    """Two groups of one team are told apart."""
    more = f"{SEATS[:-1]}r, name: night}}, {SEATS[9:]}}}]"
    assert [name for name, _ in people(more)][2:4] == [
        "night 3",
        "apac seat 1",
    ]


def test_seats_of_a_table() -> None:
    """The name is empty, the number is a column."""
    Path("people.csv").write_text(
        "name,team,contract,seats\nAna,apac,partner,\n,apac,partner,2\n"
    )
    assert people("people: people.csv") == [
        ("Ana", "ana"),
        ("apac seat 1", "apac-seat-1"),
        ("apac seat 2", "apac-seat-2"),
    ]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (f"{SEATS}, names: [A, B, C, D]}}]", "4 names for 3 seats"),
        (
            "people: [{name: A, names: [B], team: apac, contract: partner}]",
            "names: belongs to seats:",
        ),
        (
            "people: [{seats: 300, team: apac, contract: partner}]",
            "expected at most 200, found the number 300",
        ),
        (
            "people: [{seats: many, team: apac, contract: partner}]",
            "expected a whole number",
        ),
        (f"{SEATS}}}, {SEATS[9:]}}}]", "two people have the name"),
    ],
)
def test_seats_that_cannot_be(more: str, message: str) -> None:
    """Each says what is wrong with the entry."""
    assert message in told(more)
