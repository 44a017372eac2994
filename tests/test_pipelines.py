"""The local names of the stages: every pipeline of the documents maps onto the canonical list, in its order."""

from __future__ import annotations

import pytest

from biaochi.config import PROFILES
from biaochi.errors import BiaochiError, UnknownName
from biaochi.ingest import import_files, load_profile
from biaochi.pipelines import COLUMNS, STAGES, pipelines
from biaochi.tables import TABLES
from biaochi.warehouse import Warehouse
from tests.ingest.conftest import Importer

BY_DOCUMENT = {
    "巨好办": "事件上报 分类受理 响应指定 部门处置 结果反馈",
    "新源红驿站": "受理群众诉求 交办督办 解决问题 结果反馈 群众评价",
    "居民议事厅": "收集问题 确定议题 协商议事 分流 落实 监督 评审",
    "网格": "受理事件 迅速响应 妥善处理 有效跟进",
    "民意协商机制": "民意收集 统一协商 处置 反馈 责任督导",
    "数字城管": "信息收集 案卷建立 任务派遣 任务处理 处理反馈 核实结案 综合评价",
    "12345": "来电 受理 派单 办理 回复 办结 回访",
    "民生服务平台": "信息上报 街道平台 区级平台分流 部门办理 督办",
    "农民办事不出村": "登记 受理 全程代理 办结",
}
"""As the documents write them, in their order."""

CANONICAL = {
    "巨好办": "reported accepted assigned handled fed_back",
    "新源红驿站": "accepted assigned handled fed_back evaluated",
    "居民议事厅": "reported accepted deliberated assigned handled closed evaluated",
    "网格": "accepted assigned handled closed",
    "民意协商机制": "reported deliberated handled fed_back evaluated",
    "数字城管": "reported accepted assigned handled fed_back closed evaluated",
    "12345": "reported accepted assigned handled fed_back closed evaluated",
    "民生服务平台": "reported accepted assigned handled closed",
    "农民办事不出村": "reported accepted handled closed",
}


@pytest.fixture
def importer(tmp_path):
    return Importer(tmp_path)


def test_every_pipeline_of_the_documents_maps():
    assert set(pipelines()) == set(BY_DOCUMENT)
    for system, names in BY_DOCUMENT.items():
        pipeline = pipelines()[system]
        assert [name["zh"] for name in pipeline.stages.values()] == names.split()
        assert list(pipeline.stages) == CANONICAL[system].split()
        assert all(name["en"] for name in pipeline.stages.values())
        assert pipeline.system == system and set(pipeline.title) == {"zh", "en"}
        assert load_profile(pipeline.id).constants["system"] == system


def test_the_order_is_canonical_and_every_stage_has_its_column():
    order = list(STAGES)
    assert order == ["reported", "accepted", "deliberated", "assigned", "handled", "fed_back", "closed", "evaluated"]
    for pipeline in pipelines().values():
        positions = [order.index(stage) for stage in pipeline.stages]
        assert positions == sorted(positions)
        for stage, other in pipeline.stand_ins.items():
            assert stage not in pipeline.stages or stage == "reported"
            assert other in pipeline.stages
    for table, columns in COLUMNS.items():
        assert set(columns.values()) <= set(TABLES[table].columns) and set(columns) <= set(STAGES)


def test_every_loop_can_be_reported_and_closed():
    """A case needs the time it was reported, and a rate of closing the time it was closed: no pipeline leaves them open."""
    for pipeline in pipelines().values():
        for stage in ("reported", "closed"):
            assert stage in pipeline.stages or stage in pipeline.stand_ins, (pipeline.id, stage)


@pytest.mark.parametrize("ending", ["", "时间", "日期"])
@pytest.mark.parametrize("system", BY_DOCUMENT)
def test_local_stage_headers_alone_reach_the_canonical_columns(importer, system, ending):
    pipeline = pipelines()[system]
    names = [name["zh"] + ending for name in pipeline.stages.values()]
    times = [f"2021-04-0{day} 10:00:00" for day in range(1, len(names) + 1)]
    text = f"编号,区划代码,{','.join(names)}\nA1,130102001,{','.join(times)}\n"
    account = importer.of(text, profile=pipeline.id, table="case")
    assert (account.accepted, account.rules, account.ignored_columns, account.warnings) == (1, {}, "", "")
    case = importer.table("case").row(0, named=True)
    reached = {stage: str(case[column]) for stage, column in STAGES.items() if case[column] is not None}
    expected = dict(zip(pipeline.stages, times, strict=True))
    expected |= {stage: expected[other] for stage, other in pipeline.stand_ins.items() if stage not in expected}
    assert reached == expected
    assert case["system"] == system and case["is_filed"]


def test_the_five_steps_of_a_council_are_matters_where_they_have_an_id_of_one(importer):
    account = importer.of(
        "议题编号,区划代码,收集问题,确定议题,协商议事,分流落实,监督评审\nM1,130703001,2021-04-01,2021-04-02,2021-04-07,2021-05-01,\n",
        profile="zhangjiakou",
    )
    assert (account.table, account.accepted, account.ignored_columns) == ("deliberation", 1, "")
    matter = importer.table("deliberation").row(0, named=True)
    assert [str(matter[c]) for c in COLUMNS["deliberation"].values()] == [
        "2021-04-01", "2021-04-02", "2021-04-07", "2021-05-01", "None",
    ]  # fmt: skip


def test_a_hotline_that_knows_no_time_of_the_call_is_reported_when_accepted(importer):
    importer.of(
        "工单编号,区划代码,受理时间,办结时间\nA1,131102001,2026-09-01 08:00,2026-09-02 08:00\n", profile="hotline_12345"
    )
    case = importer.table("case").row(0, named=True)
    assert case["reported_at"] == case["filed_at"] and str(case["closed_at"]) == "2026-09-02 08:00:00"


def test_a_system_in_the_file_comes_before_the_one_of_the_profile(importer):
    importer.of("编号,区划代码,来源系统,来电\nA1,131102001,网格,2026-09-01\nA2,131102001,,2026-09-01\n", profile="hotline_12345")
    assert importer.table("case").sort("case_id")["system"].to_list() == ["网格", "12345"]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("[stages]\nstarted = { zh = '始', en = 'x' }", UnknownName),
        ("[stages]\nreported = { zh = '始' }", BiaochiError),
        ("[stages]\nreported = '始'", BiaochiError),
        ("[stages]\nreported = { zh = '始', en = 'x' }\n[stand_ins]\nclosed = 'handled'", BiaochiError),
        ("[stages]\nreported = { zh = '始', en = 'x' }\n[stand_ins]\nover = 'reported'", UnknownName),
        ("table = 'facility'\n[stages]\nreported = { zh = '始', en = 'x' }", BiaochiError),
    ],
)
def test_mistakes_in_stages_are_named(importer, content, error):
    with pytest.raises(error):
        load_profile(importer.text(content, "own.toml"))


def test_profiles_with_stages_are_all_read():
    staged = {path.stem for path in PROFILES.glob("*.toml") if "[stages]" in path.read_text(encoding="utf-8")}
    assert {pipeline.id for pipeline in pipelines().values()} == staged


def test_one_import_may_bring_several_systems(tmp_path):
    for name, header in (("julu", "事件上报,部门处置"), ("badong", "登记,全程代理")):
        (tmp_path / f"{name}.csv").write_text(f"编号,区划代码,{header}\n1,131102001,2021-04-01,2021-04-02\n", encoding="utf-8")
        import_files([tmp_path / f"{name}.csv"], warehouse=Warehouse(tmp_path / "w"), profile=name, on_rollups=None)
    assert Warehouse(tmp_path / "w").current().rows["case"] == 2
