"""Filling what is missing: values by column, and ids by what a thing is called."""

from __future__ import annotations

import polars as pl


def filled(frame: pl.DataFrame, column: str, value: pl.Expr, dtype: pl.DataType | type[pl.DataType]) -> pl.DataFrame:
    """``frame`` with ``column`` where it says something, else ``value``."""
    if column not in frame.columns:
        return frame.with_columns(value.cast(dtype).alias(column))
    return frame.with_columns(pl.col(column).cast(dtype).fill_null(value.cast(dtype)))


def said(frame: pl.DataFrame, column: str, dtype: pl.DataType | type[pl.DataType] = pl.String) -> pl.Expr:
    """The column, or nothing where the file has none."""
    return pl.col(column) if column in frame.columns else pl.lit(None, dtype=dtype)


def numbered(frame: pl.DataFrame, column: str, name: pl.Expr, over: list[str]) -> pl.DataFrame:
    """Missing ids become ``name``, the second of that name ``name-2``: the same file gives the same ids again."""
    if column in frame.columns and frame[column].null_count() == 0:
        return frame
    own = said(frame, column)
    frame = frame.with_columns(_name=name).with_columns(_number=pl.int_range(1, pl.len() + 1).over(["_name", *over]))
    made = (
        pl.when(pl.col("_number") > 1)
        .then(pl.col("_name") + "-" + pl.col("_number").cast(pl.String))
        .otherwise(pl.col("_name"))
    )
    return frame.with_columns(pl.coalesce(own, made).alias(column)).drop("_name", "_number")


_NAMED: dict[str, tuple[str, tuple[str, ...], str, tuple[str, ...]]] = {
    "volunteer_team": ("team_id", ("team_name",), "队伍", ()),
    "grid": ("grid_id", ("grid_name",), "网格", ()),
    "compound": ("compound_id", ("compound_name",), "小区", ()),
    "service_item": ("item_id", ("item_name", "item_kind"), "事项", ()),
    "service_site": ("site_id", ("site_name",), "站点", ("period",)),
    "wish": ("wish_id", ("wish_kind",), "心愿", ("collected_on",)),
    "hall": ("hall_id", (), "议事厅", ()),
    "deliberation": ("matter_id", ("topic",), "议题", ("collected_on",)),
    "project": ("project_id", ("project_name", "project_kind"), "项目", ()),
}
"""Table → its id, the columns that name the thing (first one that says something), a word where none does, and the columns
that tell things of one name apart. A survey's ``period`` tells nothing apart: it is the same site a year later."""


def with_ids(frame: pl.DataFrame, table: str) -> pl.DataFrame:
    """Rows of a register without numbers get them from area and name."""
    if table not in _NAMED:
        return frame
    column, names, word, apart = _NAMED[table]
    parts = [pl.coalesce([*(said(frame, name) for name in names), pl.lit(word)]).str.replace_all(r"\s", "")]
    parts += [pl.col(c).cast(pl.String) for c in apart if c in frame.columns and c != "period"]
    over = [c for c in apart if c == "period" and c in frame.columns]
    return numbered(frame, column, pl.concat_str([pl.col("area_code"), *parts], separator="-", ignore_nulls=True), over)
