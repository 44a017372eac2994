"""What a community has at a date: its place in the tree, people, premises, money, volunteers (domain C.1-C.4, C.6)."""

from __future__ import annotations

import dataframely as dy
import polars as pl

from biaochi.tables.base import (
    ACQUISITION_MODES,
    AREA_LEVELS,
    COMMUNITY_TYPES,
    CRS,
    FACILITY_STATUS,
    FUND_KINDS,
    OWNERSHIPS,
    Sourced,
    count,
    money,
)


class Area(Sourced):
    """Administrative areas (domain C.1). A tree by ``parent_code``; the importer fills level and parent from the code."""

    area_code = dy.String(primary_key=True, min_length=1, max_length=64)
    area_name = dy.String(min_length=1)
    level = dy.Enum(AREA_LEVELS)
    parent_code = dy.String(nullable=True)
    area_kind = dy.String(nullable=True)
    community_type = dy.Enum(COMMUNITY_TYPES, nullable=True)
    urban_rural_class = dy.String(nullable=True)
    valid_from = dy.Date(nullable=True)
    valid_to = dy.Date(nullable=True)
    predecessor_code = dy.String(nullable=True)
    alias = dy.String(nullable=True)  # several are separated by “;”
    lon = dy.Float64(nullable=True, min=-180, max=180)
    lat = dy.Float64(nullable=True, min=-90, max=90)
    crs = dy.Enum(CRS, nullable=True)

    @dy.rule()
    def area_is_not_its_own_parent(cls) -> pl.Expr:
        return pl.col("parent_code").is_null() | (pl.col("parent_code") != pl.col("area_code"))


class Community(Sourced):
    """Households and population of a community at a date (C.2): a stock, one row per community and ``period``."""

    area_code = dy.String(primary_key=True)
    period = dy.Date(primary_key=True)
    households_total = dy.Int64(nullable=True, min=1, max=20_000)
    households_resident = count(max=20_000)
    households_registered = count(max=20_000)
    households_floating = count(max=20_000)
    population_total = count()
    population_resident = count()
    population_registered = count()
    population_floating = count()
    resident_groups = count()
    party_members = count()
    land_area_km2 = dy.Float64(nullable=True, min=0)
    community_type = dy.Enum(COMMUNITY_TYPES, nullable=True)  # where the list of areas does not say it
    report_status = dy.Enum(["draft", "submitted", "reviewed"], nullable=True)

    @dy.rule()
    def some_households_or_population(cls) -> pl.Expr:
        return pl.any_horizontal(
            pl.col(name).is_not_null()
            for name in ("households_total", "households_resident", "households_registered", "population_total", "population_resident")
        )

    @dy.rule()
    def resident_households_within_total(cls) -> pl.Expr:
        return (pl.col("households_resident") <= pl.col("households_total")).fill_null(True)

    @dy.rule()
    def resident_population_within_total(cls) -> pl.Expr:
        return (pl.col("population_resident") <= pl.col("population_total")).fill_null(True)


class Facility(Sourced):
    """Premises (C.3): a stock, one row per premises and the date it was surveyed. Only rows in use that count to the
    standard enter an indicator; the latest row of a premises at or before a date is its state on that date."""

    facility_id = dy.String(primary_key=True)
    period = dy.Date(primary_key=True)
    area_code = dy.String(primary_key=True)  # numbers begin anew in each district
    facility_name = dy.String(nullable=True)
    facility_kind = dy.String(nullable=True)
    floor_area_m2 = dy.Float64(min=0, max=1_000_000)
    activity_area_m2 = dy.Float64(nullable=True, min=0)
    acquisition_mode = dy.Enum(ACQUISITION_MODES, nullable=True)
    ownership = dy.Enum(OWNERSHIPS, nullable=True)
    in_use_year = dy.Int64(nullable=True, min=1800, max=2100)
    invest_yuan = money()
    status = dy.Enum(FACILITY_STATUS)
    counts_to_standard = dy.Bool()
    lon = dy.Float64(nullable=True, min=-180, max=180)
    lat = dy.Float64(nullable=True, min=-90, max=90)

    @dy.rule()
    def floor_area_above_zero(cls) -> pl.Expr:
        return pl.col("floor_area_m2") > 0

    @dy.rule()
    def activity_area_within_floor_area(cls) -> pl.Expr:
        return (pl.col("activity_area_m2") <= pl.col("floor_area_m2")).fill_null(True)


class Funding(Sourced):
    """Money of a community in a budget year (C.4): a row per area, year, kind, source and use, and whether it is a sum of years."""

    area_code = dy.String(primary_key=True)
    year = dy.Int64(primary_key=True, min=1990, max=2100)
    fund_kind = dy.Enum(FUND_KINDS, primary_key=True)
    source_kind = dy.String(primary_key=True)  # “未注明” where the export does not say
    use_kind = dy.String(primary_key=True)
    budget_yuan = money()
    allocated_yuan = money()
    spent_yuan = money()
    is_cumulative = dy.Bool(primary_key=True)  # a sum of years never takes the place of the year's own
    community_type = dy.Enum(COMMUNITY_TYPES, nullable=True)  # where the list of areas does not say it
    unit_raw = dy.String()

    @dy.rule()
    def some_amount(cls) -> pl.Expr:
        return pl.any_horizontal(pl.col(n).is_not_null() for n in ("budget_yuan", "allocated_yuan", "spent_yuan"))


class VolunteerStat(Sourced):
    """Volunteers of a community at a date (C.6): a stock."""

    area_code = dy.String(primary_key=True)
    period = dy.Date(primary_key=True)
    registered = dy.Int64(min=0)
    real_name = count()
    active = count()
    hours = dy.Float64(nullable=True, min=0)
    events = count()
    teams = count()

    @dy.rule()
    def active_within_registered(cls) -> pl.Expr:
        return (pl.col("active") <= pl.col("registered")).fill_null(True)


class VolunteerTeam(Sourced):
    """Volunteer teams (C.6)."""

    team_id = dy.String(primary_key=True)
    area_code = dy.String(primary_key=True)  # numbers begin anew in each district
    team_name = dy.String(nullable=True)
    team_kind = dy.String(nullable=True)
    members = count()
    founded = dy.Date(nullable=True)
