"""Every community's households against its floor area, with the line it has to reach."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl

from biaochi.charts.axes import plain_axis
from biaochi.charts.theme import (
    INK,
    KEY_LINE,
    MARKS,
    MUTED,
    SMALL,
    STATE_GLYPHS,
    Chart,
    key_below,
    keys_per_line,
    lines_of,
    name_above,
    new_figure,
    nothing,
)
from biaochi.charts.words import join
from biaochi.i18n import number, t


def premises_scatter(
    premises: pl.DataFrame, language: str, floor: float | None, ratio: float | None, *, height: int = 420
) -> Chart:
    """Households × floor area, one mark per community, and the requirement max(floor, ratio · households / 100).

    ``premises``: the explore frame of that name. ``floor`` in m² and ``ratio`` in m² per 100 households, either may be None.
    A community without households or area is not drawn; the alternative text counts it. A community's own ``required_m2``
    decides its mark where the frame has it, because targets may differ within a city.
    """
    drawn = premises.filter(pl.col("households").is_not_null() & pl.col("floor_area_m2").is_not_null()).with_columns(
        pl.col("households").cast(pl.Float64), pl.col("floor_area_m2").cast(pl.Float64)
    )
    missing = premises.height - drawn.height
    if drawn.is_empty():
        return nothing(t("No community has both households and floor area reported.", language))
    line = pl.max_horizontal(pl.lit(floor or 0.0), pl.col("households") * (ratio or 0.0) / 100)
    own = pl.col("required_m2").cast(pl.Float64) if "required_m2" in drawn.columns else pl.lit(None, pl.Float64)
    drawn = drawn.with_columns(_required=pl.coalesce(own, line)).with_columns(
        _meets=pl.col("floor_area_m2") >= pl.col("_required") - 1e-9
    )
    x_top = drawn["households"].max() * 1.05
    y_top = max(drawn["floor_area_m2"].max(), floor or 0.0, (ratio or 0.0) * x_top / 100) * 1.06
    key = [(MARKS[v].glyph, MARKS[v].colour, t(MARKS[v].word, language)) for v in ("better", "worse")]
    if floor or ratio:
        key.append(("━", INK, requirement_text(floor, ratio, language)))
    if missing:
        key.append((STATE_GLYPHS["missing"], MUTED, t("{n} not drawn because a figure is missing", language, n=missing)))
    per_line = keys_per_line(language)
    bottom = 50 + KEY_LINE * lines_of(key, per_line)
    figure = new_figure(height)
    figure.update_layout(margin=dict(l=4, r=14, t=28, b=bottom))
    for verdict, part in (("better", drawn.filter(pl.col("_meets"))), ("worse", drawn.filter(~pl.col("_meets")))):
        mark = MARKS[verdict]
        figure.add_trace(
            go.Scatter(
                x=part["households"].to_list(),
                y=part["floor_area_m2"].to_list(),
                mode="markers",
                name=verdict,
                marker=dict(
                    symbol=mark.symbol, color=mark.colour, size=8, opacity=0.75, line=dict(color="#FFFFFF", width=0.5)
                ),
                customdata=part["area_code"].to_list(),
                hoverinfo="text",
                hovertext=[_hover(row, language) for row in part.iter_rows(named=True)],
            )
        )
    _requirement(figure, floor or 0.0, ratio or 0.0, x_top, y_top, language)
    plain_axis(figure, "xaxis", (0, x_top), language, t("Households", language))
    plain_axis(figure, "yaxis", (0, y_top), language, "")
    name_above(figure, t("Floor area in use (m²)", language))
    key_below(figure, key, per_line=per_line)
    return Chart(figure, _alt(drawn, missing, floor, ratio, language))


def requirement_text(floor: float | None, ratio: float | None, language: str) -> str:
    """“required: the larger of 500 m² and 30 m² per 100 households”, or the one rule there is."""
    one = t("{value} m²", language, value=_plain(floor, language)) if floor else ""
    two = t("{value} m² per 100 households", language, value=_plain(ratio, language)) if ratio else ""
    if one and two:
        return t("required: the larger of {one} and {two}", language, one=one, two=two)
    return t("required: {one}", language, one=one or two or "—")


def _plain(value: float, language: str) -> str:
    return number(value, language, 0 if float(value).is_integer() else 1)


def _requirement(figure: go.Figure, floor: float, ratio: float, x_top: float, y_top: float, language: str) -> None:
    knee = min(floor * 100 / ratio, x_top) if ratio else x_top
    x = [0.0, knee, x_top]
    figure.add_trace(
        go.Scatter(
            x=x,
            y=[max(floor, ratio * v / 100) for v in x],
            mode="lines",
            name="standard",
            hoverinfo="skip",
            line=dict(color=INK, width=2),
        )
    )
    style = dict(showarrow=False, font=dict(color=INK, size=SMALL), bgcolor="rgba(255,255,255,0.85)", name="standard")
    if floor:
        figure.add_annotation(
            x=0,
            y=floor,
            xanchor="left",
            yanchor="bottom",
            xshift=2,
            yshift=2,
            text=t("{value} m²", language, value=_plain(floor, language)),
            **style,
        )
    if ratio and knee < x_top:
        # Two thirds up the slope and above it: the end of the line may lie in the corner, where a label would be cut off.
        at = knee + (x_top - knee) * 0.66
        figure.add_annotation(
            x=at,
            y=ratio * at / 100,
            xanchor="right",
            yanchor="bottom",
            xshift=-4,
            yshift=3,
            text=t("{value} m² per 100 households", language, value=_plain(ratio, language)),
            **style,
        )


def _hover(row: dict[str, Any], language: str) -> str:
    gap = max(row["_required"] - row["floor_area_m2"], 0.0)
    lines = [f"<b>{row['area_name']}</b>" + (f" · {row['county_name']}" if row.get("county_name") else "")]
    lines.append(t("{n} households", language, n=number(row["households"], language)))
    lines.append(
        t(
            "area {area} m², required {required} m²",
            language,
            area=number(row["floor_area_m2"], language),
            required=number(row["_required"], language),
        )
    )
    lines.append(
        f"▲ {t('below', language)} · " + t("{gap} m² short", language, gap=number(gap, language))
        if gap > 0
        else f"● {t('meets', language)}"
    )
    return "<br>".join(lines)


def _alt(drawn: pl.DataFrame, missing: int, floor: float | None, ratio: float | None, language: str) -> str:
    meets = int(drawn["_meets"].sum())
    gap = float((drawn["_required"] - drawn["floor_area_m2"]).clip(lower_bound=0).sum())
    parts = [
        t(
            "Households and floor area of {n} communities: {meets} meet the requirement, {below} are below it",
            language,
            n=drawn.height,
            meets=meets,
            below=drawn.height - meets,
        ),
        t("{gap} m² short in all", language, gap=number(gap, language)) if gap else "",
        t("{n} not drawn because a figure is missing", language, n=missing) if missing else "",
    ]
    end, rule = ("。" if language == "zh" else ". "), requirement_text(floor, ratio, language)
    return join(parts, language) + end + rule[:1].upper() + rule[1:] + end.strip()
