"""What an exporter is: a roster in, files out, nothing written.

A new output is one file with a class like those named here, and one line
in ``EXPORTERS``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from constraints.near import nearest
from scheduler.errors import Finding, InputError

if TYPE_CHECKING:
    from pathlib import Path

    from scheduler.result import Result
    from scheduler.roster import Roster

__all__ = ["EXPORTERS", "Exporter", "exporter"]

EXPORTERS = {
    "json": "scheduler.export.json:JsonExporter",
    "csv": "scheduler.export.csv:CsvExporter",
    "ics": "scheduler.export.ics:IcsExporter",
    "xlsx": "scheduler.export.xlsx:XlsxExporter",
}
"""Module and class by name: what nobody asks for is not loaded."""


class Exporter(Protocol):
    """Renders a roster to files.

    Attributes
    ----------
    name
        Short name, as users write it.
    extra
        Optional part of the distribution it needs, None for none.
    """

    name: str
    extra: str | None

    def render(
        self, roster: Roster, result: Result | None = None
    ) -> dict[Path, bytes]:
        """Return the content of files by relative path.

        The same roster gives the same bytes; whoever calls writes them,
        with ``scheduler.export.files``.

        Parameters
        ----------
        result
            The run that made the roster, where it is known.
        """
        ...


def exporter(name: str) -> Exporter:
    """Return an exporter by name.

    Raises
    ------
    InputError
        When there is none of that name.
    """
    if name not in EXPORTERS:
        known = ", ".join(EXPORTERS)
        message = f'there is no output "{name}", only {known}'
        raise InputError(
            Finding(message + nearest(name, EXPORTERS), code="unknown-output")
        )
    module, _, made = EXPORTERS[name].partition(":")
    return cast("Exporter", getattr(import_module(module), made)())
