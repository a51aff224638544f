from datetime import date

from constraints.measures import Elapsed, OnHoliday, Paid
from scheduler.clock import zone
from scheduler.expand.foreign import foreign_duty, with_foreign
from scheduler.problem import Span
from scheduler.testing import MONDAY, tiny_problem


def test_a_foreign_duty_is_read_off_the_own_clock():
    """A night over the clock change: eight hours nominal, seven real."""
    problem = tiny_problem(1, zone="America/Halifax")
    clock = zone("America/Halifax")
    start = clock.start_min(date(2027, 3, 13), 22 * 60)
    end = clock.end_min(date(2027, 3, 14), 6 * 60)
    duty = foreign_duty(problem.people[0], start, end)
    assert (duty.day, duty.local_start) == (date(2027, 3, 13), 22 * 60)
    assert (duty.nominal_min, duty.end_min - duty.start_min) == (480, 420)
    assert duty.foreign
    assert duty.shift == -1


def test_unpaid_breaks_are_not_paid():
    """Breaks of a hand-made duty count as the roster says."""
    problem = tiny_problem(1)
    start = problem.duties[0].start_min
    lunch = Span(start + 240, start + 270, "break")
    tea = Span(start + 360, start + 370, "break")
    duty = foreign_duty(
        problem.people[0],
        start,
        start + 480,
        breaks=((lunch, False), (tea, True)),
    )
    assert duty.paid_min == 450


def test_facts_are_known_of_foreign_duties_too():
    """Measures reach as far as the table, holidays included."""
    problem = tiny_problem(
        [{"place": "CA-NS"}], holidays={"CA-NS": [MONDAY]}, days=2
    )
    start = problem.duties[0].start_min
    duty = foreign_duty(problem.people[0], start, start + 300)
    wider = with_foreign(problem, [duty])
    assert wider.measure(Elapsed()).by_duty.tolist() == [480, 480, 300]
    assert wider.measure(Paid()).by_duty.tolist() == [480, 480, 300]
    holiday = OnHoliday("CA-NS", "UTC")
    assert wider.measure(holiday).by_duty.tolist() == [480, 0, 300]
    assert wider.menus == problem.menus


def test_nothing_foreign_changes_nothing():
    """A problem without foreign duties stays the same object."""
    problem = tiny_problem(1)
    assert with_foreign(problem, []) is problem
