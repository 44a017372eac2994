"""What may be asked, what is refused, and that scope cannot be got round."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from biaochi.catalogue import catalogue
from biaochi.errors import BiaochiError, UnknownName
from biaochi.measures import COLUMNS, Question, change, explore, value
from biaochi.scope import Scope
from biaochi.standards import Standard, documents, resolve, standards
from biaochi.standards import Value as StandardValue
from tests.warehouses import CITY, A, B, C, engine_of


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    cases = [{"case_id": f"{code}{i}", "area_code": code, "reported_at": f"2026-0{1 + i % 9}-03", "due_at": f"2026-0{1 + i % 9}-20",
              "closed_at": f"2026-0{1 + i % 9}-1{i % 10}", "category_l1": "供热", "department": "热力公司"}
             for code in (A, C) for i in range(90)]  # fmt: skip
    return engine_of(tmp_path_factory.mktemp("m") / "w", {"area": CITY, "case": cases}, date(2026, 9, 30))


@pytest.mark.parametrize("name", list(catalogue()))
def test_every_indicator_answers_in_one_shape(engine, name):
    for by in ((), ("area",), ("period",)):
        answer = value(engine, Question(name, by=by))
        assert tuple(answer.columns[: len(COLUMNS)]) == COLUMNS
        assert answer.height >= 1
        assert answer["state"].is_in(["ok", "missing", "not_applicable", "too_few"]).all()
        assert (answer["value"].is_null() == answer["state"].is_in(["missing", "not_applicable"])).all()


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (Question("closure_rat"), "closure_rate"),
        (Question("closure_rate", area="131109"), "There is no area"),
        (Question("closure_rate", level="borough"), "There is no level"),
        (Question("closure_rate", by=("colour",)), "There is no breakdown"),
        (Question("area_gap_m2", by=("category",)), "cannot be broken down"),
        (Question("closure_rate", by=("category", "channel")), "one of"),
        (Question("closure_rate", profile="hengshui"), "hengshui_2018"),
        (Question("closure_rate", cutoff="now"), "There is no cut-off"),
        (Question("closure_rate", household_basis="all"), "There is no basis"),
        (Question("closure_rate", period="soon"), "is not a period"),
        (Question("closure_rate", by=("period",), grain="week"), "not a grain"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_cure(engine, question, message):
    with pytest.raises(BiaochiError, match=message):
        value(engine, question)


def test_codes_padded_with_zeros_mean_the_same_area(engine):
    assert value(engine, Question("closure_rate", area="131102000000")).equals(value(engine, Question("closure_rate", area="131102")))


def test_districts_and_periods_sum_to_the_whole(engine):
    whole = value(engine, Question("on_time_closure_rate", cutoff="as-of")).row(0, named=True)
    for by in (("area",), ("period",), ("category",), ("area", "period")):
        parts = value(engine, Question("on_time_closure_rate", by=by, cutoff="as-of"))
        assert (parts["numerator"].sum(), parts["denominator"].sum()) == (whole["numerator"], whole["denominator"]), by


def test_scope_narrows_everything_and_outside_it_nothing_exists(engine):
    scope = Scope(("131102",))
    assert value(engine, Question("closure_rate"), scope)["area_code"].to_list() == ["131102"]
    assert set(value(engine, Question("closure_rate", level="community"), scope)["area_name"]) == {"甲社区", "乙社区"}
    assert set(explore(engine, "premises", scope=scope)["county_code"]) == {"131102"}
    for outside in ("131103", "131100", C):
        with pytest.raises(UnknownName):
            value(engine, Question("closure_rate", area=outside), scope)


def test_an_unknown_exploration_is_refused(engine):
    with pytest.raises(UnknownName):
        explore(engine, "premisses")


def test_a_district_may_have_its_own_standard(monkeypatch):
    areas = pl.DataFrame(
        [("131100", None, None), ("131102", "131100", None), ("131103", "131100", None), ("131121", "131100", None)],
        schema=["area_code", "parent_code", "community_type"], orient="row",
    ).cast(pl.String)  # fmt: skip
    year = {"profile": "hengshui_2018", "document": "S0", "valid_from": date(2018, 1, 1), "valid_to": date(2018, 12, 31)}
    held = (StandardValue(value=1, **year), StandardValue(value=5, area="131102", **year), StandardValue(value=3, area="131103", **year))
    sites = Standard("new_sites", {"zh": "当年新建", "en": "New in the year"}, "count", held)
    monkeypatch.setattr("biaochi.standards.standards", lambda: {"new_sites": sites})
    resolved = resolve(areas, "hengshui_2018", date(2018, 6, 30))
    assert dict(resolved.select("area_code", "value").iter_rows()) == {"131100": 1, "131102": 5, "131103": 3, "131121": 1}
    assert resolve(areas, "hengshui_2018", date(2019, 6, 30)).is_empty(), "it held in 2018"


def test_every_value_of_a_standard_names_its_document():
    for standard in standards().values():
        assert standard.values and all(v.document in documents() for v in standard.values)
    assert all(title["zh"] and title["en"] for title in documents().values())


def test_the_word_for_a_change_follows_the_direction():
    rising = pl.DataFrame({"value": [1.0, 2.0, 3.0, 4.0, 5.0], "numerator": [None] * 5, "denominator": [None] * 5})
    assert change(rising, catalogue()["area_per_100_households"]) == "improving"
    hundreds = [100.0, 200.0, 300.0, 400.0, 500.0]
    more = pl.DataFrame({"value": hundreds, "numerator": hundreds, "denominator": [None] * 5})
    assert change(more, catalogue()["case_backlog"]) == "worsening"
    assert change(rising.with_columns(numerator="value"), catalogue()["case_backlog"]) == "flat", "one case more and less is chance"
    perfect = pl.DataFrame({"value": [100.0] * 5, "numerator": [50.0] * 5, "denominator": [50.0] * 5})
    assert change(perfect, catalogue()["closure_rate"]) == "flat"
    assert change(more.head(4), catalogue()["case_backlog"]) == "too_short"


def test_areas_beside_are_counted_as_when_they_are_asked_alone(tmp_path):
    households = [{"area_code": code, "period": date(2026, 6, 30), "households_total": n} for code, n in ((A, 1000), (B, 2500))]
    engine = engine_of(tmp_path / "w", {"area": CITY, "community": households}, date(2026, 9, 30))
    together = value(engine, Question("households", area=A, beside=("131102", "131100"))).to_dicts()
    alone = [value(engine, Question("households", area=code)).row(0, named=True) for code in ("131100", "131102", A)]
    assert sorted(together, key=lambda row: row["area_code"]) == sorted(alone, key=lambda row: row["area_code"])
    with pytest.raises(UnknownName):
        value(engine, Question("households", area=A, beside=("131103",)), scope=Scope(("131102",)))
