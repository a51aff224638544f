"""Threads that are watched, and may be left behind."""

from threading import Event

import pytest

from scheduler.engine.workers import Worker, are_done


def test_all_are_waited_for():
    """Done is who has ended; all are done when the last is."""
    gate, done = Event(), []
    first = Worker(lambda: done.append("first"))
    second = Worker(gate.wait)
    assert first.is_done(10)
    assert done == ["first"]
    assert not are_done([first, second], 0.01)
    gate.set()
    assert are_done([first, second], 10)
    second.close()


def test_what_work_raises_is_raised_where_it_is_closed():
    """Nothing that went wrong in a thread is lost."""
    worker = Worker(lambda: 1 // 0)
    assert worker.is_done(10)
    with pytest.raises(ZeroDivisionError):
        worker.close()
