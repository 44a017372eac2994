"""The map of an area: polygons or circles against the standard, communities on top; a click drills down.

The click sets the area of the whole page, exactly as the area filter does; the breadcrumb above leads back, and the
table below holds the same figures for readers without a mouse.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from biaochi.catalogue import Indicator
from biaochi.charts import Chart, caption, legend, legend_html, verdict_map
from biaochi.config import settings
from biaochi.i18n import pick
from biaochi.reference import county_boundaries
from biaochi.ui import cards, link, table, words
from biaochi.ui.context import View
from biaochi.ui.table import Column

WIDE, NARROW = (600, 500), (350, 320)
"""Pixels that the map is fitted into; the element itself is as wide as its place."""


def choose_and_show(view: View, mapped: Mapping[str, str]) -> None:
    """The choice of indicator (id → short title), breadcrumb, map, legend and caption."""
    indicator = chosen(view, mapped)
    offered = cards.present(view, list(mapped), len(mapped))
    if len(offered) == 1:
        st.subheader(view.title(indicator.id), anchor="map")
    else:
        link.widget(
            st.segmented_control,
            "map",
            offered,
            indicator.id,
            view.t("Show on the map"),
            format_func=lambda name: view.t(mapped[name]),
            label_visibility="collapsed",
            required=True,
        )
    breadcrumb(view)
    values = _values(view, indicator)
    chart = draw(view, indicator, values)
    # Another size is another map: deck.gl keeps the view of the one before.
    key = f"map_{indicator.id}_{view.area}_{'narrow' if view.is_narrow else 'wide'}"

    def picked() -> None:
        if code := picked_area(st.session_state.get(key)):
            link.choose(area=code)

    st.pydeck_chart(
        chart.figure,
        height=(NARROW if view.is_narrow else WIDE)[1],
        on_select=picked,
        selection_mode="single-object",
        key=key,
        alt=chart.alt,
    )
    st.html(legend_html(legend(_classed(view, indicator, values), indicator, view.language), indicator, view.language))
    if county_boundaries(values["area_code"].to_list()):
        st.caption(caption(view.language, settings().map_approval_number))


def is_one_point(view: View) -> bool:
    """Whether the whole in view is a single community: nothing lies beside it that a map could show."""
    return view.areas.level(view.root) == "community"


def chosen(view: View, mapped: Mapping[str, str]) -> Indicator:
    """The indicator that the URL puts on the map, else the first."""
    names = cards.present(view, list(mapped), len(mapped))
    return view.indicator(link.own("map", names, names[0]))


def picked_area(state: Any) -> str | None:
    """The area code of the object that was clicked; communities lie on top of districts."""
    objects = state["selection"]["objects"] if state else {}
    for layer in ("communities", "areas-as-points", "areas"):
        for found in objects.get(layer, []):
            return str(found["area_code"])
    return None


def breadcrumb(view: View) -> None:
    """The way back up: each area above the one in view, and its own name."""
    above = view.areas.path(view.area)
    above = above[above.index(view.root) :] if view.root in above else above
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="breadcrumb"):
        for code in above[:-1]:
            st.button(
                f"{words.escape(view.areas.name(code))} ›",
                key=f"up_{code}",
                type="tertiary",
                on_click=link.choose,
                kwargs={"area": code},
                help=view.t("Back to {area}", area=view.areas.name(code)),
            )
        st.markdown(f"**{words.escape(view.area_name)}**", width="content")


def draw(view: View, indicator: Indicator, values: pl.DataFrame) -> Chart:
    """The map chart for ``values`` with the communities of the shown area as dots."""
    shown = _shown_area(view)
    places = view.areas.frame.select("area_code", "lon", "lat")
    communities = view.ask(indicator.id, area=shown, level="community").with_columns(
        size=pl.col("numerator").cast(pl.Float64)
    )
    points = pl.concat([values, communities.select(pl.exclude("size"))]).unique(
        "area_code", keep="first", maintain_order=True
    )
    points = points.join(communities.select("area_code", "size"), on="area_code", how="left").join(
        places, on="area_code", how="left"
    )
    return verdict_map(
        values,
        indicator,
        county_boundaries(values["area_code"].to_list()),
        points,
        language=view.language,
        highlight=view.area,
        size=NARROW if view.is_narrow else WIDE,
    )


def table_below(view: View, mapped: Mapping[str, str]) -> None:
    """The figures of the map as a table; choosing a row drills down as a click on the map does."""
    indicator = chosen(view, mapped)
    frame = view.below(indicator.id)
    outcomes = [words.outcome(row, view.language, indicator) for row in frame.to_dicts()]
    known = pl.when(pl.col("state") == "ok").then(pl.col("value"))
    frame = frame.with_columns(
        known.alias("value"), pl.col("state").alias("value__state"), pl.Series("outcome", outcomes, dtype=pl.String)
    )
    columns = [
        Column("area_name", "Area"),
        Column("value", pick(indicator.title, view.language), "number", 2 if indicator.digits else 0),
    ]
    if frame["standard"].is_not_null().any() or (frame["state"] != "ok").any():
        columns += [
            Column("standard", "Standard", "number", 1 if indicator.digits else 0, absent="not_applicable"),
            Column("outcome", "Against the standard", "outcome"),
        ]
    if (frame["areas"] + frame["areas_missing"]).max() != 1:
        columns += [
            Column("areas", "Communities counted", "number", narrow=False),
            Column("areas_missing", "Communities missing", "number", narrow=False),
        ]
    codes = frame["area_code"].to_list()
    table.show(view, "The map as a table", frame, columns, key="map", on_pick=lambda row: link.choose(area=codes[row]))


def _classed(view: View, indicator: Indicator, values: pl.DataFrame) -> pl.DataFrame:
    """The rows whose colours the legend tells: the communities of a single district, else the areas."""
    if values.height != 1 or not county_boundaries(values["area_code"].to_list()):
        return values
    communities = view.ask(indicator.id, area=_shown_area(view), level="community")
    return values if communities.is_empty() else communities


def _shown_area(view: View) -> str | None:
    """What the map shows: the area in view, or the district around it when it is smaller than one."""
    path = view.areas.path(view.area)
    # A district above the place in view is not known: painting it with the figure of one town would be wrong.
    path = path[path.index(view.root) :] if view.root in path else path
    for code in reversed(path):
        if view.areas.level(code) not in ("town", "community"):
            return code
    return path[0] if path else view.area


def _values(view: View, indicator: Indicator) -> pl.DataFrame:
    """One row per polygon or circle: the districts of a city, or the one district in view."""
    shown = _shown_area(view)
    if view.areas.level(shown) == "county" and county_boundaries([shown or ""]):
        return view.ask(indicator.id, area=shown)
    return view.ask(indicator.id, area=shown, level=view.areas.level_below(shown))
