"""The pictures and tables of 区县对比: marks of all areas, one area against the spread, and one indicator in funnel, bands and table."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import streamlit as st

from biaochi.catalogue import Indicator
from biaochi.charts import district_dots, mark_of, verdict_heat, verdict_word
from biaochi.charts import ranks as rank_charts
from biaochi.charts.fairness import funnel_plot, is_widened
from biaochi.charts.spread import spread_spine
from biaochi.charts.words import unit
from biaochi.i18n import number
from biaochi.measures import Funnel
from biaochi.measures.bands import Bands, bands, ranges
from biaochi.measures.whole import OUTSIDE
from biaochi.ui import compare, comparing, heat, link, plot, table, words
from biaochi.ui.attention import WATCHED
from biaochi.ui.columns import Column
from biaochi.ui.comparing import Group
from biaochi.ui.context import View

AGAINST = {"standard": "verdict", "whole": "verdict_whole"}
"""What marks tell, and the column that has it."""
RANGES_MEAN = "Within its range the true rank of an area lies with 95% certainty; areas whose ranges overlap need not stand in that order."
MOST_COLUMNS, MOST_COLUMNS_NARROW = 10, 7
OFF, ON = "off", "on"
HEAD = 30
"""Pixels of the heading of the right half of the page: as high as the left one with its switch."""
LOWEST, HIGHEST = 340, 560
"""Pixels of the funnel."""


def marks(view: View, group: Group, names: list[str]) -> None:
    """Every area in every indicator, against the standard or against the group."""
    judged = [(view.indicator(name), _judged(view, group, view.indicator(name))) for name in names]
    ways = {way: [pair for pair in judged if _has_verdict(*pair, column)] for way, column in AGAINST.items()}
    against = link.own("against", list(AGAINST), next((way for way, there in ways.items() if there), "standard"))
    pairs, whole = ways[against], comparing.against_name(view, group, *(frame for _, frame in judged))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(view.t("All areas, all indicators"), anchor="marks", width="content")
        st.space("stretch")
        link.widget(
            st.segmented_control, "against", list(AGAINST), against, view.t("Against"), required=True, label_visibility="collapsed",
            format_func=lambda way: _way(view, way, whole),
        )  # fmt: skip
    drawn = pairs[: MOST_COLUMNS_NARROW if view.is_narrow else MOST_COLUMNS]
    codes = heat.most_below(drawn, list(group.codes), AGAINST[against], first=group.focus)
    short = {name: view.t(WATCHED[name]) for name in names if name in WATCHED}
    against_whole = {} if against == "standard" else {"whole_name": whole}
    plot.show(verdict_heat(drawn, codes, view.language, short_titles=short, **against_whole), f"marks_{against}")
    notes = []
    if len(codes) < len(group.codes):
        notes.append(view.t("Drawn: {n} of {all} areas, those with most figures that are worse.", n=len(codes), all=len(group.codes)))
    if len(drawn) < len(pairs):
        notes.append(view.t("Drawn: {n} of {all} indicators.", n=len(drawn), all=len(pairs)))
    if notes:
        st.caption(_joined(view, [*notes, view.t("The download holds them all.")]))
    everything = verdict_heat(pairs, list(group.codes), view.language, **against_whole).table
    if everything is not None:
        table.offer(view, "All areas, all indicators", everything, [Column(name, name) for name in everything.columns], key="marks")


def _way(view: View, way: str, whole: str) -> str:
    """What the switch says; on a phone both sides must fit beside each other."""
    whole = words.escape(whole)
    if view.is_narrow:
        return view.t("Standard") if way == "standard" else whole
    return view.t("Against the standard") if way == "standard" else view.t("Against {whole}", whole=whole)


def _has_verdict(indicator: Indicator, frame: pl.DataFrame, column: str) -> bool:
    """Whether there is anything to hold the areas against: a standard; or a group, by a figure in which chance has a part."""
    if column == "verdict":
        return frame["standard"].is_not_null().any()
    return indicator.chance is not None and not comparing.is_yes_or_no(frame, indicator)


def _judged(view: View, group: Group, indicator: Indicator) -> pl.DataFrame:
    """The rows of the group; among peers ``whole`` and ``verdict_whole`` are those of the group."""
    frame = comparing.rows(view, group, indicator.id)
    if not group.is_peers:
        return frame
    found = comparing.held_against(view, group, indicator, frame)
    banded = bands(frame, found, indicator)
    verdict = pl.col("band") if banded.kind == "limits" else pl.lit("not_compared")
    return banded.frame.with_columns(whole=pl.lit(found.target, dtype=pl.Float64), verdict_whole=verdict).drop("band")


def fairness(view: View, group: Group, indicator: Indicator, frame: pl.DataFrame, found: Funnel) -> None:
    """The funnel, and in one sentence what it says; where there is none the values side by side, and why."""
    with st.container(horizontal=True, height="content" if view.is_narrow else HEAD, vertical_alignment="center", border=False):
        st.subheader(view.t("Values side by side" if found.refused else "Funnel plot: beyond chance or not"), anchor="funnel")
    if found.refused:
        behind = set(compare.furthest_behind(frame, indicator)["area_code"])
        drawn = frame.filter(pl.col("area_code").is_in([*behind, group.focus]))  # in the order of the tree, not of the values
        plot.show(district_dots(drawn, indicator, view.language, is_ordered=False), "compare_dots")
        said = [view.t(found.refused)]
        if drawn.height < frame.height:
            told = {"n": len(behind), "all": frame.height, "area": words.escape(view.areas.name(group.focus))}
            sentence = "Drawn: the {n} highest of {all} areas and {area}; the downloads hold them all."
            if indicator.direction == "higher":
                sentence = "Drawn: the {n} lowest of {all} areas and {area}; the downloads hold them all."
            said.append(view.t(sentence, **told))
        st.caption(_joined(view, said))
        return
    height = min(max(30 * len(group.codes) + 90, LOWEST), HIGHEST)  # as high as the marks beside it
    chart = funnel_plot(found, indicator, view.language, highlight=[group.focus], height=height)
    plot.show(chart, "compare_funnel", on_area=lambda code: link.choose(area=code))
    st.caption(_joined(view, outside(view, group, found)))


def outside(view: View, group: Group, found: Funnel) -> list[str]:
    """How many areas lie outside the limits, and what that means."""
    far = found.frame.filter(pl.col("position").abs() >= OUTSIDE).height
    told = {"n": number(found.frame.height, view.language), "far": number(far, view.language)}
    sentence = "Outside the limits: {far} of {n} areas. Their distance is more than chance explains, so look there for a cause."
    if not far:
        sentence = "All {n} areas lie inside the limits: their differences may be chance, and a list by value would order noise."
        if is_widened(found):
            sentence = "All {n} areas lie inside the limits: none stands out from how the areas differ among themselves."
    said = [view.t(sentence, **told)]
    if found.frame.height > len(group.codes):
        said.append(view.t("All areas of this level in {whole} are drawn.", whole=words.escape(found.whole_name)))
    if is_widened(found):
        said.append(view.t("The areas scatter more than chance alone would make them, so the limits are wider."))
    return [*said, view.t("A click on a point opens that area.")]


def _joined(view: View, sentences: Sequence[str]) -> str:
    return ("" if view.language == "zh" else " ").join(sentences)


def in_bands(view: View, group: Group, indicator: Indicator, banded: Bands) -> None:
    """The areas in three bands by the limits of chance, or in fifths of the values; never in the order of the values."""
    st.subheader(view.t("In bands"), anchor="bands")
    st.html(rank_charts.bands(banded, indicator, view.language, whole=comparing.against_name(view, group, banded.frame)))


def ranks(view: View, indicator: Indicator, frame: pl.DataFrame) -> pl.DataFrame:
    """The switch, and where it is on the ranges; off unless the reader asks for them."""
    key = "choice_ranks"
    is_on = link.own("ranks", (OFF, ON), OFF) == ON
    st.session_state[key] = is_on
    st.toggle(
        view.t("Show ranges of ranks"),
        key=key,
        on_change=lambda: link.choose(ranks=ON if st.session_state[key] else OFF),
        help=view.t("Off unless you ask for it: the General Office of the State Council asks for bands, and not to chase ranks."),
    )
    if not is_on:
        return frame.clear()
    found, refused = ranges(frame, indicator)
    if refused:
        st.caption(view.t(refused))
        return found
    plot.show(rank_charts.rank_ranges(found, indicator, view.language), "rank_ranges")
    asked = "Guobanhan [2025] No. 66 asks for bands by kind, and not to chase ranks."
    st.caption(_joined(view, [view.t(RANGES_MEAN), view.t(asked)]))
    return found


def one_area(view: View, group: Group, names: list[str]) -> None:
    """The area in focus against the spread of the group, an indicator per row."""
    name = view.areas.name(group.focus)
    st.subheader(view.t("{area} among the others", area=words.escape(name)), anchor="spine")
    lines = [(view.indicator(each), _judged(view, group, view.indicator(each)), group.focus) for each in names]
    lines = [line for line in lines if not comparing.is_yes_or_no(line[1], line[0])]
    whole = comparing.against_name(view, group, *(frame for _, frame, _ in lines))
    st.html(spread_spine(lines, view.language, area_name=name, whole_name=whole, is_narrow=view.is_narrow))


def figures(view: View, group: Group, indicator: Indicator, banded: Bands, ranked: pl.DataFrame) -> None:
    """The table of the indicator; a row opens its area."""
    known = pl.when(pl.col("state") == "ok").then(pl.col("value"))
    rows = banded.frame.to_dicts()
    whole = comparing.against_name(view, group, banded.frame)
    frame = banded.frame.with_columns(
        known.alias("value"),
        pl.col("state").alias("value__state"),
        pl.Series("outcome", [words.outcome(row, view.language, indicator) for row in rows], dtype=pl.String),
        pl.Series("said", [_band(view, row, banded, whole) for row in rows], dtype=pl.String),
    )
    digits = 2 if indicator.digits else 0
    value = Column("value", _with_unit(view, indicator), "number", digits)
    if view.is_narrow:  # the short list has no heads, so that the unit stands beside the figure
        value = Column("value", _with_unit(view, indicator), say=lambda figure, view: words.figure(figure, indicator, view.language))
    columns = [Column("area_name", "Area"), value]
    if frame["lower"].is_not_null().any():
        columns += [Column(edge, label, "number", digits, narrow=False) for edge, label in (("lower", "95% from"), ("upper", "95% to"))]
    columns.append(Column("denominator", "Number counted (n)", "number"))
    if frame["standard"].is_not_null().any():
        places = 0 if (frame["standard"].drop_nulls() % 1 == 0).all() else 1
        columns += [Column("standard", "Standard", "number", places), Column("outcome", "Against the standard", "outcome")]
    columns.append(Column("said", "Fifth" if banded.kind == "fifths" else view.t("Against {whole}", whole=whole)))
    if ranked.height:
        told = {row["area_code"]: f"{row['rank_best']}–{row['rank_worst']}" for row in ranked.to_dicts()}
        frame = frame.with_columns(ranks=pl.col("area_code").replace_strict(told, default=None, return_dtype=pl.String))
        columns.append(Column("ranks", "Range of ranks (95%)", absent="not_compared"))
    codes = frame["area_code"].to_list()
    table.show(view, "The figures behind it", frame, columns, key="compared", on_pick=lambda row: link.choose(area=codes[row]))


def _with_unit(view: View, indicator: Indicator) -> str:
    """The title of an indicator with its unit in brackets."""
    title, name = view.title(indicator.id), unit(indicator, view.language)
    return title if not name else f"{title}（{name}）" if view.language == "zh" else f"{title} ({name})"


def _band(view: View, row: dict, banded: Bands, whole: str) -> str:
    if row["state"] != "ok":
        return words.outcome(row, view.language)
    if banded.kind == "fifths" and not banded.refused:
        return view.t(rank_charts.FIFTHS[row["band"]]) if row["band"] else words.verdict("not_compared", view.language)
    return f"{mark_of(row['band']).glyph} {verdict_word(row['band'], view.language, whole=whole)}"
