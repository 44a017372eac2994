"""Figures: name, value with unit, change with a word, sparkline, standard with a mark, and the definition one click away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
import streamlit as st

from biaochi.catalogue import Indicator
from biaochi.charts.axes import standard_text
from biaochi.charts.words import figure_text
from biaochi.i18n import number, pick
from biaochi.measures import change
from biaochi.measures.overtime import known_until
from biaochi.periods import parse_period, previous
from biaochi.standards import documents
from biaochi.ui import explain, words
from biaochi.ui.context import View

_ROW = 1240
"""Pixels of a row of cards in a usual window."""
SPARK_PERIODS = 8
"""How many periods the sparkline and the word of change look back on."""
_LONGEST, _LONGEST_NARROW = 16, 11
"""Letters of a figure that surely stand on one line of a card."""
TREND_WORDS = {"improving": "improving", "flat": "steady", "worsening": "worsening"}


@dataclass(frozen=True)
class Figure:
    """One card: the row of measures, and the values of the periods that lead up to it."""

    indicator: Indicator
    row: dict[str, Any]
    history: pl.DataFrame
    """Rows of measures by period, oldest first; empty for free spans and for everything."""

    is_unfinished: bool = False
    """Whether the last of these periods has not ended yet: its figure stands, but it is no point of a trend."""

    @property
    def series(self) -> list[float]:
        """Values of the last periods up to the one in view, oldest first, absent ones left out."""
        return self.history["value"].drop_nulls().to_list()

    @property
    def change(self) -> str:
        """improving, worsening, flat or too_short: what a test over the last five periods says, never two points."""
        return change(self.history.head(-1) if self.is_unfinished else self.history, self.indicator)


def figures(view: View, names: Sequence[str]) -> list[Figure]:
    """The figures of the view, asked one by one."""
    return [Figure(view.indicator(name), view.figure(name), history(view, name), is_unfinished(view, name)) for name in names]


def present(view: View, names: Sequence[str], most: int) -> list[str]:
    """The first ``most`` of ``names`` for which anything was imported; the first ones as they are where nothing was."""
    return [name for name in names if view.has(name)][:most] or list(names[:most])


def lead_up(view: View, name: str) -> tuple[str, str] | None:
    """The grain and the span of the last periods up to the one in view; None for free spans and for everything."""
    grain = "year" if view.indicator(name).time == "year" else view.grain
    last = view.period[:4] if grain == "year" else view.period
    first, back = last, 0
    while back < SPARK_PERIODS - 1 and (before := previous(first)):
        first, back = before, back + 1
    return None if not back or view.period == "all" or "/" in view.period else (grain, f"{first}/{last}")


def is_unfinished(view: View, name: str) -> bool:
    """Whether the period in view goes on beyond the day until which an indicator is known."""
    until = known_until(view.engine, view.indicator(name), view.area)
    return parse_period(view.period, view.engine.calendar, until).end > until


def history(view: View, name: str) -> pl.DataFrame:
    """Rows of the last periods up to the one in view, oldest first; empty for free spans and for everything."""
    lead = lead_up(view, name)
    return view.ask(name, by=("period",), grain=lead[0], period=lead[1]) if lead else view.ask(name).clear()


def show(view: View, shown: Sequence[Figure]) -> None:
    """The row of cards, equally high; two a row on a phone."""
    room = 0 if view.is_narrow else _ROW / max(len(shown), 1) - 60
    titles_fit = all(_pixels(pick(figure.indicator.title, view.language)) < room for figure in shown)
    with st.grid(
        max(len(shown), 3), min_column_width=150, border=True, gap="small" if len(shown) < 6 else "xsmall"
    ) as grid:
        for figure in shown:
            # A container of its own stretches to the height of its cell; what grid.cell() makes is as high as what it holds.
            with grid, st.container(height="stretch", gap="xsmall"):
                _card(view, figure, titles_fit)


def _pixels(text: str) -> float:
    """Width of small text, about."""
    return sum(14 if ord(char) >= 0x2E80 else 6.6 for char in text)


def _card(view: View, figure: Figure, title_fits: bool) -> None:
    """Name, figure, verdict. Names on one line open their definition; where one needs two, a button below does."""
    language, indicator, row = view.language, figure.indicator, figure.row
    step, word = _change(view, figure)
    text = words.difference(step, indicator, language, with_unit=not view.is_narrow) if step is not None else None
    title = pick(indicator.title, language)
    shown = words.figure(row.get("value"), indicator, language, row.get("standard"))
    beside = None
    if row.get("value") is not None and len(shown) > (_LONGEST_NARROW if view.is_narrow else _LONGEST) and " " in shown:
        shown, beside = shown.split(" ", 1)  # st.metric would cut it
    if title_fits:
        with st.popover(title, type="tertiary", help=view.t("Definition")):
            definition(view, indicator, row)
    else:
        st.markdown(f":small[{title}]")  # st.metric's own label would be cut where it does not fit on one line
    with st.container(height="stretch", gap="xsmall"):
        st.metric(
            title,
            shown,
            text,
            delta_color="off",
            delta_arrow="off" if not text or text[0] == "±" else "up" if (step or 0) > 0 else "down",
            delta_description=word,
            chart_data=figure.series if len(figure.series) > 2 else None,
            label_visibility="collapsed",
        )
        st.space("stretch")
        st.markdown(f":small[{' · '.join(part for part in (beside, _standard(view, figure)) if part)}]")
        if not title_fits:
            with st.popover(view.t("Definition"), type="tertiary"):
                definition(view, indicator, row)


def _change(view: View, figure: Figure) -> tuple[float | None, str | None]:
    """The difference to the period before, and the word that a test over the last five periods gives it.

    The two look back differently far; where the last step is none or goes against the word, the word is left out.
    """
    before = figure.history["value"].tail(2).to_list()
    if len(before) < 2 or None in before:
        return None, None
    step = before[1] - before[0]
    shown = round(step, min(figure.indicator.digits, 1))
    better = shown if figure.indicator.direction == "higher" else -shown
    against = {"improving": better <= 0, "worsening": better >= 0}.get(figure.change, False)
    word = None if against else TREND_WORDS.get(figure.change)
    return step, view.t(word) if word else None


def _standard(view: View, figure: Figure) -> str:
    """● 达标 标准 30, in the colour of the verdict."""
    row, indicator = figure.row, figure.indicator
    text = f":{words.COLOURS.get(row.get('verdict') or '', 'gray')}[{words.outcome(row, view.language, indicator)}]"
    if row.get("standard") is not None and row.get("value") is not None:
        text += " " + standard_text(row["standard"], indicator, view.language)
    if words.is_at_ceiling(row, indicator):
        text += " · " + view.t("{n} failed", n=number(row["denominator"] - row["numerator"], view.language))
    basis = view.basis(indicator.id)
    return f"{text} · {basis}" if basis else text


def definition(view: View, indicator: Indicator, row: dict[str, Any] | None = None, titled: bool = True) -> None:
    """What an indicator means, how it is counted, what it leaves out, how sure it is, where it comes from."""
    language = view.language
    lines = [f"**{pick(indicator.title, language)}**"] if titled else []
    lines.append(pick(indicator.definition, language))
    lines.append(view.pair(view.t("Formula"), pick(indicator.formula, language)))
    if row and row.get("numerator") is not None:
        counted = " / ".join(
            number(row[part], language) for part in ("numerator", "denominator") if row[part] is not None
        )
        lines.append(view.pair(view.t("Counted here"), counted))
    if basis := view.basis(indicator.id):
        lines.append(view.pair(view.t("Household basis"), basis))
    if row and row.get("lower") is not None and row.get("upper") is not None:
        low, high = (figure_text(row[edge], indicator, language) for edge in ("lower", "upper"))
        label = "95% interval" if indicator.sampling or indicator.kind == "duration" else "95% interval, for comparing areas"
        lines.append(view.pair(view.t(label), f"{low} – {high}"))
    if row and row.get("standard_document"):
        lines.append(
            view.pair(
                view.t("Standard"),
                f"{words.standard(row['standard'], indicator, language)} · {pick(documents()[row['standard_document']], language)}",
            )
        )
    if row and row.get("areas_missing"):
        lines.append(view.t("{missing} communities without a value are left out.", missing=row["areas_missing"]))
    if caveat := pick(indicator.caveat, language):
        lines.append(view.pair(view.t("Mind"), caveat))
    comma = "、" if language == "zh" else ", "
    lines.append(view.pair(view.t("Source"), comma.join(words.table(name, language) for name in indicator.source)))
    st.markdown("\n\n".join(lines))
    if row and view.page != "indicator":
        explain.link(view, indicator.id)
