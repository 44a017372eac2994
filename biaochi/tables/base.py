"""What the schemas share: the words of enumerations, money, counts, and where a row came from."""

from __future__ import annotations

import dataframely as dy
import polars as pl

AREA_LEVELS = ["province", "city", "county", "town", "community"]
COMMUNITY_TYPES = ["urban", "town", "rural"]
FUND_KINDS = ["work", "service_masses", "construction", "other"]
URGENCIES = ["urgent", "same_day", "normal"]
SATISFACTION = ["very_satisfied", "satisfied", "basically_satisfied", "neutral", "dissatisfied", "very_dissatisfied", "not_rated"]
ACQUISITION_MODES = ["new_build", "extension", "purchase", "lease", "swap", "project_delivery", "shared"]
OWNERSHIPS = ["owned", "allocated", "leased", "borrowed"]
FACILITY_STATUS = ["in_use", "under_construction", "out_of_use"]
CRS = ["WGS84", "GCJ02", "BD09", "CGCS2000"]
LIMIT_UNITS = ["urgent_hour", "work_hour", "work_day", "natural_day"]
SETTLED_LEVELS = ["building", "grid", "community", "town", "county", "city"]
QUARTER_HOUR_CLOCKS = ["finish", "register", "arrive"]
ITEM_KINDS = ["proactive", "direct", "forward", "agent"]
PROJECT_STATUS = ["planned", "in_progress", "finished"]
APPRAISED = ["grid_worker", "town", "department", "community"]
EARLIEST_TIME = pl.datetime(1990, 1, 1)


def money() -> dy.Column:
    """Yuan with two decimals, never negative."""
    return dy.Decimal(18, 2, nullable=True, min=0)


def count(**kwargs) -> dy.Column:
    """A number of things, which an export may leave out."""
    return dy.Int64(nullable=True, min=0, **kwargs)


def instant() -> dy.Column:
    """A local time, which an export may leave out."""
    return dy.Datetime(nullable=True, time_unit="us")


class Sourced(dy.Schema):
    """Where a row came from."""

    source_file = dy.String()
    source_row = dy.Int64()
    batch_id = dy.String()
    as_of = dy.Date()
