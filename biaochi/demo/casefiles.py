"""The cases as half-yearly GB18030 exports of a work-order system, with what such exports really bring along: columns
with personal data (all invented and recognisable as such), changing headers and date styles, case numbers twice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from biaochi.demo.cases import cases
from biaochi.demo.dirt import bad_rows
from biaochi.demo.recipe import recipe
from biaochi.demo.sheets import Written, write_csv

_HEADERS = {
    "case_id": "工单编号",
    "system": "来源系统",
    "channel": "来电渠道",
    "caller": "来电人",
    "phone": "联系电话",
    "case_class": "诉求类型",
    "category_l1": "一级分类",
    "category_l2": "二级分类",
    "urgency": "紧急程度",
    "area_code": "区划代码",
    "area_name": "所属社区",
    "text": "主要内容",
    "department": "承办单位",
    "reported_at": "受理时间",
    "filed_at": "立案时间",
    "due_at": "处置截止时间",
    "closed_at": "办结时间",
    "first_closed_at": "首次办结时间",
    "reopened_at": "重办时间",
    "reopen_count": "重办次数",
    "status": "工单状态",
    "deferred": "缓办",
    "void": "作废",
    "rework": "返工次数",
    "callback_valid": "是否有效回访",
    "contacted": "是否联系",
    "solved": "是否解决",
    "satisfaction": "满意度",
}
_OTHER_SYSTEM = {"case_id": "诉求编号", "reported_at": "创建时间", "department": "主办单位", "closed_at": "结案时间"}
_TIME_STYLES = ["%Y-%m-%d %H:%M:%S", "%Y/%-m/%-d %H:%M", "%Y年%m月%d日 %H时%M分"]
_CLOCKS = ["reported_at", "filed_at", "due_at", "closed_at", "first_closed_at", "reopened_at"]


def _halves() -> list[tuple[str, date, date]]:
    """(name, first day, day after the last) of the half-years from the first day to the as-of date."""
    halves, start, last = [], recipe()["first_day"], recipe()["as_of"]
    while start <= last:
        if start.month < 4:
            name, end = f"{start.year}上半年", date(start.year, 7, 1)
        elif start.month < 7:
            name, end = f"{start.year}年4至9月", date(start.year, 10, 1)
        else:
            name, end = f"{start.year}年10月至{start.year + 1}年3月", date(start.year + 1, 4, 1)
        halves.append((name, start, end))
        start = end
    return halves


def _as_written(frame: pl.DataFrame, style: str) -> pl.DataFrame:
    people = pl.Series(["测试甲", "测试乙", "测试丙", "测试丁"])
    return frame.with_columns(
        [pl.col(clock).dt.strftime(style).alias(clock) for clock in _CLOCKS],
        rework=pl.col("rework").cast(pl.String),
        reopen_count=pl.col("reopened_at").is_not_null().cast(pl.Int8).cast(pl.String),
        caller=people.gather(pl.Series(range(frame.height), dtype=pl.UInt32) % 4),
        phone=pl.lit("00000000000"),
        text=pl.format("（演示文本）反映{}问题", pl.col("category_l2")),
    ).select(list(_HEADERS))


def _with_dirt(good: pl.DataFrame) -> tuple[pl.DataFrame, int, int]:
    """(frame, bad rows, repeated case numbers): bad rows and first versions stand among the good rows."""
    models = good.gather_every(max(good.height // 60, 1)).to_dicts()
    bad = pl.DataFrame(bad_rows("case", models), schema=good.schema)
    number = recipe()["duplicates"]["case"]
    index = good.with_row_index("at").filter(pl.col("closed_at").is_not_null()).gather_every(997).head(number)
    first_version = index.with_columns(
        *[pl.lit("").alias(name) for name in ("callback_valid", "contacted", "solved", "satisfaction")],
        *[pl.lit(None, dtype=pl.String).alias(name) for name in ("closed_at", "first_closed_at", "reopened_at")],
        status=pl.lit("办理中"),
        at=pl.col("at").cast(pl.Float64) - 0.5,
    )
    step = good.height / (bad.height + 1)
    spread = bad.with_columns(at=(pl.int_range(1, bad.height + 1) * step).floor() - 0.25)
    ordered = pl.concat(
        [
            good.with_row_index("at").with_columns(pl.col("at").cast(pl.Float64)),
            first_version,
            spread.select("at", *good.columns),
        ]
    ).sort("at", maintain_order=True)
    return ordered.drop("at"), bad.height, first_version.height


def write_cases(folder: Path) -> list[Written]:
    """Half-yearly CSV files of all cases; about 44,000 rows each."""
    written = []
    for i, (name, start, end) in enumerate(_halves()):
        inside = cases().filter(pl.col("reported_at") >= pl.lit(start), pl.col("reported_at") < pl.lit(end))
        frame, bad, repeated = _with_dirt(_as_written(inside, _TIME_STYLES[i % len(_TIME_STYLES)]))
        headers = _HEADERS | (_OTHER_SYSTEM if i % 2 else {})
        path = folder / f"09_诉求工单_{name}.csv"
        write_csv(path, frame.rename(headers), "gb18030")
        written.append(Written(path, "case", frame.height, bad, repeated, 0))
    return written
