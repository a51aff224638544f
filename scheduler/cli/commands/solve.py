"""``schedule solve``: the best roster, its proof and its files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

import scheduler
from scheduler.cli.failures import tell_findings
from scheduler.cli.options import (
    Finite,
    file_argument,
    json_option,
    volume_option,
)
from scheduler.cli.outputs import check_page, check_writable, files_of
from scheduler.cli.status import Status
from scheduler.cli.terminal import err, out, write_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scheduler.problem import Problem
    from scheduler.result import Result
    from scheduler.rounds import Met, Round

__all__ = ["command"]

SECONDS = 60.0
MOST_THREADS = 256


@dataclass(frozen=True, slots=True)
class _Effort:
    """How long and how to search, as the options say."""

    seconds: float | None
    iterations: int | None
    seed: int
    threads: int | None
    gap: float


@click.command("solve")
@file_argument
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="DIR",
    help="Write roster.json, roster.csv and calendars/ into DIR.",
)
@click.option(
    "--report",
    "page",
    metavar="FILE",
    help="Write a page to look at, such as report.html.",
)
@click.option(
    "--seconds",
    "--time-limit",
    "seconds",
    type=Finite(min=0, min_open=True),
    help="Time limit.  [default: 60]",
)
@click.option(
    "--iterations",
    type=click.IntRange(1),
    help="Effort instead of time: the same roster on every machine.",
)
@click.option("--seed", default=0, show_default=True, help="Of the search.")
@click.option(
    "--threads",
    type=click.IntRange(1, MOST_THREADS),
    help="Of the search.  [default: one per core; 2 with --iterations]",
)
@click.option(
    "--gap",
    type=Finite(0, 100),
    default=0.0,
    metavar="PERCENT",
    help="Stop once the cost is proven within this of the best.",
)
@click.option(
    "--until-met",
    is_flag=True,
    help=(
        "Simulate, ask for more people where promises are not kept, and "
        "solve again, 5 times at most; each has the time limit."
    ),
)
@click.option("--quiet", "-q", is_flag=True, help="Show no progress.")
@volume_option
@json_option
def command(
    file: str,
    folder: str | None,
    page: str | None,
    seconds: float | None,
    iterations: int | None,
    seed: int,
    threads: int | None,
    gap: float,
    until_met: bool,
    quiet: bool,
    volume: Mapping[str, float],
    as_json: bool,
) -> Status:
    """Find the best roster, with a proof of how good it is.

    Ctrl-C once keeps the best roster so far. Files are written only when
    there is a roster, all of them or none.

    With --until-met the promises of importance must (all promises, in a file
    where none is must) are to be kept with 90 % probability in every month;
    those that are not end in exit code 1, with the reason.

    \b
    Exit codes:
      0  a roster that keeps every promise
      1  no roster exists, or must coverage is missing: it is said why
      2  bad input
      3  nothing found within the limit
      130  interrupted; the best roster so far is written

    \b
    Example:
      schedule solve roster.yaml -o out --seconds 30
    """
    if folder is not None:
        check_writable(Path(folder))
    if page is not None:
        check_page(Path(page))
    problem = scheduler.read(file, volume=volume)
    tell_findings(problem.warnings)
    if seconds is None and iterations is None:
        seconds = SECONDS
    effort = _Effort(seconds, iterations, seed, threads, gap / 100)
    met = _pursued(problem, effort, quiet=quiet) if until_met else None
    result = met.result if met else _searched(problem, effort, quiet=quiet)
    written = _written(result, folder)
    _reported(result, page)
    if as_json:
        from scheduler.cli.solved import solved_document

        document = solved_document(problem, result, written)
        if met is not None:
            from scheduler.cli.until_met import met_document

            document["until_met"] = met_document(problem, met)
        write_json(document)
    else:
        from scheduler.cli.solved import print_solved

        if met is not None:
            from scheduler.cli.until_met import print_met

            print_met(out(), problem, met)
        whole = print_solved(out(), problem, result, written)
        if folder is not None:
            _tell_files(Path(folder), result, written)
            if not whole:
                look = f"schedule show {file} {folder}/roster.json"
                err().print(f"see it with: {look}", soft_wrap=True)
    status = _status(result)
    return Status.NO if status is Status.DONE and met and met.unmet else status


def _searched(problem: Problem, effort: _Effort, *, quiet: bool) -> Result:
    from scheduler.cli.interrupt import interruptible
    from scheduler.cli.progress import progress

    with (
        progress(err(), effort.seconds, quiet=quiet) as shown,
        interruptible(shown.stopping) as interrupt,
    ):
        return scheduler.solve(
            problem,
            seconds=effort.seconds,
            iterations=effort.iterations,
            seed=effort.seed,
            threads=effort.threads,
            gap=effort.gap,
            on_event=shown.tell,
            stop=interrupt.stop,
        )


def _pursued(problem: Problem, effort: _Effort, *, quiet: bool) -> Met:
    from scheduler.cli.interrupt import interruptible
    from scheduler.cli.progress import progress
    from scheduler.cli.until_met import round_line

    def tell_round(number: int, done: Round) -> None:
        if not quiet:
            err().print(round_line(problem, number, done), soft_wrap=True)

    with (
        progress(err(), effort.seconds, quiet=quiet) as shown,
        interruptible(shown.stopping) as interrupt,
    ):
        return scheduler.solve_until_met(
            problem,
            seconds=effort.seconds,
            iterations=effort.iterations,
            seed=effort.seed,
            threads=effort.threads,
            gap=effort.gap,
            on_event=shown.tell,
            on_round=tell_round,
            stop=interrupt.stop,
        )


def _written(result: Result, folder: str | None) -> Sequence[Path]:
    """Write a roster's files, if there is one; return all their paths."""
    from scheduler.export.files import write_all

    if folder is None or result.best is None:
        return ()
    target = Path(folder)
    files = files_of(result.best, target, result=result)
    write_all(target, files)
    return [target / path for path in files]


def _reported(result: Result, page: str | None) -> None:
    """Write the page of a roster, if there is one and it is asked for."""
    if page is None or result.best is None:
        return
    from scheduler.export.files import write_all
    from scheduler.report.page import write_report

    path = Path(page)
    write_all(
        path.parent, {Path(path.name): write_report(result.best, result)}
    )
    err().print(f"wrote the page {page}", soft_wrap=True)


def _tell_files(folder: Path, result: Result, written: Sequence[Path]) -> None:
    chatter = err()
    if written:
        kept = (
            "best roster until the interruption"
            if result.interrupted
            else "roster"
        )
        chatter.print(
            f"wrote the {kept}: {folder}/roster.json, roster.csv and "
            f"{len(written) - 2} calendars",
            soft_wrap=True,
        )
    elif (folder / "roster.json").exists():
        chatter.print(
            f"nothing written; {folder}/roster.json is of an earlier run",
            soft_wrap=True,
        )


def _status(result: Result) -> Status:
    if result.interrupted:
        return Status.INTERRUPTED
    if result.status == "unknown":
        return Status.NO_ROSTER
    if result.best is None or result.shortage_min:
        return Status.NO
    return Status.DONE
