"""From cleaned text to values, column by column: what does not parse comes back with the rule it broke.

Each parser takes a text column without blanks (``clean``) and returns (values, rules): ``rules`` is a text column that is
null where all is well and else the id of a rule in ``rules.py``, or None where no row broke one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time

import dataframely as dy
import polars as pl

from biaochi.ingest.dates import datetimes, period_end, without_sentinels
from biaochi.ingest.phrases import first_day, last_day, limit_of, quarter_of, year_beside_quarter
from biaochi.ingest.units import OF_KIND
from biaochi.tables import Table

Parsed = tuple[pl.Series, pl.Series | None]

BLANKS = r"(?i)^(?:/+|\\+|—+|–+|-+|_+|…+|无|空|null|none|nan|nat|n/a|#n/a|\(空\))$"
_ODD = "[\u00a0\u2000-\u200f\u3000\u3300-\u33ff\ufeff\uff00-\uffef\u00b2\u00b3]"
_ENCLOSED = "[\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u2089\u2150-\u215f\u2460-\u24ff\u3220-\u3229\u3251-\u325f\u3280-\u32bf]"
"""①, 5², ½: digits that are no number, and would become one in compatibility form."""

_NUMBER = r"^[¥$]?\s*([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:[eE][+-]?\d{1,2})?)\s*([^\d\s.,+-][^\d\s]*2?)?$"
_VAGUE = r"余|多|约|以上|以下|左右|近\d|不足|超过|上下|几|~|～|\d-\d"
_TRUE = {
    "是",
    "有",
    "y",
    "yes",
    "true",
    "t",
    "1",
    "√",
    "✓",
    "✔",
    "对",
    "已",
    "有效",
    "1.0",
    "已联系",
    "已解决",
    "解决",
    "已回访",
    "满意解决",
    "联系",
}
_FALSE = {
    "否",
    "没有",
    "n",
    "no",
    "false",
    "f",
    "0",
    "×",
    "x",
    "✗",
    "错",
    "未",
    "无效",
    "0.0",
    "未联系",
    "未解决",
    "部分解决",
    "未回访",
    "未联系上",
}
_MULTIPLIER = {"千": 1e3, "万": 1e4, "百万": 1e6, "亿": 1e8}
_LARGEST = 1e15
"""Numbers from here on are a mistake, and would not fit into a column of money or counts."""


_BEGINS = ("valid_from", "founded", "opened_on", "started_on")
_ENDS = ("valid_to", "finished_on")
"""Dates of things that are often known by month or year alone: they begin with its first day and end with its last."""

LENIENT = ("year_named", "quarter_named", "limit_unit_named", "limit_by_date", "limit_unit_by_date")
"""Kinds that look for something in a cell that was written for another column: where it is not there, nothing is wrong."""


def kind_of(table: Table, column: str) -> str:
    """How a column is read: text, code, count, money, area_m2, area_km2, hours, number, year, quarter, limit, date (also
    date_first, date_last), period, datetime, bool, enum."""
    definition = table.schema.columns()[column]
    if column in ("area_code", "parent_code", "predecessor_code"):
        return "area_code"
    if column.endswith("_id"):
        return "code"
    if column in ("year", "in_use_year", "built_year"):
        return "year"
    if column == "quarter":
        return "quarter"
    if column == "limit_value":
        return "limit"
    if column in _BEGINS:
        return "date_first"
    if column in _ENDS:
        return "date_last"
    if column == "period":
        return "period"
    if column.endswith("_m2"):
        return "area_m2"
    if column.endswith("_km2"):
        return "area_km2"
    if column == "hours":
        return "hours"
    kinds = {
        dy.Decimal: "money",
        dy.Int64: "count",
        dy.Float64: "number",
        dy.Bool: "bool",
        dy.Enum: "enum",
        dy.Datetime: "datetime",
        dy.Date: "date",
        dy.String: "text",
    }
    return kinds[type(definition)]


NUMERIC = ("count", "money", "area_m2", "area_km2", "hours")
"""Kinds that add up, and are therefore held against 合计 rows."""


def clean(column: pl.Series) -> pl.Series:
    """Full-width forms made plain, spaces around and inside Chinese text gone, and “/”, “—”, 无 and the like null."""
    if column.null_count() == len(column):
        return column.cast(pl.String)
    if column.str.contains(_ODD).any():
        column = column.str.replace_all("(?i)(m)²", "${1}2")
        plain = column.str.normalize("NFKC")
        column = pl.select(pl.when(column.str.contains(_ENCLOSED)).then(column).otherwise(plain).alias(column.name))
        column = column.to_series()
    column = column.str.strip_chars()
    if column.str.contains(r"\n|\r|\t|  ").any():
        column = column.str.replace_all(r"\s+", " ")
    return (
        column.to_frame()
        .select(
            pl.when((pl.col(column.name) == "") | pl.col(column.name).str.contains(BLANKS))
            .then(None)
            .otherwise(pl.col(column.name))
            .alias(column.name)
        )
        .to_series()
    )


def parse(
    text: pl.Series,
    kind: str,
    *,
    factor: float = 1.0,
    words: Mapping[str, str] | None = None,
    formats: Sequence[str] = (),
    day_end: bool = False,
) -> Parsed:
    """Read ``text`` as ``kind``; ``words`` maps what exports say to the words of the tables (enum, bool, text)."""
    if words and kind in ("enum", "text", "bool", "code"):
        folded = {key.casefold(): value for key, value in words.items()}
        text = (
            text.to_frame()
            .select(
                pl.col(text.name)
                .str.to_lowercase()
                .replace_strict(folded, default=pl.col(text.name), return_dtype=pl.String)
            )
            .to_series()
        )
    if kind == "text":
        return text, None
    if kind in ("code", "area_code"):
        return _codes(text)
    if kind == "enum":
        allowed = set((words or {}).values())
        return _by_word(text, lambda word: word if word in allowed else None, pl.String, "unknown_word")
    if kind == "bool":
        return _by_word(text, _boolean, pl.Boolean, "not_yes_or_no")
    if kind == "period":
        return _by_word(text, period_end, pl.Date, "not_a_period")
    if kind == "year":
        return _by_word(text, _year, pl.Int64, "not_a_year")
    if kind == "quarter":
        return _by_word(text, quarter_of, pl.Int64, "not_a_quarter")
    if kind == "limit":
        return _by_word(text, lambda word: _amount(limit_of(word)), pl.Float64, "not_a_limit")
    if kind in LENIENT:
        read, dtype = _READERS[kind]
        return _by_word(text, read, dtype, "")[0], None
    if kind in ("date_first", "date_last"):
        return _by_period(text, first_day if kind == "date_first" else last_day, formats)
    if kind in ("datetime", "date"):
        return _times(text, kind, formats, day_end)
    return _numbers(text, kind=kind, factor=factor)


def _flag(text: pl.Series, values: pl.Series, rule: str) -> Parsed:
    broken = text.is_not_null() & values.is_null()
    if not broken.any():
        return values, None
    return values, pl.select(pl.when(broken).then(pl.lit(rule)).otherwise(None)).to_series()


def _by_word(text: pl.Series, read, dtype, rule: str) -> Parsed:
    """For columns of few different words: each is read once."""
    words = text.drop_nulls().unique().to_list()
    if not words:
        return pl.Series(text.name, [None] * len(text), dtype=dtype), None
    values = text.replace_strict(words, [read(word) for word in words], default=None, return_dtype=dtype)
    return _flag(text, values, rule)


def _amount(limit: tuple[float, str | None] | None) -> float | None:
    return limit[0] if limit else None


def _unit(limit: tuple[float, str | None] | None) -> str | None:
    return limit[1] if limit else None


_READERS = {
    "year_named": (year_beside_quarter, pl.Int64),
    "quarter_named": (quarter_of, pl.Int64),
    "limit_unit_named": (lambda word: _unit(limit_of(word)), pl.String),
    "limit_by_date": (lambda word: _amount(limit_of(word, beside_dates=True)), pl.Float64),
    "limit_unit_by_date": (lambda word: _unit(limit_of(word, beside_dates=True)), pl.String),
}


def _by_period(text: pl.Series, read, formats: Sequence[str]) -> Parsed:
    """Days as elsewhere; a month or a year alone by its first or last day."""
    months = _by_word(text, read, pl.Date, "")[0]
    rest = pl.select(pl.when(months.is_null()).then(text).alias(text.name)).to_series()
    days, rules = _times(rest, "date", formats, False)
    return months.fill_null(days).alias(text.name), rules


def _boolean(word: str) -> bool | None:
    word = word.strip().lower()
    return True if word in _TRUE else False if word in _FALSE else None


def _year(word: str) -> int | None:
    digits = word.removesuffix(".0").removesuffix("度").removesuffix("年")
    if digits.isdigit() and len(digits) == 4:
        return int(digits)
    if digits.isdigit():  # a sum of years (40180) is no serial number of a day
        return None
    day = period_end(word)
    return day.year if day else None


def _codes(text: pl.Series) -> Parsed:
    """Codes stay text; a code that went through a number loses its “.0”, one that lost its digits is refused."""
    text = text.str.replace(r"^(\d{3,})\.0+$", "${1}").str.strip_prefix("'")
    lost = text.str.contains(r"^\d(?:\.\d+)?[eE]\+?\d+$")
    if not lost.any():
        return text, None
    rules = pl.select(pl.when(lost).then(pl.lit("code_digits_lost")).otherwise(None)).to_series()
    return text, rules


def _times(text: pl.Series, kind: str, formats: Sequence[str], day_end: bool) -> Parsed:
    values, is_day = datetimes(text, formats)
    values, rules = _flag(text, values, "not_a_date")
    values = without_sentinels(values)
    if kind == "date":
        return values.dt.date(), rules
    if day_end and (values.drop_nulls().dt.time() == time(0)).all() and not text.str.contains("24[:时点]|晚上|晚间").any():
        is_day = values.is_not_null()  # a column of date cells: each came with 00:00:00, none with a time
    if day_end and is_day.any():  # due “on the 30th” lasts until that day ends
        values = (
            pl.select(pl.when(is_day).then(values + pl.duration(hours=23, minutes=59, seconds=59)).otherwise(values))
            .to_series()
            .alias(text.name)
        )
    return values, rules


def _numbers(text: pl.Series, *, kind: str, factor: float) -> Parsed:
    """A unit that stands in the cell wins over ``factor``, which is the header's; one of another kind is no number."""
    whole, money = kind == "count", kind == "money"
    if text.null_count() == len(text):
        dtype = pl.Int64 if whole else pl.Decimal(18, 2) if money else pl.Float64
        return pl.Series(text.name, [None] * len(text), dtype=dtype), None
    parts = text.str.extract_groups(_NUMBER).struct.unnest()
    parts.columns = ["digits", "unit"]
    values = parts["digits"].str.replace_all(",", "").cast(pl.Float64, strict=False)
    if parts["unit"].null_count() < len(text):
        found = parts["unit"].drop_nulls().unique().to_list()
        own = parts["unit"].replace_strict(found, [_times_unit(u, kind) for u in found], default=None, return_dtype=pl.Float64)
        values = values * pl.select(pl.when(parts["unit"].is_null()).then(factor).otherwise(own)).to_series()
    elif factor != 1.0:
        values = values * factor
    flags = (
        pl.DataFrame({"text": text, "value": values})
        .select(
            pl.when(pl.col("text").is_null())
            .then(None)
            .when(pl.col("value").is_null() & pl.col("text").str.contains(_VAGUE) & pl.col("text").str.contains(r"\d"))
            .then(pl.lit("vague_number"))
            .when(pl.col("value").is_null())
            .then(pl.lit("not_a_number"))
            .when(pl.lit(whole or money) & (pl.col("value").abs() >= _LARGEST))
            .then(pl.lit("too_large"))
            .when(pl.lit(whole) & ((pl.col("value") - pl.col("value").round()).abs() > 1e-6))
            .then(pl.lit("not_a_whole_number"))
            .otherwise(None)
        )
        .to_series()
    )
    broken = flags.null_count() < len(flags)
    if broken:
        values = pl.select(pl.when(flags.is_null()).then(values).otherwise(None)).to_series()
    values = values.alias(text.name)
    if whole:
        values = values.round().cast(pl.Int64)
    elif money:
        values = values.round(2).cast(pl.Decimal(18, 2))
    return values, flags if broken else None


def _times_unit(unit: str, kind: str) -> float | None:
    """What a number with this unit behind it is multiplied with (万元, ㎡, 户), or None where it measures something else."""
    units = OF_KIND.get(kind, {})
    unit = unit.casefold()
    if unit in units:
        return units[unit]
    for word in ("百万", "千", "万", "亿"):
        rest = unit.removeprefix(word)
        if rest != unit and (not rest or rest in units):
            return _MULTIPLIER[word] * units.get(rest, 1.0)
    return None
