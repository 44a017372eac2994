"""Files as bureaus write them: workbooks with title rows, merged headers and 合计 rows; CSV in GB18030."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

_CREATED = datetime(2026, 10, 8, 9, 0)
"""A fixed creation time keeps a workbook the same byte for byte."""


@dataclass(frozen=True)
class Written:
    """A file of the demo and what the importer must find in it: data rows below the header (all of them), of which
    ``quarantined`` planted ones, ``duplicates`` (same key again) and 合计 rows. ``as_of``: the day the office wrote it, where
    that is not the demo's."""

    path: Path
    table: str
    rows: int
    quarantined: int
    duplicates: int
    checksum_rows: int
    as_of: date | None = None

    @property
    def accepted(self) -> int:
        return self.rows - self.quarantined - self.duplicates - self.checksum_rows


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its header, the group it stands under (two-level headers), and whether 合计 sums it."""

    header: str
    group: str = ""
    summed: bool = False


def write_workbook(
    path: Path,
    rows: Sequence[Sequence[Any]],
    columns: Sequence[Column],
    *,
    above: Iterable[str] = (),
    total: Sequence[Any] | None = None,
    sheet: str = "Sheet1",
) -> None:
    """One sheet: lines ``above`` (merged over the width), the header (two levels where grouped), rows, 合计."""
    book = xlsxwriter.Workbook(path, {"constant_memory": False, "default_date_format": "yyyy-mm-dd"})
    book.set_properties({"created": _CREATED, "author": "演示", "comments": "演示数据：合成"})
    page = book.add_worksheet(sheet)
    title = book.add_format({"bold": True, "align": "center", "font_size": 14})
    head = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "border": 1, "text_wrap": True})
    line = 0
    for text in above:
        page.merge_range(
            line, 0, line, len(columns) - 1, text, title if line == 0 else book.add_format({"align": "left"})
        )
        line += 1
    line = _write_header(page, line, columns, head)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for row in [*rows, *([total] if total is not None else [])]:
        for column, value in enumerate(row):
            if value is None:
                continue
            if isinstance(value, date):
                page.write_datetime(line, column, value, day)
            elif isinstance(value, str):
                page.write_string(line, column, value)
            else:
                page.write_number(line, column, value)
        line += 1
    page.set_column(0, len(columns) - 1, 14)
    book.close()


def _write_header(page: Any, line: int, columns: Sequence[Column], style: Any) -> int:
    if not any(c.group for c in columns):
        for i, column in enumerate(columns):
            page.write_string(line, i, column.header, style)
        return line + 1
    start = 0
    while start < len(columns):
        end = start
        while end + 1 < len(columns) and columns[end + 1].group == columns[start].group:
            end += 1
        group = columns[start].group
        if not group:
            for i in range(start, end + 1):
                page.merge_range(line, i, line + 1, i, columns[i].header, style)
        elif end > start:
            page.merge_range(line, start, line, end, group, style)
        else:
            page.write_string(line, start, group, style)
        if group:
            for i in range(start, end + 1):
                page.write_string(line + 1, i, columns[i].header, style)
        start = end + 1
    return line + 2


def totals(
    rows: Sequence[Sequence[Any]], columns: Sequence[Column], label_column: int, off_by: float = 0.0
) -> list[Any]:
    """The 合计 row over ``rows`` as a spreadsheet adds them (words passed over); ``off_by`` falsifies the first."""
    row: list[Any] = [None] * len(columns)
    row[label_column] = "合计"
    for i, column in enumerate(columns):
        if column.summed:
            row[i] = round(sum(r[i] for r in rows if isinstance(r[i], int | float)) + off_by, 2)
            off_by = 0.0
    return row


def write_csv(path: Path, frame: pl.DataFrame, encoding: str, above: str = "") -> None:
    """A CSV with CRLF lines as Excel writes it, in ``encoding`` (gb18030, utf-8-sig); ``above`` is a title line."""
    title = f"{above}\r\n" if above else ""
    path.write_bytes((title + frame.write_csv(line_terminator="\r\n")).encode(encoding))
