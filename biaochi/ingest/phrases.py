"""What exports say in one cell and the tables hold in two columns: 2021年第三季度, 5个工作日; and dates of areas by year."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from biaochi.ingest.dates import period_end

_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_QUARTER = re.compile(r"^(?:\d{4}[年-]?)?(?:第?([一二三四1-4])季度?|[qQ]([1-4]))末?$")
_QUARTER_WITHIN = re.compile(r"第?([一二三四1-4])季度|(?<![a-z])q([1-4])(?!\d)", re.I)

_LIMIT = re.compile(r"^(\d+(?:\.\d+)?)\s*(?:个)?([^\d\s个]*)(?:内|以内|之内)?$")
_AT_ONCE = re.compile(r"^(?:即办|即办件|即时办结|即时办理|即时|当场办结|当场办理|当场|立即办结|立等可取|随到随办)$")
_UNITS = {
    "紧急工作时": ("urgent_hour", 1.0),
    "紧急工作小时": ("urgent_hour", 1.0),
    "小时": ("urgent_hour", 1.0),
    "h": ("urgent_hour", 1.0),
    "分钟": ("urgent_hour", 1 / 60),
    "工作时": ("work_hour", 1.0),
    "工作小时": ("work_hour", 1.0),
    "工作日": ("work_day", 1.0),
    "工作天": ("work_day", 1.0),
    "自然日": ("natural_day", 1.0),
    "日历日": ("natural_day", 1.0),
    "天": ("natural_day", 1.0),
    "日": ("natural_day", 1.0),
}
_NO_UNIT_OF_A_DATE = ("日",)
"""30日 in a column of deadlines may be the thirtieth of a month; in one of limits it is thirty days."""


def quarter_of(text: str) -> int | None:
    """第三季度, 三季度, Q3, 2021年第三季度, 2021-09-30 → 3; what names a year or a month alone names no quarter."""
    tight = re.sub(r"\s", "", text).removesuffix(".0")
    if tight in ("1", "2", "3", "4"):
        return int(tight)
    if match := _QUARTER.match(tight):
        return _QUARTERS[match[1] or match[2]]
    day = period_end(text)
    named = re.fullmatch(r"\d{4}[-年./]\d{1,2}[-月./]\d{1,2}日?(?:00:00:00)?", tight)
    return day.month // 3 if day and named and day.month % 3 == 0 and _is_month_end(day) else None


def quarter_within(text: str) -> int | None:
    """The one quarter a title names (2021年第三季度网格员考核), or None."""
    found = {_QUARTERS[match[1] or match[2]] for match in _QUARTER_WITHIN.finditer(text)}
    return found.pop() if len(found) == 1 else None


def year_beside_quarter(text: str) -> int | None:
    """The year in 2021年第三季度 or 2021Q3; a quarter alone names none."""
    tight = re.sub(r"\s", "", text)
    day = period_end(tight)
    return day.year if day and re.match(r"(?:19|20)\d{2}", tight) else None


def limit_of(text: str, *, beside_dates: bool = False) -> tuple[float, str | None] | None:
    """(amount, unit or None): 5 → (5, None), 5个工作日 → (5, work_day), 即办 → (0, urgent_hour), 30分钟 → half an hour.

    ``beside_dates``: in a column that should hold dates, only what cannot be one is a limit.
    """
    text = unicodedata.normalize("NFKC", text).strip().casefold().removesuffix("内").removesuffix("以").removesuffix("之")
    if _AT_ONCE.match(text):
        return (0.0, "urgent_hour")
    match = _LIMIT.match(text)
    if match is None:
        return None
    if not match[2]:
        return None if beside_dates else (float(match[1]), None)
    unit = _UNITS.get(match[2])
    if unit is None or (beside_dates and match[2] in _NO_UNIT_OF_A_DATE):
        return None
    return (float(match[1]) * unit[1], unit[0])


def unit_in_header(header: str) -> str | None:
    """The clock that a header names: 承诺时限(工作日) → work_day."""
    match = re.search(r"[(\[/（]\s*(?:单位[:：])?([^()（）\[\]]+?)\s*[)\]）]?$", unicodedata.normalize("NFKC", header))
    unit = _UNITS.get(match[1].strip().casefold()) if match else None
    return unit[0] if unit and unit[1] == 1.0 else None


def first_day(text: str) -> date | None:
    """The first day of a year or month that a text names alone: 2003年3月 → 2003-03-01, 2016年 → 2016-01-01."""
    tight = re.sub(r"\s", "", text)
    if match := re.fullmatch(r"((?:19|20)\d{2})(?:年|\.0)?", tight):
        return date(int(match[1]), 1, 1)
    if match := re.fullmatch(r"((?:19|20)\d{2})[年./-](\d{1,2})月?", tight):
        return date(int(match[1]), int(match[2]), 1) if 1 <= int(match[2]) <= 12 else None
    return None


def last_day(text: str) -> date | None:
    """The last day of a year or month that a text names alone."""
    return period_end(text.removesuffix(".0")) if first_day(text) else None


def _is_month_end(day: date) -> bool:
    return day.day in (30, 31)
