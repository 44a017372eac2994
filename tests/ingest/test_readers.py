"""Files as they come: encodings, delimiters, archives, workbooks, and what is refused with which cure."""

import zipfile

import pytest
import xlsxwriter

from biaochi.errors import ImportRefused, UnknownName
from biaochi.ingest.readers import read_sheets

CASES = "工单编号,区划代码,来电时间\nA1,131102001001,2026-09-01 08:00:00\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(importer, encoding):
    [account] = importer(importer.text(CASES, encoding=encoding))
    assert (account.table, account.read, account.accepted) == ("case", 1, 1)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiters(importer, delimiter):
    assert importer.of(CASES.replace(",", delimiter)).accepted == 1


def test_rows_are_counted_as_a_spreadsheet_counts(importer):
    importer.of(
        '标题\n\n工单编号,区划代码,来电时间,一级分类\nA1,131102001001,2026-09-01,"两\n行"\n\nA2,131102001001,昨天,x\n'
    )
    # The quoted cell with a line break is one row of a spreadsheet; blank rows count but are not read.
    assert importer.broken() == [(6, "not_a_date", "来电时间", "昨天")]


def test_a_row_with_more_cells_than_the_header_is_not_taken_in(importer):
    account = importer.of(CASES + "A2,131102001001,2026-09-01,,13800000000\n")
    assert (account.accepted, account.rules) == (1, {"too_many_cells": 1})
    assert "13800000000" not in str(importer.table("quarantine").rows())


def test_quotes_inside_text_do_not_stop_the_import(importer):
    assert (
        importer.of(
            '工单编号,区划代码,来电时间,一级分类\nA1,131102001001,2026-09-01,12"管\nA2,131102001001,2026-09-01,b\n'
        ).accepted
        == 2
    )


def test_a_zip_of_one_file_is_read_as_that_file(importer):
    path = importer.folder / "cases.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("inside.csv", CASES)
    [account] = importer(path)
    assert (account.file, account.accepted) == ("cases.zip", 1)


def test_workbook_cells_keep_codes_dates_and_numbers(importer):
    from datetime import datetime

    path = importer.book(
        {
            "一": [
                ["2026年诉求工单"],
                ["工单编号", "区划代码", "来电时间", "办结时间"],
                [123456789012345, 131102001001, datetime(2026, 9, 1, 8), 46266.5],
            ]
        }
    )
    [account] = importer(path)
    case = importer.table("case").row(0, named=True)
    assert account.accepted == 1
    assert (case["case_id"], case["area_code"]) == ("123456789012345", "131102001001")
    assert (case["reported_at"], case["closed_at"]) == (datetime(2026, 9, 1, 8), datetime(2026, 9, 1, 12))


def test_each_sheet_that_holds_a_table_has_an_account(importer):
    rows = [["工单编号", "区划代码", "来电时间"], ["A1", "131102001001", "2026-09-01"]]
    path = importer.book(
        {"九月": rows, "填表说明": [["请如实填写"]], "八月": [rows[0], ["A2", "131102001001", "2026-08-01"]]}
    )
    one, two = importer(path)
    assert [one.file, two.file] == ["file.xlsx#九月", "file.xlsx#八月"]
    assert (one.ignored_columns, two.ignored_columns) == ("工作表“填表说明”", "")


def test_hidden_sheets_are_named_and_not_read(importer):
    path = importer.folder / "h.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for title, number in (("九月", "A1"), ("旧", "A2")):
            sheet = book.add_worksheet(title)
            sheet.write_row(0, 0, ["工单编号", "区划代码", "来电时间"])
            sheet.write_row(1, 0, [number, "131102001001", "2026-09-01"])
        sheet.hide()
    [account] = importer(path)
    assert (account.accepted, account.ignored_columns) == (1, "工作表“旧”（隐藏）")


def test_numbers_that_lost_their_end_are_told_from_the_same_digits_as_text(importer):
    rows = [["工单编号", "区划代码", "来电时间"]]
    rows += [[number, "131102001001", "2026-09-01"] for number in (1234567890123456, "1234567890123457", 123456789012345)]
    account = importer(importer.book({"一": rows}))[0]
    assert (account.accepted, account.rules) == (2, {"code_digits_lost": 1})
    assert importer.broken()[0][0] == 2


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"  \n", "is empty"),
        ("a.xlsx", b"not a workbook", "is damaged"),
        ("a.zip", b"PK\x03\x04broken", "is damaged"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 64, "old .xls"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.xls", b"<html><table></table></html>", "web page"),
        ("a.bin", bytes(range(256)) * 4, "neither"),
        ("a.csv", "甲,乙\n1,2\n".encode(), "not recognised as any table"),
    ],
)
def test_refused_files_name_the_file_and_the_cure(importer, name, content, part):
    path = importer.folder / name
    path.write_bytes(content)
    with pytest.raises(ImportRefused) as refusal:
        importer(path)
    assert part in str(refusal.value) and name in str(refusal.value)
    assert importer.warehouse.current() is None


def test_a_zip_of_two_files_is_refused(importer):
    path = importer.folder / "two.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", CASES)
        archive.writestr("b.csv", CASES)
    with pytest.raises(ImportRefused, match="holds 2 files"):
        importer(path)


def test_a_missing_file_is_refused(importer):
    with pytest.raises(ImportRefused, match="no file"):
        read_sheets(importer.folder / "nothing.csv")


def test_one_bad_file_publishes_nothing_of_the_good_one(importer):
    with pytest.raises(ImportRefused):
        importer(importer.text(CASES, "good.csv"), importer.text("", "bad.csv"))
    assert importer.warehouse.current() is None


def test_an_unknown_table_or_profile_names_the_nearest(importer):
    with pytest.raises(UnknownName, match="case"):
        importer.of(CASES, table="cases")
    with pytest.raises(UnknownName, match="boston_311"):
        importer.of(CASES, profile="boston311")
