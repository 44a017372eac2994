"""read = accepted + quarantined + duplicates + checksum rows, whatever is in the file."""

import tempfile
from pathlib import Path

import polars as pl
import pytest
from dataframely.exc import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from biaochi.ingest import import_files
from biaochi.ingest.account import Account, ledger
from biaochi.warehouse import Warehouse

CELL = st.sampled_from(
    [
        "",
        "/",
        "A1",
        "A2",
        "合计",
        "小计",
        "131102001001",
        "131102",
        "139999",
        "2026-09-01",
        "昨天",
        "12",
        "20余",
        "-3",
        "是",
        "注：x",
        '"q"',
        '"q',
        "x",
        "甲社区",
        "5个工作日",
        "工作日",
        "已完工",
        "2021年第三季度",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    header=st.sampled_from(
        [
            "工单编号,区划代码,来电时间,办结时间,是否解决",
            "区划代码,社区名称,统计时间,总户数,总人口",
            "区划代码,社区名称,用房类型,建筑面积(m2),统计时间",
            "区划代码,社区名称,工作经费(万元),专项经费(万元),年度",
            "小区编号,小区名称,区划代码,户数,红色物业",
            "服务事项,事项类别,区划代码,承诺时限,是否上墙公示",
            "微心愿编号,心愿类型,区划代码,征集日期,认领日期",
            "议事厅编号,区划代码,议事日期,参加人数",
            "议题编号,区划代码,收集问题日期,是否形成决议",
            "项目编号,项目类型,区划代码,项目状态,受益户数",
            "任务指标,区划代码,年度,目标值",
            "工单编号,区划代码,来电时间,时限数值,时限类型",
        ]
    ),
    rows=st.lists(st.lists(CELL, min_size=1, max_size=6), max_size=12),
)
def test_every_row_is_accounted_for(header, rows):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.csv"
        path.write_text(header + "\n" + "\n".join(",".join(row) for row in rows) + "\n", encoding="utf-8")
        [account] = import_files([path], warehouse=Warehouse(Path(folder) / "w"), dry_run=True)
    said = account.accepted + account.quarantined + account.duplicates + account.checksum_rows
    assert account.read == said
    # Only blank rows and footnotes are not read.
    told = [row for row in rows if any(cell.strip('"') for cell in row)]
    notes = [row for row in told if next(cell for cell in row if cell).startswith("注")]
    assert account.read == len(told) - len(notes)
    assert account.quarantined == sum(account.rules.values())


def test_an_account_that_does_not_add_up_is_never_stored():
    from datetime import date, datetime

    wrong = Account("f", "case", 3, 1, 1, 0, 0, None, "b", "default", date(2026, 1, 1), datetime(2026, 1, 1), "", "")
    with pytest.raises(ValidationError):
        ledger([wrong])


def test_the_ledgers_hold_what_the_account_says(importer):
    account = importer.of(
        "区划代码,社区名称,总户数,统计时间\n131102001001,甲,100,2026-09-30\n131102001002,乙,约20,2026-09-30\n合计,,120,\n"
    )
    stored = importer.table("account").row(0, named=True)
    assert {n: stored[n] for n in ("file", "read", "accepted", "quarantined", "checksum_rows")} == {
        "file": "file.csv",
        "read": 3,
        "accepted": 1,
        "quarantined": 1,
        "checksum_rows": 1,
    }
    assert stored["batch_id"] == account.batch_id
    assert importer.table("quarantine")["batch_id"].unique().to_list() == [account.batch_id]
    community = importer.table("community")
    assert community.select("source_file", "source_row", "batch_id").row(0) == ("file.csv", 2, account.batch_id)
    assert isinstance(community, pl.DataFrame) and community.height == 1
