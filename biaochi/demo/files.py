"""Everything but the cases, written as the offices of a city send it: area list, household reports, premises surveys,
funding tables, volunteer figures and teams, grids, staff."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl

from biaochi.demo import stocks
from biaochi.demo.city import communities
from biaochi.demo.dirt import Row, bad_rows, mingle
from biaochi.demo.recipe import recipe
from biaochi.demo.sheets import Column, Written, totals, write_csv, write_workbook

C = Column
_NOTICE = "演示数据：合成，仅总量取自公开文件"
_TYPES = {"urban": "城市", "town": "城镇"}


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _cells(rows: Sequence[Row], names: Sequence[str]) -> list[list]:
    return [[row.get(name) for name in names] for row in rows]


def _padded(code: str) -> str:
    """The 12-digit form that offices write, padded with zeros."""
    return code.ljust(12, "0")


def write_areas(folder: Path) -> list[Written]:
    """The city, its counties, the towns that have communities, and the communities; 12-digit codes, padded."""
    city = recipe()["city"]
    rows: list[Row] = [
        {
            "area_code": _padded(city["code"]),
            "area_name": city["name"],
            "parent_code": _padded("130000"),
            "area_kind": "地级市",
        }
    ]
    aliases = {"131102004": "中华街道"}
    for county in recipe()["county"]:
        rows.append(
            {
                "area_code": _padded(county["code"]),
                "area_name": county["name"],
                "parent_code": _padded(city["code"]),
                "area_kind": county["kind"],
                "alias": county.get("alias"),
            }
        )
    kind = {"街道": "街道", "镇": "镇"}
    for code, name, county in (
        communities().select("town_code", "town_name", "county_code").unique(maintain_order=True).iter_rows()
    ):
        rows.append(
            {
                "area_code": _padded(code),
                "area_name": name,
                "parent_code": _padded(county),
                "area_kind": next((v for k, v in kind.items() if name.endswith(k)), "其他"),
                "alias": aliases.get(code),
            }
        )
    for row in communities().iter_rows(named=True):
        rows.append(
            {
                "area_code": row["area_code"],
                "area_name": row["area_name"],
                "parent_code": _padded(row["town_code"]),
                "area_kind": "居委会",
                "community_type": _TYPES[row["community_type"]],
                "lon": row["lon"],
                "lat": row["lat"],
                "crs": "WGS84",
            }
        )
    bad = bad_rows("area", rows[-40:])
    names = ["area_code", "area_name", "parent_code", "area_kind", "community_type", "alias", "lon", "lat", "crs"]
    columns = [C(h) for h in ("区划代码", "单位名称", "上级代码", "类型", "社区类型", "简称", "经度", "纬度", "坐标系")]
    path = folder / "01_区划单位名册.xlsx"
    everything = mingle(rows, bad)
    above = [f"{city['name']}区划与社区名册", f"统计时间：{_chinese(recipe()['as_of'])}　{_NOTICE}"]
    write_workbook(path, _cells(everything, names), columns, above=above)
    return [Written(path, "area", len(everything), len(bad), 0, 0)]


def write_households(folder: Path) -> list[Written]:
    """Household and population reports, a workbook a year with a row per community and quarter."""
    names = [
        "area_code",
        "area_name",
        "period",
        "households_total",
        "households_resident",
        "households_registered",
        "households_floating",
    ]
    names += ["population_total", "population_resident", "population_registered", "population_floating"]
    names += ["resident_groups", "party_members", "land_area_km2", "report_status"]
    headers = [
        "区划代码",
        "社区名称",
        "统计时间",
        "总户数",
        "常住户数",
        "户籍户数",
        "流动户数",
        "总人口",
        "常住人口",
        "户籍人口",
        "流动人口",
    ]
    columns = [C(h) for h in [*headers, "居民小组数", "党员人数", "面积(平方公里)", "填报状态"]]
    frame = stocks.community_series().with_columns(report_status=pl.lit("已上报"))
    written = []
    for year in frame["period"].dt.year().unique().sort():
        rows = frame.filter(pl.col("period").dt.year() == year).to_dicts()
        bad = [r | {"period": date(year, 1, 15)} if r["period"].day == 15 else r for r in bad_rows("community", rows)]
        if year % 2:  # every other year's office writes its dates in Chinese
            rows, bad = ([r | {"period": _chinese(r["period"])} for r in part] for part in (rows, bad))
        path = folder / f"02_社区基础信息_{year}.xlsx"
        everything = mingle(rows, bad)
        write_workbook(path, _cells(everything, names), columns, above=[f"{year}年社区基础信息统计表（{_NOTICE}）"])
        written.append(Written(path, "community", len(everything), len(bad), 0, 0))
    return written


def write_premises(folder: Path) -> list[Written]:
    """Quarterly surveys of premises: date above the table, two header levels, a 合计 row (one is wrong by 100)."""
    names = [
        "area_code",
        "area_name",
        "facility_id",
        "facility_name",
        "facility_kind",
        "floor_area_m2",
        "activity_area_m2",
    ]
    names += ["acquisition_mode", "ownership", "in_use_year", "invest_wan", "status"]
    columns = [C("区划代码", "单位信息"), C("社区名称", "单位信息")]
    columns += [C(h, "社区用房") for h in ("设施编号", "设施名称", "设施类型")]
    columns += [C("建筑面积(m2)", "社区用房", summed=True), C("居民活动区域面积(m2)", "社区用房", summed=True)]
    columns += [C("取得方式", "来源与投入"), C("产权", "来源与投入"), C("投入使用年份(年)", "来源与投入")]
    columns += [C("投入资金(万元)", "来源与投入", summed=True), C("使用状态", "使用情况")]
    written = []
    periods = stocks.premises()["period"].unique().sort()
    for i, period in enumerate(periods):
        good = stocks.premises().filter(pl.col("period") == period).to_dicts()
        bad = bad_rows("facility", [r for r in good if r["facility_id"].endswith("-1")])
        everything = _cells(mingle(good, bad), names)
        path = folder / f"03_社区用房_{period.year}Q{(period.month + 2) // 3}.xlsx"
        total = totals(everything, columns, label_column=1, off_by=100.0 if i == len(periods) - 2 else 0.0)
        above = ["衡水市城乡社区综合服务设施情况表", f"统计单位：衡水市　统计时间：{_chinese(period)}　{_NOTICE}"]
        write_workbook(path, everything, columns, above=above, total=total)
        written.append(Written(path, "facility", len(everything) + 1, len(bad), 0, 1))
    return written


def write_funding(folder: Path) -> list[Written]:
    """Funds by year in 万元 (the unit stands above the table), with a 合计 row."""
    names = ["area_code", "area_name", "year", "fund_kind", "source_kind", "budget_wan", "allocated_wan", "spent_wan"]
    columns = [C(h) for h in ("区划代码", "社区名称", "预算年度", "经费类别", "资金来源")]
    columns += [C("预算数", summed=True), C("拨付数", summed=True), C("支出数", summed=True)]
    written = []
    for year in recipe()["funding"]["years"]:
        good = stocks.funding().filter(pl.col("year") == year).to_dicts()
        bad = bad_rows("funding", good)
        path = folder / f"04_社区经费_{year}.xlsx"
        above = [f"{year}年度社区工作经费和服务群众专项经费情况表", f"单位：万元　（{_NOTICE}）"]
        everything = _cells(mingle(good, bad), names)
        total = totals(everything, columns, label_column=1)
        write_workbook(path, everything, columns, above=above, total=total)
        written.append(Written(path, "funding", len(everything) + 1, len(bad), 0, 1))
    return written


def write_volunteers(folder: Path) -> list[Written]:
    """Quarterly volunteer figures as CSV with a byte-order mark, a file a year; and the list of teams."""
    headers = {"area_code": "区划代码", "area_name": "社区名称", "period": "统计时间", "registered": "注册志愿者数"}
    headers |= {
        "real_name": "实名志愿者数",
        "active": "活跃志愿者数",
        "hours": "服务时长(小时)",
        "events": "活动次数",
        "teams": "志愿服务队数",
    }
    frame = stocks.volunteer_series()
    written = []
    for year in frame["period"].dt.year().unique().sort():
        good = frame.filter(pl.col("period").dt.year() == year).with_columns(pl.all().cast(pl.String)).to_dicts()
        bad = [
            r | {"period": f"{year}-01-15"} if str(r["period"]).endswith("-01-15") else r
            for r in bad_rows("volunteer_stat", good)
        ]
        rows = pl.DataFrame([{k: str(v) for k, v in r.items()} for r in mingle(good, bad)])
        path = folder / f"05_志愿服务统计_{year}.csv"
        write_csv(path, rows.select(list(headers)).rename(headers), "utf-8-sig")
        written.append(Written(path, "volunteer_stat", rows.height, len(bad), 0, 0))

    good = stocks.volunteer_teams().to_dicts()
    bad = bad_rows("volunteer_team", good)
    names = ["team_id", "area_code", "area_name", "team_name", "team_kind", "members", "founded"]
    columns = [C(h) for h in ("队伍编号", "区划代码", "所属社区", "队伍名称", "队伍类型", "队员人数", "成立日期")]
    path = folder / "06_志愿服务队名册.xlsx"
    write_workbook(path, _cells(mingle(good, bad), names), columns, above=[f"志愿服务队名册（{_NOTICE}）"])
    return [*written, Written(path, "volunteer_team", len(good) + len(bad), len(bad), 0, 0)]


def write_grids(folder: Path) -> list[Written]:
    """Grids with their 楼院长 (an invented name that the importer must drop)."""
    invented = {"head": "测试甲", "heads": 1, "phone": "00000000000", "grid_type": "城市"}
    good = [row | invented for row in stocks.grids().to_dicts()]
    bad = bad_rows("grid", good)
    names = [
        "grid_id",
        "grid_name",
        "area_code",
        "area_name",
        "grid_type",
        "households",
        "population",
        "worker_full",
        "worker_part",
        "heads",
        "head",
        "phone",
    ]
    headers = (
        "网格编号",
        "网格名称",
        "区划代码",
        "所属社区",
        "网格类型",
        "户数",
        "人口数",
        "专职网格员数",
        "兼职网格员数",
        "楼院长人数",
        "楼院长",
        "联系电话",
    )
    path = folder / "07_网格名册.xlsx"
    write_workbook(path, _cells(mingle(good, bad), names), [C(h) for h in headers], above=[f"网格名册（{_NOTICE}）"])
    return [Written(path, "grid", len(good) + len(bad), len(bad), 0, 0)]


def write_staff(folder: Path) -> list[Written]:
    """Community workers, one sheet for all years with the date in a column."""
    good = stocks.staff().to_dicts()
    bad = bad_rows("staff", good)
    names = ["area_code", "area_name", "period", "staff_total", "full_time", "part_time", "grid_workers", "certified"]
    names += ["degree_ge_junior_college", "female", "multi_post"]
    headers = (
        "区划代码",
        "社区名称",
        "统计时间",
        "工作人员总数",
        "专职人数",
        "兼职人数",
        "网格员人数",
        "持证社工数",
        "大专及以上学历人数",
        "女性人数",
        "交叉任职人数",
    )
    path = folder / "08_社区工作者.xlsx"
    write_workbook(
        path, _cells(mingle(good, bad), names), [C(h) for h in headers], above=[f"社区工作者情况表（{_NOTICE}）"]
    )
    return [Written(path, "staff", len(good) + len(bad), len(bad), 0, 0)]
