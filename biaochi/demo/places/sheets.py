"""From the recipe of a place to its export files: rows for each sheet, columns made one after another, files written."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from biaochi.demo.places.areas import areas
from biaochi.demo.places.columns import Making, fill, of_sheet, split
from biaochi.demo.sheets import Column, Written, totals, write_csv, write_workbook

Recipe = Mapping[str, Any]

_AREA_HEADERS = {
    "area_code": "区划代码", "area_name": "单位名称", "parent_code": "上级代码", "area_kind": "类型",
    "community_type": "社区类型", "valid_from": "设立日期", "valid_to": "撤销日期", "predecessor_code": "原代码",
    "alias": "曾用名", "lon": "经度", "lat": "纬度",
}  # fmt: skip
_ABOUT_AREAS = ["area_code", "area_name", "town_code", "town_name", "county_code"]


def write_place(folder: Path, recipe: Recipe, notice: str) -> list[Written]:
    """The files of one place, its list of areas first, in the order of the recipe."""
    everywhere = areas(recipe)
    written = [_write_areas(folder, recipe, everywhere, notice)]
    sheets: dict[str, pl.DataFrame] = {}
    for sheet in recipe["sheet"]:
        frame = _filled(sheet, recipe, everywhere, sheets)
        sheets[sheet["name"]] = frame
        written.append(_write(folder, recipe, sheet, frame, notice))
    return written


def frames(recipe: Recipe) -> dict[str, pl.DataFrame]:
    """The sheets of a place by name, as they are before they are written; 区划 holds the areas."""
    everywhere = areas(recipe)
    sheets: dict[str, pl.DataFrame] = {}
    for sheet in recipe["sheet"]:
        sheets[sheet["name"]] = _filled(sheet, recipe, everywhere, sheets)
    return {"区划": everywhere, **sheets}


def _filled(sheet: Recipe, recipe: Recipe, everywhere: pl.DataFrame, sheets: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    frame = _rows(sheet, recipe, everywhere, sheets)
    seen: dict[str, int] = {}
    for column in sheet["columns"]:
        header = column["h"]
        seen[header] = seen.get(header, 0) + 1
        rng = _chance(recipe, f"{sheet['name']}/{header}/{seen[header]}")
        values = fill(column, Making(frame, sheets, rng, sheet.get("day", recipe["day"])))
        if header in frame.columns:
            values = pl.select(pl.coalesce(frame[header], values).alias(header)).to_series()
        frame = frame.with_columns(values.alias(header))
    return frame


def _chance(recipe: Recipe, part: str) -> np.random.Generator:
    return np.random.default_rng([recipe["seed"], zlib.crc32(part.encode())])


def _rows(sheet: Recipe, recipe: Recipe, everywhere: pl.DataFrame, sheets: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The rows of a sheet before its columns: which area each belongs to, n within the area, i in the sheet."""
    rows = sheet["rows"]
    if "areas" in rows:
        places = _in_order(everywhere, rows["areas"])
    elif rows.get("per") == "town":
        towns = everywhere.filter(pl.col("area_code").str.len_chars() == 9, pl.col("valid_to").is_null())
        places = towns.select("area_code", "area_name", town_code="area_code", town_name="area_name", county_code="parent_code")
    else:
        places = everywhere.filter(pl.col("area_code").str.len_chars() == 12, pl.col("valid_to").is_null())
        if "in" in rows:
            wanted = [rows["in"]] if isinstance(rows["in"], str) else rows["in"]
            places = places.filter(pl.col("group").is_in(wanted))
        places = places.select(_ABOUT_AREAS)
    number = _numbers(rows, places, sheets, _chance(recipe, f"{sheet['name']}/rows"))
    at = np.repeat(np.arange(places.height), number)
    if rows.get("mixed"):
        _chance(recipe, f"{sheet['name']}/order").shuffle(at)
    within = pl.int_range(1, pl.len() + 1).over("area_code")
    return places[at].with_columns(n=within, i=pl.int_range(1, len(at) + 1, eager=True))


def _in_order(everywhere: pl.DataFrame, codes: list[str]) -> pl.DataFrame:
    """The areas named, known or not (a prefecture stands in no list of communities)."""
    about = {row["area_code"]: row for row in everywhere.select(_ABOUT_AREAS).iter_rows(named=True)}
    rows = [about.get(code, {"area_code": code}) for code in codes]
    return pl.DataFrame([{name: row.get(name) for name in _ABOUT_AREAS} for row in rows], schema=dict.fromkeys(_ABOUT_AREAS, pl.String))


def _numbers(rows: Recipe, places: pl.DataFrame, sheets: Mapping[str, pl.DataFrame], rng: np.random.Generator) -> np.ndarray:
    """How many rows each area gets: ``each`` of them, ``count`` shared out, or as many as ``each_of`` says."""
    if "each_of" in rows:
        values = dict(of_sheet(rows["each_of"], sheets).iter_rows())
        return np.array([values[code] for code in places["area_code"]])
    if "count" not in rows:
        return np.full(places.height, rows.get("each", 1))
    weights = rng.lognormal(0, rows.get("spread", 0.15), places.height)
    if "by" in rows:
        values = dict(of_sheet(rows["by"], sheets).iter_rows())
        weights = np.array([values[code] for code in places["area_code"]], dtype=float)
    return split(rows["count"], weights, least=rows.get("least", 0))


def _write_areas(folder: Path, recipe: Recipe, everywhere: pl.DataFrame, notice: str) -> Written:
    path = folder / f"{recipe['area']}_{recipe['title']}_00_区划名册.xlsx"
    rows = [list(row) for row in everywhere.select(list(_AREA_HEADERS)).iter_rows()]
    columns = [Column(header) for header in _AREA_HEADERS.values()]
    write_workbook(path, rows, columns, above=[f"{recipe['title']}区划名册", notice])
    return Written(path, "area", len(rows), 0, 0, 0, recipe["day"])


def _write(folder: Path, recipe: Recipe, sheet: Recipe, frame: pl.DataFrame, notice: str) -> Written:
    """CSV where the sheet says an encoding, else a workbook; a 合计 row where it asks for one."""
    number = [each["name"] for each in recipe["sheet"]].index(sheet["name"]) + 1
    stem = folder / f"{recipe['area']}_{recipe['title']}_{number:02}_{sheet['name']}"
    described = {column["h"]: column for column in reversed(sheet["columns"]) if not column.get("hidden")}
    described = {header: described[header] for header in dict.fromkeys(c["h"] for c in sheet["columns"]) if header in described}
    style = sheet.get("style", "%Y-%m-%d %H:%M:%S")
    clocks = [name for name in described if frame.schema[name] == pl.Datetime]
    shown = frame.select(list(described)).with_columns(pl.col(clocks).dt.strftime(style))
    if "encoding" in sheet:
        path = stem.with_name(stem.name + ".csv")
        write_csv(path, shown, sheet["encoding"], above=notice)
        return Written(path, sheet["table"], shown.height, 0, 0, 0, recipe["day"])
    path = stem.with_name(stem.name + ".xlsx")
    rows = [list(row) for row in shown.iter_rows()]
    columns = [Column(name, column.get("under", ""), column.get("sum", False)) for name, column in described.items()]
    total = None
    if "total" in sheet:
        total = totals(rows, columns, label_column=list(described).index(sheet["total"]))
        stated = [column.get("stated") for column in described.values()]
        total = [said if said is not None else summed for said, summed in zip(stated, total, strict=True)]
    above = [sheet.get("above", f"{recipe['title']}{sheet['name']}"), _second_line(sheet, recipe["day"], notice)]
    write_workbook(path, rows, columns, above=above, total=total)
    return Written(path, sheet["table"], len(rows) + (total is not None), 0, 0, int(total is not None), recipe["day"])


def _second_line(sheet: Recipe, day: date, notice: str) -> str:
    unit = f"单位：{sheet['unit']}　" if "unit" in sheet else ""
    day = sheet.get("day", day)
    return f"{unit}统计时间：{day.year}年{day.month}月{day.day}日　（{notice}）"
