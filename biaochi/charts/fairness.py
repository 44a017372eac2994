"""A group of areas held against the whole, each at its size: who lies further off than chance carries (funnel plot)."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Any

import plotly.graph_objects as go
import polars as pl

from biaochi.charts.alt import split
from biaochi.charts.axes import axis_title, nice_ticks, number_axis, standard_text
from biaochi.charts.edge import EdgeLabel, label_edge, room_for
from biaochi.charts.pointlabels import PointLabel, place_points
from biaochi.charts.rows import hover
from biaochi.charts.theme import (
    AMBER,
    AMBER_TINT,
    INK,
    KEY_LINE,
    MUTED,
    SLATE,
    TEAL,
    TEAL_TINT,
    WHITE,
    Chart,
    key_below,
    lines_of,
    name_above,
    new_figure,
    nothing,
    verdict_word,
)
from biaochi.charts.words import figure_text, join, tick, with_unit
from biaochi.i18n import number, pick, t

LOGARITHMIC_FROM = 10
"""From this ratio of the largest to the smallest denominator on, the axis is logarithmic."""
_MOST_STANDARDS = 3
"""Where areas have different standards, up to so many are drawn as lines; the hover tells each area's own."""
_NAMED = 6
LOOKS = {
    "inside": dict(symbol="circle", size=6, color="#8C9AA8", line=dict(color=WHITE, width=0.5)),
    "near_better": dict(symbol="circle", size=9, color=TEAL_TINT, line=dict(color=TEAL, width=1.2)),
    "near_worse": dict(symbol="triangle-up", size=10, color=AMBER_TINT, line=dict(color=AMBER, width=1.2)),
    "better": dict(symbol="circle", size=11, color=TEAL, line=dict(color=WHITE, width=0.5)),
    "worse": dict(symbol="triangle-up", size=12, color=AMBER, line=dict(color=WHITE, width=0.5)),
}
"""Traces of points, drawn in this order: a dot inside the limits, light outside 95 %, strong outside 99.8 %."""


def funnel_plot(
    funnel: Any, indicator: Any, language: str, *, highlight: Collection[str] = (), height: int = 440
) -> Chart:
    """Denominator × value, one point per area, with the whole, the standard and the limits of chance around the whole.

    ``funnel``: see ``measures.funnel``; a refused one is its reason as a sentence. ``highlight``: area codes that are ringed and
    named in any case. Each point carries its area code as ``customdata``, so that a click can lead to it.
    """
    if funnel.refused:
        return nothing(t(funnel.refused, language))
    known, _ = split(funnel.frame)
    known = known.filter(pl.col("denominator") > 0)
    if known.is_empty() or funnel.target is None:
        return nothing(t("There is nothing to compare for this choice.", language))
    rows = [row | {"look": _look(row["position"], indicator.direction)} for row in known.iter_rows(named=True)]
    sizes = [row["denominator"] for row in rows]
    is_log = max(sizes) / min(sizes) >= LOGARITHMIC_FROM
    place = math.log10 if is_log else float
    standards = sorted({row["standard"] for row in rows if row["standard"] is not None})
    standards = standards if len(standards) <= _MOST_STANDARDS else []
    scale = _range(rows, funnel, standards, indicator)
    across = _across(sizes, is_log)
    name = funnel.whole_name
    labels = [EdgeLabel(s, standard_text(s, indicator, language), INK, "standard") for s in standards]
    labels.append(EdgeLabel(funnel.target, f"{name} {figure_text(funnel.target, indicator, language)}", MUTED, "whole"))
    key, per_line = _key(rows, name, language), 2
    notes = [_widened(funnel, language)] if is_widened(funnel) else []
    bottom = 52 + KEY_LINE * (lines_of(key, per_line) + len(notes))
    figure = new_figure(height + KEY_LINE * len(notes))
    figure.update_layout(margin=dict(l=4, r=room_for(labels), t=26, b=bottom), clickmode="event+select")
    _curves(figure, funnel.limits, place)
    _levels(figure, funnel.target, standards, across)
    _points(figure, rows, place, indicator, language, name, is_widened(funnel))
    _ring(figure, [row for row in rows if row["area_code"] in highlight], place)
    _size_axis(figure, across, is_log, language)
    number_axis(figure, "y", scale, indicator, language, title="")
    name_above(figure, axis_title(indicator, language))
    label_edge(figure, labels, scale)
    place_points(figure, _named(rows, highlight, place, funnel.target), across, scale, [funnel.target, *standards])
    key_below(figure, key, per_line=per_line, notes=notes)
    return Chart(figure, _alt(rows, funnel, standards, indicator, language))


def is_widened(funnel: Any) -> bool:
    """Whether the limits are wider than chance alone, because the areas as a group differ by more than that."""
    return bool(funnel.dispersion is not None and funnel.dispersion.is_overdispersed)


def _look(position: int, direction: str) -> str:
    if position == 0:
        return "inside"
    good = (position > 0) != (direction == "lower")
    return ("near_" if abs(position) == 1 else "") + ("better" if good else "worse")


def _range(rows: list[dict], funnel: Any, standards: list[float], indicator: Any) -> tuple[float, float]:
    """Everything drawn as a point or a level, and of the limits as much as does not press the points together."""
    values = [row["value"] for row in rows] + [funnel.target, *standards]
    low, high = min(values), max(values)
    room = 0.4 * (high - low)
    widest = funnel.limits.sort("denominator").head(1)
    if widest.height:
        low = min(low, max(widest["lower_998"][0], low - room))
        high = max(high, min(widest["upper_998"][0], high + room))
    pad = 0.05 * ((high - low) or abs(high) or 1.0)
    edge = 0.6 * pad  # a mark at 0 or 100 % is not cut in half
    is_share = indicator.unit == "percent" and indicator.kind == "proportion"
    return max(low - pad, -edge), min(high + pad, 100 + edge) if is_share else high + pad


def _across(sizes: list[float], is_log: bool) -> tuple[float, float]:
    """The range of the horizontal axis, in its own coordinates."""
    if is_log:
        low, high = math.log10(min(sizes)), math.log10(max(sizes))
        return low - 0.06 * (high - low), high + 0.03 * (high - low)
    low, high = min(sizes), max(sizes)
    pad = 0.06 * ((high - low) or high)
    return max(0.0, low - pad), high + pad


def _size_axis(figure: go.Figure, across: tuple[float, float], is_log: bool, language: str) -> None:
    """Ticks of the denominator; positions of a logarithmic axis are taken here, so that shapes and labels share them."""
    title = t("Number counted (n)", language)
    if is_log:
        powers = range(math.floor(across[0]), math.ceil(across[1]) + 1)
        steps = (1,) if across[1] - across[0] > 3 else (1, 3) if across[1] - across[0] > 1.6 else (1, 2, 5)
        ticks = [m * 10.0**power for power in powers for m in steps if across[0] <= math.log10(m * 10.0**power) <= across[1]]
        at, title = [math.log10(v) for v in ticks], t("Number counted (n), logarithmic scale", language)
    else:
        at = ticks = nice_ticks(*across)
    step = 1.0 if all(float(v).is_integer() for v in ticks) else 0.1
    figure.update_xaxes(
        range=list(across), tickmode="array", tickvals=at, ticktext=[tick(v, step, language) for v in ticks],
        title=dict(text=title), showgrid=False,
    )  # fmt: skip


def _curves(figure: go.Figure, limits: pl.DataFrame, place: Any) -> None:
    x = [place(n) for n in limits["denominator"]]
    for name, dash, width in (("lower_998", "solid", 1), ("upper_998", "solid", 1), ("lower", "dot", 1.5), ("upper", "dot", 1.5)):
        figure.add_trace(
            go.Scatter(
                x=x, y=limits[name].to_list(), mode="lines", name=name, hoverinfo="skip",
                fill="tonexty" if name == "upper_998" else None, fillcolor="rgba(91,112,131,0.07)",
                line=dict(color=SLATE, width=width, dash=dash),
            )
        )  # fmt: skip


def _levels(figure: go.Figure, target: float, standards: list[float], across: tuple[float, float]) -> None:
    line = dict(type="line", x0=across[0], x1=across[1], layer="between")
    figure.add_shape(**line, y0=target, y1=target, line=dict(color=SLATE, width=1.5), name="whole")
    for standard in standards:
        figure.add_shape(**line, y0=standard, y1=standard, line=dict(color=INK, width=2), name="standard")


def _points(figure: go.Figure, rows: list[dict], place: Any, indicator: Any, language: str, whole: str, widened: bool) -> None:
    for name, look in LOOKS.items():
        part = [row for row in rows if row["look"] == name]
        if not part:
            continue
        figure.add_trace(
            go.Scatter(
                x=[place(row["denominator"]) for row in part], y=[row["value"] for row in part], mode="markers", name=name,
                marker=look, customdata=[row["area_code"] for row in part], hoverinfo="text", cliponaxis=False,
                hovertext=[_hover(row, indicator, language, whole, widened) for row in part],
                # A click chooses an area; the others do not fade.
                selected=dict(marker=dict(opacity=1)), unselected=dict(marker=dict(opacity=1)),
            )
        )  # fmt: skip


def _ring(figure: go.Figure, rows: list[dict], place: Any) -> None:
    if rows:
        figure.add_trace(
            go.Scatter(
                x=[place(row["denominator"]) for row in rows], y=[row["value"] for row in rows], mode="markers", name="highlight",
                marker=dict(symbol="circle-open", size=18, color=INK, line=dict(width=2)), hoverinfo="skip", cliponaxis=False,
                unselected=dict(marker=dict(opacity=1)),
            )
        )  # fmt: skip


def _named(rows: list[dict], highlight: Collection[str], place: Any, target: float) -> list[PointLabel]:
    """Every point as an obstacle, the ones to be named with their name: those asked for, then those furthest outside."""
    furthest = sorted(rows, key=lambda row: (row["area_code"] not in highlight, -abs(row["value"] - target)))
    return [
        PointLabel(
            place(row["denominator"]), row["value"],
            row["area_name"] if row["look"] in ("better", "worse") or row["area_code"] in highlight else None,
            is_bold=row["area_code"] in highlight, is_small=row["look"] == "inside",
        )
        for row in furthest
    ]  # fmt: skip


def _hover(row: dict, indicator: Any, language: str, whole: str, widened: bool) -> str:
    if row["look"] == "inside":
        where = t("within the widened limits" if widened else "within the limits of chance", language)
    elif row["look"].startswith("near_"):
        where = t("between the 95% and the 99.8% limit", language)
    else:
        where = t("beyond the 99.8% limit", language)
    return hover(row, row["area_name"], indicator, language, whole) + f"<br>{where}"


def _key(rows: list[dict], whole: str, language: str) -> list[tuple[str, str, str]]:
    """What occurs: strong marks by their word, light marks once, dots, and the two kinds of limits."""
    looks = {row["look"] for row in rows}
    words = [(name, colour) for name, colour in (("better", TEAL), ("worse", AMBER)) if name in looks]
    key = [({"better": "●", "worse": "▲"}[name], colour, verdict_word(name, language, whole=whole)) for name, colour in words]
    light = "".join(glyph for glyph, name in (("○", "near_better"), ("△", "near_worse")) if name in looks)
    if light:
        key.append((light, SLATE, t("between the two limits", language)))
    if "inside" in looks:
        key.append(('<span style="font-size:7px">●</span>', SLATE, t("within both limits", language)))
    return [*key, ("┄ ─", SLATE, t("95% and 99.8% limits", language))]


def _widened(funnel: Any, language: str) -> str:
    return t("Limits widened: areas differ beyond chance (φ = {phi})", language, phi=number(funnel.dispersion.phi, language, 1))


def _alt(rows: list[dict], funnel: Any, standards: list[float], indicator: Any, language: str) -> str:
    zh = language == "zh"
    whole = funnel.whole_name
    counts = []
    for name in ("better", "worse"):
        names = [row["area_name"] for row in rows if row["look"] == name]
        if names:
            listed = join(names[:_NAMED], language) + ("…" if len(names) > _NAMED else "")
            word = verdict_word(name, language, whole=whole)
            counts.append(t("{word}: {n} ({names})", language, word=word, n=len(names), names=listed))
    near = sum(row["look"].startswith("near_") for row in rows)
    inside = sum(row["look"] == "inside" for row in rows)
    counts += [t("between the 95% and the 99.8% limit: {n}", language, n=near)] if near else []
    within = "within the widened limits: {n}" if is_widened(funnel) else "within the limits of chance: {n}"
    counts += [t(within, language, n=inside)] if inside else []
    said = ("；" if zh else "; ").join(counts)
    sentences = [
        t(
            "{title}: {n} areas by the number counted, against {whole} ({value}).",
            language, title=pick(indicator.title, language), n=len(rows), whole=whole,
            value=with_unit(funnel.target, indicator, language, indicator.digits),
        ),
        said[:1].upper() + said[1:] + ("。" if zh else "."),
        *(t("The standard is {value}.", language, value=_standard(s, indicator, language)) for s in standards),
        _widened(funnel, language) + ("。" if zh else ".") if is_widened(funnel) else "",
    ]  # fmt: skip
    return ("" if zh else " ").join(sentence for sentence in sentences if sentence)


def _standard(value: float, indicator: Any, language: str) -> str:
    return with_unit(value, indicator, language, 0 if float(value).is_integer() else None)
