"""A table on a page, and the same table as a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
import streamlit as st

from biaochi.i18n import day, pick
from biaochi.standards import profiles
from biaochi.ui import words
from biaochi.ui.context import View
from biaochi.ui.export import Sheet, as_csv, as_xlsx, file_name
from biaochi.ui.notice import DEMO_NOTICE

_WHOLE, _SCROLLED = 13, 460
"""Up to so many rows a table is as high as it needs; longer ones scroll within so many pixels."""


@dataclass(frozen=True)
class Column:
    """A column as shown. ``kind``: text, number, day, meets (true/false/none as a verdict). ``label`` is a message id.

    ``narrow`` columns stay when the window is narrow; ``wide`` ones hold sentences."""

    name: str
    label: str
    kind: str = "text"
    digits: int = 0
    narrow: bool = True
    wide: bool = False
    say: Callable[[Any, View], str] | None = None


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
    heading, buttons = st.columns([3, 1], vertical_alignment="bottom")
    heading.subheader(view.t(title), anchor=key)
    shown = [column for column in columns if column.narrow or not view.is_narrow]
    cells = rows_of(view, frame, columns)
    visible = [at for at, column in enumerate(columns) if column in shown]
    name = f"table_{key}_{view.area}" if on_pick else f"table_{key}"

    def picked() -> None:
        if on_pick and (rows := st.session_state[name]["selection"]["rows"]):
            on_pick(rows[0])

    st.dataframe(
        pl.DataFrame(
            {f"{at:02d}": [row[at] for row in cells] for at in visible},
            schema={f"{at:02d}": _dtype(columns[at]) for at in visible},
            strict=False,
        ),
        column_config={f"{at:02d}": _config(view, columns[at]) for at in visible},
        hide_index=True,
        width="stretch",
        height="content" if len(cells) <= _WHOLE else _SCROLLED,
        placeholder="–",
        key=name,
        on_select=picked if on_pick else "ignore",
        selection_mode="single-row",
    )
    _offer(view, title, columns, cells, key, beside=buttons)


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
    name = file_name(view.t(title), view.area_name, words.period(view.period, view.language), view.profile)
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


def rows_of(view: View, frame: pl.DataFrame, columns: Sequence[Column]) -> list[list[Any]]:
    """The cells as shown: words said, numbers rounded to what is shown."""
    return [[_cell(view, column, row.get(column.name)) for column in columns] for row in frame.to_dicts()]


def _cell(view: View, column: Column, value: Any) -> Any:
    if column.kind == "meets":
        return words.verdict({True: "better", False: "worse"}.get(value, "not_compared"), view.language)
    if column.say is not None:
        return column.say(value, view)
    if value is None:
        return None
    if column.kind == "number":
        return round(float(value), column.digits) if column.digits else round(value)
    return value if column.kind == "day" else str(value)


def about(view: View) -> list[str]:
    """The lines above a downloaded table: filters, as-of date, source."""
    language = view.language
    chosen = " · ".join(
        (
            view.pair(view.t("Area"), view.area_name),
            view.pair(view.t("Period"), words.period(view.period, language)),
            view.pair(view.t("Standards"), pick(profiles()[view.profile].title, language)),
        )
    )
    source = view.t(DEMO_NOTICE) if view.engine.is_demo else view.t("Imported export files")
    return [
        chosen,
        view.t("Data as of {day}", day=day(view.engine.as_of, language)),
        view.pair(view.t("Source"), source),
        view.t("snapshot {id}", id=view.engine.snapshot),
    ]


def _dtype(column: Column) -> Any:
    if column.kind == "number":
        return pl.Float64 if column.digits else pl.Int64
    return pl.Date if column.kind == "day" else pl.String


def _config(view: View, column: Column) -> Any:
    label = view.t(column.label)
    if column.kind == "number":
        grouped = "%,.{}f" if view.language == "en" else "%.{}f"
        return st.column_config.NumberColumn(label, format=grouped.format(column.digits))
    if column.kind == "day":
        return st.column_config.DateColumn(label, format="YYYY-MM-DD")
    return st.column_config.TextColumn(label, width="large" if column.wide else None)
