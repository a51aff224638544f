from datetime import timedelta

import pytest

from scheduler.errors import InputError
from scheduler.expand.history import past_works
from scheduler.export.json import write_roster
from scheduler.problem import Span
from scheduler.testing import MONDAY, TinyShift, tiny_problem, tiny_roster

NIGHT = {"night": TinyShift((22 * 60,)), "day": TinyShift()}


def _published(folder, first_day=MONDAY, days=7):
    """Write a roster in which p0 works every night and p1 never."""
    problem = tiny_problem(2, first_day=first_day, days=days, shifts=NIGHT)
    line = {day: problem.menu(0, day)[0] for day in range(days)}
    start = problem.duties[line[days - 1]].start_min
    rest = Span(start + 120, start + 150, "break")
    roster = tiny_roster(problem, [line, {}], {(0, days - 1): (rest,)})
    folder.mkdir()
    (folder / "roster.json").write_bytes(write_roster(roster))
    return problem, folder


def _past(problem, *folders, weeks=1):
    return past_works(
        folders,
        problem.people,
        {shift.id: shift.idx for shift in problem.shifts},
        MONDAY + timedelta(weeks=weeks),
    )


def test_last_week_is_known(tmp_path):
    """Duties come back foreign, with shift, day and breaks."""
    problem, folder = _published(tmp_path / "w1")
    past = _past(problem, folder)
    assert past.days_known == 7
    assert [work.day for work in past.works[0]] == list(range(-7, 0))
    assert past.works[1] == ()
    last = past.works[0][-1]
    assert last.duty.foreign
    assert (last.duty.shift, last.duty.local_start) == (0, 22 * 60)
    assert [s.end_min - s.start_min for s in last.spans] == [30]
    assert last.duty.paid_min == 450


def test_rosters_join_without_a_gap(tmp_path):
    """Two weeks in two files make fourteen known days."""
    _, one = _published(tmp_path / "w1")
    problem, two = _published(tmp_path / "w2", MONDAY + timedelta(weeks=1))
    past = _past(problem, one, two, weeks=2)
    assert past.days_known == 14
    assert len(past.works[0]) == 14
    assert past.findings == ()


def test_a_folder_of_months_is_all_of_them(tmp_path):
    """By their first days, whatever their folders are called."""
    _published(tmp_path / "later", MONDAY)
    problem, _ = _published(tmp_path / "early", MONDAY + timedelta(weeks=1))
    past = _past(problem, tmp_path, weeks=2)
    assert past.days_known == 14
    assert [work.day for work in past.works[0]] == list(range(-14, 0))


def test_a_folder_without_rosters_is_bad_input(tmp_path):
    """The file that would be there is named."""
    with pytest.raises(InputError, match=r"roster\.json"):
        _past(tiny_problem(1), tmp_path)


def test_a_gap_is_told(tmp_path):
    """History that ends too early tells nothing of the last days."""
    problem, folder = _published(tmp_path / "w1")
    past = _past(problem, folder, weeks=2)
    assert past.days_known == 0
    assert len(past.works[0]) == 7
    (finding,) = past.findings
    assert finding.severity == "warning"
    assert "ends on 2027-03-07" in finding.message


def test_history_of_later_days_is_told(tmp_path):
    """A file of the wrong month would pass for no history at all."""
    problem, folder = _published(tmp_path / "w")
    (finding,) = _past(problem, folder, weeks=0).findings
    assert finding.severity == "warning"
    assert "nothing of the time before 2027-03-01" in finding.message
    assert _past(problem).findings == ()


def test_days_of_the_roster_itself_are_not_past(tmp_path):
    """A published roster that overlaps the new one counts until day 0."""
    problem, folder = _published(tmp_path / "w", days=10)
    past = _past(problem, folder)
    assert past.days_known == 7
    assert [work.day for work in past.works[0]] == list(range(-7, 0))


def test_who_has_left_and_what_is_gone(tmp_path):
    """Leavers are left out; a shift of old is a duty without shift."""
    problem, folder = _published(tmp_path / "w")
    past = past_works(
        [folder], problem.people[:1], {}, MONDAY + timedelta(weeks=1)
    )
    assert len(past.works) == 1
    assert {work.duty.shift for work in past.works[0]} == {-1}


def test_no_such_history_is_bad_input(tmp_path):
    """The missing file is named."""
    with pytest.raises(InputError, match="no file"):
        _past(tiny_problem(1), tmp_path / "nowhere.json")


def test_no_history_is_nothing_known():
    """Without files nothing is known, and nothing is warned about."""
    past = _past(tiny_problem(1))
    assert (past.works, past.days_known, past.findings) == (((),), 0, ())
