"""What one file says helps to read another of the same import, whatever their order."""

from __future__ import annotations

from pathlib import Path

from biaochi.engine import open_engine
from biaochi.ingest import import_files
from biaochi.measures import Question, value
from biaochi.warehouse import Warehouse

FILES = {
    "1用房.csv": "facility_id,area_code,floor_area_m2,period\nF1,131102001901,600,2026-06-30\n",
    "2工单.csv": "工单编号,被反映区,街乡镇,村/社区,受理时间,办结时间\nZ1,桃城区,河西街道,甲社区,2026-06-01,2026-06-02\n",
    "3户数.csv": "社区名称,区划代码,社区类型,常住户数,统计时间\n甲社区,131102001901,城镇,1000,2026-06-30\n",
    "4经费.csv": "区划代码,年度,经费类型,预算数(万元)\n131102001901,2025,工作经费,5\n",
}


def _import(folder: Path) -> None:
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    accounts = import_files([folder / name for name in FILES], warehouse=Warehouse(folder / "w"))
    assert [(a.accepted, a.quarantined) for a in accounts] == [(1, 0)] * 4


def test_names_types_and_years_are_learned_from_the_other_files(tmp_path):
    _import(tmp_path)
    engine = open_engine(tmp_path / "w")
    community = engine.areas.filter(area_code="131102001901").row(0, named=True)
    assert (community["area_name"], community["level"]) == ("甲社区", "community"), "a name replaces the code it was known by"
    assert value(engine, Question("closure_rate", area="131102001901"))["denominator"].to_list() == [1]
    # A town community: 5 万 reaches its floor. Everything there is means the latest budget year that was reported.
    assert value(engine, Question("work_fund_floor_share"))["value"].to_list() == [100.0]


def test_a_later_import_names_what_was_known_by_its_code(tmp_path):
    (tmp_path / "a.csv").write_text(FILES["1用房.csv"], encoding="utf-8")
    (tmp_path / "b.csv").write_text(FILES["3户数.csv"], encoding="utf-8")
    for name in ("a.csv", "b.csv"):
        import_files([tmp_path / name], warehouse=Warehouse(tmp_path / "w"))
    names = dict(open_engine(tmp_path / "w").areas.select("area_code", "area_name").iter_rows())
    assert names["131102001901"] == "甲社区"
