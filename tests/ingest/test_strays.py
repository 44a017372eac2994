"""A stray mark in a CSV costs one row and never the rest of the file, and nothing personal slips out with it."""

import json
import zipfile

import pytest

from biaochi.errors import ImportRefused
from biaochi.ingest import readers
from biaochi.ingest.masking import masked, total_label

HEADER = "工单编号,区划代码,来电时间,一级分类\n"
GOOD = "".join(f"A{i},131102001001,2026-09-01,x\n" for i in range(30))
PHONE, IDENTITY = "13912345678", "11010519491231002X"


@pytest.mark.parametrize(
    "bad",
    [
        'B1,131102001001,2026-09-01,"管道',
        'B1,131102001001,2026-09-01,"管道\nB2,131102001001,2026-09-01,12"',
        'B1,131102001001,2026-09-01,"管道\nB2,131102001001,2026-09-01,"x"',
        'B1,131102001001,"2026-09-01,管道',
    ],
)
def test_an_unclosed_quotation_mark_swallows_nothing(importer, bad):
    account = importer.of(HEADER + GOOD + bad + "\n" + GOOD.replace("A", "C"))
    lines = bad.count("\n") + 1
    assert (account.read, account.duplicates) == (60 + lines, 0)
    assert account.accepted >= 60 + lines - 1 and account.accepted + account.quarantined == account.read


def test_a_cell_over_several_lines_stays_one_cell_beside_a_stray_mark(importer):
    importer.of(HEADER + 'A1,131102001001,2026-09-01,"一\n二"\nA2,131102001001,2026-09-01,"三\nA3,131102001001,2026-09-01,四\n')
    assert dict(importer.table("case").select("case_id", "category_l1").rows()) == {"A1": "一 二", "A2": "三", "A3": "四"}


def test_text_far_beyond_the_header_is_noticed_late_in_the_file(importer):
    account = importer.of(HEADER + GOOD + f"B1,131102001001,2026-09-01,x,,{PHONE}\n")
    assert account.rules == {"too_many_cells": 1}


def test_a_shifted_row_keeps_nothing_but_its_number(importer):
    account = importer.of(
        "工单编号,来电人,联系电话,区划代码,来电时间,一级分类\n"
        + GOOD.replace(",131102001001", ",,,131102001001")
        + f"B1,张,三丰,{PHONE},131102001001,2026-09-01,x\n"
    )
    assert account.rules == {"too_many_cells": 1}
    [row] = importer.table("quarantine").rows(named=True)
    assert json.loads(row["row_json"]) == {"工单编号": "B1"} and row["value"] is None and row["column"] is None


def test_a_shifted_number_is_not_kept_where_a_name_could_have_moved_into_it(importer):
    importer.of("来电人,工单编号,区划代码,来电时间\n某,A1,131102001001,2026-09-01\n张,三丰,A2,131102001001,2026-09-01\n")
    assert importer.table("quarantine")["row_json"].to_list() == ["{}"]


def test_a_shifted_row_names_no_area(importer):
    importer.of(
        "区划代码,来电人,社区名称,工单编号,来电时间\n131102001977,张,三丰,甲社区,A1,2026-09-01\n131102001977,某,甲社区,A2,2026-09-01\n"
    )
    assert importer.table("area").filter(area_code="131102001977")["area_name"].to_list() == ["甲社区"]
    assert "三丰" not in str([importer.table(name).rows() for name in ("area", "case", "quarantine", "account")])


def test_numbers_of_persons_are_masked_in_what_is_quoted(importer):
    importer.of(
        HEADER + f"131102001001,131102001001,联系{PHONE},x\n20260901000123,{IDENTITY},2026-09-01,a@b.cn\n",
    )
    text = str(importer.table("quarantine").rows())
    assert PHONE not in text and IDENTITY not in text and "a@b.cn" not in text
    assert "131102001001" in text and "20260901000123" in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PHONE, "***"),
        ("+86 139-1234-5678转", "***转"),
        ("１３９１２３４５６７８", "***"),
        (IDENTITY, "***"),
        ("110105194912310021", "110105194912310021"),  # the check digit is wrong: a case number
        ("131102001001", "131102001001"),
        ("GD13912345678", "GD13912345678"),
        ("202609010001391234567", "202609010001391234567"),
    ],
)
def test_masks_hit_persons_and_no_codes(text, expected):
    assert masked(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("合计", "合计"), ("桃城区小计", "桃城区小计"), ("其中:张三", "其中"), ("张三丰13912345678合计", "其中"), ("总计:", "总计")],
)
def test_labels_of_sums_carry_no_text_along(text, expected):
    assert total_label(text) == expected


def test_a_broken_archive_is_refused_in_words(importer):
    path = importer.folder / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", HEADER + GOOD)
    content = bytearray(path.read_bytes())
    content[40:60] = b"\xff" * 20
    path.write_bytes(content)
    with pytest.raises(ImportRefused, match="is damaged"):
        importer(path)


def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_read(importer, monkeypatch):
    path = importer.book({"一": [["工单编号", "区划代码", "来电时间"], ["A1", "131102001001", "2026-09-01"]]})
    monkeypatch.setattr(readers, "MAX_UNPACKED", 1000)
    with pytest.raises(ImportRefused, match="unpacks to more"):
        importer(path)
