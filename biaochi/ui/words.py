"""How figures, verdicts and periods stand in the text of a page; the same words as the charts use. Pure."""

from __future__ import annotations

import re
from typing import Any

from biaochi.catalogue import Indicator
from biaochi.charts.theme import mark_of, state_word, verdict_word
from biaochi.charts.words import figure_beside, figure_text, large, period_text, unit
from biaochi.i18n import number, t

TABLES = {
    "area": "area records",
    "community": "community records",
    "facility": "premises records",
    "funding": "funding records",
    "case": "request records",
    "volunteer_stat": "volunteer records",
    "volunteer_team": "volunteer team records",
    "grid": "grid records",
    "staff": "staff records",
    "party_link": "Party link records",
    "compound": "residential compound records",
    "service_item": "service item records",
    "service_site": "service site records",
    "wish": "wish records",
    "hall": "council hall records",
    "sitting": "council sitting records",
    "deliberation": "deliberation records",
    "project": "project records",
    "appraisal": "appraisal records",
    "target": "target records",
}
THEMES = {
    "community": "Community",
    "premises": "Premises",
    "cases": "Requests",
    "services": "Services",
    "participation": "Participation",
    "volunteers": "Volunteers",
    "grids": "Grids and staff",
    "funding": "Funding",
    "projects": "Projects",
    "quality": "Data quality",
}
"""What the themes of the catalogue are called."""
CEILING = 98.0
"""Percent; above it a rate tells little, and the failures tell more."""
COLOURS = {"better": "green", "similar": "gray", "worse": "orange", "not_compared": "gray"}
"""Markdown colours of a verdict; the theme maps them to teal, slate and amber."""


def figure(value: float | None, indicator: Indicator, language: str, standard: float | None = None) -> str:
    """A value as a figure shows it: 91.2%, 27.4 m², 12 天; more exactly where it would look equal to ``standard``."""
    if value is None:
        return "–"
    text = figure_beside(value, standard, indicator, language)
    if indicator.unit == "percent":
        return text
    named = unit(indicator, language, short=True)
    if language == "en" and value == 1 and named.endswith("s"):
        named = named[:-1]  # 1 hall
    gap = " " if text[-1].isdigit() else ""  # 27.4 ㎡, but ten thousands and their unit are one word in Chinese
    return f"{text}{gap}{named}".rstrip()


def standard(value: float, indicator: Indicator, language: str) -> str:
    """A standard as it is written in its document: 30 m², 100%, without empty decimals."""
    text = figure_text(value, indicator, language, 0 if float(value).is_integer() else None)
    return text if indicator.unit == "percent" else f"{text} {unit(indicator, language, short=True)}".rstrip()


def difference(value: float, indicator: Indicator, language: str, *, with_unit: bool = True) -> str:
    """A signed difference; of percentages it is percentage points."""
    digits = min(indicator.digits, 1)
    rounded = round(abs(value), digits)
    sign = "±" if rounded == 0 else "+" if value > 0 else "−"
    if indicator.unit == "percent" and with_unit:
        return t("{value} points", language, value=sign + number(rounded, language, 1))
    return sign + large(rounded, language, digits)


def apart(value: float, indicator: Indicator, language: str) -> str:
    """An unsigned distance from the standard: 3.8 个百分点, 2.6 m²."""
    if indicator.unit == "percent":
        return t("{value} points", language, value=number(abs(value), language, 1))
    return figure(abs(value), indicator, language)


def verdict(word: str | None, language: str, indicator: Indicator | None = None) -> str:
    """A verdict with its mark: ● 达标."""
    return f"{mark_of(word).glyph} {verdict_word(word, language, indicator)}"


def outcome(row: dict[str, Any], language: str, indicator: Indicator | None = None) -> str:
    """The verdict of a row of measures, or why it has no value."""
    if row.get("state") != "ok":
        return f"– {state_word(row.get('state'), language)}"
    return verdict(row.get("verdict"), language, indicator)


def period(label: str | None, language: str) -> str:
    """2026Q3 → 2026年第三季度, 2026-09 → 2026年9月, 2025-10/2026-09 → 2025年10月 – 2026年9月."""
    return " – ".join(period_text(part, language) for part in (label or "all").split("/"))


def table(name: str, language: str) -> str:
    """What a table of the warehouse is called."""
    return t(TABLES[name], language) if name in TABLES else name


def escape(text: Any) -> str:
    """Text that came from a file, safe inside Markdown: nothing in it is taken for a link, an image or a directive."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~$:&])", r"\\\1", str(text))


def is_at_ceiling(row: dict[str, Any], indicator: Indicator) -> bool:
    """Whether a rate is so high that its failures say more."""
    return (
        indicator.kind == "proportion" and indicator.sampling and indicator.direction == "higher"
        and row.get("state") == "ok" and row["value"] is not None and row["value"] > CEILING
    )  # fmt: skip
