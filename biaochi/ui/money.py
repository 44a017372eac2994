"""The columns of the funding tables; money in yuan, as stored."""

from __future__ import annotations

from typing import Any

from biaochi.i18n import number, t
from biaochi.ui.context import View
from biaochi.ui.table import Column

KINDS = {"work": "work fund", "service_masses": "service fund", "construction": "construction", "other": "other funds"}
TYPES = {"urban": "urban", "town": "town", "rural": "rural"}


def _kind(value: Any, view: View) -> str:
    return view.t(KINDS[value]) if value in KINDS else "–"


def _type(value: Any, view: View) -> str:
    return view.t(TYPES[value]) if value in TYPES else "–"


def _year(value: Any, view: View) -> str:
    return "–" if value is None else str(value)


COLUMNS = (
    Column("county_name", "District", narrow=False),
    Column("area_name", "Community"),
    Column("community_type", "Type", say=_type, narrow=False),
    Column("year", "Year", say=_year, narrow=False),
    Column("work_yuan", "Work fund (yuan)", "number", absent="missing"),
    Column("meets_work", "Work fund against its floor", "meets", of=("work_yuan",)),
    Column("service_yuan", "Service fund (yuan)", "number", absent="missing"),
    Column("meets_service", "Service fund against its floor", "meets", of=("service_yuan",)),
    Column("total_yuan", "All funds (yuan)", "number", narrow=False, absent="missing"),
    Column("yuan_per_household", "Yuan per household", "number", 2, narrow=False, absent="missing"),
)
SOURCE_COLUMNS = (
    Column("source_kind", "Source"),
    Column("fund_kind", "Fund", say=_kind),
    Column("year", "Year", say=_year),
    Column("budget_yuan", "Budget (yuan)", "number", absent="missing"),
    Column("allocated_yuan", "Allocated (yuan)", "number", absent="missing"),
    Column("spent_yuan", "Spent (yuan)", "number", absent="missing"),
)


def yuan(amount: float, language: str) -> str:
    """An amount as a document writes it, without rounding it away: 11,534万元; 115,340,000 yuan."""
    if language == "zh" and abs(amount) >= 10_000:
        tens = amount / 10_000
        return number(tens, language, 0 if float(tens).is_integer() else 2) + t("×10k", language) + t("yuan", language)
    text = number(amount, language, 0)
    return text + ("" if language == "zh" else " ") + t("yuan", language)
