"""From a file to sheets of text: nothing is interpreted here, so that nothing is lost here.

A file is judged by what is in it, not by its ending. Every cell becomes text or null, and row *i* of a sheet (from 0)
is row *i* + 1 as a spreadsheet counts, blank rows and title rows included.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from biaochi.errors import ImportRefused
from biaochi.ingest.delimited import read_text
from biaochi.ingest.workbook import read_workbook

MAX_UNPACKED = 1 << 30
"""Bytes that an archive or a workbook may unpack to."""

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError)
"""What zipfile raises where bytes are wrong; RuntimeError covers ways of packing it does not know."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Sheet:
    """Cells of one sheet, all text: columns ``c0 … cN``, in a CSV also ``overflow``.

    ``file`` is the name that is stored; ``delimited`` tells a CSV, where a stray comma shifts the cells of a row.
    ``title`` is the sheet's own in a workbook, ``hidden`` the titles of sheets of the same workbook that were not read.
    """

    file: str
    cells: pl.DataFrame
    delimited: bool = False
    title: str = ""
    hidden: tuple[str, ...] = ()


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
    return [Sheet(name, read_text(name, content), delimited=True)]


def _from_zip(name: str, content: bytes) -> list[Sheet]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except _BROKEN:
        raise ImportRefused(
            "{file} is damaged: it is not what its ending says. Export or copy it again.", file=name
        ) from None
    if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
        raise ImportRefused("{file} unpacks to more than 1 GB. Split it and import the parts.", file=name)
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
    try:
        unpacked = archive.read(inner[0])
    except _BROKEN:
        raise ImportRefused(
            "{file} is damaged: it is not what its ending says. Export or copy it again.", file=name
        ) from None
    if unpacked.startswith(b"PK\x03\x04") and not inner[0].filename.lower().endswith((".xlsx", ".xlsm")):
        raise ImportRefused("{file} holds another archive. Unpack it and import the files.", file=name)
    return sheets_of(name, unpacked, inner[0].filename)


def _from_workbook(name: str, content: bytes) -> list[Sheet]:
    frames, hidden = read_workbook(name, content)
    several = len(frames) > 1
    return [
        Sheet(f"{name}#{title}" if several else name, frame, title=title, hidden=tuple(hidden))
        for title, frame in frames.items()
    ]
