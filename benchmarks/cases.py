"""Synthetic cases for the bench: a city of 12 counties and 1,200 communities, three years, six categories.

Rows are drawn with a fixed seed, chunk by chunk, so that a machine with little memory can make ten million of them.
They go into the warehouse through the same publication as an import, so the rollups are those a user would have.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import numpy as np
import polars as pl

from biaochi.engine import build_rollups
from biaochi.tables import TABLES
from biaochi.warehouse import Warehouse

SEED = 20260930
START = datetime(2023, 10, 1)
AS_OF = date(2026, 9, 30)
END = datetime(2026, 10, 1)  # the as-of day is over: the first instant that is not part of the data
CITY = "131100"
COUNTIES = [f"1311{number:02d}" for number in range(2, 14)]
COMMUNITIES_PER_COUNTY = 100
CATEGORIES = ["市容环境", "公用设施", "物业管理", "邻里纠纷", "停车秩序", "其他"]
CHUNK = 1_000_000
DAY_US = 86_400_000_000


def communities() -> list[str]:
    return [f"{county}001{number:03d}" for county in COUNTIES for number in range(1, COMMUNITIES_PER_COUNTY + 1)]


def areas() -> pl.DataFrame:
    """The rows of the area table: city, counties, one town each, communities."""
    rows = [("130000", "河北省", "province", None), (CITY, "测试市", "city", "130000")]
    for number, county in enumerate(COUNTIES, 1):
        rows.append((county, f"第{number}县", "county", CITY))
        rows.append((county + "001", f"第{number}县街道", "town", county))
    rows += [(code, f"社区{code[2:]}", "community", code[:9]) for code in communities()]
    frame = pl.DataFrame(rows, schema=["area_code", "area_name", "level", "parent_code"], orient="row")
    return conform("area", frame)


def conform(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Add provenance and the columns that stay empty, in the types of the warehouse."""
    schema = TABLES[table].schema
    given = frame.with_columns(
        source_file=pl.lit("benchmark"),
        source_row=pl.int_range(2, frame.height + 2),
        batch_id=pl.lit("benchmark"),
        as_of=pl.lit(AS_OF),
    )
    empty = [pl.lit(None).alias(name) for name in schema.column_names() if name not in given.columns]
    return schema.cast(given.with_columns(empty))


def chunks(rows: int) -> Iterator[pl.DataFrame]:
    """Cases as rows of the case table, in chunks of at most a million."""
    random = np.random.default_rng(SEED)
    codes = np.array(communities())
    span = int((END - START).total_seconds())
    for first in range(0, rows, CHUNK):
        n = min(CHUNK, rows - first)
        category = random.integers(0, len(CATEGORIES), n)
        reported = np.datetime64(START, "us") + random.integers(0, span, n).astype("timedelta64[s]")
        limit = np.array([3, 7, 15, 10, 5, 20])[category]
        days = random.lognormal(np.log(limit * 0.6), 0.9)
        due = reported + limit.astype("timedelta64[D]")
        closed = reported + (days * DAY_US).astype("timedelta64[us]")
        is_void = random.random(n) < 0.01
        yield conform(
            "case",
            pl.DataFrame(
                {
                    "system": pl.repeat("bench", n, eager=True),
                    "case_id": pl.Series([f"B{number:09d}" for number in range(first, first + n)]),
                    "area_code": codes[random.integers(0, len(codes), n)],
                    "category_l1": np.array(CATEGORIES)[category],
                    "reported_at": reported,
                    "due_at": np.where(random.random(n) < 0.02, np.datetime64("NaT"), due),
                    "closed_at": np.where(closed < np.datetime64(END, "us"), closed, np.datetime64("NaT")),
                    "is_filed": random.random(n) < 0.97,
                    "is_deferred": random.random(n) < 0.01,
                    "is_void": is_void,
                }
            ),
        )


def build(path: Path, rows: int) -> None:
    """Publish a warehouse with ``rows`` cases."""
    with Warehouse(path).publishing(build_rollups) as publication:
        publication.merge("area", areas())
        for chunk in chunks(rows):
            publication.merge("case", chunk)
