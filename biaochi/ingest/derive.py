"""What a table needs and an export leaves unsaid, filled in by rule: nothing here invents a measured number."""

from __future__ import annotations

import re
from datetime import date

import polars as pl

from biaochi.errors import ImportRefused
from biaochi.ingest.mapping import Mapped
from biaochi.ingest.profiles import vocabulary

UNSAID = "未注明"
_VOID = "作废|不予受理|退回|不予立案|撤销|撤单"
_DEFERRED = "缓办|挂账|延缓"


def derive(mapped: Mapped, frame: pl.DataFrame, *, period: date, given: date | None) -> pl.DataFrame:
    """``frame`` (typed, area_code settled) with constants of the profile and the derived columns of its table.

    ``period`` is for rows that name none, ``given`` the as-of date that came with the call.
    Raises ImportRefused where money has no year anywhere.
    """
    for column, value in mapped.profile.constants.items():
        if column in frame.columns:
            frame = frame.with_columns(pl.col(column).fill_null(pl.lit(value)))
        else:
            frame = frame.with_columns(pl.lit(value).alias(column))
    if "period" in mapped.table.columns:
        frame = _filled(frame, "period", pl.lit(period), pl.Date)
    special = {"case": _case, "facility": _facility, "volunteer_team": _team, "area": _area}.get(mapped.table.name)
    if special:
        frame = special(frame)
    return _funding(mapped, frame, given) if mapped.table.name == "funding" else frame


def _filled(frame: pl.DataFrame, column: str, value: pl.Expr, dtype: pl.DataType | type[pl.DataType]) -> pl.DataFrame:
    if column not in frame.columns:
        return frame.with_columns(value.cast(dtype).alias(column))
    return frame.with_columns(pl.col(column).cast(dtype).fill_null(value.cast(dtype)))


def _case(frame: pl.DataFrame) -> pl.DataFrame:
    """A status of 作废 or 退回 makes a case void, 缓办 or 挂账 deferred; without a filing column every case counts as filed.

    Times in an impossible order (closed before reported) are kept as they are: such cases exist and are counted; leaving
    them out of durations is the indicator's business.
    """
    status = pl.col("status") if "status" in frame.columns else pl.lit(None, dtype=pl.String)
    frame = _filled(frame, "system", pl.lit(UNSAID), pl.String)
    filed = pl.col("filed_at").is_not_null() if "filed_at" in frame.columns else pl.lit(True)
    frame = _filled(frame, "is_filed", filed, pl.Boolean)
    for column, pattern in (("is_void", _VOID), ("is_deferred", _DEFERRED)):
        said = pl.col(column).fill_null(False) if column in frame.columns else pl.lit(False)
        frame = frame.with_columns((said | status.str.contains(pattern).fill_null(False)).alias(column))
    return frame


def _facility(frame: pl.DataFrame) -> pl.DataFrame:
    """In use unless said otherwise; outdoor ground does not count to the standard; a missing id is area, name, number."""
    frame = _filled(frame, "status", pl.lit("in_use"), pl.String)
    known = [c for c in ("facility_kind", "facility_name") if c in frame.columns]
    outdoor = (
        pl.any_horizontal(pl.col(c).str.contains("室外|户外").fill_null(False) for c in known)
        if known
        else pl.lit(False)
    )
    frame = _filled(frame, "counts_to_standard", ~outdoor, pl.Boolean)
    name = pl.coalesce([*(pl.col(c) for c in reversed(known)), pl.lit("用房")]).str.replace_all(r"\s", "")
    return _numbered(frame, "facility_id", pl.concat_str([pl.col("area_code"), name], separator="-"), over=["period"])


def _team(frame: pl.DataFrame) -> pl.DataFrame:
    name = pl.col("team_name") if "team_name" in frame.columns else pl.lit("队伍")
    return _numbered(frame, "team_id", pl.concat_str([pl.col("area_code"), name], separator="-"), over=[])


def _numbered(frame: pl.DataFrame, column: str, name: pl.Expr, over: list[str]) -> pl.DataFrame:
    """Missing ids become ``name``, the second of that name ``name-2``: the same file gives the same ids again."""
    if column in frame.columns and frame[column].null_count() == 0:
        return frame
    own = pl.col(column) if column in frame.columns else pl.lit(None, dtype=pl.String)
    frame = frame.with_columns(_name=name).with_columns(_number=pl.int_range(1, pl.len() + 1).over(["_name", *over]))
    made = (
        pl.when(pl.col("_number") > 1)
        .then(pl.col("_name") + "-" + pl.col("_number").cast(pl.String))
        .otherwise(pl.col("_name"))
    )
    return frame.with_columns(pl.coalesce(own, made).alias(column)).drop("_name", "_number")


def _area(frame: pl.DataFrame) -> pl.DataFrame:
    """Coordinates without a system are taken for WGS84."""
    if {"lon", "lat"} <= set(frame.columns):
        frame = _filled(frame, "crs", pl.when(pl.col("lon").is_not_null()).then(pl.lit("WGS84")), pl.String)
    return frame


def _funding(mapped: Mapped, frame: pl.DataFrame, as_of: date | None) -> pl.DataFrame:
    year = mapped.facts.year or (as_of.year if as_of else None)
    if year is None and "year" not in frame.columns:
        raise ImportRefused(
            "{file} does not say which year its money is for. Add a column 年度, write the year in the title, or give --as-of.",
            file=mapped.sheet.file,
        )
    frame = _filled(frame, "year", pl.lit(year), pl.Int64)
    kind = _kind_in(mapped.facts.text)
    if kind:
        frame = _filled(frame, "fund_kind", pl.lit(kind), pl.String)
    for column in ("source_kind", "use_kind"):
        frame = _filled(frame, column, pl.lit(UNSAID), pl.String)
    frame = _filled(frame, "is_cumulative", pl.lit(False), pl.Boolean)
    units = {s.unit for c, s in mapped.columns.items() if c.endswith("_yuan") and s.unit}
    unit = "、".join(sorted(units)) or "元"
    return _filled(
        frame,
        "unit_raw",
        pl.col("wide_unit").fill_null(unit) if "wide_unit" in frame.columns else pl.lit(unit),
        pl.String,
    )


def _kind_in(title: str) -> str | None:
    """The kind of money a title names (“2025年社区工作经费拨付情况”), for sheets of one kind."""
    words = vocabulary().wide["funding"]["fund_kind"]
    found = set()
    for kind, names in words.items():
        for name in sorted(names, key=len, reverse=True):
            if name in title:  # 服务群众专项经费 is taken out, so that its 专项经费 is no second kind
                found.add(kind)
                title = re.sub(re.escape(name) + "(?:专项)?(?:经费|资金)?", " ", title)
    return found.pop() if len(found) == 1 else None
