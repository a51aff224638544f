"""The canvas of pictures: colours as on the page, an axis of real time.

matplotlib draws them: an optional part, ``pip install 'sunroster[plot]'``.
Nothing of a picture tells when it was made.
"""

from __future__ import annotations

import colorsys
import io
import warnings
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from constraints import wording
from scheduler.clock import zone
from scheduler.export.extras import needed

if TYPE_CHECKING:
    from collections.abc import Callable

    from scheduler.problem import Problem

__all__ = ["DARK", "LIGHT", "Canvas", "Format", "Theme", "View"]

Format: TypeAlias = Literal["svg", "png"]

_DPI = 144
_DAY_INCHES = 1.35
_ROW_INCHES = 0.24
_TALLEST = 2**0.5
"""Height by width of a sheet of paper held upright."""
_HUES = (
    (212, 0), (28, 12), (150, -20), (280, 0), (48, 12), (340, 0),
    (180, -20), (85, -15), (240, 0), (10, -5), (310, -25), (195, 0),
)  # fmt: skip
"""Hue and saturation of queues, as the page has them."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours: of paper and ink, and of what coverage may be."""

    paper: str
    ink: str
    quiet: str
    line: str
    night: str
    bad: str
    none: str
    event: str
    states: dict[str, str]
    lightness: float
    saturation: float

    def queue(self, idx: int) -> tuple[float, float, float]:
        """Return the colour of a queue; no two near ones are alike."""
        hue, more = _HUES[idx % len(_HUES)]
        saturation = min(1.0, self.saturation + more / 100)
        return colorsys.hls_to_rgb(hue / 360, self.lightness, saturation)


LIGHT = Theme(
    paper="#ffffff", ink="#16202c", quiet="#4f5d6e", line="#d8dee6",
    night="#e4e7ef", bad="#b3121d", none="#c4ccd6", event="#8e99a8",
    states={"must": "#9c0f1f", "short": "#e2606a", "low": "#f2b84b",
            "met": "#7fc79a", "over": "#6fa8dc"},
    lightness=0.72, saturation=0.62,
)  # fmt: skip
DARK = Theme(
    paper="#161c26", ink="#e8edf4", quiet="#a9b6c6", line="#2d3746",
    night="#232c44", bad="#ff8d92", none="#4a5668", event="#71819a",
    states={"must": "#ff5c66", "short": "#a53a45", "low": "#8f6414",
            "met": "#2c6b47", "over": "#2f618f"},
    lightness=0.42, saturation=0.46,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class View:
    """What of a roster a picture shows.

    Attributes
    ----------
    days
        Line days, those of a week or all.
    zone
        Whose clock the axis follows.
    """

    problem: Problem
    days: tuple[int, ...]
    zone: str

    @property
    def start_min(self) -> int:
        """Instant of the first midnight."""
        return zone(self.zone).start_min(self.problem.date(self.days[0]), 0)

    @property
    def end_min(self) -> int:
        """Instant of the last midnight."""
        after = self.problem.date(self.days[-1]) + timedelta(days=1)
        return zone(self.zone).start_min(after, 0)

    @property
    def title(self) -> str:
        """Name, dates and zone."""
        first, last = self.days[0], self.days[-1]
        when = wording.days((first, last), self.problem)
        year = self.problem.date(first).year
        return f"{self.problem.name} · {when} {year} · {self.zone}"

    def cut(self, start_min: int, end_min: int) -> tuple[int, int] | None:
        """Return the part of a stretch that is shown; None for none."""
        first, last = (
            max(start_min, self.start_min),
            min(end_min, self.end_min),
        )
        return (first, last) if first < last else None

    def bands(self, rows: int) -> tuple[View, ...]:
        """Return the parts to draw beneath each other: whole weeks.

        One week to a band, or as many as it takes for a picture with so
        many rows in each to be no taller than a sheet of paper.
        """
        shown = set(self.days)
        weeks = [
            days
            for week in self.problem.weeks
            if (days := tuple(day for day in week if day in shown))
        ]
        if len(self.days) <= 7:
            return (self,)
        for beside in range(1, len(weeks) + 1):
            found = tuple(
                replace(self, days=sum(weeks[at : at + beside], ()))
                for at in range(0, len(weeks), beside)
            )
            width, height = _inches(found, rows)
            if height <= _TALLEST * width:
                break
        return found


def _inches(bands: tuple[View, ...], rows: int) -> tuple[float, float]:
    """Return width and height of a picture."""
    days = max(len(band.days) for band in bands)
    height = 1.0 + len(bands) * (0.6 + _ROW_INCHES * rows)
    return 4.0 + _DAY_INCHES * days, height


class Canvas:
    """One picture with rows beneath each other, and time from left to right.

    Several weeks are beneath each other, too, each with all rows.

    Parameters
    ----------
    rows
        How many.
    """

    def __init__(self, view: View, theme: Theme, rows: int) -> None:
        figure = needed("matplotlib.figure", "plot")
        bands = view.bands(rows)
        self.view, self.theme = view, theme
        self.figure = figure.Figure(
            figsize=_inches(bands, rows), layout="constrained",
            facecolor=theme.paper,
        )  # fmt: skip
        axes = self.figure.subplots(len(bands), squeeze=False)[:, 0]
        self.bands = tuple(zip(bands, axes, strict=True))
        longest_min = max(band.end_min - band.start_min for band in bands)
        for band, at in self.bands:
            at.set_facecolor(theme.paper)
            # A day is as wide in a week that is not whole.
            at.set_xlim(band.start_min, band.start_min + longest_min)
            at.set_ylim(rows - 0.5, -0.5)
            for spine in at.spines.values():
                spine.set_visible(False)
            self._days(band, at, rows)
        axes[0].set_title(
            view.title, color=theme.ink, loc="left", fontsize=11,
            fontweight="bold",
        ).set_parse_math(False)  # fmt: skip

    def labels(
        self, names_of: Callable[[View], list[str]], *, bold: set[int]
    ) -> None:
        """Write the name of each row, as it is called in each band."""
        for band, axes in self.bands:
            names = names_of(band)
            axes.set_yticks(range(len(names)), names)
            axes.tick_params(axis="y", length=0)
            for number, label in enumerate(axes.get_yticklabels()):
                # A dollar in a name is no formula.
                label.set_parse_math(False)
                label.set_color(self.theme.ink)
                label.set_fontsize(8)
                label.set_fontweight("bold" if number in bold else "normal")

    def bars(
        self,
        row: float,
        stretches: list[tuple[int, int]],
        colour: Any,
        height: float = 0.76,
        **more: Any,
    ) -> None:
        """Draw stretches of a row, as far as they are shown."""
        for band, axes in self.bands:
            shown = [
                (cut[0], cut[1] - cut[0])
                for start, end in stretches
                if (cut := band.cut(start, end)) is not None
            ]
            if shown:
                axes.broken_barh(
                    shown,
                    (row - height / 2, height),
                    facecolors=colour,
                    **more,
                )

    def legend(self, entries: list[tuple[str, Any, str | None]]) -> None:
        """Say what colours and hatches mean, below the picture."""
        patches = needed("matplotlib.patches", "plot")
        found = self.figure.legend(
            handles=[
                patches.Patch(
                    facecolor=colour, label=text, hatch=hatch,
                    edgecolor=self.theme.paper, linewidth=0,
                )
                for text, colour, hatch in entries
            ],
            loc="outside lower left", ncols=6, frameon=False, fontsize=8,
            labelcolor=self.theme.ink,
        )  # fmt: skip
        for text in found.get_texts():
            text.set_parse_math(False)

    def saved(self, kind: Format) -> bytes:
        """Return the picture; the same drawing gives the same bytes."""
        matplotlib = needed("matplotlib", "plot")
        data = io.BytesIO()
        with (
            matplotlib.rc_context(
                {"svg.fonttype": "none", "svg.hashsalt": "sunroster"}
            ),
            warnings.catch_warnings(),
        ):
            # A script for which no font is installed is drawn as boxes.
            warnings.simplefilter("ignore")
            stamp = {"Date": None} if kind == "svg" else {"Software": None}
            self.figure.savefig(data, format=kind, dpi=_DPI, metadata=stamp)
        return data.getvalue()

    def _days(self, view: View, axes: Any, rows: int) -> None:
        """Mark days, six-hour lines, and where the clocks change."""
        clock = zone(view.zone)
        names = []
        for day in view.days:
            at = view.problem.date(day)
            names.append(f"{at:%a} {at.day}")
            for minute in range(0, 1440, 360):
                axes.axvline(
                    clock.start_min(at, minute),
                    color=self.theme.quiet if not minute else self.theme.line,
                    linewidth=0.8 if not minute else 0.5,
                    zorder=0.5,
                )
        for change in clock.changes(view.start_min, view.end_min):
            axes.axvline(
                change.at_min, color=self.theme.bad, linestyle="--",
                linewidth=1.2, zorder=4,
            )  # fmt: skip
            by = wording.hours(abs(change.after_min - change.before_min))
            way = "forward" if change.after_min > change.before_min else "back"
            # Below all rows, where it hides nobody's bar.
            axes.set_ylim(rows + 0.2, -0.5)
            axes.annotate(
                f"clocks {way} {by}", (change.at_min, 0), (3, 2),
                xycoords=("data", "axes fraction"),
                textcoords="offset points", color=self.theme.bad, fontsize=7,
            )  # fmt: skip
        middles = [
            clock.start_min(view.problem.date(day), 720) for day in view.days
        ]
        axes.set_xticks(middles, names)
        axes.tick_params(
            axis="x", length=0, labelsize=8, labelcolor=self.theme.quiet
        )
