"""The printed figures: all there, well formed, and every calculated one comes out of printed ones."""

from __future__ import annotations

from math import ceil, floor

import polars as pl
import pytest

from biaochi.catalogue import UNITS, catalogue
from biaochi.errors import BiaochiError
from biaochi.published import UNITS as PLAIN_UNITS
from biaochi.published import figure, figures, relations
from biaochi.reference import divisions, name_of

OURS = {"130425100901"}
"""A community that the national list does not hold yet."""


def value(name: str) -> float:
    return figure(name)["value"]


def test_every_document_is_there():
    counts = dict(figures().group_by("document").len().iter_rows())
    assert set(counts) == {"S0", "S1", "S2", "S3", "S4"}
    assert figures().height > 250 and min(counts.values()) > 40


@pytest.mark.parametrize(
    ("name", "stands"),
    [
        ("s0.131100.premises_500", 13), ("s0.131100.premises_300_500", 29), ("s0.131102.renovated_sites", 12),
        ("s0.131102.old_sites", 165), ("s0.131102.new_sites_500", 5), ("s0.131103.new_sites_500", 3),
        ("s0.131171.new_sites_500", 3), ("s0.131127.new_sites_500", 3), ("s0.131100.new_sites_each_county", 1),
        ("s0.131100.work_fund_urban", 100_000), ("s0.131100.service_fund_town", 100_000), ("s1.130104.compounds", 1056),
        ("s1.130283001020.service_items", 91), ("s1.130283001020.charging_piles", 17), ("s1.130283001020.lamp_posts", 10),
        ("s1.130803.towns", 6), ("s1.130803.water_stations", 5), ("s1.130803.water_households", 14_000),
        ("s1.130703.halls", 44), ("s1.130703.matters", 60), ("s1.130425100901.households", 4483),
        ("s1.130425100901.population", 15_139), ("s1.130425100901.origin_villages", 13), ("s1.131003.units", 25),
        ("s1.130529.cases_received", 250_000), ("s1.130529.grid_workers", 2800), ("s2.422800.centres_300", 123),
        ("s2.422800.input_counties", 103_550_000), ("s2.422823.approvals_received", 10_013), ("s2.422823.sites", 125),
        ("s2.422823.invested", 11_000_000), ("s2.422823.saving", 4_700_000), ("s3.350521100.households", 31_653),
        ("s3.350521100.population", 95_436), ("s3.350521100.resident_groups", 155), ("s3.350521100.grid_workers", 59),
        ("s4.610603002003.households", 7891), ("s4.610603002003.population", 25_369), ("s4.610603002003.grids", 19),
    ],
)  # fmt: skip
def test_what_the_issue_names(name, stands):
    assert value(name) == stands and figure(name)["origin"] == "printed"


CALCULATED = {
    "s0.131100.premises_300_naive_share": lambda: 100 * 42 / value("s0.131100.communities"),
    "s0.131100.premises_500_naive_share": lambda: 100 * 13 / value("s0.131100.communities"),
    "s0.131100.premises_area_per_site": lambda: value("s0.131100.premises_area_provided") / value("s0.131100.premises_provided"),
    "s0.131100.premises_area_implied": lambda: 500 * value("s0.131100.premises_500") + 300 * value("s0.131100.premises_300_500"),
    "s0.131100.demonstration_communities": lambda: value("s0.131100.demonstration_share") / 100 * value("s0.131100.communities"),
    "s0.131102.renovated_share": lambda: 100 * value("s0.131102.renovated_sites") / value("s0.131102.old_sites"),
    "s0.131102.renovation_cost_per_site": lambda: value("s0.131102.renovation_invested") / value("s0.131102.renovated_sites"),
    "s1.130104.red_property_cover": lambda: 100 * value("s1.130104.red_property_compounds") / value("s1.130104.compounds"),
    "s1.130104.households_per_grid": lambda: value("s1.130104.households") / value("s1.130104.grids"),
    "s1.130104.members_per_grid": lambda: value("s1.130104.party_members") / value("s1.130104.grids"),
    "s1.130104.households_per_member": lambda: value("s1.130104.households") / value("s1.130104.party_members"),
    "s1.130104.organisations_per_compound": lambda: value("s1.130104.organisations") / value("s1.130104.compounds"),
    "s1.130104.households_per_compound": lambda: value("s1.130104.households") / value("s1.130104.compounds"),
    "s1.130104.agreements_per_part_time_member": lambda: value("s1.130104.agreements") / value("s1.130104.part_time_members"),
    "s1.130703.matters_per_hall": lambda: value("s1.130703.matters") / value("s1.130703.halls"),
    "s1.130703.sittings_per_hall": lambda: 52 * value("s1.130703.sittings_per_week"),
    "s1.130425100901.persons_per_household": lambda: value("s1.130425100901.population") / value("s1.130425100901.households"),
    "s1.130425100901.area_due": lambda: 0.3 * value("s1.130425100901.households"),
    "s1.130425100901.volunteers_due": lambda: 0.1 * value("s1.130425100901.population"),
    "s1.130529.cases_per_grid_worker": lambda: value("s1.130529.cases_received") / value("s1.130529.grid_workers"),
    "s2.422800.centres_300_share": lambda: 100 * value("s2.422800.centres_300") / value("s2.422800.communities"),
    "s2.422800.rural_fiscal_share": lambda: 100 * value("s2.422800.rural_fiscal") / value("s2.422800.rural_funds"),
    "s2.422800.rural_departments_share": lambda: 100 * value("s2.422800.rural_departments") / value("s2.422800.rural_funds"),
    "s2.422800.rural_donations_share": lambda: 100 * value("s2.422800.rural_donations") / value("s2.422800.rural_funds"),
    "s2.422800.rural_self_raised_share": lambda: 100 * value("s2.422800.rural_self_raised") / value("s2.422800.rural_funds"),
    "s2.422823.cost_per_site": lambda: value("s2.422823.invested") / value("s2.422823.sites"),
    "s2.422823.saving_per_item": lambda: value("s2.422823.saving") / value("s2.422823.approvals_received"),
    "s2.422823.saving_per_any_item": lambda: (
        value("s2.422823.saving") / (value("s2.422823.approvals_received") + value("s2.422823.commercial_received"))
    ),
    "s3.350521.towns_listed": lambda: divisions().filter(parent_code="350521", level="town")["area_name"].str.ends_with("镇").sum(),
    "s3.350521100.households_per_community": lambda: value("s3.350521100.households") / value("s3.350521100.communities"),
    "s3.350521100.population_per_community": lambda: value("s3.350521100.population") / value("s3.350521100.communities"),
    "s3.350521100.persons_per_household": lambda: value("s3.350521100.population") / value("s3.350521100.households"),
    "s3.350521100.households_per_group": lambda: value("s3.350521100.households") / value("s3.350521100.resident_groups"),
    "s3.350521100.households_per_grid_worker": lambda: value("s3.350521100.households") / value("s3.350521100.grid_workers"),
    "s3.350521100.area_due": lambda: 0.3 * value("s3.350521100.households"),
    "s3.350521100.area_due_per_community": lambda: 0.3 * value("s3.350521100.households_per_community"),
    "s3.350521100.area_per_100_households": lambda: 100 * value("s3.350521100.area_target") / value("s3.350521100.households"),
    "s3.350521100.area_target_share": lambda: 100 * value("s3.350521100.area_target") / value("s3.350521100.area_due"),
    "s3.350521100.volunteers_due": lambda: 0.1 * value("s3.350521100.population"),
    "s3.350521100.teams_due": lambda: value("s3.350521100.volunteer_teams") * value("s3.350521100.communities"),
    "s3.350521100.members_due": lambda: ceil(value("s3.350521100.households") / figure("s3.350521100.households_linked")["value_to"]),
    "s4.610603002003.households_per_grid": lambda: value("s4.610603002003.households") / value("s4.610603002003.grids"),
    "s4.610603002003.households_per_grid_resident": lambda: value("s4.610603002003.households_resident") / value("s4.610603002003.grids"),
    "s4.610603002003.grids_due": lambda: ceil(value("s4.610603002003.households") / value("s4.610603002003.grid_unit")),
    "s4.610603002003.volunteer_share_total": lambda: 100 * value("s4.610603002003.volunteers") / value("s4.610603002003.population"),
    "s4.610603002003.volunteer_share_resident": lambda: (
        100 * value("s4.610603002003.volunteers") / value("s4.610603002003.population_resident")
    ),
    "s4.610603002003.volunteers_due_total": lambda: 0.1 * value("s4.610603002003.population"),
    "s4.610603002003.volunteers_due_resident": lambda: 0.1 * value("s4.610603002003.population_resident"),
    "s4.610603002003.staff_per_10000_total": lambda: 10_000 * value("s4.610603002003.staff") / value("s4.610603002003.population"),
    "s4.610603002003.staff_per_10000_resident": lambda: (
        10_000 * value("s4.610603002003.staff") / value("s4.610603002003.population_resident")
    ),
    "s4.610603002003.area_due_total": lambda: 0.3 * value("s4.610603002003.households"),
    "s4.610603002003.area_due_resident": lambda: 0.3 * value("s4.610603002003.households_resident"),
    "s4.610603002003.funds_per_household": lambda: value("s4.610603002003.funds") / value("s4.610603002003.households"),
}
"""Quotients and products; sums are held by relations.csv."""


@pytest.mark.parametrize("name", CALCULATED)
def test_a_calculated_figure_comes_out_of_printed_ones(name):
    stated = value(name)
    decimals = len(f"{stated:g}".partition(".")[2])
    assert CALCULATED[name]() == pytest.approx(stated, abs=0.5 * 10**-decimals + 1e-9)


def test_every_calculated_figure_is_held_by_a_sum_or_a_quotient():
    in_sums = set(relations().filter(expect="equal")["figure"])
    calculated = figures().filter(origin="calculated")["id"].to_list()
    assert [name for name in calculated if name not in CALCULATED and name not in in_sums] == []


@pytest.mark.parametrize("name", relations()["relation"].unique(maintain_order=True).to_list())
def test_relations_hold_and_contradictions_stay(name):
    """A sum that no longer holds is a slip of the pen; a contradiction that has vanished was smoothed over."""
    terms = relations().filter(relation=name)
    valued = terms.with_columns(pl.Series("value", [value(each) for each in terms["figure"]]))
    a, b = (float((part["factor"] * part["value"]).sum()) for part in (valued.filter(side="a"), valued.filter(side="b")))
    (expected,) = set(terms["expect"].to_list())
    assert set(terms["side"].to_list()) == {"a", "b"} and terms["why_zh"].n_unique() == 1
    if expected == "equal":
        assert a == pytest.approx(b)
    else:
        assert abs(a - b) > 1e-6


def test_the_contradictions_of_the_handbook_are_all_there():
    assert {
        "s2.422800.inputs", "s0.131100.premises_scope", "s3.350521.cells", "s1.130703.weekly", "s4.610603002003.work_fund",
        "s4.610603002003.grid_unit", "s2.422800.windows", "s3.350521.towns", "s0.131100.premises_flow",
    } <= set(relations().filter(expect="differ")["relation"])  # fmt: skip


def test_units_and_indicators_are_known():
    assert set(figures()["unit"]) <= {*UNITS, *PLAIN_UNITS}
    compared = figures().drop_nulls("indicator").select("id", "indicator", "unit").rows()
    unknown = [(name, indicator) for name, indicator, _ in compared if indicator not in catalogue()]
    assert unknown == []
    wrong = [(name, unit, catalogue()[i].unit) for name, i, unit in compared if catalogue()[i].unit != unit]
    assert wrong == [], "a figure that is set beside an indicator is in its unit"


def test_places_are_in_the_national_list():
    for code in figures()["area_code"].unique():
        assert name_of(code) or code in OURS, code
    names = dict(figures().select("area_code", "place_zh").iter_rows())
    assert names["130104"] != names["130703"], "two districts are called 桥西区"


def test_exactness_says_what_the_text_says():
    assert figure("s1.130703.matters")["exactness"] == "more_than"  # 60余
    assert figure("s0.131100.floor_per_100_households")["exactness"] == "at_least"
    assert figure("s1.130529.emergency_hours")["exactness"] == "at_most"
    linked = figure("s3.350521100.households_linked")
    assert (linked["exactness"], linked["value"], linked["value_to"]) == ("range", 10, 20)
    members = figure("s3.350521100.members_due")
    assert members["value_to"] == ceil(value("s3.350521100.households") / 10)
    assert floor(value("s4.610603002003.households") / value("s4.610603002003.grid_unit")) == value("s4.610603002003.grids")


def test_what_is_no_figure_is_not_loaded():
    """Numbers of bookmarks that stuck to page numbers, and a document number that lost its brackets."""
    noise = {4164, 123021, 125366, 214179, 217556, 312902, 419890, 47863, 53933, 527895, 630070, 710303, 823173, 85506, 86674, 201723}
    assert noise.isdisjoint(figures()["value"].to_list())


def test_an_unknown_figure_is_a_sentence():
    with pytest.raises(BiaochiError, match="no published figure"):
        figure("s9.000000.nothing")
