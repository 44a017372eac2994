"""What a table needs and an export leaves unsaid, filled in by rule: nothing here invents a measured number."""

from __future__ import annotations

import re
from datetime import date

import polars as pl

from biaochi.errors import ImportRefused
from biaochi.ingest.derive_case import UNSAID, case
from biaochi.ingest.fill import filled, numbered, said, with_ids
from biaochi.ingest.mapping import Mapped
from biaochi.ingest.parsing import STATED
from biaochi.ingest.phrases import quarter_within, unit_in_header
from biaochi.ingest.profiles import vocabulary


def derive(mapped: Mapped, frame: pl.DataFrame, *, period: date, given: date | None) -> pl.DataFrame:
    """``frame`` (typed, area_code settled) with constants of the profile and the derived columns of its table.

    ``period`` is for rows that name none, ``given`` the as-of date that came with the call.
    Raises ImportRefused where money, a target or an appraisal has no year anywhere.
    """
    for column, value in mapped.profile.constants.items():
        if column in frame.columns:
            frame = frame.with_columns(pl.col(column).fill_null(pl.lit(value)))
        else:
            frame = frame.with_columns(pl.lit(value).alias(column))
    name = mapped.table.name
    if "period" in mapped.table.columns:
        frame = filled(frame, "period", pl.lit(period), pl.Date)
    frame = with_ids(frame, name)
    if name == "case":
        return case(mapped, frame)
    if name in ("facility", "area", "sitting"):
        return {"facility": _facility, "area": _area, "sitting": _sitting}[name](frame)
    if name in ("funding", "appraisal", "target", "service_item"):
        special = {"funding": _funding, "appraisal": _appraisal, "target": _target, "service_item": _service_item}
        return special[name](mapped, frame, given)
    return frame


def _facility(frame: pl.DataFrame) -> pl.DataFrame:
    """In use unless said otherwise; outdoor ground does not count to the standard; a missing id is area, name, number."""
    frame = filled(frame, "status", pl.lit("in_use"), pl.String)
    known = [c for c in ("facility_kind", "facility_name") if c in frame.columns]
    outdoor = (
        pl.any_horizontal(pl.col(c).str.contains("室外|户外").fill_null(False) for c in known)
        if known
        else pl.lit(False)
    )
    frame = filled(frame, "counts_to_standard", ~outdoor, pl.Boolean)
    name = pl.coalesce([*(pl.col(c) for c in reversed(known)), pl.lit("用房")]).str.replace_all(r"\s", "")
    return numbered(frame, "facility_id", pl.concat_str([pl.col("area_code"), name], separator="-"), over=["period"])


def _sitting(frame: pl.DataFrame) -> pl.DataFrame:
    """A sitting that names no hall was held in the community's own, which bears the same number where it has none."""
    return filled(frame, "hall_id", pl.col("area_code") + "-议事厅", pl.String)


def _area(frame: pl.DataFrame) -> pl.DataFrame:
    """Coordinates without a system are taken for WGS84."""
    if {"lon", "lat"} <= set(frame.columns):
        frame = filled(frame, "crs", pl.when(pl.col("lon").is_not_null()).then(pl.lit("WGS84")), pl.String)
    return frame


def _service_item(mapped: Mapped, frame: pl.DataFrame, as_of: date | None) -> pl.DataFrame:
    """5个工作日 says the clock itself; else its own column does, or the header: 承诺时限(工作日)."""
    header = mapped.columns.get("limit_value")
    unit = pl.coalesce(
        said(frame, "limit_unit_named"),
        said(frame, "limit_unit").cast(pl.String),
        pl.lit(unit_in_header(header.shown) if header else None, dtype=pl.String),
    )
    return frame.with_columns(limit_unit=unit)


def _target(mapped: Mapped, frame: pl.DataFrame, as_of: date | None) -> pl.DataFrame:
    return _with_year(mapped, frame.with_columns(value=said(frame, STATED, pl.Float64)), as_of)


def _appraisal(mapped: Mapped, frame: pl.DataFrame, as_of: date | None) -> pl.DataFrame:
    """Year and quarter stand in columns of their own, together in one (2021年第三季度), or in the title.

    Who is appraised may stand in the header of the number (网格员编号); a town or community is its own number.
    """
    frame = frame.with_columns(
        year=pl.coalesce(said(frame, "year", pl.Int64), said(frame, "year_named", pl.Int64)),
        quarter=pl.coalesce(
            said(frame, "quarter", pl.Int64),
            said(frame, "quarter_named", pl.Int64),
            pl.lit(quarter_within(mapped.facts.text), dtype=pl.Int64),
        ),
    )
    number = mapped.columns.get("object_id")
    frame = filled(frame, "object_type", pl.lit(_object_in(number.shown if number else "", mapped.facts.text)), pl.String)
    own = pl.when(pl.col("object_type").cast(pl.String).is_in(["town", "community"])).then(pl.col("area_code"))
    return filled(_with_year(mapped, frame, as_of), "object_id", own, pl.String)


def _object_in(header: str, title: str) -> str | None:
    """Whom an appraisal is about, as far as the header of the number or the title says it without doubt."""
    words = {"grid_worker": "网格员", "department": "部门|县直单位", "town": "乡镇|街道", "community": "社区|村居"}
    for text in (header, title):
        found = [kind for kind, pattern in words.items() if re.search(pattern, text)]
        if len(found) == 1:
            return found[0]
    return None


def _with_year(mapped: Mapped, frame: pl.DataFrame, as_of: date | None) -> pl.DataFrame:
    year = mapped.facts.year or (as_of.year if as_of else None)
    named = "year" in mapped.columns or ("year" in frame.columns and frame["year"].count() > 0)
    if year is None and not named and frame.height:
        raise ImportRefused(
            "{file} does not say which year it is for. Add a column 年度, write the year in the title, or give --as-of.",
            file=mapped.sheet.file,
        )
    return filled(frame, "year", pl.lit(year), pl.Int64)


def _funding(mapped: Mapped, frame: pl.DataFrame, as_of: date | None) -> pl.DataFrame:
    year = mapped.facts.year or (as_of.year if as_of else None)
    if year is None and "year" not in frame.columns:
        raise ImportRefused(
            "{file} does not say which year its money is for. Add a column 年度, write the year in the title, or give --as-of.",
            file=mapped.sheet.file,
        )
    frame = filled(frame, "year", pl.lit(year), pl.Int64)
    kind = _kind_in(mapped.facts.text)
    if kind:
        frame = filled(frame, "fund_kind", pl.lit(kind), pl.String)
    for column in ("source_kind", "use_kind"):
        frame = filled(frame, column, pl.lit(UNSAID), pl.String)
    frame = filled(frame, "is_cumulative", pl.lit(False), pl.Boolean)
    units = {s.unit for c, s in mapped.columns.items() if c.endswith("_yuan") and s.unit}
    unit = "、".join(sorted(units)) or "元"
    return filled(
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
