"""Who does the work: grids, staff, Party links, compounds, appraisal (domain C.6)."""

from __future__ import annotations

import dataframely as dy
import polars as pl

from biaochi.tables.base import APPRAISED, Sourced, count, money


class Grid(Sourced):
    """Grids of a community (C.6)."""

    grid_id = dy.String(primary_key=True)
    area_code = dy.String(primary_key=True)  # numbers begin anew in each district
    grid_name = dy.String(nullable=True)
    grid_type = dy.Enum(["urban", "rural", "dedicated"], nullable=True)
    households = count()
    population = count()
    worker_full = count()
    worker_part = count()
    courtyard_heads = count()
    central_households = count()
    lon = dy.Float64(nullable=True, min=-180, max=180)
    lat = dy.Float64(nullable=True, min=-90, max=90)


class Staff(Sourced):
    """Community workers at a date (C.6): a stock."""

    area_code = dy.String(primary_key=True)
    period = dy.Date(primary_key=True)
    staff_total = count()
    full_time = count()
    part_time = count()
    grid_workers = count()
    certified = count()
    degree_ge_junior_college = count()
    female = count()
    multi_post = count()
    civil_servant_secretaries = count()
    secretary_directors = count()  # one person is both Party secretary and director
    allowance_yuan = money()

    @dy.rule()
    def parts_within_total(cls) -> pl.Expr:
        return pl.all_horizontal(
            (pl.col(n) <= pl.col("staff_total")).fill_null(True) for n in ("certified", "female", "degree_ge_junior_college")
        )


class PartyLink(Sourced):
    """How a community's Party organisations are linked with those around them at a date (C.6): a stock."""

    area_code = dy.String(primary_key=True)
    period = dy.Date(primary_key=True)
    members_linked = count()
    households_linked = count()
    part_time_members = count()  # heads of resident units in the community's own organisation
    agreements = count()
    organisations = count()
    enterprises = count()
    units = count()


class Compound(Sourced):
    """Residential compounds (小区)."""

    compound_id = dy.String(primary_key=True)
    area_code = dy.String(primary_key=True)
    compound_name = dy.String(nullable=True)
    households = count()
    property_kind = dy.String(nullable=True)
    has_red_property = dy.Bool(nullable=True)  # property management led by a Party organisation
    built_year = dy.Int64(nullable=True, min=1800, max=2100)


class Appraisal(Sourced):
    """Appraisal of grid workers, towns, departments or communities, a quarter each (C.6). Objects are numbers, never persons."""

    object_type = dy.Enum(APPRAISED, primary_key=True)
    object_id = dy.String(primary_key=True)
    area_code = dy.String(primary_key=True)
    year = dy.Int64(primary_key=True, min=1990, max=2100)
    quarter = dy.Int64(primary_key=True, min=1, max=4)
    score = dy.Float64(min=0)
    full_score = dy.Float64(nullable=True, min=0)
    grade = dy.String(nullable=True)
