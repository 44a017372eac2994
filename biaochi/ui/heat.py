"""区县一览: every area below the one in view against every watched standard, as marks and as a table."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl
import streamlit as st

from biaochi.catalogue import Indicator
from biaochi.charts import verdict_heat
from biaochi.ui import compare, plot, table
from biaochi.ui.context import View

MOST_ROWS = 20
"""Beyond this many areas the eye is lost; the download holds them all."""


def show(view: View, watched: Mapping[str, str]) -> None:
    """The marks; their table goes to the downloads."""
    if not watched:
        return
    if len(watched) == 1:
        name = next(iter(watched))
        compare.dots(view, name, "Areas at a glance", "glance")
        return
    pairs = [(view.indicator(name), view.below(name)) for name in watched]
    # Without a standard there is nothing to mark; a column of dashes would only ask what it means.
    pairs = [(indicator, frame) for indicator, frame in pairs if frame["standard"].is_not_null().any()] or pairs
    codes = pairs[0][1]["area_code"].to_list()
    short = {name: view.t(title) for name, title in watched.items()}
    st.subheader(view.t("Areas at a glance"), anchor="glance")
    plot.show(verdict_heat(pairs, most_below(pairs, codes), view.language, short_titles=short), "glance")
    if len(codes) > MOST_ROWS:
        note = view.t(
            "Drawn: {n} of {all} areas, those with most figures below a standard first; the download holds them all.",
            n=MOST_ROWS,
            all=len(codes),
        )
        st.caption(note)
    whole = verdict_heat(pairs, codes, view.language).table
    if whole is not None:
        columns = [table.Column(name, name) for name in whole.columns]
        table.offer(view, "Areas at a glance", whole, columns, key="glance")


def most_below(
    pairs: list[tuple[Indicator, pl.DataFrame]], codes: list[str], column: str = "verdict", first: str | None = None
) -> list[str]:
    """All of ``codes`` where they are few, else the twenty with most verdicts “worse”, most first; ``first`` is among them in any case."""
    if len(codes) <= MOST_ROWS or not pairs:
        return codes[:MOST_ROWS]
    verdicts = pl.concat([frame.select("area_code", column) for _, frame in pairs])
    worse = dict(verdicts.filter(pl.col(column) == "worse").group_by("area_code").len().iter_rows())
    return sorted(codes, key=lambda code: (code != first, -worse.get(code, 0), code))[:MOST_ROWS]
