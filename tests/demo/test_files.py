"""The files are raw, dirty in a known way, the same every time, and quick to write."""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from pathlib import Path

import fastexcel
import polars as pl
import pytest

from biaochi import demo
from biaochi.config import DEMO
from biaochi.demo.dirt import E_NOTATION, UNKNOWN_CODE
from biaochi.demo.recipe import recipe


def test_the_same_recipe_gives_the_same_bytes(folder: Path, tmp_path: Path):
    again = demo.write_exports(tmp_path)
    for path in again:
        first = hashlib.sha256((folder / path.name).read_bytes()).hexdigest()
        assert hashlib.sha256(path.read_bytes()).hexdigest() == first, path.name


def test_fingerprint_follows_the_recipe(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    before = demo.fingerprint()
    assert before == demo.fingerprint()
    changed = tmp_path / "other.toml"
    changed.write_text((DEMO / "hengshui.toml").read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    monkeypatch.setattr("biaochi.demo.recipe.RECIPE", changed)
    assert demo.fingerprint() != before


def test_fingerprint_follows_the_recipes_of_the_places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    before = demo.fingerprint()
    shutil.copytree(DEMO / "places", tmp_path / "places")
    monkeypatch.setattr("biaochi.demo.recipe.DEMO", tmp_path)
    assert demo.fingerprint() == before
    (tmp_path / "places" / "130104.toml").write_text("seed = 1\n", encoding="utf-8")
    assert demo.fingerprint() != before


def test_progress_runs_from_nothing_to_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(demo, "_WRITERS", demo._WRITERS[:2])
    seen: list[tuple[float, str]] = []
    paths = demo.write_exports(tmp_path, lambda done, kind: seen.append((done, kind)))
    assert seen[0][0] == 0.0 and seen[-1] == (1.0, "") and [d for d, _ in seen] == sorted(d for d, _ in seen)
    assert paths[0].name.startswith("01_") and all(path.exists() for path in paths)


def test_case_files_are_gb18030_and_hold_what_the_ledger_says(city):
    lines = 0
    for file in (f for f in city if f.table == "case"):
        content = file.path.read_bytes()
        with pytest.raises(UnicodeDecodeError):
            content.decode("utf-8")
        frame = pl.read_csv(content.decode("gb18030").encode(), infer_schema=False)
        number, reported = ("工单编号", "受理时间") if "工单编号" in frame.columns else ("诉求编号", "创建时间")
        bad = (
            frame[number].is_null()
            | frame["区划代码"].is_in([UNKNOWN_CODE, E_NOTATION])
            | (frame[reported].str.starts_with("2099") | (frame[reported] == "待补"))
        )
        repeated = frame.filter(pl.col(number).is_not_null())[number].is_duplicated().sum() // 2
        assert (frame.height, bad.sum(), repeated) == (file.rows, file.quarantined, file.duplicates)
        assert set(frame["来电人"].unique()) <= {"测试甲", "测试乙", "测试丙", "测试丁"}
        assert frame["联系电话"].unique().to_list() == ["00000000000"]
        lines += file.accepted
    assert lines == recipe()["cases"] >= 250_000


def test_volunteer_files_have_a_byte_order_mark(city):
    for file in (f for f in city if f.table == "volunteer_stat"):
        assert file.path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_premises_sheet_has_title_two_header_rows_and_a_total(city):
    file = [f for f in city if f.table == "facility"][-1]
    cells = fastexcel.read_excel(file.path).load_sheet(0, header_row=None, dtypes="string").to_polars()
    rows = cells.rows()
    assert "情况表" in rows[0][0] and "统计时间：2026年9月30日" in rows[1][0]
    assert rows[2][2] == "社区用房" and rows[3][5] == "建筑面积(m2)"
    assert rows[-1][1] == "合计"
    assert len(rows) - 4 == file.rows
    numbers = pl.Series([r[5] for r in rows[4:-1]]).cast(pl.Float64, strict=False)
    assert numbers.null_count() == 1  # “约300”; a spreadsheet's sum passes over it
    assert float(rows[-1][5]) == pytest.approx(numbers.sum(), abs=0.01)


def test_the_readme_counts_what_is_planted(city):
    text = (DEMO / "README.md").read_text(encoding="utf-8")
    planted = Counter()
    files = Counter()
    for file in city:
        planted[file.table] += file.quarantined
        files[file.table] += 1
    table = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if line.startswith("|")]
    said = {row[0]: (int(row[2]), int(row[3])) for row in table if len(row) == 4 and row[3].isdigit()}
    assert said == {name: (files[name], planted[name]) for name in planted}
    assert f"{sum(f.duplicates for f in city)} duplicates" in text
    assert f"{sum(f.checksum_rows for f in city)} rows are 合计 rows" in text
