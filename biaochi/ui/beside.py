"""A printed figure beside the rows that count it, and beside one's own area: do they agree, and may they be compared."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from biaochi.catalogue import Indicator, catalogue
from biaochi.charts.theme import state_word
from biaochi.charts.words import large
from biaochi.charts.words import unit as unit_in_words
from biaochi.i18n import number, t

YEARS_APART = 10
"""Further apart than this, two figures speak of different times."""
BASES = {"resident": "resident basis", "total": "total basis", "registered": "registered basis", "floating": "floating basis"}
_AROUND = {
    "about": "about {value}",
    "at_least": "at least {value}",
    "more_than": "more than {value}",
    "at_most": "at most {value}",
}
"""How the text of a document hedges a number."""
_PER_SPAN = ("cases_per_worker", "cases_per_1000_households", "per_hall", "hours")
"""Ratios of what adds up over time to what does not: they grow with the span that a document looks back on."""
AGREES, DIFFERS, NOT_COUNTED = "✓", "⚠", "–"


@dataclass(frozen=True)
class _Unit:
    """As much of an indicator as the words for units read."""

    unit: str


def decimals(value: float) -> int:
    """How many decimals a number is written with."""
    text = f"{value:.10f}".rstrip("0")
    return len(text.split(".")[1])


def last_place(value: float) -> float:
    """The value of the last digit that is not a filling zero: 100 for 1,200; 0.01 for 93.18."""
    places = decimals(value)
    if places or not value:
        return 10.0**-places
    return float(10 ** (len(str(int(value))) - len(str(int(value)).rstrip("0"))))


def agrees(printed: dict[str, Any], value: float | None) -> bool | None:
    """Whether rows that give ``value`` bear out a printed figure as exactly as it was printed; None where there is no value."""
    if value is None or not math.isfinite(value):
        return None
    stated, word = float(printed["value"]), printed["exactness"]
    dust = 1e-6 * max(abs(stated), 1.0)
    if word == "at_least" or word == "more_than":
        return value >= stated - dust
    if word == "at_most":
        return value <= stated + dust
    if word == "range":
        return stated - dust <= value <= float(printed["value_to"]) + dust
    if word == "about":
        return abs(value - stated) <= last_place(stated) / 2 + dust
    return abs(value - stated) <= (0.5 * 10.0 ** -decimals(stated) if decimals(stated) else 0) + dust


def printed_text(printed: dict[str, Any], language: str) -> str:
    """A printed figure with its exactness and unit: more than 14,000 households, 93.18%, 10–20; 1.4万余户."""
    value, word = float(printed["value"]), printed["exactness"]
    said = _amount(value, language)
    if word == "range":
        said = f"{said}–{_amount(float(printed['value_to']), language)}"
    if printed["unit"] == "percent":
        said += "%"
    if word in _AROUND:
        said = t(_AROUND[word], language, value=said)
    said = _with_unit(said, printed["unit"], language)
    return t("{value} (“all”)", language, value=said) if word == "all" else said


def counted_text(value: float | None, printed: dict[str, Any], indicator: Indicator, language: str) -> str:
    """What rows give, as exactly as the document printed it, or more exactly where rounding would hide that the two differ."""
    if value is None:
        return "–"
    stated = float(printed["value"])
    places = 0 if float(value).is_integer() else decimals(stated)
    while places < 3 and value != stated and round(value, places) == stated and not agrees(printed, value):
        places += 1
    text = _amount(round(value, places), language, places)
    return text + "%" if indicator.unit == "percent" else _with_unit(text, indicator.unit, language)


def _amount(value: float, language: str, places: int | None = None) -> str:
    """A number with the decimals it was printed with; round amounts in the steps that the language reads."""
    if language == "zh" and value >= 10_000 and value % 1000 == 0:
        return large(value, language)
    return number(value, language, decimals(value) if places is None else places)


def _with_unit(text: str, unit: str, language: str) -> str:
    if unit == "percent":
        return text
    gap = "" if language == "zh" else " "
    return f"{text}{gap}{unit_in_words(_Unit(unit), language)}".rstrip()


def mark(verdict: bool | None, language: str) -> str:
    """✓ agrees, ⚠ differs, – not counted from rows."""
    if verdict is None:
        return " ".join((NOT_COUNTED, t("not counted from rows", language)))
    return " ".join((AGREES, t("agrees", language)) if verdict else (DIFFERS, t("differs", language)))


def depends_on_basis(indicator: Indicator) -> bool:
    """Whether the switch of households and population changes the figure."""
    return bool({"household_basis", "population_basis"} & set(indicator.sql.parameters))


def reason(printed: dict[str, Any], indicator: str, own: dict[str, Any], basis: str, year: int, language: str) -> str | None:
    """Why a printed figure and one's own must not be set against each other; None where they may.

    ``own``: the row of measures of one's own area on ``basis``; ``year``: that of the period in view."""
    if own.get("state") != "ok" or own.get("value") is None:
        return t("not recorded here ({word})", language, word=state_word(own.get("state"), language))
    if printed["kind"] == "target":
        return t("a target, not a result", language)
    about = catalogue()[indicator]
    if printed["kind"] == "flow" and about.kind == "count" or about.unit in _PER_SPAN:
        return t("a sum over another span of time", language)
    if about.kind == "count":
        return t("a total: it grows with the area", language)
    if printed["basis"] and depends_on_basis(about) and printed["basis"] != basis:
        return t(
            "counted on another basis: {printed} there, {own} here",
            language,
            printed=t(BASES[printed["basis"]], language),
            own=t(BASES[basis], language),
        )
    apart = abs(year - int(str(printed["date"])[:4]))
    if apart > YEARS_APART:
        return t("{n} years apart", language, n=apart)
    return None
