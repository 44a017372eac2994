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
_DENIED = "(?:未|没有|非|无需|无须|不需|不予|不同意|不准|拒绝|取消)(?:被|经|申请)?(?:作废|退回|退件|撤销|撤单|缓办|挂账|延缓|并单|合并)"
"""Says that something did not come about: 未作废, 不同意退回."""
_SENT_BACK = "退回(?:后)?(?:给|至|到)?(?:承办单位|承办|经办|处置|责任单位)?(?:重|再|整改|返|补)"
"""退回重办: returned to whoever handles it, who goes on with it; 退回 alone goes to whoever reported it, and ends the case."""


def case(mapped: Mapped, frame: pl.DataFrame) -> pl.DataFrame:
    """A status of 作废 or 退回 makes a case void (未作废 and 退回重办 do not), 缓办 or 挂账 deferred; without a filing column every
    case counts as filed.

    Times in an impossible order (closed before reported) are kept as they are: such cases exist and are counted; leaving
    them out of durations is the indicator's business.
    """
    frame = filled(frame, "system", pl.lit(UNSAID), pl.String)
    frame = _stand_ins(mapped, frame)
    accepted = pl.col("filed_at").is_not_null() if "filed_at" in frame.columns else pl.lit(True)
    frame = filled(frame, "is_filed", accepted, pl.Boolean)
    return _deadlines(mapped, _flags(mapped, frame))


def without_deadline(mapped: Mapped, frame: pl.DataFrame) -> pl.DataFrame:
    """Warnings (row, column) for cases whose limit gave no deadline: its clock is not said, or a year is not in the list of holidays."""
    lost = frame.filter((pl.col("limit_value") > 0) & pl.col("due_at").is_null() & pl.col("reported_at").is_not_null())
    unit = pl.col("limit_unit").cast(pl.String)
    source = mapped.columns.get("limit_value") or mapped.columns.get("due_at")
    header = source.shown if source else "limit_value"
    causes = {"节假日表未列相应年份": unit.is_in(list(WORKING)), "未注明单位": unit.is_null()}
    told = [lost.filter(is_so).select("row", column=pl.lit(f"{header}（{cause}）")) for cause, is_so in causes.items()]
    return pl.concat([NO_WARNINGS, *told])


def _stand_ins(mapped: Mapped, frame: pl.DataFrame) -> pl.DataFrame:
    for stage, other in mapped.profile.stand_ins.items():
        if STAGES[other] in frame.columns:
            frame = filled(frame, STAGES[stage], pl.col(STAGES[other]), pl.Datetime("us"))
    return frame


def _flags(mapped: Mapped, frame: pl.DataFrame) -> pl.DataFrame:
    """What is never said of a system's cases stays null: it is not asked whether they were returned or merged."""
    status = said(frame, "status").str.replace_all(_DENIED, "")
    source = mapped.columns.get("is_void")
    # A column 退回 says both: the case leaves the counts, and it was returned.
    void_means_returned = source is not None and "退回" in source.shown
    returned = [said(frame, "is_returned", pl.Boolean)]
    returned += [said(frame, "is_void", pl.Boolean)] if void_means_returned else []
    merged = said(frame, "is_merged", pl.Boolean)
    return frame.with_columns(
        is_void=said(frame, "is_void", pl.Boolean).fill_null(False)
        | _says(status.str.replace_all(_SENT_BACK, ""), _VOID),
        is_deferred=said(frame, "is_deferred", pl.Boolean).fill_null(False) | _says(status, _DEFERRED),
        is_returned=pl.when(_says(status, _RETURNED)).then(True).otherwise(pl.coalesce(returned)),
        is_merged=pl.when(_says(status, _MERGED)).then(True).otherwise(merged),
    )


def _says(status: pl.Expr, pattern: str) -> pl.Expr:
    return status.str.contains(pattern).fill_null(False)


def _deadlines(mapped: Mapped, frame: pl.DataFrame) -> pl.DataFrame:
    """The export's own deadline, else one from the limit, which runs from the filing, else from the report; else none.

    A limit in words that stands where the deadline should (3个工作日) brings its own clock; the column of limits comes first.
    """
    amount, unit = (said(frame, name, dtype) for name, dtype in zip(LIMIT_BY_DATE, (pl.Float64, pl.String), strict=True))
    header = mapped.columns.get("limit_value")
    own = said(frame, "limit_value", pl.Float64)
    own_unit = pl.coalesce(
        said(frame, "limit_unit_named"),
        said(frame, "limit_unit").cast(pl.String),
        pl.lit(unit_in_header(header.shown) if header else None, dtype=pl.String),
    )
    frame = frame.with_columns(
        limit_value=pl.coalesce(own, amount),
        limit_unit=pl.when(own.is_null() & amount.is_not_null()).then(unit).otherwise(own_unit),
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
