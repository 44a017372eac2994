"""The importer takes the demo in as it is: what ends in quarantine is what was planted, and nothing personal stays."""

from __future__ import annotations

import polars as pl
import pytest

from biaochi.demo import days_of, fingerprint
from biaochi.demo.cases import cases
from biaochi.ingest import Account, import_files
from biaochi.warehouse import Warehouse


@pytest.fixture(scope="session")
def imported(ledger, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Account], dict[str, list[str]]]:
    """The accounts, and the Parquet files of each table."""
    warehouse = Warehouse(tmp_path_factory.mktemp("warehouse"))
    accounts = import_files(
        [file.path for file in ledger],
        warehouse=warehouse,
        as_of=days_of(ledger),
        demo_fingerprint=fingerprint(),
        on_rollups=None,
    )
    return accounts, warehouse.files(warehouse.current())


def test_every_file_is_accounted_for_as_planted(ledger, imported):
    found = {a.file: (a.table, a.read, a.accepted, a.quarantined, a.duplicates, a.checksum_rows) for a in imported[0]}
    expected = {
        f.path.name: (f.table, f.rows, f.accepted, f.quarantined, f.duplicates, f.checksum_rows) for f in ledger
    }
    assert found == expected


def test_cases_arrive_as_they_were_drawn(imported):
    """All clocks in all date styles, and of a number that stands twice the later version."""
    stored = pl.read_parquet(imported[1]["case"]).filter(pl.col("source_file").str.starts_with("09_"))
    clocks = ["reported_at", "filed_at", "due_at", "closed_at", "first_closed_at", "reopened_at"]
    both = cases().join(stored.select("case_id", "area_code", *clocks), on="case_id", how="full", suffix="_stored")
    assert both.height == cases().height
    for column in ["area_code", *clocks]:
        assert both.filter(~pl.col(column).eq_missing(pl.col(f"{column}_stored"))).is_empty(), column


def test_two_totals_do_not_add_up(imported):
    """衡水's planted one, and 恩施's as printed: 10,355 stated where the parts make 11,534 (万元)."""
    sums = pl.read_parquet(imported[1]["checksum"]).filter((pl.col("stated") - pl.col("summed")).abs() > 0.01)
    found = sums.sort("source_file").select("source_file", (pl.col("stated") - pl.col("summed")).round(2)).rows()
    assert found == [("03_社区用房_2026Q2.xlsx", 100.0), ("422800_恩施州_04_城镇社区建设资金.xlsx", -11_790_000.0)]


def test_the_places_lose_no_row_and_no_column(imported):
    for account in imported[0]:
        if account.file[2] != "_":
            assert (account.quarantined, account.duplicates) == (0, 0), account.file
            assert not (account.ignored_columns or account.dropped_columns or account.warnings), account.file


def test_nothing_personal_stays(imported):
    accounts, files = imported
    for account in accounts:
        if account.file.startswith("09_"):
            assert {"来电人", "联系电话", "主要内容"} <= set(account.dropped_columns.split(";"))
    for name, parquet in files.items():
        texts = pl.read_parquet(parquet).select(pl.col(pl.String))
        for invented in ("测试甲", "测试丁", "00000000000", "演示文本"):
            hits = texts.select(pl.any_horizontal(pl.all().str.contains(invented, literal=True)).any()).item()
            assert not hits, (name, invented)
