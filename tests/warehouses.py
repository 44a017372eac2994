"""Small warehouses for tests: rows as a person writes them in, a published snapshot out."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from biaochi.engine import Engine, build_rollups, open_engine
from biaochi.tables import LEDGERS, TABLES
from biaochi.warehouse import Warehouse

_DEFAULTS: dict[str, dict[str, Any]] = {
    "facility": {"status": "in_use", "counts_to_standard": True},
    "funding": {"source_kind": "财政拨款", "use_kind": "未注明", "is_cumulative": False, "unit_raw": "元"},
    "case": {"system": "test", "is_filed": True, "is_deferred": False, "is_void": False},
    "account": {"profile": "default", "dropped_columns": "", "ignored_columns": ""}
    | dict.fromkeys(("quarantined", "duplicates", "checksum_rows"), 0),
}


def publish(path: Path, tables: dict[str, list[dict[str, Any]]], as_of: date, on_rollups=build_rollups) -> Warehouse:
    """Publish ``tables`` and ledgers (rows by name; what is left out takes the default or is null)."""
    warehouse = Warehouse(path)
    with warehouse.publishing(on_rollups) as publication:
        for name in [n for n in TABLES if n in tables]:
            publication.merge(name, frame(name, tables[name], as_of))
        publication.record(**{name: frame(name, tables[name], as_of) for name in LEDGERS if name in tables})
    return warehouse


def engine_of(path: Path, tables: dict[str, list[dict[str, Any]]], as_of: date) -> Engine:
    publish(path, tables, as_of)
    return open_engine(path)


def frame(name: str, rows: list[dict[str, Any]], as_of: date) -> pl.DataFrame:
    """Rows in the schema of a table or ledger, with where they came from filled in."""
    schema = TABLES[name].schema if name in TABLES else LEDGERS[name]
    known = set(schema.columns())
    full = []
    for number, row in enumerate(rows, start=2):
        strange = row.keys() - known
        assert not strange, f"{name} has no column {strange}"
        full.append(
            {"source_file": f"{name}.csv", "source_row": number, "batch_id": "test", "as_of": as_of}
            | _DEFAULTS.get(name, {})
            | row
        )
    columns = {}
    for column, dtype in schema.create_empty().schema.items():
        values = [row.get(column) for row in full]
        if dtype.base_type() == pl.Datetime:
            values = [_instant(v) for v in values]
        columns[column] = pl.Series(column, values, dtype=pl.Float64 if dtype.is_decimal() else dtype, strict=False).cast(dtype)
    return schema.validate(pl.DataFrame(columns), cast=True)


def _instant(value: Any) -> datetime | None:
    if isinstance(value, str):
        return datetime.fromisoformat(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)
    return value


CITY = [
    {"area_code": "130000", "area_name": "河北省", "level": "province"},
    {"area_code": "131100", "area_name": "衡水市", "level": "city", "parent_code": "130000"},
    {"area_code": "131102", "area_name": "桃城区", "level": "county", "parent_code": "131100"},
    {"area_code": "131103", "area_name": "冀州区", "level": "county", "parent_code": "131100"},
    {"area_code": "131102001", "area_name": "河西街道", "level": "town", "parent_code": "131102"},
    {"area_code": "131103100", "area_name": "冀州镇", "level": "town", "parent_code": "131103"},
    {"area_code": "131102001901", "area_name": "甲社区", "level": "community", "parent_code": "131102001", "community_type": "urban"},
    {"area_code": "131102001902", "area_name": "乙社区", "level": "community", "parent_code": "131102001", "community_type": "urban"},
    {"area_code": "131103100901", "area_name": "丙社区", "level": "community", "parent_code": "131103100", "community_type": "town"},
    {"area_code": "131103100902", "area_name": "丁村", "level": "community", "parent_code": "131103100", "community_type": "rural"},
]
"""Two districts with two communities each: 甲 and 乙 urban, 丙 town, 丁 rural."""
A, B, C, D = (row["area_code"] for row in CITY[-4:])
