"""``schedule forecast``: volumes to come from volumes that were."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scheduler.cli.options import Finite, json_option
from scheduler.cli.status import Status
from scheduler.cli.terminal import err, out, write_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from scheduler.demand.forecast import Forecast, Settings
    from scheduler.demand.history import History
    from scheduler.demand.intervals import Stream
    from scheduler.demand.layout import Layout

__all__ = ["command"]

WEEKS_AHEAD = (1, 2, 4)


class _Share(click.ParamType[float]):
    """A percentage such as 10% or -5%."""

    name = "percent"

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> float:
        """Return the share, or refuse what is not one."""
        text = str(value).strip()
        try:
            share = float(text.removesuffix("%")) / 100
        except ValueError:
            share = float("nan")
        if not text.endswith("%") or not -1 < share <= 10:
            self.fail(
                f"{text!r} is no percentage: write it as in 10% or -5%",
                param,
                ctx,
            )
        return share


@click.command("forecast")
@click.argument("history", metavar="HISTORY.csv")
@click.option(
    "--zone",
    "zone_name",
    required=True,
    metavar="ZONE",
    help="Whose days and hours customers keep, as in America/Halifax.",
)
@click.option(
    "--columns",
    "layout_file",
    metavar="FILE.yaml",
    help="How an export is laid out: columns:, rows: tickets, dates:, handle "
    "in:, queues:, as under volume: of a roster file.",
)
@click.option(
    "--from",
    "first",
    metavar="DATE",
    help="First day to forecast; by default the day after the history.",
)
@click.option(
    "--weeks",
    type=click.IntRange(1, 53),
    default=4,
    show_default=True,
    metavar="N",
    help="How many weeks to forecast.",
)
@click.option(
    "--slot",
    type=click.Choice(["15", "30", "60"]),
    default="30",
    show_default=True,
    help="Minutes of an interval.",
)
@click.option(
    "--growth",
    type=_Share(),
    default="0%",
    metavar="PERCENT",
    help="More contacts than history shows, as in 10%.",
)
@click.option(
    "--holidays",
    "place",
    metavar="PLACE",
    help="Public holidays of a place, as in CA-NS, are days of their own.",
)
@click.option(
    "--holiday-factor",
    type=Finite(0, 10),
    metavar="SHARE",
    help="What a holiday brings, as a share of its weekday; by default as "
    "past ones did.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Where to write the volumes; by default to the standard output.",
)
@json_option
def command(
    history: str,
    zone_name: str,
    layout_file: str | None,
    first: str | None,
    weeks: int,
    slot: str,
    growth: float,
    place: str | None,
    holiday_factor: float | None,
    output: str | None,
    as_json: bool,
) -> Status:
    """Forecast volumes: for each weekday and time the mean of past weeks.

    Recent weeks count more; dates unlike any other and public holidays are
    left out. Beside it stands a back-test: how far such forecasts would have
    been off (WAPE), against the mean of eight weeks and against last week.
    What comes out is a file for volume: in a roster file.

    \b
    Example:
      schedule forecast history.csv --zone America/Halifax -o volume.csv
    """
    from scheduler.demand.forecast import Settings, forecast

    read = _history(history, zone_name, int(slot), layout_file)
    begins = _first_day(first, read)
    settings = Settings(
        growth=1 + growth,
        holidays=_holidays(place, read, begins, weeks),
        holiday_factor=holiday_factor,
    )
    made = {}
    for stream, table in read.tables.items():
        try:
            made[stream] = forecast(table, begins, 7 * weeks, settings)
        except ValueError as error:
            raise _refused(f"{stream}: {error}", history) from None
    if as_json:
        write_json(_document(read, made, settings))
        return Status.DONE
    text = "\n".join(_rows(read, made, zone_name)) + "\n"
    if output is None:
        click.echo(text, nl=False)
    else:
        from scheduler.export.files import write_all

        target = Path(output)
        write_all(target.parent, {Path(target.name): text.encode()})
    _tell(err() if output is None else out(), read, made, settings)
    return Status.DONE


def _history(
    file: str, zone_name: str, slot_min: int, layout_file: str | None
) -> History:
    from scheduler.clock import UnknownZone, zone
    from scheduler.demand.history import read_history
    from scheduler.demand.layout import Layout
    from scheduler.demand.sheet import MOST_BYTES
    from scheduler.spec.text import read_bytes

    try:
        where = zone(zone_name)
    except UnknownZone as error:
        raise click.BadParameter(str(error), param_hint="--zone") from None
    data = read_bytes(file, MOST_BYTES, "leave out the oldest years")
    layout = Layout() if layout_file is None else _layout(layout_file)
    read = read_history(data, file, where, slot_min, layout)
    for finding in read.findings:
        err().print(f"{finding}", soft_wrap=True)
    return read


def _layout(file: str) -> Layout:
    """Return the layout that a YAML file describes."""
    from pydantic import ValidationError

    from scheduler.errors import InputError
    from scheduler.spec.base import findings_from
    from scheduler.spec.source import load
    from scheduler.spec.volumes import LayoutSpec

    node = load(Path(file))
    try:
        return LayoutSpec.model_validate(node.plain()).layout
    except ValidationError as error:
        raise InputError(*findings_from(error, node, LayoutSpec)) from None


def _first_day(said: str | None, read: History) -> date:
    if said is None:
        return max(t.last_known for t in read.tables.values()) + timedelta(1)
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise click.BadParameter(
            f"{said!r} is no date: write it as in 2027-03-01",
            param_hint="--from",
        ) from None


def _holidays(
    place: str | None, read: History, begins: date, weeks: int
) -> frozenset[date]:
    if place is None:
        return frozenset()
    from scheduler.expand.public_holidays import public_holidays

    first = min(table.first_day for table in read.tables.values())
    last = begins + timedelta(weeks=weeks)
    return frozenset(public_holidays(place, first, last))


def _refused(message: str, file: str) -> Exception:
    from scheduler.errors import Finding, InputError, Place

    return InputError(Finding(message, Place(file, 1, 1), code="history"))


def _rows(
    read: History, made: dict[Stream, Forecast], zone_name: str
) -> Iterator[str]:
    """Yield the lines of a volume file; slots without contacts are left."""
    import csv
    import io

    def line(cells: list[str]) -> str:
        text = io.StringIO()
        csv.writer(text, lineterminator="").writerow(cells)
        return text.getvalue()

    handle = ["handle"] if read.handled else []
    names = ("start", "zone", "queue", "account", "priority", "contacts")
    yield line([*names, *handle, "minutes"])
    for stream, found in made.items():
        table = found.table
        took = [f"{table.handle_min:.2f}m"] if read.handled else []
        for day, rates in zip(table.dates, table.per_hour, strict=True):
            for slot, rate in enumerate(rates.tolist()):
                if not rate > 0:
                    continue
                hours, minutes = divmod(slot * table.slot_min, 60)
                contacts = rate * table.slot_min / 60
                at = f"{day}T{hours:02}:{minutes:02}"
                count = f"{contacts:.3f}"
                length = str(table.slot_min)
                yield line([at, zone_name, *stream, count, *took, length])


def _back_tests(
    read: History,
) -> Iterator[tuple[str, str, list[float | None]]]:
    from scheduler.demand.forecast import METHODS, wape

    for stream, table in read.tables.items():
        for method, settings in METHODS.items():
            yield (
                str(stream),
                method,
                [wape(table, weeks, settings) for weeks in WEEKS_AHEAD],
            )


def _tell(
    console: Console,
    read: History,
    made: dict[Stream, Forecast],
    settings: Settings,
) -> None:
    from rich.table import Table

    console.print("Back-test: error as a share of contacts (WAPE)")
    table = Table(box=None, pad_edge=False)
    table.add_column("contacts of")
    table.add_column("method")
    for weeks in WEEKS_AHEAD:
        table.add_column(f"{weeks} wk ahead", justify="right")
    for name, method, errors in _back_tests(read):
        told = ["" if e is None else f"{e:.1%}" for e in errors]
        table.add_row(name, method, *told)
    console.print(table)
    for stream, found in made.items():
        console.print(
            f"{stream}: days vary by {found.day_variation:.1%} around the "
            f"forecast; a slot's count varies {found.dispersion:.1f} times as "
            "much as chance alone would have it",
            soft_wrap=True,
        )
        if found.left_out:
            listed = ", ".join(map(str, found.left_out))
            console.print(
                f"{stream}: left out, unlike any other day: {listed}",
                soft_wrap=True,
            )
        if settings.holidays:
            console.print(
                f"{stream}: holidays bring {found.holiday_factor:.0%} of "
                "their weekday",
                soft_wrap=True,
            )


def _document(
    read: History, made: dict[Stream, Forecast], settings: Settings
) -> dict[str, object]:
    return {
        "back_test": [
            {
                "stream": stream,
                "method": method,
                **{
                    f"wape_{weeks}w": None if e is None else round(e, 5)
                    for weeks, e in zip(WEEKS_AHEAD, errors, strict=True)
                },
            }
            for stream, method, errors in _back_tests(read)
        ],
        "forecasts": [
            {
                "queue": stream.queue,
                "account": stream.account,
                "priority": stream.priority,
                "day_variation": round(found.day_variation, 5),
                "dispersion": round(found.dispersion, 4),
                "left_out": [str(day) for day in found.left_out],
                "holiday_factor": (
                    round(found.holiday_factor, 4)
                    if settings.holidays
                    else None
                ),
                "slot_min": found.table.slot_min,
                "days": [
                    {
                        "date": str(day),
                        "contacts": [
                            None
                            if rate != rate
                            else round(rate * found.table.slot_min / 60, 3)
                            for rate in rates.tolist()
                        ],
                    }
                    for day, rates in zip(
                        found.table.dates, found.table.per_hour, strict=True
                    )
                ],
            }
            for stream, found in made.items()
        ],
    }
