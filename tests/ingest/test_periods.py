"""Which period a stock gets and which date its file speaks for, in the year that is still running and before."""

from datetime import date

import pytest

from biaochi import ingest

HOMES = "区划代码,社区名称,总户数"


@pytest.fixture
def november(monkeypatch):
    class Day(date):
        @classmethod
        def today(cls):
            return date(2026, 11, 20)

    monkeypatch.setattr(ingest, "date", Day)
    return date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        (HOMES + ",年度\n131102001001,甲,100,2026\n", date(2026, 11, 20)),
        ("2026年社区基本情况,,\n" + HOMES + "\n131102001001,甲,100\n", date(2026, 11, 20)),
        ("2026年第四季度社区基本情况,,\n" + HOMES + "\n131102001001,甲,100\n", date(2026, 11, 20)),
        ("2025年社区基本情况,,\n" + HOMES + "\n131102001001,甲,100\n", date(2025, 12, 31)),
        ("截至2026年9月底,,,\n" + HOMES + ",年度\n131102001001,甲,100,2026\n", date(2026, 9, 30)),
        (HOMES + ",统计时间\n131102001001,甲,100,2026年7-9月\n", date(2026, 9, 30)),
    ],
)
def test_a_year_that_still_runs_is_counted_up_to_now(importer, november, text, period):
    account = importer.of(text)
    assert (account.as_of, account.as_of_from) == (period, "stated")
    assert importer.table("community")["period"].to_list() == [period]


def test_a_year_ends_at_the_date_that_is_given(importer, november):
    importer.of(HOMES + ",年度\n131102001001,甲,100,2026\n131102001001,甲,90,2025\n", as_of=date(2026, 9, 30))
    assert sorted(importer.table("community")["period"].to_list()) == [date(2025, 12, 31), date(2026, 9, 30)]


def test_a_day_that_the_file_names_is_not_moved(importer, november):
    importer.of(HOMES + ",统计时间\n131102001001,甲,100,2026-12-31\n")
    assert importer.table("community")["period"].to_list() == [date(2026, 12, 31)]


def test_a_file_that_says_nothing_speaks_for_today(importer, november):
    account = importer.of(HOMES + "\n131102001001,甲,100\n")
    assert (account.as_of, account.as_of_from) == (november, "inferred")


@pytest.mark.parametrize(
    "title", ["根据2024年3月文件填报", "社区用房(依据2024年3月要求)", "2024年3月印发的标准", "2024年3月冀民〔7〕号通知"]
)
def test_the_date_of_a_cited_document_is_not_the_survey_date(importer, november, title):
    assert importer.of(f"{title},,\n{HOMES}\n131102001001,甲,100\n").as_of == november


def test_of_two_files_with_one_key_the_one_that_speaks_for_the_later_date_is_right(importer):
    new = importer.text("统计时间：2026年9月30日,,\n网格编号,区划代码,网格名称,户数\nG1,131102001001,一,300\n", "new.csv")
    old = importer.text("统计时间：2026年6月30日,,\n网格编号,区划代码,网格名称,户数\nG1,131102001001,一,200\n", "old.csv")
    assert [a.accepted for a in importer(new, old)] == [1, 1]
    assert importer.table("grid")["households"].to_list() == [300]
