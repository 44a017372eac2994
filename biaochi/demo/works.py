"""衡水's works as S0 tells them: the renovation of old estates with its money, and the new premises set for each county."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import numpy as np
import polars as pl

from biaochi.demo.city import communities
from biaochi.demo.places.columns import split
from biaochi.demo.recipe import random_for, recipe
from biaochi.demo.sheets import Column, Written, totals, write_workbook

_NOTICE = "演示数据：合成，仅总量取自公开文件"


def write_projects(folder: Path) -> list[Written]:
    """Old estates of the district, one row each; money, in 万元, only where the work is finished."""
    settings, rng = recipe()["renovation"], random_for("renovation")
    places = communities().filter(pl.col("county_code") == settings["county"])
    number, finished = settings["sites"], settings["finished"]
    at = np.sort(rng.integers(0, places.height, number))
    # which sites are finished is drawn, so that they lie in several streets
    order = rng.permutation(number)
    state = np.full(number, "未开工", dtype=object)
    state[order[:finished]] = "已完工"
    state[order[finished : finished + settings["in_progress"]]] = "施工中"
    money = {name: split(yuan, rng.lognormal(0, 0.2, finished), digits=2) for name, yuan in settings["yuan"].items()}
    span = (settings["last_day"] - settings["first_day"]).days
    rows, done = [], 0
    for i, (place, status) in enumerate(zip(at, state, strict=True), start=1):
        code, name = places.row(int(place), named=True)["area_code"], places["area_name"][int(place)]
        started = settings["first_day"] + timedelta(days=int(rng.integers(0, span // 2)))
        row = [f"JXQ-{i:03}", code, name, f"{name}老旧小区{i:03}", "老旧小区改造", status]
        if status == "已完工":
            parts = [float(money[source][done]) for source in money]
            ended = started + timedelta(days=int(rng.integers(60, span // 2)))
            rows.append([*row, started, ended, round(sum(parts), 2), *parts])
            done += 1
        else:
            rows.append([*row, started if status == "施工中" else None, None, None, *[None] * len(money)])
    headers = ("项目编号", "区划代码", "社区名称", "项目名称", "项目类型", "项目状态", "开工日期", "完工日期")
    columns = [Column(h) for h in headers]
    columns += [Column(f"{h}(万元)", summed=True) for h in ("投入资金", *money)]
    path = folder / "10_老旧小区改造台账.xlsx"
    total = totals(rows, columns, label_column=2)
    write_workbook(path, rows, columns, above=["桃城区老旧小区改造台账", f"截至2018年6月14日　（{_NOTICE}）"], total=total)
    return [Written(path, "project", len(rows) + 1, 0, 0, 1)]


def write_targets(folder: Path) -> list[Written]:
    """Premises of 500 m² and more that each county was to build in the year."""
    settings = recipe()["new_sites"]
    rows = [
        [c["code"], c["name"], "new_sites_500", settings["year"], settings["more"].get(c["code"], settings["each"]), settings["document"]]
        for c in recipe()["county"]
    ]
    columns = [Column(h) for h in ("区划代码", "县市区", "任务指标", "目标年度", "目标值", "依据文件")]
    path = folder / "11_社区用房建设任务.xlsx"
    write_workbook(path, rows, columns, above=["社区用房建设任务分解表", _NOTICE])
    return [Written(path, "target", len(rows), 0, 0, 0)]
