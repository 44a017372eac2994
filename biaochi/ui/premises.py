"""What the premises page shows of ``explore("premises")``: who is below, by how much, under which requirement."""

from __future__ import annotations

from typing import Any

import polars as pl

from biaochi.ui.context import View
from biaochi.ui.table import Column

OWNERSHIPS = {"owned": "owned", "allocated": "allocated", "leased": "leased", "borrowed": "borrowed"}


def _ownership(value: Any, view: View) -> str:
    return view.t(OWNERSHIPS[value]) if value in OWNERSHIPS else "–"


COLUMNS = (
    Column("county_name", "District", narrow=False),
    Column("town_name", "Subdistrict", narrow=False),
    Column("area_name", "Community"),
    Column("households", "Households", "number"),
    Column("floor_area_m2", "Floor area (m²)", "number"),
    Column("area_per_100_households", "m² per 100 households", "number", 2),
    Column("gap_m2", "Short of the ratio (m²)", "number"),
    Column("meets_ratio", "Against the ratio", "meets"),
    Column("floor_m2", "Fixed minimum (m²)", "number", narrow=False),
    Column("meets_floor", "Against the fixed minimum", "meets"),
    Column("ownership", "Ownership", say=_ownership, narrow=False),
    Column("surveyed_on", "Surveyed on", "day", narrow=False),
)


def columns(premises: pl.DataFrame) -> list[Column]:
    """The columns that say something: the fixed minimum is left out where the chosen standards have none."""
    absent = {"floor_m2", "meets_floor"} if premises["floor_m2"].is_null().all() else set()
    return [column for column in COLUMNS if column.name not in absent]


def below(premises: pl.DataFrame) -> pl.DataFrame:
    """Communities that fail the ratio or the fixed minimum, largest gap first."""
    return premises.filter(~pl.col("meets_ratio") | ~pl.col("meets_floor")).sort(
        ["gap_m2", "area_code"], descending=[True, False], nulls_last=True
    )


def required_floor(premises: pl.DataFrame) -> float | None:
    """The fixed minimum, where it is the same for all communities in view."""
    return _only(premises["floor_m2"])


def required_ratio(premises: pl.DataFrame) -> float | None:
    """The required m² per 100 households, where it is the same for all communities in view."""
    ratio = premises.filter(pl.col("households") > 0).select(
        (pl.col("required_ratio_m2") * 100 / pl.col("households")).round(6)
    )
    return _only(ratio.to_series())


def _only(values: pl.Series) -> float | None:
    found = values.drop_nulls().unique().to_list()
    return float(found[0]) if len(found) == 1 else None
