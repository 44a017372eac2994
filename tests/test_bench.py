"""The bench on few rows: four independent ways to the same three figures agree, and a result can be written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import __main__ as bench
from benchmarks import cases, contestants
from biaochi.engine import open_engine
from biaochi.warehouse import Warehouse

ROWS = 30_000


@pytest.fixture(scope="module")
def ways(tmp_path_factory: pytest.TempPathFactory) -> bench.Ways:
    path = tmp_path_factory.mktemp("bench") / "warehouse"
    cases.build(path, ROWS)
    warehouse = Warehouse(path)
    files = warehouse.files(warehouse.current())["case"]
    return {
        "biaochi": contestants.biaochi(open_engine(path)),
        "duckdb": contestants.plain_duckdb(files),
        "polars": contestants.polars(files),
        "pandas": contestants.pandas(files),
    }


def test_all_ways_agree(ways: bench.Ways):
    assert bench.agree(ways)
    answer = ways["biaochi"]["closure_rate_by_county"]()
    assert len(answer) == len(cases.COUNTIES)
    assert 0 < sum(n for n, _ in answer.values()) < sum(d for _, d in answer.values()) < ROWS


def test_a_wrong_answer_stops_the_bench(ways: bench.Ways, capsys: pytest.CaptureFixture[str]):
    wrong = {name: dict(by_question) for name, by_question in ways.items()}
    wrong["polars"]["backlog_by_category"] = lambda: {"市容环境": (1, None)}
    assert not bench.agree(wrong)
    assert "polars says" in capsys.readouterr().err


def test_earlier_results_stay(tmp_path: Path):
    first = bench.write(tmp_path, {"date": "2026-11-20", "rows": 1})
    second = bench.write(tmp_path, {"date": "2026-11-20", "rows": 2})
    assert (first.name, second.name) == ("2026-11-20-1.json", "2026-11-20-2.json")
    assert json.loads(first.read_text(encoding="utf-8"))["rows"] == 1
