from dataclasses import replace

import pytest

from scheduler.problem import Break, Span, Work
from scheduler.roster import Roster
from scheduler.structure import faults
from scheduler.testing import (
    TinyShift,
    tiny_problem,
    tiny_roster,
    with_history,
)

LUNCH = Break(30, 180, 300)


def _texts(roster):
    return [fault.violation.note for fault in faults(roster)]


def _with_spans(*spans, shifts=None, queues=None):
    """Return one duty of 08:00 with spans at minutes after its start."""
    problem = tiny_problem(1, shifts=shifts, queues=queues, slot_min=30)
    duty = problem.menu(0, 0)[0]
    start = problem.duties[duty].start_min
    moved = tuple(
        replace(s, start_min=s.start_min + start, end_min=s.end_min + start)
        for s in spans
    )
    return tiny_roster(problem, [{0: duty}], {(0, 0): moved})


def test_a_plain_roster_has_no_faults():
    """Duties from the menu, in order, break nothing."""
    problem = tiny_problem(2)
    lines = [{d: problem.menu(p, d)[0] for d in range(5)} for p in (0, 1)]
    assert _texts(tiny_roster(problem, lines)) == []


def test_two_duties_on_one_day_are_named():
    """A line day has at most one duty, however far apart they are."""
    shifts = {"early": TinyShift((0,), (240,)), "late": TinyShift((1200,))}
    problem = tiny_problem(1, shifts=shifts)
    early, late = problem.menu(0, 0)
    roster = Roster(problem, ((Work(0, 0, early), Work(0, 0, late)),))
    (fault,) = faults(roster)
    assert fault.fatal
    assert fault.violation.note == (
        "P0 starts a second duty on one day, Mon 1 March 20:00."
    )


def test_overlap_with_the_past_is_seen():
    """A night of the month before reaches into the first day."""
    shifts = {"night": TinyShift((22 * 60,)), "early": TinyShift((5 * 60,))}
    problem = with_history(
        tiny_problem(1, shifts=shifts), [(0, -1, "night", 22 * 60, 480)]
    )
    roster = tiny_roster(problem, [{0: problem.menu(0, 0)[1]}])
    assert _texts(roster) == [
        "P0 starts a duty before the last one has ended, Mon 1 March 05:00."
    ]


@pytest.mark.parametrize(
    ("work", "words"),
    [
        (Work(0, 9, 0), "outside the days"),
        (Work(0, 0, 99), "does not exist"),
        (Work(1, 0, 0), "somebody else"),
        (Work(0, 0, 0, (Span(0, 1, "queue", 7),)), "queue that does not"),
    ],
)
def test_what_points_at_nothing_is_fatal(work, words):
    """Rules are not asked about days, duties or queues that are not there."""
    (fault,) = faults(Roster(tiny_problem(1), ((work,),)))
    assert fault.fatal
    assert words in fault.violation.note


def test_a_line_for_everybody():
    """A roster has as many lines as the problem has people."""
    (fault,) = faults(Roster(tiny_problem(2), ((),)))
    assert fault.violation.note == "The roster has 1 line for 2 people."


def test_a_duty_belongs_to_the_day_it_starts_on():
    """Tuesday's duty cannot be worked on Monday."""
    problem = tiny_problem(1)
    roster = tiny_roster(problem, [{0: problem.menu(0, 1)[0]}])
    assert _texts(roster) == [
        "P0 has a duty on Mon 1 March that starts Tue 2 March 08:00."
    ]


def test_a_line_day_may_begin_at_noon():
    """Work at one in the night counts on the evening before."""
    problem = tiny_problem(
        [{"day_starts": 720}], shifts={"night": TinyShift((25 * 60,))}
    )
    assert _texts(tiny_roster(problem, [{0: problem.menu(0, 0)[0]}])) == []


def test_breaks_lie_where_the_shift_has_them():
    """A break of the right length inside its window is accepted."""
    shifts = {"day": TinyShift(breaks=(LUNCH,))}
    assert _texts(_with_spans(Span(180, 210, "break"), shifts=shifts)) == []
    (text,) = _texts(_with_spans(Span(120, 150, "break"), shifts=shifts))
    assert text == (
        "P0's breaks in the duty of Mon 1 March 08:00 are not as the shift"
        " has them: 30 min from 3 h to 5 h after the start."
    )
    (text,) = _texts(_with_spans(shifts=shifts))
    assert "not as the shift has them" in text


def test_breaks_may_come_in_either_order():
    """Two breaks whose windows overlap are matched as they fit."""
    shifts = {"day": TinyShift(breaks=(LUNCH, Break(60, 60, 300)))}
    spans = Span(120, 180, "break"), Span(240, 270, "break")
    assert _texts(_with_spans(*spans, shifts=shifts)) == []


def test_one_queue_at_a_time():
    """Blocks overlap neither each other nor a break nor the duty's end."""
    spans = Span(0, 120, "queue", 0), Span(60, 180, "queue", 0)
    (text,) = _texts(_with_spans(*spans))
    assert text == (
        "P0's time on desk of Mon 2027-03-01 09:00 overlaps what comes before."
    )
    (text,) = _texts(_with_spans(Span(400, 500, "queue", 0)))
    assert "lies outside the duty" in text


def test_a_queue_needs_its_skills():
    """Nobody serves what they have not learnt."""
    (text,) = _texts(
        _with_spans(Span(0, 60, "queue", 0), queues={"fr": ["french"]})
    )
    assert "needs a skill that they do not have" in text
