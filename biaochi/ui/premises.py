"""What the premises page shows of ``explore("premises")``: who is below, by how much, under which requirement."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from biaochi.charts import floor_area_bars
from biaochi.ui import plot, states, table
from biaochi.ui.context import View
from biaochi.ui.table import Column

OWNERSHIPS = {"owned": "owned", "allocated": "allocated", "leased": "leased", "borrowed": "borrowed"}


def _ownership(value: Any, view: View) -> str:
    return view.t(OWNERSHIPS[value]) if value in OWNERSHIPS else "–"


COLUMNS = (
    Column("county_name", "District", narrow=False),
    Column("town_name", "Subdistrict", narrow=False),
    Column("area_name", "Community"),
    Column("households", "Households", "number", narrow=False, absent="missing"),
    Column("floor_area_m2", "Floor area (m²)", "number", absent="missing"),
    Column("area_per_100_households", "m² per 100 households", "number", 2, absent="missing"),
    Column("gap_m2", "Short of the ratio (m²)", "number", absent="missing"),
    Column("meets_ratio", "Against the ratio", "meets", of=("households", "floor_area_m2")),
    Column("floor_m2", "Fixed minimum (m²)", "number", narrow=False),
    Column("meets_floor", "Against the fixed minimum", "meets", narrow=False, of=("floor_area_m2",)),
    Column("ownership", "Ownership", say=_ownership, narrow=False),
    Column("surveyed_on", "Surveyed on", "day", narrow=False),
)


def columns(premises: pl.DataFrame) -> list[Column]:
    """The columns that say something: what no row has is left out (households, a fixed minimum, districts)."""
    empty = {name for name in premises.columns if premises[name].is_null().all()}
    if premises["county_name"].equals(premises["area_name"]):
        empty.add("county_name")
    return [column for column in COLUMNS if column.name not in empty]


def without_households(premises: pl.DataFrame) -> bool:
    """Whether there is floor area but nothing to divide it by."""
    return premises["households"].is_null().all() and premises["floor_area_m2"].is_not_null().any()


def areas_only(view: View, premises: pl.DataFrame) -> None:
    """Floor area by area where no households were imported: a picture and a table, no verdict."""
    st.caption(
        view.t("No households were imported, so floor area is not held against the standard per 100 households.")
    )
    with states.part(view):
        st.subheader(view.t("Floor area, by area"), anchor="areas")
        plot.show(floor_area_bars(premises, view.language), "floor_area")
    with states.part(view):
        table.show(view, "Premises by area", premises, columns(premises), key="premises")


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
