"""Cases from hotline, grid, digital city management, council hall or window (domain C.5)."""

from __future__ import annotations

import dataframely as dy
import polars as pl

from biaochi.tables.base import (
    EARLIEST_TIME,
    LIMIT_UNITS,
    QUARTER_HOUR_CLOCKS,
    SATISFACTION,
    SETTLED_LEVELS,
    URGENCIES,
    Sourced,
    count,
    instant,
)


class Case(Sourced):
    """Cases from hotline, grid, digital city management or council hall (C.5). Three clocks: reported, due, closed."""

    system = dy.String(primary_key=True)
    case_id = dy.String(primary_key=True)
    area_code = dy.String()
    channel = dy.String(nullable=True)
    case_class = dy.String(nullable=True)
    category_l1 = dy.String(nullable=True)
    category_l2 = dy.String(nullable=True)
    kind = dy.String(nullable=True)
    urgency = dy.Enum(URGENCIES, nullable=True)
    department = dy.String(nullable=True)
    grid_id = dy.String(nullable=True)
    item_id = dy.String(nullable=True)  # the service item it is about
    service_mode = dy.String(nullable=True)
    settled_level = dy.Enum(SETTLED_LEVELS, nullable=True)  # the level at which it was settled
    reported_at = dy.Datetime(time_unit="us")
    filed_at = instant()  # stage ACCEPTED
    registered_at = instant()  # registered and explained to the caller, where it could not be settled at once
    arrived_at = instant()  # somebody stood at the place
    deliberated_at = instant()  # stage DELIBERATED
    dispatched_at = instant()  # stage ASSIGNED
    first_contact_at = instant()
    handled_at = instant()  # stage HANDLED
    fed_back_at = instant()  # stage FED_BACK
    closed_at = instant()  # stage CLOSED (verified); of a case that was re-opened, the last time
    first_closed_at = instant()  # the first closing of a case that was re-opened
    reopened_at = instant()  # the first time it was opened again
    evaluated_at = instant()  # stage EVALUATED
    due_at = instant()
    due_from = dy.Enum(["export", "limit"], nullable=True)  # stated, or computed from limit_value and limit_unit
    limit_value = dy.Float64(nullable=True, min=0)
    limit_unit = dy.Enum(LIMIT_UNITS, nullable=True)
    promised_at = instant()  # until when an answer was promised
    quarter_hour_clock = dy.Enum(QUARTER_HOUR_CLOCKS, nullable=True)  # which of the fifteen-minute rules applies
    status = dy.String(nullable=True)
    is_filed = dy.Bool()  # an export that knows no filing counts every report as filed
    is_deferred = dy.Bool()
    is_void = dy.Bool()
    is_returned = dy.Bool(nullable=True)
    is_merged = dy.Bool(nullable=True)  # a duplicate that went on in another case
    reassigned_count = count()
    is_repeat = dy.Bool(nullable=True)
    extension_count = count()
    rework_count = count()
    reopen_count = count()
    callback_valid = dy.Bool(nullable=True)
    contacted = dy.Bool(nullable=True)
    solved = dy.Bool(nullable=True)
    satisfaction = dy.Enum(SATISFACTION, nullable=True)
    lon = dy.Float64(nullable=True, min=-180, max=180)
    lat = dy.Float64(nullable=True, min=-90, max=90)

    @dy.rule()
    def reported_is_a_real_date(cls) -> pl.Expr:
        return pl.col("reported_at") >= EARLIEST_TIME
