"""``schedule init``: a roster file to start from."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import click

from scheduler.cli.terminal import err, out
from scheduler.errors import Finding, InputError

__all__ = ["command", "starter"]

NAME = "roster.yaml"


def starter() -> bytes:
    """Return the roster file that a newcomer begins with."""
    return files("scheduler.cli").joinpath(NAME).read_bytes()


@click.command("init")
@click.argument("folder", metavar="[DIR]", default=".")
def command(folder: str) -> None:
    """Write a commented roster.yaml into DIR (default: here).

    It solves as it is: change a line and solve it again. A file that is
    already there is never overwritten.

    \b
    Example:
      schedule init support && schedule solve support/roster.yaml
    """
    target = Path(folder, NAME)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            file.write(starter())
    except FileExistsError:
        raise _refusal(target, "it is already there") from None
    except OSError as error:
        raise _refusal(target, error.strerror or str(error)) from None
    out().print(f"wrote {target}", soft_wrap=True)
    err().print(f"next: schedule solve {target} -o out", soft_wrap=True)


def _refusal(target: Path, why: str) -> InputError:
    return InputError(
        Finding(f"{target} is not written: {why}", code="cannot-write")
    )
