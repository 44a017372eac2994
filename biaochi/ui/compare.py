"""Areas below the one in view, held against each other: all of them where they are few, else those furthest behind."""

from __future__ import annotations

import polars as pl
import streamlit as st

from biaochi.catalogue import Indicator
from biaochi.charts import district_dots
from biaochi.ui import plot
from biaochi.ui.context import View

MOST = 16
"""Rows that a reader takes in beside another picture."""


def dots(view: View, name: str, title: str, key: str) -> None:
    """Heading (a message id) and dot plot of an indicator; how many areas are not drawn is said below."""
    indicator = view.indicator(name)
    frame = view.below(name)
    st.subheader(view.t(title), anchor="areas")
    drawn = furthest_behind(frame, indicator)
    plot.show(district_dots(drawn, indicator, view.language), key)
    if basis := view.basis(name):
        st.caption(basis)
    if drawn.height < frame.height:
        sentence = "The {n} lowest of {all} areas are drawn; the downloads hold them all."
        if indicator.direction == "lower":
            sentence = "The {n} highest of {all} areas are drawn; the downloads hold them all."
        st.caption(view.t(sentence, n=drawn.height, all=frame.height))


def furthest_behind(frame: pl.DataFrame, indicator: Indicator) -> pl.DataFrame:
    """The rows of ``frame`` where they are few, else the first ones counted from the wrong end; rows with a value first."""
    if frame.height <= MOST:
        return frame
    known = pl.col("value").is_not_null() & (pl.col("state") == "ok")
    order = pl.when(known).then(pl.col("value"))
    return frame.sort([order, "area_code"], descending=[indicator.direction == "lower", False], nulls_last=True).head(
        MOST
    )
