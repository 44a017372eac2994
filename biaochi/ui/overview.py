"""What the first page shows: a city its standards; a place of the documents what it is known for, in its own words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import chain, islice, zip_longest

import polars as pl

from biaochi.places import Place, places
from biaochi.ui import (
    appraisal,
    cards,
    cumulative,
    deliberation,
    examples,
    grids,
    loop,
    mapview,
    projects,
    sentence,
    services,
    states,
    strip,
)
from biaochi.ui.cards import Figure
from biaochi.ui.context import View

FIGURES = (
    "area_per_100_households",
    "on_time_closure_rate",
    "solved_rate_callback",
    "volunteer_share",
    "service_fund_floor_share",
)
IN_RESERVE = ("closure_rate", "case_backlog", "days_to_close", "satisfaction_rate", "facility_floor_500_share")
OF_PAGE = {
    "facilities": ("area_per_100_households", "facility_floor_300_share", "facility_floor_500_share"),
    "funding": ("service_fund_floor_share", "work_fund_floor_share", "construction_funding", "funding_cumulative"),
    "volunteers": ("volunteer_share", "volunteer_teams_share"),
    "grids": (
        "households_per_grid",
        "red_property_cover",
        "households_per_party_member",
        "party_members_per_grid",
        "grid_workers",
        "multi_post_staff",
    ),
    "cases": ("on_time_closure_rate", "closure_rate", "satisfaction_rate", "days_to_close"),
    "closed_loop": (
        "on_time_closure_rate",
        "same_day_share",
        "emergency_2h_share",
        "quarter_hour_finish_share",
        "satisfaction_rate",
        "callback_cover",
        "case_volume",
        "days_to_close",
    ),
    "services": (
        "service_items",
        "service_sites",
        "settled_in_community_share",
        "wish_fulfilled_share",
        "saving_per_item",
        "cost_per_site",
    ),
    "deliberation": ("halls", "deliberation_carried_out_share", "matters_per_hall", "deliberation_reviewed_share"),
    "projects": ("projects", "project_finished_share", "project_households"),
    "appraisal": ("appraisal_score",),
    "community": ("households", "population"),
}
"""What each page is about, in the order in which a reader asks for it."""
MAPPED = {
    "area_per_100_households": "Premises",
    "on_time_closure_rate": "On time",
    "volunteer_share": "Volunteers",
    "service_fund_floor_share": "Funds",
}
MAPPED_IN_RESERVE = {
    "facility_floor_300_share": "300 m² or more",
    "facility_floor_500_share": "500 m² or more",
    "households_per_grid": "Households per grid",
    "households_per_party_member": "Households per Party member",
    "matters_per_hall": "Matters per hall",
}
MOST = 5
LONGEST = {"zh": 96, "en": 190}
"""Letters that surely fit on two lines of a usual window."""


def told_of(view: View) -> Place | None:
    """The place of the documents that is in view, or next around the area in view; home is looked at as a city is."""
    around = view.areas.path(view.area)[::-1]
    return next((places()[code] for code in around if code in places() and code != view.home), None)


def is_single(view: View) -> bool:
    """Whether there is nothing below the area in view that could be compared or drawn."""
    return view.areas.level(view.area) == "community"


def figures(view: View) -> list[Figure]:
    """Five figures; of a place the first of each of its pages, then the second; twice as many where nothing else is shown."""
    place = told_of(view)
    most = 2 * MOST if is_single(view) else MOST
    if place is None:
        return cards.figures(view, cards.present(view, (*FIGURES, *IN_RESERVE), MOST))
    turns = zip_longest(*(OF_PAGE.get(page, ()) for page in place.pages))
    asked = dict.fromkeys(name for name in (*chain.from_iterable(turns), *FIGURES, *IN_RESERVE) if name)
    known = (name for name in asked if view.figure(name).get("state") == "ok")
    there = list(islice(known, most))
    # Rows of cards are filled or there are none: eight cards in two rows look forgotten.
    return cards.figures(view, there[: most if len(there) == most else MOST] or FIGURES)


def mapped(view: View) -> dict[str, str]:
    """What can be put on the map: what is held against a standard, else what there is; empty where nothing is drawn."""
    if mapview.is_one_point(view):
        return {}
    for choice in (MAPPED, MAPPED_IN_RESERVE):
        found = {name: title for name, title in choice.items() if view.has(name) and _is_drawn(view, name)}
        if found:
            return found
    return MAPPED if told_of(view) is None else {}


def _is_drawn(view: View, name: str) -> bool:
    return told_of(view) is None or view.below(name).filter(pl.col("state") == "ok").height > 0


def at_a_glance(view: View, watched: Mapping[str, str], on_map: Mapping[str, str]) -> Mapping[str, str]:
    """What the areas below are held side by side by: all that is watched, else what the map shows where it tells them apart."""
    if watched or not on_map or is_single(view):
        return watched
    name = mapview.chosen(view, on_map).id
    return {name: on_map[name]} if view.below(name)["value"].drop_nulls().n_unique() > 2 else {}


def headline(view: View, shown: Sequence[Figure]) -> list[str | None]:
    """The standards met; of a place the first thing that each of its pages says, as far as two lines go."""
    place = told_of(view)
    if place is None:
        return sentence.overview(view, shown)
    last = sentence.below(view, shown)
    room, said = LONGEST[view.language] - len(_letters(last)), []
    told = [[clause for clause in HEADLINES.get(page, _nothing)(view) if clause] for page in place.pages]
    # The first clause of each page, and where one page alone has something to say, its second.
    turns = chain.from_iterable(zip_longest(*told)) if sum(map(bool, told)) < 2 else (page[0] for page in told if page)
    for clause in turns:
        if clause and clause not in said and len(_letters(clause)) < room:
            said.append(clause)
            room -= len(_letters(clause))
    return [*said, last]


def _letters(clause: str | None) -> str:
    return re.sub(r"\*\*", "", clause or "")


def _nothing(_view: View) -> list[str | None]:
    return []


def _services(view: View) -> list[str | None]:
    return services.headline(view, services.items(view), view.explore("wishes"), view.explore("service_sites"))


def _projects(view: View) -> list[str | None]:
    return projects.headline(view, view.explore("project_kinds"), view.explore("targets"))


HEADLINES: dict[str, Callable[[View], list[str | None]]] = {
    "facilities": lambda view: [sentence.premises_met(view), *sentence.facilities(view, view.explore("premises"))],
    "funding": lambda view: [*sentence.funding(view), *cumulative.headline(view)],
    "volunteers": sentence.volunteers,
    "grids": lambda view: said if (said := grids.headline(view))[0] else said[-1:],
    "cases": lambda view: [sentence.against(view, "on_time_closure_rate", "on-time closure is **{value}**")],
    "closed_loop": lambda view: loop.headline(view, loop.systems(view)),
    "services": _services,
    "deliberation": lambda view: deliberation.headline(view, deliberation.halls(view), deliberation.steps(view)),
    "projects": _projects,
    "appraisal": lambda view: appraisal.headline(view, view.explore("appraisal"), view.explore("appraisal_summary"))[-1:],
}


def of_place(view: View) -> None:
    """How the place governs, step by step, and the pages on which that is seen; nothing for any other area."""
    place = told_of(view)
    if place is None or view.area != place.area:
        return
    with states.part(view):
        strip.show(view, place, view)
        examples.pages_of(view, place)
