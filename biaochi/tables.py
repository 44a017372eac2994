"""The tables of the warehouse: columns, units, rules and keys, each in one place.

A schema is a contract. The importer brings every export into this shape, ``Schema.filter`` (dataframely) splits what
keeps the rules from what does not, and the warehouse merges on ``key``. Units stand in the names; codes are text;
money is yuan with two decimals; times are local and naive; enumerations are stored as the English words below.
Every row carries where it came from: ``source_file``, ``source_row`` (as a spreadsheet counts, header included),
``batch_id`` and ``as_of``.
"""

from __future__ import annotations

from dataclasses import dataclass

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
EARLIEST_TIME = pl.datetime(1990, 1, 1)


def _money() -> dy.Column:
    return dy.Decimal(18, 2, nullable=True, min=0)


def _count(**kwargs) -> dy.Column:
    return dy.Int64(nullable=True, min=0, **kwargs)


class Sourced(dy.Schema):
    """Where a row came from."""

    source_file = dy.String()
    source_row = dy.Int64()
    batch_id = dy.String()
    as_of = dy.Date()


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
    households_resident = _count(max=20_000)
    households_registered = _count(max=20_000)
    households_floating = _count(max=20_000)
    population_total = _count()
    population_resident = _count()
    population_registered = _count()
    population_floating = _count()
    resident_groups = _count()
    party_members = _count()
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
    invest_yuan = _money()
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
    budget_yuan = _money()
    allocated_yuan = _money()
    spent_yuan = _money()
    is_cumulative = dy.Bool(primary_key=True)  # a sum of years never takes the place of the year's own
    community_type = dy.Enum(COMMUNITY_TYPES, nullable=True)  # where the list of areas does not say it
    unit_raw = dy.String()

    @dy.rule()
    def some_amount(cls) -> pl.Expr:
        return pl.any_horizontal(pl.col(n).is_not_null() for n in ("budget_yuan", "allocated_yuan", "spent_yuan"))


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
    reported_at = dy.Datetime(time_unit="us")
    filed_at = dy.Datetime(nullable=True, time_unit="us")
    dispatched_at = dy.Datetime(nullable=True, time_unit="us")
    first_contact_at = dy.Datetime(nullable=True, time_unit="us")
    handled_at = dy.Datetime(nullable=True, time_unit="us")
    closed_at = dy.Datetime(nullable=True, time_unit="us")
    due_at = dy.Datetime(nullable=True, time_unit="us")
    status = dy.String(nullable=True)
    is_filed = dy.Bool()  # an export that knows no filing counts every report as filed
    is_deferred = dy.Bool()
    is_void = dy.Bool()
    is_repeat = dy.Bool(nullable=True)
    extension_count = _count()
    rework_count = _count()
    reopen_count = _count()
    callback_valid = dy.Bool(nullable=True)
    contacted = dy.Bool(nullable=True)
    solved = dy.Bool(nullable=True)
    satisfaction = dy.Enum(SATISFACTION, nullable=True)
    lon = dy.Float64(nullable=True, min=-180, max=180)
    lat = dy.Float64(nullable=True, min=-90, max=90)

    @dy.rule()
    def reported_is_a_real_date(cls) -> pl.Expr:
        return pl.col("reported_at") >= EARLIEST_TIME


class VolunteerStat(Sourced):
    """Volunteers of a community at a date (C.6): a stock."""

    area_code = dy.String(primary_key=True)
    period = dy.Date(primary_key=True)
    registered = dy.Int64(min=0)
    real_name = _count()
    active = _count()
    hours = dy.Float64(nullable=True, min=0)
    events = _count()
    teams = _count()

    @dy.rule()
    def active_within_registered(cls) -> pl.Expr:
        return (pl.col("active") <= pl.col("registered")).fill_null(True)


class VolunteerTeam(Sourced):
    """Volunteer teams (C.6)."""

    team_id = dy.String(primary_key=True)
    area_code = dy.String(primary_key=True)  # numbers begin anew in each district
    team_name = dy.String(nullable=True)
    team_kind = dy.String(nullable=True)
    members = _count()
    founded = dy.Date(nullable=True)


class Grid(Sourced):
    """Grids of a community (C.6)."""

    grid_id = dy.String(primary_key=True)
    area_code = dy.String(primary_key=True)  # numbers begin anew in each district
    grid_name = dy.String(nullable=True)
    grid_type = dy.Enum(["urban", "rural", "dedicated"], nullable=True)
    households = _count()
    population = _count()
    worker_full = _count()
    worker_part = _count()
    lon = dy.Float64(nullable=True, min=-180, max=180)
    lat = dy.Float64(nullable=True, min=-90, max=90)


class Staff(Sourced):
    """Community workers at a date (C.6): a stock."""

    area_code = dy.String(primary_key=True)
    period = dy.Date(primary_key=True)
    staff_total = _count()
    full_time = _count()
    part_time = _count()
    grid_workers = _count()
    certified = _count()
    degree_ge_junior_college = _count()
    female = _count()
    multi_post = _count()
    allowance_yuan = _money()

    @dy.rule()
    def parts_within_total(cls) -> pl.Expr:
        return pl.all_horizontal(
            (pl.col(n) <= pl.col("staff_total")).fill_null(True) for n in ("certified", "female", "degree_ge_junior_college")
        )


@dataclass(frozen=True)
class Table:
    """A table's name (as the command line says it), its schema and the relation that SQL reads."""

    name: str
    schema: type[dy.Schema]
    relation: str

    @property
    def key(self) -> list[str]:
        return self.schema.primary_key()

    @property
    def columns(self) -> list[str]:
        return list(self.schema.columns())


PROVENANCE = list(Sourced.columns())

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table("area", Area, "raw_area"),
        Table("community", Community, "raw_community"),
        Table("facility", Facility, "raw_facility"),
        Table("funding", Funding, "raw_funding"),
        Table("case", Case, "raw_case"),
        Table("volunteer_stat", VolunteerStat, "raw_volunteer_stat"),
        Table("volunteer_team", VolunteerTeam, "raw_volunteer_team"),
        Table("grid", Grid, "raw_grid"),
        Table("staff", Staff, "raw_staff"),
    )
}
"""In import order: areas first, because everything else is checked against them."""


class Quarantine(dy.Schema):
    """A row that was not taken in: where it stands, which rule it broke, and what it said (never personal data)."""

    table = dy.String()
    source_file = dy.String()
    source_row = dy.Int64()
    batch_id = dy.String()
    rule = dy.String()
    column = dy.String(nullable=True)
    value = dy.String(nullable=True)
    row_json = dy.String()


class Checksum(dy.Schema):
    """A 合计 row: what the export says the column adds up to, and what the rows above it really add up to."""

    table = dy.String()
    source_file = dy.String()
    source_row = dy.Int64()
    batch_id = dy.String()
    label = dy.String()
    column = dy.String()
    stated = dy.Float64()
    summed = dy.Float64(nullable=True)


class Account(dy.Schema):
    """What became of each row of one file in one import: read = accepted + quarantined + duplicates + checksum_rows."""

    batch_id = dy.String()
    file = dy.String()
    table = dy.String()
    profile = dy.String()
    as_of = dy.Date()
    imported_at = dy.Datetime(time_unit="us")
    read = dy.Int64()
    accepted = dy.Int64()
    quarantined = dy.Int64()
    duplicates = dy.Int64()
    checksum_rows = dy.Int64()
    dropped_columns = dy.String()
    ignored_columns = dy.String()
    as_of_from = dy.String(nullable=True)  # given with the call, stated in the file, or inferred from its events
    warnings = dy.String(nullable=True)  # “column: rows” whose optional cell could not be read and was left empty

    @dy.rule()
    def every_row_is_accounted_for(cls) -> pl.Expr:
        return pl.col("read") == pl.sum_horizontal("accepted", "quarantined", "duplicates", "checksum_rows")


LEDGERS: dict[str, type[dy.Schema]] = {"quarantine": Quarantine, "checksum": Checksum, "account": Account}
"""What an import leaves beside the tables; SQL reads them as raw_quarantine, raw_checksum and raw_account."""
