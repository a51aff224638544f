"""The sheets of a workbook: summary, weeks, coverage, ledger, details.

All text is written as text: openpyxl would take what begins with an equals
sign for a formula, and a spreadsheet would run it.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from constraints import wording
from scheduler.checker import check
from scheduler.clock import day_number, zone
from scheduler.export.csv import write_csv
from scheduler.export.xlsx_cells import AWAY, day_text
from scheduler.export.xlsx_reading import (
    DETAILS,
    FINGERPRINT,
    clean,
    fingerprint,
)
from scheduler.report.heat import heat
from scheduler.report.ledger import COUNTED, ledger

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from constraints.rule import Violation
    from scheduler.problem import Problem
    from scheduler.report.heat import Row
    from scheduler.result import Result
    from scheduler.roster import Roster

__all__ = ["HEADER", "fill", "sheet_name"]

HEADER = ("id", "person", "team", "zone")
"""Columns of a week sheet before its days."""

_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_BLOCK_MIN = 30
_BLOCKS = 1440 // _BLOCK_MIN
_DATE = "ddd d mmm"
_BOLD = Font(bold=True)
_FAINT = Font(color="666666")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_HEAD = PatternFill("solid", start_color="DDE3EA")
_WEEKEND = PatternFill("solid", start_color="F3F3F3")
_GONE = PatternFill("solid", start_color="D9D9D9")
# Light enough for black text (contrast above 12 : 1), apart for most eyes.
_SHIFTS = tuple(
    PatternFill("solid", start_color=colour)
    for colour in (
        "CFE8FF",
        "FFE7B3",
        "D5F0D0",
        "F6D5E8",
        "E3DAF7",
        "FFD9C7",
        "D2F1EE",
        "EDEFB8",
    )
)
_SHORT = PatternFill("solid", end_color="F8B4AE")
_MET = PatternFill("solid", end_color="CDEBC8")
_BEYOND = PatternFill("solid", end_color="CFE2F8")


def fill(book: Workbook, roster: Roster, result: Result | None) -> None:
    """Fill an empty workbook with all sheets of a roster."""
    judgement = check(roster)
    found = judgement.violations
    summary = book.create_sheet("summary")
    for week in roster.problem.weeks:
        _week(book, roster, week)
    _coverage(book, roster, found)
    _ledger(book, roster, found)
    _details(book, roster)
    _summary(summary, roster, result, judgement.points, judgement.short)


def sheet_name(problem: Problem, week: Sequence[int]) -> str:
    """Return the name of a week's sheet: its first date."""
    return f"week {problem.date(week[0])}"


def _put(sheet: Worksheet, row: int, column: int, value: Any) -> Any:
    """Write a value and return its cell; text stays text."""
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        text = clean(value)
        # A spreadsheet would read _x0041_ as an A.
        cell.value = _ESCAPE.sub("_x005F_", text)
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
    else:
        cell.value = value
    return cell


def _heads(sheet: Worksheet, row: int, titles: Iterable[object]) -> None:
    for column, title in enumerate(titles, start=1):
        cell = _put(sheet, row, column, title)
        cell.font, cell.fill = _BOLD, _HEAD
        cell.alignment = _WRAPPED


def _widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def _printed(sheet: Worksheet, rows: str = "1:1") -> None:
    """Print on A4 across, one page wide, the header on every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = rows


# Weeks


def _week(book: Workbook, roster: Roster, week: Sequence[int]) -> None:
    problem = roster.problem
    sheet = book.create_sheet(sheet_name(problem, week))
    dates = [problem.date(day) for day in week]
    _heads(sheet, 1, [*HEADER, *dates, "paid hours"])
    for column, date in enumerate(dates, start=len(HEADER) + 1):
        sheet.cell(1, column).number_format = _DATE
        if date.weekday() >= 5:
            sheet.cell(1, column).fill = _WEEKEND
    for row, person in enumerate(problem.people, start=2):
        told = (person.id, person.name, person.team, person.zone)
        for column, text in enumerate(told, start=1):
            _put(sheet, row, column, text).alignment = _WRAPPED
        for column, day in enumerate(week, start=len(HEADER) + 1):
            _day(sheet, row, column, roster, person.idx, day)
        works = (roster.work(person.idx, day) for day in week)
        paid = sum(roster.duty(work).paid_min for work in works if work)
        _put(sheet, row, len(HEADER) + len(week) + 1, paid / 60)
    sheet.freeze_panes = "E2"
    _widths(sheet, [8, 22, 12, 18, *[15] * len(week), 8])
    sheet.column_dimensions["A"].hidden = True
    _printed(sheet)


def _day(
    sheet: Worksheet,
    row: int,
    column: int,
    roster: Roster,
    person: int,
    day: int,
) -> None:
    problem = roster.problem
    work = roster.work(person, day)
    if work is not None:
        cell = _put(sheet, row, column, day_text(roster, work))
        shift = roster.duty(work).shift
        if shift >= 0:
            cell.fill = _SHIFTS[shift % len(_SHIFTS)]
    elif problem.absent(person, day):
        cell = _put(sheet, row, column, AWAY)
        cell.fill, cell.font = _GONE, _FAINT
    else:
        cell = _put(sheet, row, column, None)
        if problem.date(day).weekday() >= 5:
            cell.fill = _WEEKEND
    cell.alignment = _WRAPPED


# Coverage


def _coverage(
    book: Workbook, roster: Roster, found: Sequence[Violation]
) -> None:
    """Write people too few (below 0) or beyond, half-hour by half-hour."""
    sheet = book.create_sheet("coverage")
    hours = [
        f"{block * _BLOCK_MIN // 60:02}:{block * _BLOCK_MIN % 60:02}"
        for block in range(_BLOCKS)
    ]
    zone_name = roster.problem.zone
    _heads(sheet, 1, [f"queue, on {zone_name}", "day", "missing h", *hours])
    number = 1
    for row in heat(roster, found):
        by_day = _blocks(row, zone_name)
        for day in range(roster.problem.days):
            date = roster.problem.date(day)
            blocks = by_day.get(day_number(date))
            if blocks is None:
                continue
            number += 1
            _put(sheet, number, 1, row.name)
            _put(sheet, number, 2, date).number_format = _DATE
            for block, off in blocks.items():
                _put(sheet, number, 4 + block, off)
            last = get_column_letter(3 + _BLOCKS)
            total = sheet.cell(number, 3)
            total.value = f'=-SUMIF(D{number}:{last}{number},"<0")/2'
            total.number_format = "0.0;;"
    area = f"D2:{get_column_letter(3 + _BLOCKS)}{max(2, number)}"
    for formula, colour in (
        ("D2<0", _SHORT),
        ("AND(NOT(ISBLANK(D2)),D2=0)", _MET),  # what is empty equals 0
        ("D2>0", _BEYOND),
    ):
        _coloured(sheet, area, formula, colour)
    sheet.freeze_panes = "D2"
    _widths(sheet, [30, 12, 9, *[6] * _BLOCKS])
    _printed(sheet)


def _coloured(
    sheet: Worksheet, area: str, formula: str, colour: PatternFill
) -> None:
    """Colour the cells of an area for which a formula of its first holds."""
    style = DifferentialStyle(fill=colour)
    rule = Rule(type="expression", dxf=style, formula=[formula])
    sheet.conditional_formatting.add(area, rule)


def _blocks(row: Row, zone_name: str) -> dict[int, dict[int, float]]:
    """Return by local day and half-hour how many are there beyond what is
    wanted; the worst moment of each counts.
    """
    clock = zone(zone_name)
    found: dict[int, dict[int, float]] = {}
    for cell in row.cells:
        off = round(cell.staffed - max(cell.least, cell.wanted), 2)
        if not max(cell.least, cell.wanted) and cell.state == "met":
            continue
        start = cell.start_min
        while start < cell.end_min:
            there = clock.local(start)
            blocks = found.setdefault(day_number(there.day), {})
            block = there.minute // _BLOCK_MIN
            blocks[block] = min(off, blocks.get(block, off))
            start += _BLOCK_MIN - there.minute % _BLOCK_MIN
    return found


# Ledger


def _ledger(
    book: Workbook, roster: Roster, found: Sequence[Violation]
) -> None:
    problem = roster.problem
    sheet = book.create_sheet("ledger")
    accounts = ledger(roster, found)
    titles = ["person", "team", "paid h", "contract least", "contract most"]
    for burden in accounts.burdens:
        unit = "" if burden in COUNTED else " h"
        titles += [f"{burden}{unit}", f"{burden}, fair share{unit}"]
    _heads(sheet, 1, [*titles, "wishes", "granted"])
    for row, account in enumerate(accounts.accounts, start=2):
        person = problem.people[account.person]
        values: list[Any] = [person.name, person.team, account.paid_min / 60]
        values += [m and round(m / 60, 2) for m in account.contract_min]
        for burden, standing in account.burdens.items():
            unit_min = 1 if burden in COUNTED else 60
            values += [
                None if figure is None else round(figure / unit_min, 2)
                for figure in (standing.total, standing.share)
            ]
        values += [account.wishes, account.granted]
        for column, value in enumerate(values, start=1):
            _put(sheet, row, column, value)
    for number in range(len(accounts.burdens)):
        carried = get_column_letter(6 + 2 * number)
        fair = get_column_letter(7 + 2 * number)
        area = f"{carried}2:{carried}{len(accounts.accounts) + 1}"
        _coloured(sheet, area, f"{carried}2>{fair}2+0.99", _SHORT)
    sheet.freeze_panes = "C2"
    _widths(sheet, [22, 12, *[11] * (len(titles) + 2)])
    _printed(sheet)


# Details and summary


def _details(book: Workbook, roster: Roster) -> None:
    """Write every work as a row, as CSV has it: what is read back."""
    sheet = book.create_sheet(DETAILS)
    text = write_csv(roster).decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text))
    _heads(sheet, 1, [*header, FINGERPRINT])
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            if value:
                _put(sheet, number, column, value)
    if rows:
        _put(sheet, 2, len(header) + 1, fingerprint(rows))
    sheet.protection.sheet = True  # without a password: a hint, no lock
    sheet.freeze_panes = "A2"
    _widths(sheet, [14, 22, 12, 11, 7, 7, 18, 18, 18, 12, 8, 24, 24, 40, 30])
    _printed(sheet)


def _summary(
    sheet: Worksheet,
    roster: Roster,
    result: Result | None,
    points: float,
    short: Sequence[Violation],
) -> None:
    problem = roster.problem
    when = wording.days((0, problem.days - 1), problem)
    hours = sum(roster.duty(w).paid_min for w in roster.works()) / 60
    missing = sum(v.amount for v in short) / 60
    lines: list[tuple[str, Any]] = [
        (problem.name, f"{when} {problem.first_day.year}"),
        ("people", len(problem.people)),
        ("paid hours", round(hours, 2)),
        ("cost in points", round(points, 2)),
        ("hours missing that must be there", round(missing, 2)),
    ]
    if result is not None and result.bound_points is not None:
        lines.append(
            ("proven: no roster costs less than", result.bound_points)
        )
    for row, (title, value) in enumerate(lines, start=1):
        _put(sheet, row, 1, title).font = _BOLD
        _put(sheet, row, 2, value).alignment = Alignment(horizontal="left")
    row = len(lines) + 2
    _put(sheet, row, 1, "How to edit").font = _BOLD
    for number, text in enumerate(_ADVICE, start=row + 1):
        _put(sheet, number, 1, text)
    row += len(_ADVICE) + 2
    _put(sheet, row, 1, "Colours").font = _BOLD
    for shift in problem.shifts:
        row += 1
        _put(sheet, row, 1, shift.name).fill = _SHIFTS[
            shift.idx % len(_SHIFTS)
        ]
    for text, colour in (("away", _GONE), ("weekend", _WEEKEND)):
        row += 1
        _put(sheet, row, 1, text).fill = colour
    for text, colour in _COVERED:
        row += 1
        cell = _put(sheet, row, 1, text)
        cell.fill = PatternFill("solid", start_color=colour.end_color)
    _widths(sheet, [42, 30])
    _printed(sheet)


_COVERED = (
    ("coverage: fewer than wanted", _SHORT),
    ("coverage: as wanted", _MET),
    ("coverage: more than wanted", _BEYOND),
)
_ADVICE = (
    "Each cell of a week is a day of somebody, on their own clock: a shift "
    "and its times, such as 08:00–16:00 or core 8-16.",
    "Change a cell, empty it for a day off, or write several times, each in "
    "a line of its own, for a split shift.",
    "Then: schedule check roster.yaml roster.xlsx. Breaks and queues of "
    "what you changed are placed anew.",
    "The sheet details is what is read back where nothing was changed; "
    "leave it as it is.",
)
