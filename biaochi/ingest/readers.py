"""From a file to sheets of text: nothing is interpreted here, so that nothing is lost here.

A file is judged by what is in it, not by its ending. Every cell becomes text or null, and row *i* of a sheet (from 0)
is row *i* + 1 as a spreadsheet counts, blank rows and title rows included.
"""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import fastexcel
import polars as pl

from biaochi.errors import ImportRefused

OVERFLOW = "overflow"
"""The column that catches the first cell beyond the width of the table in a CSV; such a row is misaligned."""

MAX_UNPACKED = 4 << 30
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAMPLE = 1 << 18


@dataclass(frozen=True)
class Sheet:
    """Cells of one sheet, all text: columns ``c0 … cN``, in a CSV also ``overflow``.

    ``file`` is the name that is stored; ``delimited`` tells a CSV, where a stray comma shifts the cells of a row.
    """

    file: str
    cells: pl.DataFrame
    delimited: bool = False


def read_sheets(path: Path | str) -> list[Sheet]:
    """All sheets of a CSV, XLSX or a zip that holds one of them. Raises ImportRefused with what to do."""
    path = Path(path)
    if path.is_dir():
        raise ImportRefused("{file} is a folder. Name the files in it.", file=path.name)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise ImportRefused("There is no file {file}. Check the name and the folder.", file=str(path)) from None
    except OSError as fault:
        raise ImportRefused(
            "{file} cannot be opened ({fault}). Check that you may read it.",
            file=path.name,
            fault=fault.strerror or "?",
        ) from None
    return sheets_of(path.name, content)


def sheets_of(name: str, content: bytes, inner: str = "") -> list[Sheet]:
    """The sheets in ``content``; ``name`` is shown and stored, ``inner`` is the name inside an archive."""
    if not content.strip():
        raise ImportRefused("{file} is empty. Export it again.", file=name)
    if content.startswith(b"PK\x03\x04"):
        return _from_zip(name, content)
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise ImportRefused("{file} is protected by a password. Save it without one and import that.", file=name)
        raise ImportRefused("{file} is in the old .xls format. Open it, save it as .xlsx and import that.", file=name)
    head = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<html", b"<table", b"<!doctype", b"<?xml")):
        raise ImportRefused(
            "{file} is a web page or XML under another name. Open it in a spreadsheet, save it as .xlsx and import that.",
            file=name,
        )
    if (inner or name).lower().endswith((".xlsx", ".xlsm", ".zip")):
        raise ImportRefused("{file} is damaged: it is not what its ending says. Export or copy it again.", file=name)
    return [Sheet(name, _from_text(name, content), delimited=True)]


def _from_zip(name: str, content: bytes) -> list[Sheet]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile:
        raise ImportRefused(
            "{file} is damaged: it is not what its ending says. Export or copy it again.", file=name
        ) from None
    names = archive.namelist()
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return _from_workbook(name, content)
    inner = [
        entry
        for entry in archive.infolist()
        if not entry.is_dir()
        and not entry.filename.startswith("__MACOSX")
        and not Path(entry.filename).name.startswith(".")
    ]
    if len(inner) != 1:
        raise ImportRefused(
            "{file} holds {count} files; a .zip must hold exactly one CSV or XLSX. Unpack it and import the files.",
            file=name,
            count=len(inner),
        )
    if inner[0].flag_bits & 1:
        raise ImportRefused("{file} is protected by a password. Save it without one and import that.", file=name)
    if inner[0].file_size > MAX_UNPACKED:
        raise ImportRefused("{file} unpacks to more than 4 GB. Split it and import the parts.", file=name)
    try:
        unpacked = archive.read(inner[0])
    except (zipfile.BadZipFile, NotImplementedError, OSError):
        raise ImportRefused(
            "{file} is damaged: it is not what its ending says. Export or copy it again.", file=name
        ) from None
    if unpacked.startswith(b"PK\x03\x04") and not inner[0].filename.lower().endswith((".xlsx", ".xlsm")):
        raise ImportRefused("{file} holds another archive. Unpack it and import the files.", file=name)
    return sheets_of(name, unpacked, inner[0].filename)


def _from_workbook(name: str, content: bytes) -> list[Sheet]:
    """Every sheet that has a cell. Excel's numbers come as plain digits, its dates as ISO text, its errors as null."""
    try:
        book = fastexcel.read_excel(content)
        frames = {
            title: book.load_sheet(title, header_row=None, skip_rows=0, dtypes="string").to_polars()
            for title in book.sheet_names
        }
    except fastexcel.FastExcelError:
        raise ImportRefused(
            "{file} cannot be read as a workbook. Open it, save it as .xlsx again and import that.", file=name
        ) from None
    frames = {title: frame for title, frame in frames.items() if frame.width and frame.height}
    if not frames:
        raise ImportRefused("{file} is empty. Export it again.", file=name)
    several = len(frames) > 1
    return [
        Sheet(
            f"{name}#{title}" if several else name,
            frame.rename({old: f"c{i}" for i, old in enumerate(frame.columns)}),
        )
        for title, frame in frames.items()
    ]


def _from_text(name: str, content: bytes) -> pl.DataFrame:
    text = _decode(name, content)
    delimiter, width = _sniff(text[:_SAMPLE])
    names = [f"c{i}" for i in range(width)] + [OVERFLOW]
    try:
        cells = pl.read_csv(
            (delimiter.join(names) + "\n" + text).encode(),
            separator=delimiter,
            infer_schema=False,
            truncate_ragged_lines=True,
            raise_if_empty=False,
        )
    except pl.exceptions.PolarsError:
        cells = _slowly(text, delimiter, width)  # quotes in odd places: Python's reader is more patient
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


def _records(text: str, delimiter: str) -> list[list[str]]:
    csv.field_size_limit(1 << 24)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _sniff(sample: str) -> tuple[str, int]:
    """The delimiter that gives the widest rows, and how wide the widest row of the sample is."""
    best, best_key, width = ",", (0.0, 0), 1
    for delimiter in (",", "\t", ";", "|"):
        try:
            widths = [len(r) for r in _records(sample, delimiter)[:200] if any(r)]
        except csv.Error:
            continue
        if widths and (median(widths), max(widths)) > best_key:
            best, best_key = delimiter, (median(widths), max(widths))
            # One stray row must not widen the table: the width is that of the header or of most rows.
            width = max(w for w in set(widths) if w <= median(widths) or widths.count(w) > 1 or widths.index(w) < 20)
    return best, width


def _slowly(text: str, delimiter: str, width: int) -> pl.DataFrame:
    names = [f"c{i}" for i in range(width)] + [OVERFLOW]
    rows = [(r + [None] * (width + 1))[: width + 1] for r in _records(text, delimiter)]
    return pl.DataFrame(rows, schema={n: pl.String for n in names}, orient="row").with_columns(
        pl.all().replace({"": None})
    )
