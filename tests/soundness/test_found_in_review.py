"""Wrong numbers that a reader once found. Each stays mended."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from biaochi.engine import build_rollups, open_engine
from biaochi.errors import BiaochiError
from biaochi.ingest import import_files
from biaochi.measures import Question, value
from biaochi.periods import default_period
from biaochi.warehouse import Warehouse
from tests.warehouses import CITY, A, B, C, engine_of, frame, publish

JUNE, SEPTEMBER = date(2026, 6, 30), date(2026, 9, 30)


def _one(engine, indicator, **question):
    return value(engine, Question(indicator, **question)).row(0, named=True)


@pytest.mark.parametrize("folder", ["数据 仓库", "it's mine", "a b"])
def test_a_warehouse_may_lie_in_a_folder_of_any_language(tmp_path, folder):
    engine = engine_of(tmp_path / folder, {"area": CITY, "case": [{"case_id": "1", "area_code": A, "reported_at": "2026-06-01"}]}, JUNE)
    assert _one(engine, "case_backlog")["value"] == 1
    publish(tmp_path / folder, {"case": [{"case_id": "1", "area_code": A, "reported_at": "2026-06-01", "closed_at": "2026-06-02"}]}, JUNE)
    assert _one(open_engine(tmp_path / folder), "case_backlog")["value"] == 0


def test_a_folder_that_the_storage_misreads_is_refused_with_a_sentence(tmp_path):
    with pytest.raises(BiaochiError, match="cannot lie"):
        publish(tmp_path / "w[1]", {"area": CITY}, JUNE)


def test_an_older_export_does_not_replace_a_newer_one(tmp_path):
    closed = {"case_id": "1", "area_code": A, "reported_at": "2026-06-01", "closed_at": "2026-06-20"}
    publish(tmp_path, {"area": CITY, "case": [closed]}, JUNE)
    publish(tmp_path, {"case": [closed | {"closed_at": None}]}, date(2026, 6, 10))
    assert _one(open_engine(tmp_path), "case_backlog")["value"] == 0


def test_complementary_surveys_complete_each_other(tmp_path):
    publish(tmp_path, {"area": CITY, "community": [{"area_code": A, "period": JUNE, "households_total": 1000}],
                       "facility": [{"facility_id": "f", "area_code": A, "period": JUNE, "floor_area_m2": 300.0}],
                       "volunteer_stat": [{"area_code": A, "period": JUNE, "registered": 300}]}, JUNE)  # fmt: skip
    publish(tmp_path, {"community": [{"area_code": A, "period": JUNE, "population_total": 3000}]}, JUNE)
    publish(tmp_path, {"community": [{"area_code": A, "period": SEPTEMBER, "population_total": 6000}]}, SEPTEMBER)
    engine = open_engine(tmp_path)
    assert _one(engine, "area_per_100_households", area=A)["value"] == 30
    assert _one(engine, "volunteer_share", area=A, period="2026Q2")["value"] == 10
    assert _one(engine, "volunteer_share", area=A)["value"] == 5
    bare = [{"area_code": A, "area_name": "甲社区", "level": "community", "parent_code": "131102001"}]
    publish(tmp_path, {"area": bare}, SEPTEMBER)
    kept = open_engine(tmp_path)
    funded = frame("funding", [{"area_code": A, "year": 2026, "fund_kind": "work", "budget_yuan": 100000}], SEPTEMBER)
    with Warehouse(tmp_path).publishing(build_rollups) as publication:
        publication.merge("funding", funded)
    assert _one(open_engine(tmp_path), "work_fund_floor_share", area=A)["value"] == 100, "the type of community was kept"
    assert kept.areas.filter(area_code=A).height == 1


def test_the_whole_holds_cases_that_only_the_city_knows(tmp_path):
    cases = [{"case_id": code, "area_code": code, "reported_at": "2026-06-01"} for code in ("131100", A)]
    only_one_district = [row for row in CITY if not row["area_code"].startswith("131103")]
    engine = engine_of(tmp_path, {"area": only_one_district, "case": cases}, JUNE)
    assert (_one(engine, "case_backlog")["area_code"], _one(engine, "case_backlog")["value"]) == ("131100", 2)
    assert value(engine, Question("case_backlog", level="county"))["area_name"].to_list() == ["桃城区"]
    assert value(engine, Question("case_backlog", level="province"))["area_name"].to_list() == ["河北省"]


def test_a_district_exported_beside_its_communities_is_not_added_to_them(tmp_path):
    households = [{"area_code": code, "period": JUNE, "households_total": 1000} for code in (A, B)]
    district = [{"area_code": "131102", "period": JUNE, "households_total": 3500}]
    alone = [{"area_code": "131103", "period": JUNE, "households_total": 700}]
    premises = [{"facility_id": c, "area_code": c, "period": JUNE, "floor_area_m2": 300.0} for c in (A, B, "131102", "131103")]
    engine = engine_of(tmp_path, {"area": CITY, "community": households + district + alone, "facility": premises}, JUNE)
    row = _one(engine, "area_per_100_households", area="131102")
    assert (row["numerator"], row["denominator"]) == (600, 2000)
    assert _one(engine, "area_per_100_households", area="131103")["denominator"] == 700, "known to the district alone"


def test_teams_are_not_known_before_their_register_speaks(tmp_path):
    tables = {"area": CITY, "volunteer_team": [{"team_id": "t", "area_code": A}],
              "volunteer_stat": [{"area_code": A, "period": date(2025, 6, 30), "registered": 1, "teams": 6}]}  # fmt: skip
    engine = engine_of(tmp_path, tables, SEPTEMBER)
    assert _one(engine, "volunteer_teams_share", area=A, period="1950")["state"] == "missing"
    assert _one(engine, "volunteer_teams_share", area=A, period="2025")["value"] == 100, "six were reported"
    assert _one(engine, "volunteer_teams_share", area=A, period="2026")["value"] == 0, "the register knows one"


def test_a_standard_holds_for_the_periods_in_which_it_was_in_force(tmp_path):
    premises = [{"facility_id": "f", "area_code": A, "period": date(2016, 12, 31), "floor_area_m2": 600.0}]
    engine = engine_of(tmp_path, {"area": CITY, "facility": premises}, date(2022, 12, 31))
    asked = Question("facility_floor_500_share", area=A, by=("period",), grain="year", profile="hengshui_2018")
    rows = {row["period"]: (row["value"], row["standard"]) for row in value(engine, asked).to_dicts()}
    assert rows["2020"] == (100, None) and rows["2021"] == (100, 100) and rows["2022"] == (100, 100), "due three years after 2018"


def test_nothing_is_known_outside_the_time_of_the_cases(tmp_path):
    cases = [{"case_id": "1", "area_code": A, "reported_at": "2026-06-01"}]
    engine = engine_of(tmp_path, {"area": CITY, "case": cases}, JUNE)
    for indicator in ("closure_rate", "case_backlog", "days_to_close"):
        for period in ("1950", "2030"):
            assert _one(engine, indicator, period=period)["state"] == "missing", (indicator, period)
    # 乙 lies in the county that sent the case; a county that never sent one is missing.
    assert _one(engine, "case_backlog", area=B, period="2026-06")["value"] == 0
    assert _one(engine, "closure_rate", area=B, period="2026-06")["state"] == "not_applicable"


def test_a_circle_of_parents_does_not_run_for_ever(tmp_path):
    circle = [{"area_code": "X1", "area_name": "甲", "level": "county", "parent_code": "X2"},
              {"area_code": "X2", "area_name": "乙", "level": "county", "parent_code": "X1"}]  # fmt: skip
    engine = engine_of(tmp_path, {"area": circle}, JUNE)
    assert engine.areas.height == 2


def test_a_warehouse_without_a_dated_row_has_a_period_to_offer():
    assert default_period(date(1900, 1, 1)) == "all"


def test_an_export_that_arrives_twice_changes_nothing(tmp_path):
    tables = {"area": CITY, "case": [{"case_id": "1", "area_code": A, "reported_at": "2026-06-01"}]}
    publish(tmp_path, tables, JUNE)
    before = value(open_engine(tmp_path), Question("case_backlog"))
    publish(tmp_path, tables, JUNE)
    assert value(open_engine(tmp_path), Question("case_backlog")).equals(before)
    assert Warehouse(Path(tmp_path)).current().rows["case"] == 1


def test_two_halves_of_a_survey_in_one_import_complete_each_other(tmp_path):
    (tmp_path / "户数.csv").write_text("区划代码,总户数,统计时间\n131102001901,1000,2026-06-30\n", encoding="utf-8")
    (tmp_path / "人口.csv").write_text("区划代码,常住人口,统计时间\n131102001901,3000,2026-06-30\n", encoding="utf-8")
    (tmp_path / "用房.csv").write_text("区划代码,建筑面积(平方米),统计时间\n131102001901,300,2026-06-30\n", encoding="utf-8")
    files = [tmp_path / name for name in ("户数.csv", "人口.csv", "用房.csv")]
    import_files(files, warehouse=Warehouse(tmp_path / "w"))
    assert _one(open_engine(tmp_path / "w"), "area_per_100_households")["value"] == 30


def test_numbers_that_begin_anew_in_each_district_do_not_collide(tmp_path):
    premises = [{"facility_id": "1", "area_code": c, "period": JUNE, "floor_area_m2": 500.0} for c in (A, C)]
    engine = engine_of(tmp_path, {"area": CITY, "facility": premises}, JUNE)
    assert _one(engine, "facility_floor_500_share")["denominator"] == 2


def test_the_bulletin_without_any_stated_date(tmp_path):
    """61 of 天门's cases were due at the end of December; the latest event alone would say they are not."""
    rows = ["案件编号,区划代码,上报时间,立案时间,处置截止时间,结案时间"]
    rows += [f"A{i},429006,2016-12-01 08:00,2016-12-01 09:00,2016-12-20 12:00,2016-12-10 09:00" for i in range(737)]
    rows += [f"B{i},429006,2016-12-01 08:00,2016-12-01 09:00,2016-12-20 12:00,2016-12-21 09:00" for i in range(174)]
    rows += [f"C{i},429006,2016-12-01 08:00,2016-12-01 09:00,2016-12-31 12:00," for i in range(61)]
    (tmp_path / "案件.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (account,) = import_files([tmp_path / "案件.csv"], warehouse=Warehouse(tmp_path / "w"))
    assert (account.as_of, account.as_of_from) == (date(2016, 12, 31), "inferred")
    engine = open_engine(tmp_path / "w")
    assert round(_one(engine, "closure_rate", period="2016-12")["value"], 2) == 93.72
    assert round(_one(engine, "on_time_closure_rate")["value"], 2) == 75.82


def test_what_an_export_never_says_is_missing_and_not_zero(tmp_path):
    """Satisfaction without a word on solving: 0 % solved would blame where nothing is known."""
    told = [{"case_id": str(i), "area_code": A, "reported_at": "2026-06-01", "closed_at": "2026-06-02",
             "satisfaction": "satisfied"} for i in range(30)]  # fmt: skip
    engine = engine_of(tmp_path, {"area": CITY, "case": told}, JUNE)
    for indicator in ("solved_rate_callback", "solved_rate_closed"):
        row = _one(engine, indicator)
        assert (row["value"], row["state"]) == (None, "missing"), indicator
    assert _one(engine, "satisfaction_rate")["value"] == 100
    assert _one(engine, "solved_rate_callback", area=B)["state"] == "not_applicable", "no case, nothing to ask about"


def test_a_community_keeps_the_name_its_own_file_gives_it(tmp_path):
    (tmp_path / "户数.csv").write_text("社区名称,区划代码,总户数,统计时间\n新华社区,131102004001,1000,2026-06-30\n", encoding="utf-8")
    (tmp_path / "用房.csv").write_text("区县,社区名称,建筑面积(平方米),统计时间\n桃城区,新华社区,300,2026-06-30\n", encoding="utf-8")
    for name in ("户数.csv", "用房.csv"):
        (account,) = import_files([tmp_path / name], warehouse=Warehouse(tmp_path / "w"))
        assert account.accepted == 1, account
    engine = open_engine(tmp_path / "w")
    assert engine.areas.filter(area_code="131102004001")["area_name"].to_list() == ["新华社区"]
    assert _one(engine, "area_per_100_households")["value"] == 30


def test_a_budget_imported_today_does_not_make_the_cases_of_today(tmp_path):
    cases = [{"case_id": "1", "area_code": A, "reported_at": "2026-06-01"}]
    publish(tmp_path, {"area": CITY, "case": cases}, JUNE)
    publish(tmp_path, {"funding": [{"area_code": A, "year": 2026, "fund_kind": "work", "budget_yuan": 1}]}, date(2026, 11, 20))
    assert open_engine(tmp_path).as_of == JUNE


def test_a_file_imported_again_does_not_list_its_bad_rows_twice(tmp_path):
    lines = ["区划代码,建筑面积(平方米),统计时间", "131102001901,约300,2026-06-30", "131102001902,300,2026-06-30", "合计,600,"]
    (tmp_path / "用房.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for _ in range(2):
        import_files([tmp_path / "用房.csv"], warehouse=Warehouse(tmp_path / "w"))
    rows = Warehouse(tmp_path / "w").current().rows
    assert (rows["quarantine"], rows["checksum"], rows["account"]) == (1, 1, 2)
