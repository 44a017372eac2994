"""Small export files, imported for real into a warehouse that lives for one test."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter
from deltalake import DeltaTable

from biaochi.ingest import Account, import_files
from biaochi.warehouse import Warehouse


class Importer:
    """Writes files and imports them; ``table`` reads back what was stored, as the current snapshot serves it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.warehouse = Warehouse(folder / "warehouse")

    def text(self, content: str, name: str = "file.csv", encoding: str = "utf-8") -> Path:
        path = self.folder / name
        path.write_bytes(content.encode(encoding))
        return path

    def book(self, sheets: dict[str, Sequence[Sequence[Any]]], name: str = "file.xlsx") -> Path:
        path = self.folder / name
        with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd hh:mm:ss"}) as book:
            for title, rows in sheets.items():
                sheet = book.add_worksheet(title)
                for i, row in enumerate(rows):
                    sheet.write_row(i, 0, row)
        return path

    def __call__(self, *paths: Path, **options: Any) -> list[Account]:
        return import_files(paths, warehouse=self.warehouse, on_rollups=None, **options)

    def of(self, content: str, **options: Any) -> Account:
        [account] = self(self.text(content), **options)
        return account

    def table(self, name: str) -> pl.DataFrame:
        manifest = self.warehouse.current()
        if manifest is None or name not in manifest.tables:
            return pl.DataFrame()
        path = str(self.warehouse.table_path(name))
        return pl.from_arrow(DeltaTable(path, version=manifest.tables[name]).to_pyarrow_table())

    def broken(self) -> list[tuple[int, str, str | None, str | None]]:
        """(row, rule, column, value) of the quarantine, by row."""
        frame = self.table("quarantine")
        return (
            [] if frame.is_empty() else frame.sort("source_row").select("source_row", "rule", "column", "value").rows()
        )


@pytest.fixture
def importer(tmp_path: Path) -> Importer:
    return Importer(tmp_path)
