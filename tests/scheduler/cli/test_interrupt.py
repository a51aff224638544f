"""Ctrl-C: once keeps the best, twice gives up."""

import signal

import click
import pytest

from scheduler.cli.interrupt import interruptible


def test_the_first_asks_and_is_told_once():
    """The search is asked to stop, and the user is told that it will."""
    told = []
    with interruptible(lambda: told.append(True)) as interrupt:
        assert not interrupt.stop()
        signal.raise_signal(signal.SIGINT)
        assert interrupt.stop()
        assert interrupt.stop()
    assert told == [True]


def test_the_second_gives_up():
    """Whoever insists is not kept waiting."""
    with interruptible(lambda: None) as interrupt:
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(click.Abort):
            signal.raise_signal(signal.SIGINT)
        assert interrupt.asked


def test_the_handler_is_put_back():
    """Afterwards Ctrl-C does what it did before."""
    before = signal.getsignal(signal.SIGINT)
    with interruptible(lambda: None):
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before
