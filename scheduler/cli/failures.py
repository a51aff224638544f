"""How a command ends: what went wrong as text, and its exit code."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import click

from scheduler.cli.status import Status
from scheduler.errors import InputError, SunrosterError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from scheduler.errors import Finding

__all__ = [
    "counted",
    "finding_document",
    "refused_document",
    "status_of",
    "tell_findings",
]

_BUG = "this is a bug in sunroster"
_REPORT = "schedule --debug shows where; please report it"
_MOST_CHARACTERS = 500


def status_of(run: Callable[[], object]) -> Status:
    """Run a command to its end; tell what went wrong on standard error.

    Parameters
    ----------
    run
        Returns a status, None for done, or raises.
    """
    try:
        returned = run()
        return Status(returned) if isinstance(returned, int) else Status.DONE
    except click.Abort:
        _say("interrupted: nothing more is done")
        return Status.INTERRUPTED
    except click.ClickException as error:
        error.show()
        return Status.BAD_INPUT
    except InputError as error:
        tell_findings(error.findings)
        return Status.BAD_INPUT
    except SunrosterError as error:
        _say(f"{_BUG}: {error}")
        return Status(error.exit_code)
    except OSError as error:
        # Files are told as findings where they are read and written; what
        # is left is the machine's: a full disk behind standard output.
        _say(f"error: {error.strerror or error}")
        return Status.BAD_INPUT
    except Exception as error:
        kind, text = type(error).__name__, " ".join(str(error).split())
        _say(f"{_BUG}: {kind}: {text[:_MOST_CHARACTERS]} ({_REPORT})")
        return Status.BUG


def tell_findings(findings: Sequence[Finding]) -> None:
    """Print findings on standard error, and how many there are."""
    for finding in findings:
        _say(str(finding))
    if len(findings) > 1:
        _say(counted(findings))


def counted(findings: Iterable[Finding]) -> str:
    """Return ``2 errors, 1 warning``; nothing for no findings."""
    counts = Counter(finding.severity for finding in findings)
    return ", ".join(
        f"{count} {kind}{'s' if count > 1 else ''}"
        for kind, count in sorted(counts.items())
    )


def finding_document(finding: Finding) -> dict[str, object]:
    """Return a finding for machines."""
    place = finding.place
    return {
        "severity": finding.severity,
        "code": finding.code,
        "message": finding.message,
        "file": place and place.file,
        "line": place and place.line,
        "column": place and place.column,
        "path": list(finding.path),
    }


def refused_document(error: InputError) -> str:
    """Return refused input for machines, as JSON."""
    found = [finding_document(finding) for finding in error.findings]
    return json.dumps(
        {"ok": False, "status": "bad-input", "findings": found},
        ensure_ascii=False,
        indent=1,
    )


def _say(text: str) -> None:
    click.echo(text, err=True)
