"""``schedule explain``: which statements rule out every roster."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

import scheduler
from scheduler.cli.failures import tell_findings
from scheduler.cli.options import Finite, file_argument, json_option
from scheduler.cli.status import Status
from scheduler.cli.terminal import err, out, write_json

if TYPE_CHECKING:
    from scheduler.problem import Problem
    from scheduler.reasons import Reason

__all__ = ["command"]

SECONDS = 60.0


@click.command("explain")
@file_argument
@click.option(
    "--seconds",
    "--time-limit",
    "seconds",
    type=Finite(min=0, min_open=True),
    default=SECONDS,
    show_default=True,
    help="Time limit.",
)
@click.option(
    "--staffing/--no-staffing",
    default=True,
    show_default=True,
    help="Must coverage has to be met in full, too.",
)
@json_option
def command(
    file: str, seconds: float, staffing: bool, as_json: bool
) -> Status:
    """Say which statements rule out every roster, and where they stand.

    Of those that cannot hold together it names the fewest: without any one
    of them the others can hold, which is shown by solving. Must coverage
    that cannot be met is a statement like any other here, while solve makes
    a roster in which as little as possible is missing.

    \b
    Exit codes:
      0  a roster exists that keeps all that must hold
      1  none does: it is said why
      2  bad input
      3  undecided within the limit

    \b
    Example:
      schedule explain roster.yaml
    """
    problem = scheduler.read(file)
    tell_findings(problem.warnings)
    reason = _reason(problem, seconds, staffing=staffing)
    if as_json:
        from scheduler.cli.solved import reason_document

        document = reason_document(reason, problem)
        write_json({**document, "settled": reason.settled})
    else:
        out().print(_told(reason, staffing=staffing), soft_wrap=True)
    if reason.statements:
        return Status.NO
    return Status.DONE if reason.settled else Status.NO_ROSTER


def _reason(problem: Problem, seconds: float, *, staffing: bool) -> Reason:
    from scheduler.cli.interrupt import interruptible
    from scheduler.engine.engine import Limits
    from scheduler.reasons import explain

    def stopping() -> None:
        err().print("stopping")

    with interruptible(stopping) as interrupt:
        limits = Limits(seconds=seconds, stop=interrupt.stop)
        return explain(problem, limits, staffed=staffing)


def _told(reason: Reason, *, staffing: bool) -> str:
    if reason.statements or not reason.settled:
        return str(reason)
    whole = ", must coverage included" if staffing else ""
    return f"All that must hold can hold together{whole}."
