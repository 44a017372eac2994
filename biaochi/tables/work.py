"""What is done for residents and with them: services, wishes, councils, projects, targets (domain C.6)."""

from __future__ import annotations

import dataframely as dy

from biaochi.tables.base import ITEM_KINDS, LIMIT_UNITS, PROJECT_STATUS, Sourced, count, money


class ServiceItem(Sourced):
    """Items that a community handles: what kind, within which limit, and whether that is posted (C.6)."""

    item_id = dy.String(primary_key=True)
    area_code = dy.String(primary_key=True)
    item_name = dy.String(nullable=True)
    item_kind = dy.Enum(ITEM_KINDS, nullable=True)
    limit_value = dy.Float64(nullable=True, min=0)
    limit_unit = dy.Enum(LIMIT_UNITS, nullable=True)
    is_posted = dy.Bool(nullable=True)  # content, procedure and limit are on the wall


class ServiceSite(Sourced):
    """Places where items are handled, with what they cost and did up to ``period``: cumulative, a stock."""

    site_id = dy.String(primary_key=True)
    area_code = dy.String(primary_key=True)
    period = dy.Date(primary_key=True)
    site_name = dy.String(nullable=True)
    has_fibre = dy.Bool(nullable=True)
    invest_yuan = money()
    approval_items = count()
    commercial_items = count()
    saving_yuan = money()


class Wish(Sourced):
    """Small wishes of residents: collected, claimed by somebody, fulfilled."""

    wish_id = dy.String(primary_key=True)
    area_code = dy.String(primary_key=True)
    wish_kind = dy.String(nullable=True)
    collected_on = dy.Date()
    claimed_on = dy.Date(nullable=True)
    fulfilled_on = dy.Date(nullable=True)


class Hall(Sourced):
    """Residents' council halls, and how often a year they say they sit."""

    hall_id = dy.String(primary_key=True)
    area_code = dy.String(primary_key=True)
    hall_name = dy.String(nullable=True)
    opened_on = dy.Date(nullable=True)
    sittings_per_year = count()


class Sitting(Sourced):
    """Sittings of a hall. Not the same count as matters: a sitting may treat none, and a matter may need several."""

    hall_id = dy.String(primary_key=True)
    area_code = dy.String(primary_key=True)
    held_on = dy.Date(primary_key=True)
    attendees = count()


class Deliberation(Sourced):
    """Matters deliberated, with the dates of the five steps (C.6)."""

    matter_id = dy.String(primary_key=True)
    area_code = dy.String(primary_key=True)
    hall_id = dy.String(nullable=True)
    topic = dy.String(nullable=True)
    collected_on = dy.Date()
    agreed_on = dy.Date(nullable=True)  # the question became a topic
    deliberated_on = dy.Date(nullable=True)
    is_decided = dy.Bool(nullable=True)
    implementer = dy.String(nullable=True)
    implemented_on = dy.Date(nullable=True)
    reviewed_on = dy.Date(nullable=True)
    result_kind = dy.String(nullable=True)
    result_count = count()


class Project(Sourced):
    """Projects: renovation of old estates, livelihood projects, services bought."""

    project_id = dy.String(primary_key=True)
    area_code = dy.String(primary_key=True)
    project_name = dy.String(nullable=True)
    project_kind = dy.String()
    project_status = dy.Enum(PROJECT_STATUS)
    started_on = dy.Date(nullable=True)
    finished_on = dy.Date(nullable=True)
    households_benefiting = count()
    invested_yuan = money()
    government_yuan = money()
    street_yuan = money()
    residents_yuan = money()


class Target(Sourced):
    """What an office set an area to reach in a year."""

    metric = dy.String(primary_key=True)
    area_code = dy.String(primary_key=True)
    year = dy.Int64(primary_key=True, min=1990, max=2100)
    value = dy.Float64(min=0)
    document = dy.String(nullable=True)
