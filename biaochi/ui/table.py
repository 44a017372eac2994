"""A table on a page, and the same table as a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import polars as pl
import streamlit as st

from biaochi.i18n import day, pick
from biaochi.standards import profiles
from biaochi.ui import shortlist, words
from biaochi.ui.columns import Column, config, dtype, rows_of, said
from biaochi.ui.context import View
from biaochi.ui.export import Sheet, as_csv, as_xlsx, file_name
from biaochi.ui.notice import DEMO_NOTICE

_WHOLE, _SCROLLED = 13, 460
"""Up to so many rows a table is as high as it needs; longer ones scroll within so many pixels."""
_GROUPED = 10_000
"""From here on Chinese groups thousands, as the figures of a page do; a column does so from top to bottom."""


def show(
    view: View,
    title: str,
    frame: pl.DataFrame,
    columns: Sequence[Column],
    *,
    key: str,
    on_pick: Callable[[int], None] | None = None,
) -> None:
    """Heading, table and its two downloads; ``title`` is a message id, ``key`` names the table in the page and in tests.

    ``on_pick`` is called with the position of the row that a reader selects."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.subheader(view.t(title), anchor=key, width="content")
        st.space("stretch")
        buttons = st.container(key=f"downloads_{key}", width="content")
    cells = rows_of(view, frame, columns)
    if view.is_narrow:
        shortlist.show(view, columns, cells, key=key, on_pick=on_pick)
        if len(cells) > shortlist.FIRST:
            with st.expander(view.t("All {n} rows as a table", n=len(cells))):
                _grid(view, columns, cells, key, on_pick)
    else:
        _grid(view, columns, cells, key, on_pick)
    _offer(view, title, columns, cells, key, beside=buttons)


def _grid(
    view: View,
    columns: Sequence[Column],
    cells: list[list[Any]],
    key: str,
    on_pick: Callable[[int], None] | None,
) -> None:
    """The table itself: scrolls, sorts, can be searched."""
    visible = [at for at, column in enumerate(columns) if column.narrow or not view.is_narrow]
    worded = {at for at in visible if columns[at].kind == "number" and any(isinstance(row[at], str) for row in cells)}
    name = f"table_{key}_{view.area}" if on_pick else f"table_{key}"

    def picked() -> None:
        if on_pick and (rows := st.session_state[name]["selection"]["rows"]):
            on_pick(rows[0])

    def drawn(at: int) -> list[Any]:
        values = [row[at] for row in cells]
        return [said(view, columns[at], value) for value in values] if at in worded else values

    grouped = {at: view.language == "en" or _largest(cells, at) >= _GROUPED for at in visible}
    st.dataframe(
        pl.DataFrame(
            {f"{at:02d}": drawn(at) for at in visible},
            schema={f"{at:02d}": pl.String if at in worded else dtype(columns[at]) for at in visible},
            strict=False,
        ),
        column_config={f"{at:02d}": config(view, columns[at], at in worded, grouped[at]) for at in visible},
        hide_index=True,
        width="stretch",
        height="content" if len(cells) <= _WHOLE else _SCROLLED,
        placeholder="–",
        key=name,
        on_select=picked if on_pick else "ignore",
        selection_mode="single-row",
    )


def _largest(cells: list[list[Any]], at: int) -> float:
    return max((abs(row[at]) for row in cells if isinstance(row[at], (int, float))), default=0.0)


def offer(view: View, title: str, frame: pl.DataFrame, columns: Sequence[Column], *, key: str) -> None:
    """Only the downloads, for a table that is drawn as a picture."""
    _offer(view, title, columns, rows_of(view, frame, columns), key, beside=None)


def _offer(view: View, title: str, columns: Sequence[Column], cells: list[list[Any]], key: str, beside: Any) -> None:
    sheet = Sheet(
        title=view.t(title),
        about=about(view),
        labels=[view.t(column.label) for column in columns],
        kinds=[column.kind for column in columns],
        digits=[column.digits for column in columns],
        rows=cells,
    )
    name = file_name(view.t(title), view.area_name, words.period(view.period, view.language), view.profile, view.t(view.households))
    for place, at in ((beside, "beside"), (view.downloads, "menu")):
        if place is not None:
            _buttons(view, place, sheet, name, f"{key}_{at}", named=at == "menu")


def _buttons(view: View, place: Any, sheet: Sheet, name: str, key: str, named: bool) -> None:
    with place:
        if named:
            st.caption(sheet.title)
        with st.container(horizontal=True, horizontal_alignment="left" if named else "right", gap="xsmall"):
            for kind, make, mime in (
                ("CSV", as_csv, "text/csv"),
                ("XLSX", as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            ):
                st.download_button(
                    kind,
                    data=lambda make=make: make(sheet),
                    file_name=f"{name}.{kind.lower()}",
                    mime=mime,
                    key=f"download_{key}_{kind.lower()}",
                    on_click="ignore",
                    type="tertiary",
                    icon=":material/download:",
                    help=view.t("Download this table as {kind}, as shown", kind=kind),
                )


def about(view: View) -> list[str]:
    """The lines above a downloaded table: filters, as-of date, source."""
    language = view.language
    chosen = " · ".join(
        (
            view.pair(view.t("Area"), view.area_name),
            view.pair(view.t("Period"), words.period(view.period, language)),
            view.pair(view.t("Standards"), pick(profiles()[view.profile].title, language)),
            view.pair(view.t("Household basis"), view.t(view.households)),
        )
    )
    source = view.t(DEMO_NOTICE) if view.engine.is_demo else view.t("Imported export files")
    return [
        chosen,
        view.t("Data as of {day}", day=day(view.as_of, language)),
        view.pair(view.t("Source"), source),
        view.t("snapshot {id}", id=view.engine.snapshot),
    ]
