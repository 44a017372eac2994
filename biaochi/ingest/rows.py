"""The rows under the header: data, 合计 rows, and what is neither (blank rows, footnotes, the header printed again).

Only data and 合计 rows are *read* in the sense of the account. A footnote starts with 注, 说明, 填表人 and the like.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from biaochi.ingest.mapping import Mapped
from biaochi.ingest.masking import total_label

_TOTAL = r"^(?:其中[:：]?)?.{0,12}(?:合计|总计|小计|共计|总和)(?:数)?[:：]?$"
_OF_WHICH = r"^其中[:：]"
_FOOTNOTE = (
    r"^(?:注|备注|说明|附注|填表说明|填报人|填报单位|填表人|审核人"
    r"|制表人|制表单位|单位负责人|负责人|数据来源|资料来源|审核|联系电话|note|notes|source)\s*\d*[:：.、]"
)
_LABEL_COLUMNS = (
    "area_code",
    "province_name",
    "city_name",
    "county_name",
    "town_name",
    "community_name",
    "area_name",
    "case_id",
    "facility_id",
    "facility_name",
    "grid_name",
    "team_name",
    "grid_id",
    "compound_id",
    "compound_name",
    "item_id",
    "item_name",
    "site_id",
    "site_name",
    "wish_id",
    "hall_id",
    "hall_name",
    "matter_id",
    "project_id",
    "project_name",
    "object_id",
    "object_type",
    "metric",
)


@dataclass(frozen=True)
class Body:
    """``data`` and ``sums`` hold the cells and ``row`` (as a spreadsheet counts); ``sums`` also ``label``."""

    data: pl.DataFrame
    sums: pl.DataFrame

    @property
    def read(self) -> int:
        return self.data.height + self.sums.height


def split_body(mapped: Mapped) -> Body:
    cells = [name for name in mapped.sheet.cells.columns]
    start = mapped.header.first_data_row
    frame = (
        mapped.sheet.cells.slice(start)
        .with_row_index("row", offset=start + 1)
        .with_columns(pl.col("row").cast(pl.Int64))
    )
    filled = [pl.when(pl.col(c).str.strip_chars() != "").then(pl.col(c)) for c in cells]
    frame = frame.with_columns(first=_tight(pl.coalesce(filled))).filter(pl.col("first").is_not_null())
    frame = frame.filter(~_header_again(mapped)).filter(~pl.col("first").str.contains(_FOOTNOTE))
    labels = [mapped.columns[c].cell for c in _LABEL_COLUMNS if c in mapped.columns]
    label = pl.coalesce(
        [pl.when(_tight(pl.col(c)).str.contains(_TOTAL)).then(_tight(pl.col(c))) for c in labels]
        + [
            pl.when(pl.col("first").str.contains(_TOTAL) | pl.col("first").str.contains(_OF_WHICH)).then(
                pl.col("first")
            )
        ]
    )
    frame = frame.with_columns(label=label).drop("first")
    sums = frame.filter(pl.col("label").is_not_null())
    # The label is stored, so it must not carry along what else stands in the cell.
    labels = pl.Series("label", [total_label(text) for text in sums["label"]], dtype=pl.String)
    return Body(frame.filter(pl.col("label").is_null()).drop("label"), sums.with_columns(labels))


def _tight(text: pl.Expr) -> pl.Expr:
    return text.str.replace_all(r"[\s\u3000\u00a0]", "").str.replace_all("：", ":", literal=True)


def _header_again(mapped: Mapped) -> pl.Expr:
    """Rows that repeat a header row, as page breaks leave them: every labelled cell of two or more says the same."""
    again = pl.lit(False)
    cells = mapped.sheet.cells.columns
    originals = mapped.sheet.cells.slice(
        mapped.header.first_row, mapped.header.first_data_row - mapped.header.first_row
    ).rows()
    for original in originals:
        said = [(cells[i], text) for i, text in enumerate(original) if text and text.strip()]
        if len(said) >= 2:
            again = again | pl.all_horizontal(pl.col(c).eq_missing(pl.lit(text)) for c, text in said)
    return again
