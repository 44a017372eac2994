"""The command line as a person or a script uses it, in processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CASES = """工单编号,来源系统,区划代码,受理时间,办结时间,处置截止时间,来电人,联系电话
1,12345,131102000000,2026-06-01,2026-06-03,2026-06-10,测试甲,00000000000
2,12345,131102000000,2026-06-01,,2026-06-10,测试乙,00000000000
2,12345,131102000000,2026-06-01,2026-06-09,2026-06-10,测试乙,00000000000
3,12345,999999000000,2026-06-01,,2026-06-10,测试丙,00000000000
"""


def biaochi(warehouse: Path, *arguments: str, language: str = "en") -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"BIAOCHI_WAREHOUSE": str(warehouse), "BIAOCHI_LANG": language, "COLUMNS": "200"}
    return subprocess.run(
        [sys.executable, "-m", "biaochi", *arguments], capture_output=True, text=True, cwd=ROOT, env=environment, check=False
    )


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "工单.csv"
    path.write_bytes(CASES.encode("gb18030"))
    return path


def test_import_prints_an_account_as_json_and_the_value_comes_out(tmp_path, export):
    imported = biaochi(tmp_path / "w", "import", str(export), "--json", "--as-of", "2026-06-30")
    assert imported.returncode == 0, imported.stderr
    (account,) = json.loads(imported.stdout)
    assert set(account) == {"file", "table", "read", "accepted", "quarantined", "duplicates", "checksum_rows", "snapshot"}
    assert (account["table"], account["read"], account["accepted"], account["quarantined"], account["duplicates"]) == ("case", 4, 2, 1, 1)
    asked = biaochi(tmp_path / "w", "value", "case_backlog", "--format", "json")
    (row,) = json.loads(asked.stdout)
    assert (row["area_code"], row["value"], row["state"]) == ("131102", 0, "ok")
    assert {"period", "category", "numerator", "denominator", "standard", "verdict"} <= set(row)
    as_csv = biaochi(tmp_path / "w", "value", "closure_rate", "--by", "period", "--grain", "quarter", "--format", "csv")
    assert as_csv.stdout.splitlines()[1].startswith("131102,桃城区,county,2026Q2")


def test_a_trial_run_stores_nothing(tmp_path, export):
    tried = biaochi(tmp_path / "w", "import", str(export), "--dry-run")
    assert tried.returncode == 0 and "nothing was stored" in tried.stdout
    assert biaochi(tmp_path / "w", "value", "closure_rate").returncode == 2


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02\x03" * 50, b"a,b\n1,2\n", b"PK\x03\x04broken"])
def test_a_file_that_cannot_be_read_ends_with_2_and_a_sentence(tmp_path, content):
    path = tmp_path / "broken.csv"
    path.write_bytes(content)
    ended = biaochi(tmp_path / "w", "import", str(path))
    assert ended.returncode == 2
    assert "broken.csv" in ended.stderr and "Traceback" not in ended.stderr
    assert not (tmp_path / "w" / "CURRENT").exists()


def test_an_absent_file_is_a_sentence_in_chinese_too(tmp_path):
    ended = biaochi(tmp_path / "w", "import", "没有.csv", language="zh")
    assert ended.returncode == 2 and "没有.csv" in ended.stderr and "Traceback" not in ended.stderr


def test_the_catalogue_as_json(tmp_path):
    listed = json.loads(biaochi(tmp_path / "w", "indicators", "--format", "json").stdout)
    assert {"closure_rate", "days_to_close", "funds_per_household"} <= {row["id"] for row in listed}
    assert all(row["title"]["zh"] and row["title"]["en"] for row in listed)


def test_a_misspelt_indicator_gets_a_suggestion(tmp_path, export):
    biaochi(tmp_path / "w", "import", str(export))
    ended = biaochi(tmp_path / "w", "value", "closur_rate", language="zh")
    assert ended.returncode == 2 and "closure_rate" in ended.stderr and "是否要找" in ended.stderr
