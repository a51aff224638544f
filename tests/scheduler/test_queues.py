from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from constraints.coverage import Coverage
from constraints.needs import CoverageLine, Need
from constraints.terms import HARD, Because, Cover, Pool, Price, Tier
from scheduler.problem import Span
from scheduler.queues import assign, with_queues
from scheduler.testing import (
    TinyShift,
    tiny_problem,
    tiny_roster,
    with_history,
)

WHY = Because("coverage")
CHEAP, DEAR = Price.linear(10), Price.linear(100)


def _cover(start, end, tiers, *pools):
    queues = tuple(dict.fromkeys(tier.queue for tier in tiers))
    return Cover(WHY, start, end, queues, tuple(tiers), pools)


def _tier(queue, level, price=DEAR, over=False):
    return Tier(WHY, queue, level, price, over=over)


def _cells(problem, tiers, *pools, day=0, hours=range(8, 16)):
    midnight = problem.duties[problem.menu(0, day)[0]].start_min - 8 * 60
    return [
        _cover(midnight + h * 60, midnight + (h + 1) * 60, tiers, *pools)
        for h in hours
    ]


def _all_on(problem, day=0):
    return tiny_roster(
        problem, [{day: problem.menu(p.idx, day)[0]} for p in problem.people]
    )


def _served(roster, person, day=0):
    return [
        (span.queue, (span.end_min - span.start_min) // 60)
        for span in roster.work(person, day).spans
        if span.kind == "queue"
    ]


def test_the_only_speaker_is_kept_for_their_queue():
    """Who serves both queues takes the one that nobody else can."""
    problem = tiny_problem(2, queues={"chat": (), "fr": ()})
    pool = Pool(((0, 1), (1,)))
    terms = _cells(problem, [_tier(0, 1, CHEAP), _tier(1, 1)], pool)
    roster = assign(problem, terms, _all_on(problem))
    assert _served(roster, 0) == [(0, 8)]
    assert _served(roster, 1) == [(1, 8)]


def test_a_tier_that_must_hold_comes_before_any_price():
    """One minute short of a must outweighs whatever the rest costs."""
    problem = tiny_problem(1, queues={"chat": (), "plus": ()})
    pool = Pool(((0,), (0,)))
    terms = _cells(
        problem, [_tier(0, 1, Price.linear(10**9)), _tier(1, 1, HARD)], pool
    )
    roster = assign(problem, terms, _all_on(problem))
    assert _served(roster, 0) == [(1, 8)]


def test_a_reserve_stays_off_where_it_is_not_worth_its_price():
    """Somebody dearer than the shortage they would end serves nothing."""
    problem = tiny_problem(1)
    dear = Pool(((0,),), DEAR, WHY)
    terms = _cells(problem, [_tier(0, 1, CHEAP)], dear)
    roster = assign(problem, terms, _all_on(problem))
    assert _served(roster, 0) == []
    terms = _cells(problem, [_tier(0, 1, Price.linear(101))], dear)
    assert _served(assign(problem, terms, roster), 0) == [(0, 8)]


def test_extra_hands_serve_where_it_costs_nothing():
    """Nobody sits idle at a queue they could serve for free."""
    problem = tiny_problem(3)
    terms = _cells(problem, [_tier(0, 1)], Pool(((0, 1, 2),)))
    roster = assign(problem, terms, _all_on(problem))
    assert [_served(roster, p) for p in range(3)] == [[(0, 8)]] * 3


def test_extra_hands_stay_off_where_too_many_cost():
    """A priced excess leaves those who are not needed without a queue."""
    problem = tiny_problem(2)
    tiers = [_tier(0, 1), _tier(0, 1, CHEAP, over=True)]
    terms = _cells(problem, tiers, Pool(((0, 1),)))
    roster = assign(problem, terms, _all_on(problem))
    assert sorted(_served(roster, p) for p in range(2)) == [[], [(0, 8)]]


def test_people_stay_on_their_queue():
    """Two alike on two queues do not change places all day."""
    problem = tiny_problem(2, queues={"a": (), "b": ()})
    pool = Pool(((0, 1), (0, 1)))
    terms = _cells(problem, [_tier(0, 1), _tier(1, 1)], pool)
    roster = assign(problem, terms, _all_on(problem))
    assert sorted(_served(roster, p) for p in range(2)) == [
        [(0, 8)],
        [(1, 8)],
    ]


def test_a_queue_change_that_the_demand_asks_for_is_made():
    """Block length never costs coverage: A B A is served as asked."""
    problem = tiny_problem(1, queues={"a": (), "b": ()})
    problem = replace(
        problem,
        queues=tuple(replace(q, least_block_min=240) for q in problem.queues),
    )
    pool = Pool(((0,), (0,)))
    terms = [
        *_cells(problem, [_tier(0, 1), _tier(1, 0)], pool, hours=range(8, 10)),
        *_cells(
            problem, [_tier(0, 0), _tier(1, 1)], pool, hours=range(10, 11)
        ),
        *_cells(
            problem, [_tier(0, 1), _tier(1, 0)], pool, hours=range(11, 16)
        ),
    ]
    roster = assign(problem, terms, _all_on(problem))
    assert _served(roster, 0) == [(0, 2), (1, 1), (0, 5)]


def test_blocks_that_are_too_short_are_traded_away():
    """A colleague who is free takes what would cut a block in two."""
    # b is asked for an hour in the middle, while c could go on or not.
    problem = tiny_problem(2, queues={"a": (), "b": ()})
    problem = replace(
        problem,
        queues=tuple(replace(q, least_block_min=120) for q in problem.queues),
    )
    both = Pool(((0, 1), (0, 1)))
    terms = [
        *_cells(problem, [_tier(0, 1), _tier(1, 0)], both, hours=range(8, 11)),
        *_cells(
            problem, [_tier(0, 1), _tier(1, 1)], both, hours=range(11, 12)
        ),
        *_cells(
            problem, [_tier(0, 1), _tier(1, 0)], both, hours=range(12, 16)
        ),
    ]
    roster = assign(problem, terms, _all_on(problem))
    assert sorted(_served(roster, p) for p in range(2)) == [
        [(0, 8)],
        [(1, 8)],
    ]


def test_a_break_serves_no_queue():
    """Blocks end where a break begins and go on behind it."""
    problem = tiny_problem(1)
    duty = problem.menu(0, 0)[0]
    noon = problem.duties[duty].start_min + 4 * 60
    pause = Span(noon, noon + 60, "break")
    roster = tiny_roster(problem, [{0: duty}], {(0, 0): (pause,)})
    terms = _cells(problem, [_tier(0, 1)], Pool(((0,),)))
    done = assign(problem, terms, roster)
    assert _served(done, 0) == [(0, 4), (0, 3)]
    assert done.work(0, 0).breaks == (pause,)


def test_history_serves_into_the_first_day():
    """A night that began before the horizon still holds its queue."""
    shifts = {"night": TinyShift((22 * 60,)), "early": TinyShift((5 * 60,))}
    problem = with_history(
        tiny_problem(2, shifts=shifts), [(0, -1, "night", 22 * 60, 480)]
    )
    early = problem.menu(1, 0)[1]
    start = problem.duties[early].start_min
    both = Pool(((0, 1),))
    roster = tiny_roster(problem, [{}, {0: early}])
    # One is enough, and the night costs nothing: the morning stays off.
    dear = Pool(((0,),)), Pool(((1,),), DEAR, WHY)
    terms = [_cover(start, start + 60, [_tier(0, 1)], *dear)]
    assert _served(assign(problem, terms, roster), 1) == []
    terms = [_cover(start, start + 60, [_tier(0, 2)], both)]
    assert _served(assign(problem, terms, roster), 1) == [(0, 1)]


def test_back_to_back_duties_each_have_their_own_blocks():
    """A duty that follows another at once keeps its blocks to itself."""
    shifts = {"a": TinyShift((16 * 60,)), "b": TinyShift((0,))}
    problem = tiny_problem(1, shifts=shifts)
    late, early = problem.menu(0, 0)[0], problem.menu(0, 1)[1]
    start = problem.duties[late].start_min
    terms = [
        _cover(at, at + 60, [_tier(0, 1)], Pool(((0,),)))
        for at in range(start, start + 16 * 60, 60)
    ]
    roster = assign(
        problem, terms, tiny_roster(problem, [{0: late, 1: early}])
    )
    assert _served(roster, 0, 0) == [(0, 8)]
    assert _served(roster, 0, 1) == [(0, 8)]


def cell_cost(term, there, choice):
    """What one cell costs, (must minutes, ticks), for a person→queue."""
    minutes = term.end_min - term.start_min
    must = ticks = 0
    share = {
        person: minutes * pool.percent // 100
        for pool in term.pools
        for people in pool.eligible
        for person in people
    }
    for t in term.tiers:
        served = sum(share[p] for p, q in choice.items() if q == t.queue)
        more = served - minutes * t.level
        amount = max(0, more if t.over else -more)
        must += amount if t.price.hard else 0
        ticks += t.price(amount)
    for pool in term.pools:
        members = {p for people in pool.eligible for p in people}
        count = sum(q is not None and p in members for p, q in choice.items())
        ticks += count * pool.price(minutes)
    return must, ticks


def _allowed(term, person):
    yield None
    for pool in term.pools:
        for queue, people in zip(term.queues, pool.eligible, strict=True):
            if person in people:
                yield queue


@st.composite
def _demands(draw):
    heads = draw(st.integers(1, 4))
    prices = st.sampled_from([HARD, CHEAP, DEAR, Price.linear(55)])
    queues = draw(st.integers(1, 3))
    terms = []
    for hour in range(8, 16):
        tiers = [
            _tier(
                queue,
                draw(st.integers(0, 3)),
                draw(prices if not over else st.just(Price.linear(7))),
                over=over,
            )
            for queue in range(queues)
            for over in draw(st.sampled_from([(False,), (False, True)]))
        ]
        free = draw(st.integers(0, 2**heads - 1))
        pools = [
            Pool(
                tuple(
                    tuple(
                        p
                        for p in range(heads)
                        if (free >> p & 1) == side and draw(st.booleans())
                    )
                    for _ in range(queues)
                ),
                price,
                percent=draw(st.sampled_from([100, 100, 50])),
            )
            for side, price in ((1, Price()), (0, Price.linear(60)))
        ]
        terms.append((hour, tiers, pools))
    return heads, queues, terms


@settings(max_examples=60, deadline=None)
@given(_demands())
def test_every_cell_costs_as_little_as_it_can(demand):
    """Exact cell by cell against all assignments, however blocks look."""
    heads, queues, rows = demand
    problem = tiny_problem(heads, queues={f"q{i}": () for i in range(queues)})
    problem = replace(
        problem,
        queues=tuple(replace(q, least_block_min=180) for q in problem.queues),
    )
    terms = [
        _cells(problem, tiers, *pools, hours=[hour])[0]
        for hour, tiers, pools in rows
    ]
    roster = assign(problem, terms, _all_on(problem))
    for term in terms:
        choice = {}
        for person in range(heads):
            on = [
                s.queue
                for s in roster.work(person, 0).spans
                if s.start_min <= term.start_min and term.end_min <= s.end_min
            ]
            choice[person] = on[0] if on else None
            assert choice[person] in set(_allowed(term, person))
        best = min(
            cell_cost(term, heads, dict(enumerate(others)))
            for others in product(
                *(
                    sorted(set(_allowed(term, p)), key=str)
                    for p in range(heads)
                )
            )
        )
        assert best == cell_cost(term, heads, choice)


def test_a_roster_without_queues_gets_them():
    """Whoever reads a roster need not know what a term is."""
    problem = tiny_problem(1)
    duty = problem.duties[problem.menu(0, 0)[0]]
    needs = (Need(duty.start_min, duty.end_min, wanted=1),)
    line = CoverageLine("line", 0, needs)
    problem = replace(problem, rules=(Coverage(id="c", lines=(line,)),))
    roster = with_queues(_all_on(problem))
    assert _served(roster, 0) == [(0, 8)]
    assert with_queues(roster) is roster
