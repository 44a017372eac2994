"""A table as a file, exactly as shown: CSV that spreadsheet programs open correctly, and XLSX. Pure.

A cell that starts like a formula is written with an apostrophe before it, because the text may come from a file that
somebody else wrote.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xlsxwriter import Workbook

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_EXCEL_FORMAT = {"number": "#,##0", "text": "@", "day": "yyyy-mm-dd"}


@dataclass(frozen=True)
class Sheet:
    """What is exported: labels and kinds of the columns, rows of plain values, and the lines that say what it is."""

    title: str
    about: Sequence[str]
    labels: Sequence[str]
    kinds: Sequence[str]
    digits: Sequence[int]
    rows: Sequence[Sequence[Any]]


def guarded(cell: Any) -> Any:
    """Text that a spreadsheet would take for a formula, made harmless; other values unchanged."""
    if isinstance(cell, str) and cell.startswith(_FORMULA) and cell not in ("-", "–"):
        return "'" + cell
    return cell


def as_csv(sheet: Sheet) -> bytes:
    """UTF-8 with mark, CRLF; header and rows only, so that programs read it without skipping lines."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([guarded(label) for label in sheet.labels])
    for row in sheet.rows:
        writer.writerow([_rounded(guarded(cell), digits) for cell, digits in zip(row, sheet.digits, strict=True)])
    return buffer.getvalue().encode("utf-8-sig")


def as_xlsx(sheet: Sheet) -> bytes:
    """A workbook: title, what it is (filters, as-of date, source), then the table with number formats and frozen header."""
    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet(re.sub(r"[\[\]:*?/\\]", " ", sheet.title)[:31] or "Biaochi")
        page.write_string(0, 0, sheet.title, book.add_format({"bold": True, "font_size": 14}))
        grey = book.add_format({"font_color": "#5B7083"})
        for line, text in enumerate(sheet.about, start=1):
            page.write_string(line, 0, text, grey)
        top = len(sheet.about) + 2
        head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F3F6F9", "text_wrap": True})
        for at, (label, kind, digits) in enumerate(zip(sheet.labels, sheet.kinds, sheet.digits, strict=True)):
            page.write_string(top, at, label, head)
            form = book.add_format({"num_format": _excel_format(kind, digits)})
            cells = [row[at] for row in sheet.rows]
            for line, cell in enumerate(cells, start=top + 1):
                _write(page, line, at, cell, form)
            page.set_column(at, at, min(40, max(_width(label), *(_width(str(cell or "")) for cell in cells[:200]), 8)))
        page.freeze_panes(top + 1, 1)
        if sheet.rows:
            page.autofilter(top, 0, top + len(sheet.rows), len(sheet.labels) - 1)
    return buffer.getvalue()


def file_name(*parts: str | None) -> str:
    """A name that says which filters it stands for, without characters that file systems refuse."""
    return "_".join(re.sub(r"[\s/\\:*?\"<>|]+", "-", part) for part in parts if part)


def _write(page: Any, line: int, column: int, cell: Any, form: Any) -> None:
    if cell is None:
        page.write_blank(line, column, None, form)
    elif isinstance(cell, bool):
        page.write_boolean(line, column, cell, form)
    elif isinstance(cell, (int, float)):
        page.write_number(line, column, cell, form)
    elif isinstance(cell, date):
        page.write_datetime(line, column, cell, form)
    else:
        page.write_string(line, column, str(cell), form)  # a string cell is never taken for a formula


def _excel_format(kind: str, digits: int) -> str:
    if kind == "number" and digits:
        return "#,##0." + "0" * digits
    return _EXCEL_FORMAT.get(kind, "General")


def _rounded(cell: Any, digits: int) -> Any:
    if isinstance(cell, float):
        return f"{cell:.{digits}f}"
    return cell


def _width(text: str) -> float:
    return 2 + sum(1.9 if ord(char) > 0x2E80 else 1 for char in text)
