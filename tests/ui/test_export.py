"""Downloads: what is shown is what is in the file, and no cell becomes a formula."""

from __future__ import annotations

import io
import zipfile

import fastexcel
import pytest

from biaochi.ui.export import Sheet, as_csv, as_xlsx, file_name, guarded

SHEET = Sheet(
    title="未达标社区",
    about=["地区：衡水市 · 时期：2026年第3季度", "数据截至 2026-09-30"],
    labels=["社区", "㎡/百户", "缺口（㎡）"],
    kinds=["text", "number", "number"],
    digits=[0, 2, 0],
    rows=[["甲社区", 27.415, 1182], ['=HYPERLINK("http://example.org")', None, -5]],
)


def test_csv_opens_in_excel_as_utf8():
    assert as_csv(SHEET).startswith(b"\xef\xbb\xbf")
    lines = as_csv(SHEET).decode("utf-8-sig").splitlines()
    assert lines[0] == "社区,㎡/百户,缺口（㎡）"
    assert lines[1] == "甲社区,27.41,1182" or lines[1] == "甲社区,27.42,1182"
    assert lines[2].startswith('"\'=HYPERLINK')
    assert lines[2].endswith(",,-5"), "a negative number is a number, not a formula"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1"])
def test_text_that_looks_like_a_formula_is_disarmed(cell: str):
    assert guarded(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["甲社区", "–", "-", "", None, -3, -2.5])
def test_other_cells_stay_as_they_are(cell: object):
    assert guarded(cell) == cell


def test_workbook_says_what_it_is_and_holds_numbers():
    data = as_xlsx(SHEET)
    rows = fastexcel.read_excel(data).load_sheet(0, header_row=None).to_polars().rows()
    assert rows[0][0] == "未达标社区"
    assert rows[1][0].startswith("地区：衡水市")
    assert rows[4] == ("社区", "㎡/百户", "缺口（㎡）")
    assert rows[5][0] == "甲社区"
    assert float(rows[5][1]) == 27.415
    assert float(rows[5][2]) == 1182


def test_workbook_has_number_formats_and_no_formula():
    with zipfile.ZipFile(io.BytesIO(as_xlsx(SHEET))) as book:
        assert "#,##0.00" in book.read("xl/styles.xml").decode()
        assert "<f>" not in book.read("xl/worksheets/sheet1.xml").decode()


def test_file_name_holds_the_filters_and_nothing_a_file_system_refuses():
    assert file_name("未达标社区", "衡水市", "2025-10/2026-09", None, 'a "b"?') == "未达标社区_衡水市_2025-10-2026-09_a-b-"
