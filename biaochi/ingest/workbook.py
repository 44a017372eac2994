"""The sheets of a workbook as cells of text.

Excel's numbers come as plain digits, its dates as ISO text, its errors as null. A number has 15 digits and no more: one
that shows more has lost its end, and is written as 1.23E+17 here, so that nobody takes it for a code.
"""

from __future__ import annotations

import fastexcel
import polars as pl

from biaochi.errors import ImportRefused

_TOO_LONG = r"^-?\d{16,}(?:\.0*)?$"


def read_workbook(name: str, content: bytes) -> tuple[dict[str, pl.DataFrame], list[str]]:
    """(cells of every visible sheet that has one, titles of the hidden sheets). Raises ImportRefused."""
    frames: dict[str, pl.DataFrame] = {}
    hidden: list[str] = []
    try:
        book = fastexcel.read_excel(content)
        for title in book.sheet_names:
            sheet = book.load_sheet(title, header_row=None, skip_rows=0, dtypes="string")
            if sheet.visible != "visible":
                hidden.append(title)
                continue
            frame = sheet.to_polars()
            if frame.width and frame.height:
                frame = frame.rename({old: f"c{i}" for i, old in enumerate(frame.columns)})
                frames[title] = _without_false_digits(book, title, frame)
    except fastexcel.FastExcelError:
        raise ImportRefused(
            "{file} cannot be read as a workbook. Open it, save it as .xlsx again and import that.", file=name
        ) from None
    if not frames:
        raise ImportRefused("{file} is empty. Export it again.", file=name)
    return frames, hidden


def _without_false_digits(book: fastexcel.ExcelReader, title: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Cells that are numbers of more than 15 digits in E-notation; the same digits typed as text stay."""
    for i, column in enumerate(frame.columns):
        if not frame[column].str.contains(_TOO_LONG).any():
            continue
        # Read as a flag, a number gives an answer and a text gives none: that tells which of the two a cell is.
        flags = book.load_sheet(title, header_row=None, skip_rows=0, use_columns=[i], dtypes="boolean").to_polars()
        is_number = flags.to_series().is_not_null()
        if len(is_number) != frame.height:
            continue
        cut = is_number & frame[column].str.contains(_TOO_LONG)
        texts = [f"{float(text):.14E}" for text in frame[column].filter(cut)]
        frame = frame.with_columns(frame[column].scatter(cut.arg_true(), texts).alias(column))
    return frame
