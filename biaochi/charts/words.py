"""Numbers, units and periods as a reader of the page writes them: 93.7 %, 27.4 ㎡, 1.2万, 7月."""

from __future__ import annotations

import re
from typing import Any

from biaochi.i18n import number, t

_UNITS = {
    "percent": "%",
    "m2_per_100_households": "m² per 100 households",
    "m2": "m²",
    "days": "days",
    "cases": "cases",
    "cases_per_1000_households": "cases per 1,000 households",
    "cases_per_worker": "cases per grid worker",
    "yuan": "yuan",
    "yuan_per_household": "yuan per household",
    "yuan_per_m2": "yuan per m²",
    "yuan_per_item": "yuan per item",
    "yuan_per_site": "yuan per site",
    "households": "households",
    "households_per_grid": "households per grid",
    "households_per_worker": "households per grid worker",
    "households_per_member": "households per Party member",
    "members_per_grid": "Party members per grid",
    "persons": "persons",
    "per_10000_persons": "per 10,000 persons",
    "per_compound": "per compound",
    "per_hall": "per hall",
    "hours": "hours",
    "items": "items",
    "sites": "sites",
    "matters": "matters",
    "sittings": "sittings",
    "halls": "halls",
    "grids": "grids",
    "compounds": "compounds",
    "communities": "communities",
    "projects": "projects",
    "areas": "areas",
    "groups": "groups",
    "score": "points",
    "count": "",
}
_SHORT = {
    "m2_per_100_households": "m²",
    "cases_per_1000_households": "cases",
    "cases_per_worker": "cases",
    "yuan_per_household": "yuan",
    "yuan_per_m2": "yuan",
    "yuan_per_item": "yuan",
    "yuan_per_site": "yuan",
    "households_per_grid": "households",
    "households_per_worker": "households",
    "households_per_member": "households",
    "members_per_grid": "persons",
    "per_hall": "",  # the title says it
    "per_compound": "",
    "per_10000_persons": "",
}


def unit(indicator: Any, language: str, *, short: bool = False) -> str:
    """The unit in words; ``short`` beside a figure (㎡ instead of ㎡/百户), empty for counts."""
    words = {**_UNITS, **_SHORT} if short else _UNITS
    text = words.get(indicator.unit, indicator.unit)
    return t(text, language) if text else ""


def figure_text(value: float | None, indicator: Any, language: str, digits: int | None = None) -> str:
    """A value without its unit but with the percent sign: “93.7%”, “27.4”, “1.2万”."""
    if value is None:
        return "—"
    places = min(indicator.digits, 1) if digits is None else digits
    sign = "%" if indicator.unit == "percent" else ""
    return large(value, language, places) + sign


def figure_beside(value: float, standard: float | None, indicator: Any, language: str) -> str:
    """A value as it stands beside its standard: with more decimals where rounding would make the two look equal."""
    places = min(indicator.digits, 1)
    while standard is not None and value != standard and places < 4 and round(value, places) == round(standard, places):
        places += 1
    return figure_text(value, indicator, language, places)


def with_unit(value: float | None, indicator: Any, language: str, digits: int | None = None) -> str:
    """A value with its unit: “93.72%”, “27.4 ㎡/百户”, “12 天”."""
    text = figure_text(value, indicator, language, digits)
    if value is None or indicator.unit == "percent":
        return text
    is_counter = "_per_" not in indicator.unit and not indicator.unit.startswith(("m2", "per_"))  # 12天, 44个, but 27.4 ㎡
    gap = "" if language == "zh" and is_counter else " "
    return f"{text}{gap}{unit(indicator, language)}".rstrip()


def large(value: float, language: str, digits: int = 0) -> str:
    """A number in the language's habit: 万 from ten thousand on in Chinese, grouped thousands in English."""
    if language == "zh" and abs(value) >= 10_000:
        return _trim(number(value / 10_000, language, 2 if abs(value) < 100_000 else 1)) + t("×10k", language)
    return number(value, language, digits)


def compact(value: float, language: str) -> str:
    """An amount where room is short: 520万, 1.2亿; 5.2m, 820k."""
    units = ((1e8, "×100m"), (1e4, "×10k")) if language == "zh" else ((1e6, "m"), (1e3, "k"))
    for size, name in units:
        if abs(value) >= size:
            scaled = value / size
            return _trim(number(scaled, language, 0 if abs(scaled) >= 1000 else 1)) + t(name, language)
    return number(value, language)


def tick(value: float, step: float, language: str, suffix: str = "") -> str:
    """A tick label with as many decimals as the step between ticks needs."""
    if abs(value) >= (10_000 if language == "zh" else 1_000_000):
        size, name = (10_000, "×10k") if language == "zh" else (1_000_000, "m")
        return _trim(number(value / size, language, 2)) + t(name, language) + suffix
    digits = next((d for d in (0, 1, 2) if abs(step * 10**d - round(step * 10**d)) < 1e-9), 3)
    return number(value, language, digits) + suffix


def _trim(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def period_text(period: str, language: str) -> str:
    """A period spelled out for a hover or an alternative text: 2026年9月, 2026年第三季度, 2026."""
    if match := re.fullmatch(r"(\d{4})-(\d{2})", period):
        return t("{year}-{month:02d}", language, year=match[1], month=int(match[2]))
    if match := re.fullmatch(r"(\d{4})Q([1-4])", period):
        return t("Q{quarter} {year}", language, year=match[1], quarter=match[2])
    if re.fullmatch(r"\d{4}", period):
        return t("{year}", language, year=period)
    if period == "all":
        return t("all periods", language)
    return period


def period_ticks(periods: list[str], language: str) -> tuple[list[int], list[str]]:
    """Positions and labels on a time axis whose points stand at 0 … n-1, thinned so that a phone
    can show them; the last one is kept.

    Chinese writes “7月” with the year under the first month shown and under each first month of a new year; English “2026-07”.
    """
    every = max(1, -(-len(periods) // (7 if language == "zh" else 4)))
    shown = [i for i in range(len(periods)) if (len(periods) - 1 - i) % every == 0]
    labels: list[str] = []
    year_before = ""
    for i in shown:
        match = re.fullmatch(r"(\d{4})(?:-(\d{2})|Q([1-4]))", periods[i])
        if language != "zh" or not match:
            labels.append(periods[i] if re.match(r"\d{4}", periods[i]) else period_text(periods[i], language))
            continue
        short = t("{month}", language, month=int(match[2])) if match[2] else t("Q{quarter}", language, quarter=match[3])
        if match[1] != year_before and len(labels) == 1 and len(shown) > 4:
            # Two years side by side would touch on a phone; the later one is enough to read the earlier one off.
            labels[0] = labels[0].split("<br>")[0]
        labels.append(short if match[1] == year_before else f"{short}<br>{t('{year}', language, year=match[1])}")
        year_before = match[1]
    return shown, labels


def wrap(text: str, width: int) -> str:
    """Break a label with ``<br>`` so that no line is wider than ``width`` Latin characters (a Chinese one counts double)."""
    lines, line, used = [], "", 0.0
    for piece in re.findall(r"[\u2e80-\uffff]|[^\s\u2e80-\uffff]+\s*|\s+", text):
        size = text_width(piece.rstrip())
        if line and used + size > width:
            lines.append(line.rstrip())
            line, used = "", 0.0
        line += piece
        used += text_width(piece)
    return "<br>".join([*lines, line.rstrip()])


def balanced(text: str, width: int) -> str:
    """``wrap`` with Chinese lines of about equal length, so that no single character is left over."""
    if " " in text:
        return wrap(text, width)
    lines = max(1, -(-int(text_width(text)) // width))
    even = -(-int(text_width(text)) // lines)
    return wrap(text, even + even % 2)


def text_width(text: str) -> float:
    """Width in Latin characters: a Chinese character counts two."""
    return sum(2.0 if ord(char) >= 0x2E80 or char in "●▲◐㎡" else 1.0 for char in text)


def join(parts: list[str], language: str) -> str:
    """Clauses of one sentence."""
    return ("，" if language == "zh" else ", ").join(part for part in parts if part)
