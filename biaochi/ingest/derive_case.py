"""What an export of cases leaves unsaid: flags that stand in the status, stages that stand in for one another, deadlines."""

from __future__ import annotations

import polars as pl

from biaochi.clocks import WORKING, due_times
from biaochi.ingest.fill import filled, said
from biaochi.ingest.mapping import Mapped
from biaochi.ingest.parsing import LIMIT_BY_DATE, NO_WARNINGS
from biaochi.ingest.phrases import unit_in_header
from biaochi.pipelines import STAGES

UNSAID = "未注明"
_VOID = "作废|不予受理|退回|不予立案|撤销|撤单"
_DEFERRED = "缓办|挂账|延缓"
_RETURNED = "退回|退件"
_MERGED = "并单|合并"


def case(mapped: Mapped, frame: pl.DataFrame) -> pl.DataFrame:
    """A status of 作废 or 退回 makes a case void, 缓办 or 挂账 deferred; without a filing column every case counts as filed.

    Times in an impossible order (closed before reported) are kept as they are: such cases exist and are counted; leaving
    them out of durations is the indicator's business.
    """
    frame = filled(frame, "system", pl.lit(UNSAID), pl.String)
    frame = _stand_ins(mapped, frame)
    accepted = pl.col("filed_at").is_not_null() if "filed_at" in frame.columns else pl.lit(True)
    frame = filled(frame, "is_filed", accepted, pl.Boolean)
    return _deadlines(mapped, _flags(mapped, frame))


def without_calendar(mapped: Mapped, frame: pl.DataFrame) -> pl.DataFrame:
    """Warnings (row, column) for cases whose working limit gave no deadline, because a year is not in the list of holidays."""
    wanted = pl.col("limit_unit").cast(pl.String).is_in(list(WORKING)) & (pl.col("limit_value") > 0)
    lost = frame.filter(wanted & pl.col("due_at").is_null() & pl.col("reported_at").is_not_null())
    if lost.is_empty():
        return NO_WARNINGS
    source = mapped.columns.get("limit_value") or mapped.columns.get("due_at")
    header = source.shown if source else "limit_value"
    return lost.select("row", column=pl.lit(f"{header}（节假日表未列相应年份）"))


def _stand_ins(mapped: Mapped, frame: pl.DataFrame) -> pl.DataFrame:
    for stage, other in mapped.profile.stand_ins.items():
        if STAGES[other] in frame.columns:
            frame = filled(frame, STAGES[stage], pl.col(STAGES[other]), pl.Datetime("us"))
    return frame


def _flags(mapped: Mapped, frame: pl.DataFrame) -> pl.DataFrame:
    """What is never said of a system's cases stays null: it is not asked whether they were returned or merged."""
    status = said(frame, "status")
    source = mapped.columns.get("is_void")
    # A column 退回 says both: the case leaves the counts, and it was returned.
    void_means_returned = source is not None and "退回" in source.shown
    returned = [said(frame, "is_returned", pl.Boolean)]
    returned += [said(frame, "is_void", pl.Boolean)] if void_means_returned else []
    merged = said(frame, "is_merged", pl.Boolean)
    return frame.with_columns(
        is_void=said(frame, "is_void", pl.Boolean).fill_null(False) | _says(status, _VOID),
        is_deferred=said(frame, "is_deferred", pl.Boolean).fill_null(False) | _says(status, _DEFERRED),
        is_returned=pl.when(_says(status, _RETURNED)).then(True).otherwise(pl.coalesce(returned)),
        is_merged=pl.when(_says(status, _MERGED)).then(True).otherwise(merged),
    )


def _says(status: pl.Expr, pattern: str) -> pl.Expr:
    return status.str.contains(pattern).fill_null(False)


def _deadlines(mapped: Mapped, frame: pl.DataFrame) -> pl.DataFrame:
    """The export's own deadline, else one from the limit, which runs from the filing, else from the report; else none."""
    amount, unit = LIMIT_BY_DATE
    header = mapped.columns.get("limit_value")
    frame = frame.with_columns(
        limit_value=pl.coalesce(said(frame, "limit_value", pl.Float64), said(frame, amount, pl.Float64)),
        limit_unit=pl.coalesce(
            said(frame, "limit_unit_named"),
            said(frame, "limit_unit").cast(pl.String),
            said(frame, unit),
            pl.lit(unit_in_header(header.shown) if header else None, dtype=pl.String),
        ),
        due_at=said(frame, "due_at", pl.Datetime("us")),
        due_from=said(frame, "due_from").cast(pl.String),
    )
    start = frame.select(
        pl.coalesce(said(frame, "filed_at", pl.Datetime("us")), said(frame, "reported_at", pl.Datetime("us"))).alias("start")
    ).to_series()
    counted = due_times(start, frame["limit_value"], frame["limit_unit"])
    return frame.with_columns(_counted=counted).with_columns(
        due_from=pl.when(pl.col("due_at").is_not_null())
        .then(pl.col("due_from").fill_null("export"))
        .when(pl.col("_counted").is_not_null())
        .then(pl.lit("limit")),
        due_at=pl.coalesce("due_at", "_counted"),
    ).drop("_counted")
