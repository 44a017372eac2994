"""Where the money comes from: sources stacked per year and kind, with the sum on top."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from biaochi.charts.axes import plain_axis
from biaochi.charts.theme import (
    KEY_LINE,
    SERIES,
    SMALL,
    TEXT,
    WHITE,
    Chart,
    key_below,
    keys_per_line,
    lines_of,
    new_figure,
    nothing,
    text_on,
)
from biaochi.charts.words import compact, large, wrap
from biaochi.i18n import t

KINDS = {
    "work": "work fund",
    "service_masses": "service fund",
    "construction": "construction",
    "other": "other funds",
}
_MOST_SOURCES = len(SERIES)
_BAR = 40


def funding_stack(sources: pl.DataFrame, language: str, *, amount: str = "allocated_yuan") -> Chart:
    """Stacked bars from the explore frame ``funding_sources``; one bar per kind of fund and
    year, lying down so that words and figures fit on a phone; ``amount`` is the column to stack, in yuan.

    Sources beyond the six largest are drawn together as “other sources”. A missing amount is left out of the stack and of the sum.
    """
    rows = sources.filter(pl.col(amount).is_not_null()).with_columns(
        pl.col(amount).cast(pl.Float64), pl.col("fund_kind", "source_kind").cast(pl.String)
    )
    if rows.is_empty():
        return nothing(t("No funding is recorded for this choice.", language))
    size = (
        rows.group_by("source_kind").agg(pl.col(amount).sum()).sort([amount, "source_kind"], descending=[True, False])
    )
    kept = size["source_kind"].to_list()
    if len(kept) > _MOST_SOURCES:
        kept = kept[: _MOST_SOURCES - 1]
    rest = t("other sources", language)
    rows = rows.with_columns(
        _source=pl.when(pl.col("source_kind").is_in(kept)).then(pl.col("source_kind")).otherwise(pl.lit(rest))
    )
    kept = [*kept, *([rest] if rows["_source"].is_in([rest]).any() and rest not in kept else [])]
    kinds = [k for k in KINDS if k in rows["fund_kind"].cast(pl.String).unique().to_list()]
    bars = [
        (year, kind)
        for kind in kinds
        for year in sorted(rows["year"].unique().to_list())
        if rows.filter((pl.col("year") == year) & (pl.col("fund_kind") == kind)).height
    ]
    at = list(range(len(bars)))
    sums = {(y, str(k)): v for y, k, v in rows.group_by("year", "fund_kind").agg(pl.col(amount).sum()).iter_rows()}
    by_source = {
        (y, str(k), s): v
        for y, k, s, v in rows.group_by("year", "fund_kind", "_source").agg(pl.col(amount).sum()).iter_rows()
    }
    largest = max(sums.values()) or 1.0
    per_line = keys_per_line(language) - (1 if language == "zh" else 0)
    key = [("■", SERIES[i], source) for i, source in enumerate(kept)]
    bottom = 46 + KEY_LINE * lines_of(key, per_line)
    figure = new_figure(_BAR * len(bars) + bottom + 8)
    figure.update_layout(barmode="stack", bargap=0.3, margin=dict(l=4, r=8, t=8, b=bottom))
    for i, source in enumerate(kept):
        parts = [by_source.get((*bar, source)) for bar in bars]
        # A figure inside a slice only where a phone's slice is wide enough for it.
        inside = [compact(v, language) if v and v > largest * 0.17 else "" for v in parts]
        figure.add_trace(
            go.Bar(
                x=parts,
                y=at,
                orientation="h",
                name=source,
                marker=dict(color=SERIES[i], line=dict(color=WHITE, width=1)),
                text=inside,
                textposition="inside",
                textangle=0,
                insidetextanchor="middle",
                constraintext="none",
                hoverinfo="text",
                textfont=dict(size=SMALL, color=text_on(SERIES[i])),
                hovertext=[
                    f"<b>{source}</b><br>{_bar_name(bar, language)}<br>{large(v or 0, language)} {t('yuan', language)}"
                    for bar, v in zip(bars, parts, strict=True)
                ],
            )
        )
    for y, bar in enumerate(bars):
        figure.add_annotation(
            x=sums[bar],
            y=y,
            text=f"<b>{compact(sums[bar], language)}</b>",
            showarrow=False,
            xanchor="left",
            xshift=4,
            font=dict(size=SMALL, color=TEXT),
            name="sum",
        )
    plain_axis(figure, "xaxis", (0, largest * 1.22), language, t("yuan", language), 4)
    figure.update_yaxes(
        range=[len(bars) - 0.4, -0.6],
        tickmode="array",
        tickvals=at,
        ticktext=[wrap(f"{t(KINDS[kind], language)} {year}", 18) for year, kind in bars],
        showgrid=False,
        tickfont=dict(color=TEXT, size=SMALL),
        ticklabelstandoff=6,
    )
    key_below(figure, key, per_line=per_line)
    return Chart(figure, _alt(bars, sums, by_source, kept, language))


def _bar_name(bar: tuple[int, str], language: str) -> str:
    return t("{kind}, {year}", language, kind=t(KINDS[bar[1]], language), year=bar[0])


def _alt(bars: list[tuple[int, str]], sums: dict, by_source: dict, kept: list[str], language: str) -> str:
    clauses = []
    for bar in bars:
        source = max(kept, key=lambda name: by_source.get((*bar, name)) or 0)
        clauses.append(
            t(
                "{bar}: {total} yuan, most of it from {source} ({part})",
                language,
                bar=_bar_name(bar, language),
                total=large(sums[bar], language),
                source=source,
                part=large(by_source.get((*bar, source)) or 0, language),
            )
        )
    text = ("；" if language == "zh" else "; ").join(clauses)
    if language == "en":
        text = text[:1].upper() + text[1:]
    return (
        t("Funding by source.", language)
        + ("" if language == "zh" else " ")
        + text
        + ("。" if language == "zh" else ".")
    )
