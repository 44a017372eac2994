"""What the premises page shows of ``explore("premises")``: who is below, by how much, under which requirement."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from biaochi.charts import Chart, floor_area_bars
from biaochi.charts.histogram import size_histogram
from biaochi.ui import cards, compare, plot, states, table
from biaochi.ui.context import View
from biaochi.ui.table import Column

FLOORS = (
    "facility_floor_300_share",
    "facility_floor_500_count",
    "premises_300_to_500_count",
    "facility_cover_share",
)
"""What can be said of premises without households."""
_FEW = 24
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
    """Floor area where no households were imported: against the floor where the standards have one, else as it is."""
    figures = [name for name in FLOORS if view.figure(name).get("state") == "ok"]
    cards.show(view, cards.figures(view, figures[:4]))
    st.caption(
        view.t("No households were imported, so floor area is not held against the standard per 100 households.")
    )
    held = [name for name in figures if view.figure(name).get("standard") is not None]
    left, right = st.columns(2, gap="medium") if held and premises.height > _FEW else (st.container(), None)
    with left, states.part(view):
        st.subheader(view.t("Floor area, by area"), anchor="areas")
        plot.show(_floor_areas(view, premises), "floor_area")
    if right:
        with right, states.part(view):
            compare.dots(view, held[0], "Floor area as required, by area", "floor_share")
    with states.part(view):
        table.show(view, "Premises by area", premises, columns(premises), key="premises")


def _floor_areas(view: View, premises: pl.DataFrame) -> Chart:
    """Bars with names where they are few, else how many areas there are of each size."""
    if premises.height <= _FEW:
        return floor_area_bars(premises, view.language)
    return size_histogram(
        premises["floor_area_m2"].drop_nulls().to_list(),  # the sentence says how many report any
        view.language,
        band=(required_floor(premises), None),
        axis=view.t("Floor area (m²)"),
        counted=view.t("Areas"),
        height=380,
    )


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
