"""One figure in depth: what it says, how sure it is, how it moves, who stands out, what it leaves out, where it comes from."""

from __future__ import annotations

import html

import streamlit as st

from biaochi.catalogue import Indicator, catalogue
from biaochi.charts import control_chart, funnel_plot
from biaochi.charts.fairness import is_widened
from biaochi.charts.icons import assurance_icon, icon_html, variation_icon
from biaochi.charts.theme import MUTED
from biaochi.charts.words import figure_text
from biaochi.i18n import number
from biaochi.ui import cards, link, plot, verdicts, words
from biaochi.ui.context import View

FIRST = "on_time_closure_rate"
TREND = {"improving": "improving", "worsening": "worsening", "flat": "steady", "too_short": "too few periods"}


def choose(view: View) -> Indicator:
    """The indicator that the URL names, with the list to choose another from."""
    names = list(catalogue())
    chosen = link.own("indicator", names, FIRST if view.has(FIRST) else next((n for n in names if view.has(n)), FIRST))
    link.widget(
        st.selectbox, "indicator", names, chosen, view.t("Indicator"), filter_mode="contains", width=420,
        format_func=lambda name: f"{view.t(words.THEMES[catalogue()[name].theme])} · {view.title(name)}",
    )  # fmt: skip
    return catalogue()[chosen]


def whole_name(view: View, row: dict) -> str:
    return view.areas.name(row.get("whole_code")) or view.t("all areas")


def headline(view: View, indicator: Indicator) -> list[str | None]:
    """The verdict as a sentence, against the standard and against the whole."""
    row = view.figure(indicator.id)
    said = verdicts.against_standard(row, indicator, view.language, mark="**")
    whole = verdicts.against_whole(row, indicator, view.language, whole_name(view, row))
    return [(said + ("" if view.language == "zh" else " ") + (whole or "")).strip()]


def facts(view: View, indicator: Indicator) -> None:
    """The figure and all that belongs to it, side by side: interval, count, standard, whole, trend."""
    row, language = view.figure(indicator.id), view.language
    shown: list[tuple[str, str]] = [
        (view.t("Now"), words.figure(row.get("value"), indicator, language, row.get("standard"))),
    ]
    usual = "95% interval" if indicator.sampling or indicator.kind == "duration" else "95% interval, for comparing areas"
    for label, lower, upper in ((usual, "lower", "upper"), ("99.8% interval", "lower_998", "upper_998")):
        if row.get(lower) is not None and row.get(upper) is not None:
            edges = (figure_text(row[edge], indicator, language) for edge in (lower, upper))
            shown.append((view.t(label), " – ".join(edges)))
    if row.get("denominator"):
        counted = " ÷ ".join(number(row[part], language) for part in ("numerator", "denominator"))
        shown.append((view.t("Counted"), counted))
    if row.get("standard") is not None:
        shown.append((view.t("Standard"), words.standard(row["standard"], indicator, language)))
        shown.append((view.t("Against the standard"), words.outcome(row, language, indicator)))
    if row.get("whole") is not None:
        shown.append((whole_name(view, row), words.figure(row["whole"], indicator, language)))
    if indicator.kind == "duration" and row.get("p90") is not None:
        shown.append((view.t("Nine in ten within"), words.figure(row["p90"], indicator, language)))
    cells = "".join(
        f'<div><div style="color:{MUTED};font-size:13px">{html.escape(label)}</div>'
        f'<div style="font-size:17px;font-variant-numeric:tabular-nums">{html.escape(text)}</div></div>'
        for label, text in shown
    )
    st.html(f'<div style="display:flex;flex-wrap:wrap;gap:10px 36px">{cells}</div>')
    with st.popover(view.t("Definition"), type="tertiary"):
        cards.definition(view, indicator, row)


def over_time(view: View, indicator: Indicator) -> None:
    """The series with its limits, and what they allow to say: two pictures with their words."""
    found = view.over_time(indicator.id)
    st.subheader(view.t("Over time"), anchor="over_time")
    plot.show(control_chart(found, indicator, view.language), "over_time")
    said = [
        icon_html(make(word, view.language))
        for make, word in ((variation_icon, found.variation), (assurance_icon, found.assurance))
        if word
    ]
    st.html(f'<div style="display:flex;flex-wrap:wrap;gap:6px 24px;align-items:center">{"".join(said)}</div>')
    trend = view.t("The last five points taken together: {word}.", word=view.t(TREND[found.trend]))
    st.caption(trend)


def fairness(view: View, indicator: Indicator) -> None:
    """All areas of one level against what chance allows; a click on one opens it."""
    level = view.areas.level_below(view.area) or "community"
    found = view.funnel(indicator.id, level)
    st.subheader(view.t("Areas against what chance allows"), anchor="fairness")
    if found.refused:
        st.caption(view.t(found.refused))
        return
    inside = found.frame.filter("is_asked")["area_code"].to_list()
    inside = inside if len(inside) < found.frame.height else []  # a ring around every point would mark none
    plot.show(funnel_plot(found, indicator, view.language, highlight=inside), "funnel", on_area=lambda code: link.choose(area=code))
    st.caption(_told(view, found))


def _told(view: View, found) -> str:
    outside = found.frame.filter(found.frame["position"].abs() >= 2).height
    sentence = "Of {n} areas {outside} lie outside the limits within which chance keeps 998 of 1,000."
    if is_widened(found):
        sentence = "Of {n} areas {outside} lie outside the limits, which allow for how the areas differ among themselves."
    said = view.t(sentence, n=found.frame.height, outside=outside)
    if is_widened(found):
        said += ("" if view.language == "zh" else " ") + view.t(
            "The areas scatter more than chance alone would make them, so the limits are wider."
        )
    return said


def ceiling(view: View, indicator: Indicator) -> None:
    """Where nearly everything succeeds, what failed: how many, how long nine in ten took, how much came back."""
    row = view.figure(indicator.id)
    if not words.is_at_ceiling(row, indicator):
        return
    failed = row["denominator"] - row["numerator"]
    said = [view.t("{n} of {all} failed", n=f"**{number(failed, view.language)}**", all=number(row["denominator"], view.language))]
    for name, sentence, part in (
        ("days_to_close", "nine in ten were closed within {figure}", "p90"),
        ("rework_rate", "{figure} came back for rework", "value"),
    ):
        beside = view.figure(name) if indicator.theme == "cases" else {}
        if beside.get(part) is not None:
            said.append(view.t(sentence, figure=words.figure(beside[part], view.indicator(name), view.language)))
    comma = "；" if view.language == "zh" else "; "
    st.info(view.t("Above 98% the rate tells little; the failures tell more: {list}.", list=comma.join(said)), icon=":material/rule:")
