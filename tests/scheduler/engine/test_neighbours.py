"""Neighbourhoods: kinds in turn, sizes that follow success."""

from random import Random

from scheduler.engine.cpsat.neighbours import (
    PATIENCE,
    TURNS,
    Gap,
    Neighbours,
)


def test_kinds_take_turns_and_stay_inside():
    """Each draw frees persons and days that there are."""
    neighbours = Neighbours(5, 10, Random(1))
    drawn = [neighbours.draw() for _ in TURNS]
    assert [part.kind for part in drawn] == list(TURNS)
    for part in drawn:
        assert part.free
        assert all(p in range(5) and d in range(10) for p, d in part.free)


def test_days_free_everybody_and_lines_whole_lines():
    """Days: all people; lines: all days."""
    neighbours = Neighbours(5, 10, Random(1))
    parts = {part.kind: part.free for part in map(_draw(neighbours), TURNS)}
    assert {p for p, _ in parts["days"]} == set(range(5))
    assert {d for _, d in parts["lines"]} == set(range(10))


def _draw(neighbours):
    return lambda turn: neighbours.draw()


def test_sizes_follow_success():
    """Solved parts grow up to everything, others shrink down to one."""
    neighbours = Neighbours(5, 10, Random(1))
    for _ in range(100):
        neighbours.learn("days", solved=True)
        neighbours.learn("patch", solved=False)
    assert neighbours.cells["days"] == 50
    assert neighbours.cells["patch"] == 1


def test_one_day_is_enough():
    """A roster of a single day has one neighbourhood of each kind."""
    neighbours = Neighbours(2, 1, Random(1))
    assert all(neighbours.draw().free for _ in range(6))


def test_parts_lie_around_a_gap_while_that_helps():
    """Those who could come, a week around it; in vain, every other part."""
    neighbours = Neighbours(9, 28, Random(1))
    gaps = [Gap(day=20, people=(2, 5, 7))]
    drawn = [neighbours.draw(gaps) for _ in range(PATIENCE + 6)]
    kinds = [part.kind == "gap" for part in drawn]
    assert kinds == [True] * PATIENCE + [False, True] * 3
    for part in drawn[:PATIENCE]:
        assert {person for person, _ in part.free} <= {2, 5, 7}
        days = {day for _, day in part.free}
        assert 20 in days
        assert len(days) >= 7
    assert neighbours.draw().kind != "gap"
    assert neighbours.draw([*gaps, Gap(day=3, people=(1,))]).kind == "gap"
