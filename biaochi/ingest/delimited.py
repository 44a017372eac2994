"""Delimited text as cells: the encoding and the delimiter are found, and a stray quotation mark costs one row, not a file.

A quotation mark that is never closed makes a reader take all that follows for one cell. So a record that spans lines is
believed only where it has the form of one; otherwise its first line is read as it stands and the next line begins anew.
"""

from __future__ import annotations

import csv
import io
from itertools import islice
from statistics import median

import polars as pl

from biaochi.errors import ImportRefused

OVERFLOW = "overflow"
"""The column that catches text beyond the width of the table in a CSV; such a row is misaligned."""

_SAMPLE = 1 << 18
_LONGEST_RECORD = 200
"""Lines that one quoted cell may span. What is longer is a mark that was never closed."""

Record = list[str]


def read_text(name: str, content: bytes) -> pl.DataFrame:
    """Columns ``c0 … cN`` of text, and ``overflow`` where a row has more. Raises ImportRefused for what is no text."""
    text = _decode(name, content)
    delimiter, width, usual = _sniff(text[:_SAMPLE])
    names = [f"c{i}" for i in range(width)] + [OVERFLOW]
    quoted = '"' in text
    try:
        cells = pl.read_csv(
            (delimiter.join(names) + "\n" + text).encode(),
            separator=delimiter,
            infer_schema=False,
            quote_char='"' if quoted else None,
            raise_if_empty=False,
        )
    except pl.exceptions.PolarsError:  # quotes in odd places, or rows wider than the table
        cells = None
    if cells is None or (quoted and cells.height != text.count("\n") + (not text.endswith("\n"))):
        cells = _columns(_records(text, delimiter, usual), width)
    if cells.height == 0:
        raise ImportRefused("{file} is empty. Export it again.", file=name)
    return cells if cells[OVERFLOW].null_count() < cells.height else cells.drop(OVERFLOW)


def _decode(name: str, content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text[:_SAMPLE]:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise ImportRefused(
        "{file} is neither a table in UTF-8 or GB18030 nor a workbook. Export it as CSV or XLSX.", file=name
    )


def _sniff(sample: str) -> tuple[str, int, int]:
    """The delimiter that gives the widest rows, how wide the widest row of the sample is, and how wide rows usually are."""
    csv.field_size_limit(1 << 24)
    best, best_key, width, usual = ",", (0.0, 0), 1, 1
    for delimiter in (",", "\t", ";", "|"):
        try:
            widths = [len(r) for r in islice(_rows(sample, delimiter), 200) if any(r)]
        except csv.Error:
            continue
        if widths and (median(widths), max(widths)) > best_key:
            best, best_key, usual = delimiter, (median(widths), max(widths)), int(median(widths))
            # One stray row must not widen the table: the width is that of the header or of most rows.
            width = max(w for w in set(widths) if w <= median(widths) or widths.count(w) > 1 or widths.index(w) < 20)
    return best, width, usual


def _rows(text: str, delimiter: str):
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _records(text: str, delimiter: str, usual: int) -> list[Record]:
    """Every record of ``text``; one line is one record unless a quoted cell really spans lines."""
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    records: list[Record] = []
    i = 0
    while i < len(lines):
        if '"' not in lines[i]:
            records.append(lines[i].split(delimiter))
            i += 1
            continue
        record, spanned = _record(lines, i, delimiter, usual)
        records.append(record)
        i += spanned
    return records


def _record(lines: list[str], start: int, delimiter: str, usual: int) -> tuple[Record, int]:
    """The record that begins at a line with a quotation mark, and how many lines it takes."""
    try:
        return next(csv.reader((lines[start],), delimiter=delimiter, strict=True)), 1
    except (csv.Error, StopIteration):  # a mark is open at the end of the line, or stands where none may
        pass
    ahead = [line + "\n" for line in lines[start : start + _LONGEST_RECORD]]
    reader = csv.reader(ahead, delimiter=delimiter, strict=True)
    try:
        record = next(reader)
        if _believable(record, delimiter, usual):
            return record, reader.line_num
    except (csv.Error, StopIteration):
        pass
    bare = lines[start].split(delimiter)
    try:
        patient = next(csv.reader([lines[start]], delimiter=delimiter))
    except (csv.Error, StopIteration):
        return bare, 1
    return (patient if len(patient) == usual else bare), 1


def _believable(record: Record, delimiter: str, usual: int) -> bool:
    """Whether a record over several lines is one: it is complete, and no line inside its cells looks like a record."""
    if len(record) < usual:
        return False
    alike = max(usual - 1, 2)
    return not any(line.count(delimiter) >= alike for cell in record if "\n" in cell for line in cell.split("\n")[1:])


def _columns(records: list[Record], width: int) -> pl.DataFrame:
    """``records`` as columns; of what lies beyond ``width`` the first text is kept, blanks are null."""
    for i, record in enumerate(records):
        if len(record) <= width:
            record.extend([""] * (width + 1 - len(record)))
        else:
            records[i] = [*record[:width], next((cell for cell in record[width:] if cell.strip()), "")]
    names = [f"c{i}" for i in range(width)] + [OVERFLOW]
    columns = zip(*records, strict=True) if records else [()] * len(names)
    frame = pl.DataFrame([pl.Series(n, list(c), dtype=pl.String) for n, c in zip(names, columns, strict=True)])
    return frame.with_columns(pl.when(pl.all() != "").then(pl.all()))
