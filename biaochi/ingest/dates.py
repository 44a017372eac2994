"""Dates as exports write them: ISO, Chinese, dotted, 14 digits, Excel serial numbers; and periods with their last day.

Times are local and naive. A year, quarter or month stands for its last day, because stocks are counted at the end.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import polars as pl

EXCEL_EPOCH = datetime(1899, 12, 30)
SERIALS = (20_000, 100_000)
"""Excel day numbers that are believed: 1954 to 2173. Smaller numbers are counts or years that stand in a wrong column."""

_NO_DATE = [date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1), date(2099, 12, 31), date(9999, 12, 31)]
"""What systems write for “none yet”."""

_PARTS = r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]+(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:\.\d+)?)?)?:?)?(?:Z|\+08:?00)?$"


def datetimes(text: pl.Series, formats: Sequence[str] = ()) -> tuple[pl.Series, pl.Series]:
    """(Datetime[us], Boolean: the text named a day without a time). Null where the text is no date.

    ``formats`` are strftime patterns of a profile and are tried first, for exports like 6/14/2018.
    """
    values = pl.Series(text.name, [None] * len(text), dtype=pl.Datetime("us"))
    if text.dtype != pl.String or text.null_count() == len(text):
        return values, pl.Series(text.name, [None] * len(text), dtype=pl.Boolean)
    for pattern in (*formats, "%Y-%m-%d %H:%M:%S"):
        values = values.fill_null(text.str.to_datetime(pattern, strict=False, time_unit="us"))
    rest = text.filter(values.is_null() & text.is_not_null()).unique()
    if len(rest):
        found = _flexible(rest)
        lookup = pl.DataFrame({"text": rest, "found": found}).drop_nulls()
        mended = pl.DataFrame({"text": text}).join(lookup, on="text", how="left", maintain_order="left")["found"]
        values = values.fill_null(mended)
    return values, text.str.len_chars().le(11) & ~text.str.contains(r"[:时点]") & (values.dt.time() == time(0))


def without_sentinels(values: pl.Series) -> pl.Series:
    """1900-01-01, 2099-12-31 and the like mean that there is no date."""
    return values.to_frame().select(
        pl.when(pl.col(values.name).dt.date().is_in(_NO_DATE))
        .then(None)
        .otherwise(pl.col(values.name))
        .alias(values.name)
    )[values.name]


def _flexible(text: pl.Series) -> pl.Series:
    frame = pl.DataFrame({"t": text.str.strip_chars()}).with_columns(
        afternoon=pl.col("t").str.contains("下午|晚上|晚间|(?i:pm)$"),
        night=pl.col("t").str.contains("晚上|晚间|夜里|半夜|深夜"),
        morning=pl.col("t").str.contains("凌晨|(?i:am)$"),
        noon=pl.col("t").str.contains("中午"),
        t=pl.col("t")
        .str.replace_all(r"上午|下午|中午|凌晨|早上|晚上|晚间|夜里|半夜|深夜|\s*[AaPp][Mm]$|星期.|周.", " ")
        .str.replace(r"^(\d{4})\s*[年/.]\s*(\d{1,2})\s*[月/.]\s*(\d{1,2})", "${1}-${2}-${3}")
        .str.replace_all(r"[日号]", " ")
        .str.replace_all(r"[时点]|分", ":")
        .str.replace_all(r"秒|整", "")
        .str.strip_chars()
        .str.replace_all(r"\s+", " ")
        .str.replace(r"^(\d{4})(\d{2})(\d{2})$", "${1}-${2}-${3}")
        .str.replace(r"^(\d{4})(\d{2})(\d{2}) ?(\d{2}):?(\d{2})(?::?(\d{2}))?$", "${1}-${2}-${3} ${4}:${5}:${6}"),
    )
    parts = frame["t"].str.extract_groups(_PARTS).struct.unnest()
    parts.columns = ["y", "m", "d", "H", "M", "S"]
    hour = pl.col("H").cast(pl.Int64, strict=False)
    on_the_dot = (pl.col("M").fill_null("0").cast(pl.Int64) == 0) & (pl.col("S").fill_null("0").cast(pl.Int64) == 0)
    shifted = (
        pl.when(pl.col("morning") & (hour == 12))
        .then(0)  # 凌晨12点30分, 12:30 AM
        .when((pl.col("afternoon") | (pl.col("noon") & (hour < 11))) & (hour < 12))
        .then(hour + 12)
        .otherwise(hour)
    )
    times = pl.concat([frame, parts], how="horizontal").with_columns(
        next_day=((pl.col("night") & (hour == 12)) | ((hour == 24) & on_the_dot)).fill_null(False)
    )
    iso = (
        times.with_columns(H=pl.when("next_day").then(0).otherwise(shifted.fill_null(0)).cast(pl.String))
        .select(
            pl.concat_str(
                pl.concat_str([pl.col("y"), pl.col("m").str.zfill(2), pl.col("d").str.zfill(2)], separator="-"),
                pl.concat_str(
                    [
                        pl.col("H").str.zfill(2),
                        pl.col("M").fill_null("0").str.zfill(2),
                        pl.col("S").fill_null("0").str.zfill(2),
                    ],
                    separator=":",
                ),
                separator=" ",
            )
        )
        .to_series()
    )
    values = iso.str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False, time_unit="us")
    values = values + times.select(pl.duration(days=pl.col("next_day").cast(pl.Int64))).to_series()
    serial = frame["t"].str.extract(r"^(\d{5}(?:\.\d+)?)$").cast(pl.Float64, strict=False)
    days = (
        pl.DataFrame({"s": serial})
        .select(
            pl.when(pl.col("s").is_between(*SERIALS))
            .then(
                pl.lit(EXCEL_EPOCH).cast(pl.Datetime("us"))
                + pl.duration(seconds=(pl.col("s") * 86400).round().cast(pl.Int64))
            )
            .otherwise(None)
        )
        .to_series()
    )
    return values.fill_null(days)


_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_PERIODS = [
    (re.compile(r"^(\d{4})年?第?([一二三四1-4])季度?末?$"), lambda m: _month_end(int(m[1]), 3 * _QUARTERS[m[2]])),
    (re.compile(r"^(\d{4})[-年]?q([1-4])$", re.I), lambda m: _month_end(int(m[1]), 3 * int(m[2]))),
    (re.compile(r"^(\d{4})年?(上|下)半年$"), lambda m: _month_end(int(m[1]), 6 if m[2] == "上" else 12)),
    (
        re.compile(r"^(\d{4})[年.]\d{1,2}(?:月份?)?(?:-|—+|~|至|到)(\d{1,2})月份?末?底?$"),
        lambda m: _month_end(int(m[1]), int(m[2])),
    ),
    (re.compile(r"^(\d{4})(?:年|-|\.|/)(\d{1,2})(?:月份?)?末?底?$"), lambda m: _month_end(int(m[1]), int(m[2]))),
    (re.compile(r"^((?:19|20)\d{2})(0[1-9]|1[0-2])$"), lambda m: _month_end(int(m[1]), int(m[2]))),
    (re.compile(r"^((?:19|20|21)\d{2})(?:年度?|年末|年底)?$"), lambda m: date(int(m[1]), 12, 31)),
]
_DAY = re.compile(r"^(\d{4})[-年./](\d{1,2})[-月./](\d{1,2})日?(?:[ T].*)?$")
_UNTIL = re.compile(r"^(?:数据)?(?:截至|截止至?到?|至)[:为]?\s*|(?<=[底末日])(?:止|为止)$")
_TO_THE_DAY = re.compile(r"\d{8}|\d{5}(?:\.\d+)?|.*\d{4}[-年./]\d{1,2}[-月./]\d{1,2}(?:日.*|[ T].*|日?)")
_RANGE = re.compile(r"^.{4,}?(?:至|到|~|—+|-{2,}|/)(\d{4}.+)$")


def period_end(text: str | None) -> date | None:
    """The last day of the period a text names (2026年第三季度, 2026-09, 2026年, 46295, 2026年9月30日), or None.

    Of a range (2026-07-01至2026-09-30) it is the last day of its end.
    """
    if not text:
        return None
    text = text.replace(" 00:00:00", "").strip()
    text = _UNTIL.sub("", text)
    tight = text.replace(" ", "")
    try:
        if match := _DAY.match(text) or _DAY.match(tight):
            return date(int(match[1]), int(match[2]), int(match[3]))
        for pattern, end in _PERIODS:
            if match := pattern.match(tight):
                return end(match)
        if re.fullmatch(r"\d{8}", tight):
            return date(int(tight[:4]), int(tight[4:6]), int(tight[6:]))
        if re.fullmatch(r"\d{5}(\.\d+)?", tight) and SERIALS[0] <= float(tight) <= SERIALS[1]:
            return (EXCEL_EPOCH + timedelta(days=int(float(tight)))).date()
        if match := _RANGE.match(tight):
            return period_end(match[1])
    except ValueError:  # 2026-13-40 has the form of a date but is none
        return None
    return None


def to_the_day(text: str) -> bool:
    """Whether a text that names a period names its day: 2026-09-30 does, 2026年 and 2026年7-9月 leave it to be inferred."""
    return _TO_THE_DAY.fullmatch(re.sub(r"\s*00:00:00$", "", text.strip())) is not None


def month_end(day: date) -> date:
    """The last day of the month of ``day``."""
    return _month_end(day.year, day.month)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
