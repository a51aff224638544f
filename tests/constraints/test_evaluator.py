"""The plain meaning of terms, against hand-argued cases and brute force."""

from dataclasses import dataclass, field
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from constraints.evaluator import amounts, broken, shortage_min, ticks
from constraints.measures import OFF, WORK, Mark, Measure
from constraints.terms import (
    HARD,
    Arc,
    Because,
    Choice,
    Cover,
    Free,
    Meeting,
    Pattern,
    Pool,
    Presence,
    PresencePart,
    Price,
    Rest,
    Row,
    RowPart,
    Session,
    Stay,
    Streak,
    Tally,
    Tier,
)
from scheduler.problem import Span

WHY = Because("why")
ONE = Price.linear(1)
HOURS = Measure("hours", "hours", np.array([8, 4, 0]))


@dataclass(frozen=True)
class Lines:
    """Choices by person and day; duty d of day t runs 08:00 + 60 d, 8 h."""

    choices: tuple[tuple[int | None, ...], ...]
    here: frozenset[int] = field(default_factory=frozenset)
    on_break: frozenset[int] = field(default_factory=frozenset)
    attended: tuple[tuple[int, Span], ...] = ()

    @property
    def days(self) -> int:
        """Days of the first line."""
        return len(self.choices[0])

    def choice(self, person: int, day: int) -> int | None:
        """Return the duty chosen."""
        return self.choices[person][day]

    def times(self, duty: int, *, standby: bool = True) -> tuple[int, int]:
        """Return a duty 10 h after the one before it, 8 h long."""
        return duty * 600, duty * 600 + 480

    def present(
        self,
        person: int,
        start_min: int,
        end_min: int,
        *,
        near: bool = False,
        standby: bool = False,
    ) -> bool:
        """Return whether the person is among those here."""
        return person in self.here

    def paused(self, person: int, start_min: int, end_min: int) -> bool:
        """Return whether the person is among those on a break."""
        return person in self.on_break

    def at_work(self, person: int, start_min: int, end_min: int) -> bool:
        """Return whether the person is among those here."""
        return person in self.here

    def events(self, person: int) -> list[Span]:
        """Return the events of the person."""
        return [span for who, span in self.attended if who == person]


def line(*choices: int | None) -> Lines:
    """Return the line of one person."""
    return Lines((choices,))


def found(term, view) -> list[int]:
    """Return the amounts of a term."""
    return [a.amount for a in amounts(term, view)]


def test_choice_judges_each_day_for_itself():
    """Duty 0 counts 8, duty 1 counts 4, a day off what ``off`` says."""
    term = Choice(WHY, 0, (0, 1, 3), HOURS, ONE, off=5)
    assert found(term, line(0, 1, 0, None)) == [8, 4, 5]


def test_rest_runs_from_duty_to_duty_over_days_off():
    """Ends are 120 minutes before the next start, 720 over a day off."""
    term = Rest(WHY, 0, 150, ONE)
    assert found(term, line(0, 1, None)) == [30]
    assert found(term, line(0, None, 2)) == []


def test_rest_knows_the_duty_before_the_horizon():
    """A duty that ended 60 minutes before duty 1 leaves 90 missing."""
    term = Rest(WHY, 0, 150, ONE, previous_end_min=540)
    assert found(term, line(None, 1)) == [90]


FIRST = Mark("first", duties=np.array([True, True, False]))


@pytest.mark.parametrize(
    ("choices", "fields", "expected"),
    [
        # Duties 0 and 1 are a run of two, 120 minutes before duty 2.
        ((0, 1, 2), {"run": 2}, [30]),
        ((0, 1, 2), {"run": 3}, []),
        # While the run goes on nothing is due.
        ((0, 1), {"run": 1}, []),
        # A day off between ends one run and begins another.
        ((0, None, 1), {"run": 1}, [30]),
        # Day -1 ended at -120, the third in a row with duty 0, or not.
        ((0, 2), {"run": 2, "carried": 1, "previous_end_min": -120}, []),
        ((0, 1, 2), {"run": 3, "carried": 1, "previous_end_min": -9}, [30]),
        (
            (0, 1),
            {
                "run": 2,
                "carried": 2,
                "previous_day": -2,
                "previous_end_min": -120,
            },
            [30],
        ),
    ],
)
def test_rest_may_be_due_after_a_run_only(choices, fields, expected):
    """150 minutes after runs of duties 0 and 1; 120 lie between duties."""
    term = Rest(WHY, 0, 150, ONE, after=FIRST, **fields)
    assert found(term, line(*choices)) == expected


@pytest.mark.parametrize(
    ("window", "fields", "expected"),
    [
        # Busy 0-480 and 1200-1680: 720 minutes are free between.
        ((0, 1680), {}, []),
        ((0, 1680), {"part_min": 721}, [1]),
        # Cut at 1100, 620 are left; uncut the stretch counts whole.
        ((0, 1100), {"least_min": 700}, [1]),
        ((0, 1100), {"least_min": 700, "clip": False}, []),
        # It is cut where the window begins, whatever clip says.
        ((600, 1680), {"least_min": 700, "clip": False}, [1]),
        # Two stretches of 720 and 320 are 1040 together.
        ((0, 2000), {"least_min": 1040}, []),
        ((0, 2000), {"least_min": 1041}, [1]),
        ((0, 2000), {"least_min": 1040, "part_min": 330}, [1]),
        # What nobody knows is free.
        ((1680, 1980), {}, []),
        ((1200, 1680), {}, [1]),
        # Only where a duty starts is a window judged.
        ((1200, 1680), {"at_starts": True}, [1]),
        ((1201, 1680), {"at_starts": True}, []),
        ((-300, 100), {"known": ((-300, -100),), "at_starts": True}, [1]),
        ((-300, 300), {"known": ((-300, -10),)}, [1]),
        ((-400, 300), {"known": ((-90, -10),)}, []),
    ],
)
def test_free_wants_long_stretches_in_a_window(window, fields, expected):
    """300 minutes in one piece, unless the case says otherwise."""
    wanted = {"least_min": 300, "part_min": 300, "price": ONE} | fields
    term = Free(WHY, 0, (window,), **wanted)
    assert found(term, line(0, None, 2)) == expected


@pytest.mark.parametrize(
    ("low", "high", "carried", "expected"),
    [(20, None, 0, [8]), (None, 10, 0, [2]), (None, 10, 5, [7])],
)
def test_tally_is_a_sum_between_bounds(low, high, carried, expected):
    """Duties 0 and 1 are 8 + 4 = 12 hours; day 2 is outside the window."""
    term = Tally(WHY, 0, HOURS, (0, 1), low, high, ONE, ONE, carried)
    assert found(term, line(0, 1, 0)) == expected


def test_tally_of_groups_counts_groups_not_days():
    """Both days of the first weekend are one; a measure of 0 is none."""
    term = Tally(
        WHY,
        0,
        HOURS,
        (0, 5),
        high=0,
        price_high=ONE,
        groups=((0, 1), (2, 3), (4, 5)),
    )
    assert found(term, line(0, 1, None, 1, 2, None)) == [2]


@pytest.mark.parametrize(
    ("works", "carried", "expected"),
    [
        ("xxx..", 0, [1]),
        ("xxx..", 1, [2]),
        ("xx.xxx", 0, [1]),
        # 3 before were already too many: only the further ones count.
        ("xx...", 3, [2]),
        (".xx..", 3, []),
    ],
)
def test_streak_high_counts_what_this_horizon_adds(works, carried, expected):
    """At most two in a row: (length - 2)+ less what history overran."""
    term = streak(works, high=2, price_high=ONE, carried=carried)
    assert found(term, marked(works)) == expected


@pytest.mark.parametrize(
    ("works", "edges", "expected"),
    [
        (".x..", {}, [2]),
        (".x.x", {}, [2]),
        (".x.x", {"right_open": False}, [2, 2]),
        ("x...", {}, [2]),
        ("x...", {"left_open": True}, []),
        ("x...", {"carried": 1}, [1]),
        ("x...", {"carried": 2}, []),
        # The run of history ends before day 0 and is two short.
        ("....", {"carried": 1}, [2]),
        ("xx", {"carried": 0, "right_open": True}, []),
    ],
)
def test_streak_low_is_judged_when_the_run_ends(works, edges, expected):
    """At least three in a row, at judged, open and carried edges."""
    term = streak(works, low=3, price_low=ONE, **edges)
    assert found(term, marked(works)) == expected


def test_streak_positions_are_groups():
    """Weekends: one worked day makes the weekend, two weekends run on."""
    term = Streak(
        WHY, 0, WORK, ((0, 1), (2, 3), (4, 5)), high=1, price_high=HARD
    )
    view = line(None, 0, 0, None, None, None)
    assert found(term, view) == [1]
    assert broken([term], view)


def streak(works: str, **fields) -> Streak:
    """Return a streak of work over the days of a picture."""
    return Streak(
        WHY, 0, WORK, tuple((day,) for day in range(len(works))), **fields
    )


def marked(works: str) -> Lines:
    """Return the line of a picture, x for work."""
    return line(*(0 if c == "x" else None for c in works))


def test_pattern_pays_arcs_and_stops_where_none_matches():
    """Late (1) may be followed by late, or by early (0) for 7, never 2."""
    early, late = (Mark(f"d{d}", duties=np.arange(3) == d) for d in range(2))
    arcs = (
        Arc(0, OFF, 0),
        Arc(0, early, 0),
        Arc(0, late, 1),
        Arc(1, late, 1),
        Arc(1, early, 0, amount=7),
        Arc(1, OFF, 0),
    )
    term = Pattern(WHY, 0, (0, 2), 0, arcs, ONE)
    assert found(term, line(1, 0, None)) == [7]
    assert ticks([term], line(1, 0, None)) == 7
    assert [a.price for a in amounts(term, line(1, 2, 1))] == [HARD]


def test_presence_counts_heads_in_minutes():
    """One of two is there for 30 minutes: 30 person-minutes are missing."""
    term = Presence.staffed(WHY, 0, 30, (0, 1), 2, HARD)
    view = Lines(((), ()), frozenset({1}))
    assert found(term, view) == [30]
    assert shortage_min([term], view) == 30
    assert broken([term], view) == ()


@pytest.mark.parametrize(
    ("low", "high", "amount"), [(None, 0, 60), (3, None, 30), (2, 2, None)]
)
def test_presence_is_a_row(low, high, amount):
    """Two there count 2 each, one on a break takes 2 away: a sum of 2."""
    parts = (PresencePart((0, 1, 2), 2), PresencePart((2, 3), -2, paused=True))
    term = Presence(WHY, 0, 30, parts, low, high, HARD)
    view = Lines(((),) * 4, frozenset({0, 1}), frozenset({2}))
    assert found(term, view) == ([] if amount is None else [amount])
    assert [a.amount for a in broken([term], view)] == found(term, view)
    assert shortage_min([term], view) == 0


@pytest.mark.parametrize(("low", "high"), [(2, None), (None, 0)])
def test_row_is_linear(low, high):
    """Two parts of which one holds: 1, one below 2 and one above 0."""
    parts = (RowPart(0, 0, WORK, 1), RowPart(1, 0, OFF, 1))
    term = Row(WHY, parts, low, high, ONE)
    assert found(term, Lines(((0,), (1,)))) == [1]


def cover(tiers, pools, minutes=1) -> Cover:
    """Return the cover of two queues."""
    return Cover(WHY, 0, minutes, (4, 7), tuple(tiers), tuple(pools))


def test_cover_puts_must_before_any_price():
    """One person, two queues: the dear wish loses to the must."""
    term = cover(
        [Tier(WHY, 4, 1, HARD), Tier(WHY, 7, 1, Price.linear(10**9))],
        [Pool(((0,), (0,)))],
        minutes=30,
    )
    view = Lines(((),), frozenset({0}))
    assert shortage_min([term], view) == 0
    assert ticks([term], view) == 30 * 10**9
    assert shortage_min([term], Lines(((),))) == 30


def test_cover_seats_by_a_chain_of_moves():
    """Only person 1 can serve queue 7, so person 0 must take queue 4."""
    term = cover(
        [Tier(WHY, 4, 1, ONE), Tier(WHY, 7, 1, ONE)],
        [Pool(((0, 1), (1,)))],
    )
    assert ticks([term], Lines(((), ()), frozenset({0, 1}))) == 0
    assert ticks([term], Lines(((), ()), frozenset({1}))) == 1


def test_cover_calls_the_reserve_only_when_it_pays():
    """A lead at 5 a minute fills a seat worth 6, not one worth 4."""
    lead = Because("reserve")
    for worth, cost in ((6, 5), (4, 4)):
        term = cover(
            [Tier(WHY, 4, 1, Price.linear(worth))],
            [
                Pool(((0,), ())),
                Pool(((1,), (1,)), Price.linear(5), lead),
            ],
        )
        view = Lines(((), ()), frozenset({1}))
        assert ticks([term], view) == cost


@st.composite
def covers(draw):
    """Draw a cell with two queues, two pools and up to four people."""
    prices = st.sampled_from(
        [HARD, ONE, Price.linear(3), Price(((0, 1), (2, 4)))]
    )
    tiers = draw(
        st.lists(
            st.builds(
                Tier,
                st.just(WHY),
                st.sampled_from([4, 7]),
                st.integers(1, 3),
                prices,
            ),
            min_size=1,
            max_size=4,
        )
    )
    people = st.sets(st.integers(0, 1)).map(tuple)
    others = st.sets(st.integers(2, 3)).map(tuple)
    pools = [
        Pool((draw(people), draw(people))),
        Pool((draw(others), draw(others)), Price.linear(2)),
    ]
    here = draw(st.sets(st.integers(0, 3)).map(frozenset))
    return cover(tiers, pools, minutes=2), Lines(((),) * 4, here)


@given(covers())
def test_cover_is_the_least_over_all_assignments(case):
    """Brute force over who serves what agrees, hard minutes first."""
    term, view = case
    best = min(assignments(term, view.here))
    assert (shortage_min([term], view), ticks([term], view)) == best


def assignments(term, here):
    """Yield hard minutes and ticks of every way to seat those here."""
    for seats in product([None, 0, 1], repeat=4):
        served = [0, 0]
        used = [0, 0]
        for person, seat in enumerate(seats):
            if seat is None:
                continue
            pool = person // 2
            if (
                person not in here
                or person not in term.pools[pool].eligible[seat]
            ):
                break
            served[seat] += 1
            used[pool] += 1
        else:
            missing = [
                (2 * max(0, t.level - served[term.queues.index(t.queue)]), t)
                for t in term.tiers
            ]
            yield (
                sum(amount for amount, t in missing if t.must),
                sum(t.price(amount) for amount, t in missing)
                + sum(
                    pool.price(2 * n)
                    for pool, n in zip(term.pools, used, strict=True)
                ),
            )


def at(person: int, key: str, start: int, end: int) -> tuple[int, Span]:
    """Return somebody's time at an event."""
    return person, Span(start, end, "event", event=key)


@pytest.mark.parametrize(
    ("here", "there", "missed"),
    [
        ({0, 1, 2}, {0, 1, 2}, 0),  # all attend
        ({0, 1}, {0, 1}, 0),  # who is not at work is not missed
        ({0, 1, 2}, {1, 2}, 0),  # 0 stays in the one place for 0 and 1
        ({0, 1, 2}, {2}, 1),  # 0 and 1 do not both fit into it
        ({0, 1, 2}, {0, 1}, 1),  # nothing excuses 2
        ({0, 1, 2, 3}, {2}, 1),  # 3 may stay as well, but in a place of 3's
    ],
)
def test_a_meeting_misses_who_is_at_work_and_not_excused(here, there, missed):
    """Half an hour; one of 0 and 1 may stay, and 3."""
    stays = (Stay((0, 1), 1), Stay((3,), 1))
    term = Meeting(WHY, "m", (0, 1, 2, 3), 60, 90, stays, ONE)
    view = Lines(
        ((None,),),
        frozenset(here),
        attended=tuple(at(p, "m", 60, 90) for p in there),
    )
    assert found(term, view) == ([30 * missed] if missed else [])


@pytest.mark.parametrize(
    ("attended", "missing"),
    [
        ([], 480),  # two people, four hours
        ([at(0, "s", 0, 240), at(1, "s", 0, 240)], 0),
        ([at(0, "s", 0, 240), at(1, "t", 0, 240)], 480),  # another event
        ([at(0, "s", 0, 240), at(1, "s", 60, 300)], 480),  # not together
        ([at(0, "s", 0, 120), at(1, "s", 0, 120)], 240),  # half of it
        ([at(0, "s", 0, 60), at(1, "s", 0, 60)], 480),  # too short a piece
        ([at(0, "s", 900, 1020), at(1, "s", 900, 1020)], 480),  # too late
        (
            [
                *(at(p, "s", 0, 120) for p in (0, 1)),
                *(at(p, "s", 600, 720) for p in (0, 1)),
            ],
            0,
        ),
    ],
)
def test_a_session_counts_the_pieces_that_all_attend(attended, missing):
    """Four hours in pieces of two or four, before noon or until 15:00."""
    windows = ((0, 300), (600, 900))
    term = Session(WHY, "s", (0, 1), windows, 240, (120, 240), ONE)
    view = Lines(((None,),) * 2, attended=tuple(attended))
    assert found(term, view) == ([missing] if missing else [])


@given(
    st.lists(st.booleans(), max_size=9),
    st.integers(0, 4),
    st.integers(1, 4),
    st.booleans(),
    st.booleans(),
)
def test_streak_agrees_with_reading_the_whole_line(
    works, carried, limit, left_open, right_open
):
    """History written out in front gives the same runs and amounts."""
    picture = "".join("x" if w else "." for w in works)
    edges = {
        "carried": 0 if left_open else carried,
        "left_open": left_open,
        "right_open": right_open,
    }
    term = streak(
        picture, low=limit, high=limit, price_low=ONE, price_high=ONE, **edges
    )
    whole = "x" * edges["carried"] + picture
    expected, at = [], 0
    for run in whole.replace(".", " . ").split():
        begin, at = at, at + len(run)
        if run == "." or not picture:
            continue
        inherited = edges["carried"] if begin == 0 else 0
        expected.append(max(0, len(run) - limit) - max(0, inherited - limit))
        opened = (left_open and begin == 0) or (
            right_open and at == len(whole)
        )
        expected.append(0 if opened else max(0, limit - len(run)))
    assert found(term, marked(picture)) == [a for a in expected if a]
