"""Where a case's deadline comes from, and the flags and stages of a case beyond filing and closing."""

from datetime import datetime

D = datetime
HEADER = "工单编号,区划代码,来电时间"


def cases(importer):
    return importer.table("case").sort("case_id").rows(named=True)


def test_the_exports_own_deadline_comes_first_and_the_limit_after_it(importer):
    account = importer.of(
        f"{HEADER},立案时间,处置截止时间,时限数值,时限类型\n"
        "A1,131102001001,2026-02-13 16:00,,2026-02-20 12:00,2,工作日\n"
        "A2,131102001001,2026-02-13 16:00,,,2,工作日\n"
        "A3,131102001001,2026-02-13 16:00,2026-02-24 09:00,,2,工作日\n"
        "A4,131102001001,2026-02-13 16:00,,,2,紧急工作时\n"
        "A5,131102001001,2026-02-13 17:00,,,2,工作时\n"
        "A6,131102001001,2026-02-13 16:00,,,2,自然日\n"
        "A7,131102001001,2026-02-13 16:00,,,2,\n"
        "A8,131102001001,2026-02-13 16:00,,,,工作日\n"
        "A9,131102001001,2026-02-13 16:00,,,0,工作日\n"
    )
    assert (account.accepted, account.warnings) == (9, "时限数值（未注明单位）: 1")
    assert [(c["due_at"], c["due_from"]) for c in cases(importer)] == [
        (D(2026, 2, 20, 12), "export"),
        (D(2026, 2, 24, 18), "limit"),  # Saturday 14 is worked, then the festival
        (D(2026, 2, 26, 18), "limit"),  # from the filing
        (D(2026, 2, 13, 18), "limit"),
        (D(2026, 2, 14, 9, 30), "limit"),
        (D(2026, 2, 15, 23, 59, 59), "limit"),
        (None, None),
        (None, None),
        (None, None),
    ]


def test_a_year_without_a_calendar_is_said_and_not_guessed(importer):
    account = importer.of(
        f"{HEADER},时限数值,时限类型\nA1,131102001001,2031-03-03 09:00,2,工作日\nA2,131102001001,2031-03-03 09:00,2,工作时\n"
        "A3,131102001001,2031-03-03 09:00,2,自然日\nA4,131102001001,2026-03-03 09:00,2,工作日\n"
    )
    assert account.accepted == 4 and account.warnings == "时限数值（节假日表未列相应年份）: 2"
    assert [c["due_from"] for c in cases(importer)] == [None, None, "limit", "limit"]
    assert importer.table("account")["warnings"].to_list() == [account.warnings]


def test_a_limit_in_words_stands_where_a_deadline_should(importer):
    account = importer.of(
        f"{HEADER},办理时限\nA1,131102001001,2026-09-01 10:00,5个工作日\nA2,131102001001,2026-09-01 10:00,2026-09-09\n"
        "A3,131102001001,2026-09-01 10:00,30日\nA4,131102001001,2026-09-01 10:00,2小时\n"
    )
    assert account.warnings == "办理时限: 1"  # the thirtieth, or thirty days?
    found = [(c["due_at"], c["due_from"], c["limit_value"], c["limit_unit"]) for c in cases(importer)]
    assert found == [
        (D(2026, 9, 8, 18), "limit", 5.0, "work_day"),
        (D(2026, 9, 9, 23, 59, 59), "export", None, None),
        (None, None, None, None),
        (D(2026, 9, 1, 12), "limit", 2.0, "urgent_hour"),
    ]


def test_a_limit_in_the_column_of_deadlines_counts_beside_a_column_of_limits(importer):
    account = importer.of(
        f"{HEADER},办理时限,承诺时限,时限类型\nA1,131102001001,2026-09-01 10:00,3个工作日,,自然日\n"
        "A2,131102001001,2026-09-01 10:00,3个工作日,5,自然日\nA3,131102001001,2026-09-01 10:00,2026-09-09,5,自然日\n"
        "A4,131102001001,2026-09-01 10:00,,即办,\nA5,131102001001,2026-09-01 10:00,,40000小时,\n"
    )
    assert account.warnings == ""
    found = [(c["due_at"], c["due_from"], c["limit_value"], c["limit_unit"]) for c in cases(importer)]
    assert found == [
        (D(2026, 9, 4, 18), "limit", 3.0, "work_day"),  # in its own clock
        (D(2026, 9, 6, 23, 59, 59), "limit", 5.0, "natural_day"),
        (D(2026, 9, 9, 23, 59, 59), "export", 5.0, "natural_day"),
        (None, None, 0.0, "urgent_hour"),  # at once has no end that a document names
        (D(2031, 3, 26, 2), "limit", 40000.0, "urgent_hour"),
    ]


def test_a_status_that_denies_and_one_that_sends_back_do_not_end_a_case(importer):
    importer.of(
        f"{HEADER},工单状态\nA1,131102001001,2026-09-01,未作废\nA2,131102001001,2026-09-01,退回重办\nA3,131102001001,2026-09-01,不予受理\n"
        "A4,131102001001,2026-09-01,不同意缓办\nA5,131102001001,2026-09-01,未退回\nA6,131102001001,2026-09-01,已退回\n"
    )
    names = ("is_void", "is_returned", "is_deferred")
    assert [tuple(c[n] for n in names) for c in cases(importer)] == [
        (False, None, False), (False, True, False), (True, None, False), (False, None, False), (False, None, False), (True, True, False),
    ]  # fmt: skip


def test_a_limit_whose_header_names_the_clock(importer):
    importer.of(f"{HEADER},办理时限(工作日)\nA1,131102001001,2026-09-01 10:00,5\n")
    assert [(c["due_at"], c["limit_unit"]) for c in cases(importer)] == [(D(2026, 9, 8, 18), "work_day")]


def test_side_states_stand_in_the_status_or_in_columns(importer):
    importer.of(
        f"{HEADER},工单状态,退件,并单,改派次数,延期次数\nA1,131102001001,2026-09-01,已退回,,,2,1\nA2,131102001001,2026-09-01,并单处理,,,,\n"
        "A3,131102001001,2026-09-01,办理中,是,否,0,0\nA4,131102001001,2026-09-01,已合并,否,,,\n"
    )
    names = ("is_returned", "is_merged", "is_void", "reassigned_count", "extension_count")
    assert [tuple(c[n] for n in names) for c in cases(importer)] == [
        (True, None, True, 2, 1),
        (None, True, False, None, None),
        (True, False, False, 0, 0),
        (False, True, False, None, None),
    ]


def test_a_system_that_never_says_returned_is_not_asked(importer):
    importer.of(f"{HEADER},工单状态\nA1,131102001001,2026-09-01,已办结\n")
    assert [(c["is_returned"], c["is_merged"]) for c in cases(importer)] == [(None, None)]


def test_a_column_of_returns_makes_a_case_void_and_returned(importer):
    importer.of(f"{HEADER},是否退回\nA1,131102001001,2026-09-01,是\nA2,131102001001,2026-09-01,否\n")
    assert [(c["is_void"], c["is_returned"]) for c in cases(importer)] == [(True, True), (False, False)]


def test_all_clocks_levels_and_links_of_a_case(importer):
    account = importer.of(
        f"{HEADER},登记答复时间,到场时间,承诺答复时间,一刻钟规则,网格编号,事项编号,服务方式,办结层级,协商时间,反馈时间,评价时间\n"
        "A1,131102001001,2015-03-02 09:00,2015-03-02 09:10,2015-03-02 09:12,2015-03-05,登记答复,G1,S1,上门,社区,"
        "2015-03-03 10:00,2015-03-04 10:00,2015-03-06\n"
        "A2,131102001001,2015-03-02 09:00,,,,到场,,,,乡镇街道级,,,\n"
    )
    assert (account.accepted, account.ignored_columns) == (2, "") and account.warnings == "办结层级: 1"
    one, two = cases(importer)
    assert (one["registered_at"], one["arrived_at"], one["promised_at"]) == (
        D(2015, 3, 2, 9, 10), D(2015, 3, 2, 9, 12), D(2015, 3, 5, 23, 59, 59),
    )  # fmt: skip
    assert [one[n] for n in ("quarter_hour_clock", "grid_id", "item_id", "service_mode", "settled_level")] == [
        "register", "G1", "S1", "上门", "community",
    ]  # fmt: skip
    assert (one["deliberated_at"], one["fed_back_at"], one["evaluated_at"]) == (
        D(2015, 3, 3, 10), D(2015, 3, 4, 10), D(2015, 3, 6),
    )  # fmt: skip
    assert (two["quarter_hour_clock"], two["settled_level"]) == ("arrive", None)


def test_a_later_evaluation_is_the_newer_version(importer):
    account = importer.of(
        f"{HEADER},办结时间,评价时间,满意度\nA1,131102001001,2026-09-01,2026-09-02,2026-09-05,满意\nA1,131102001001,2026-09-01,2026-09-02,,\n"
    )
    assert account.duplicates == 1 and [c["satisfaction"] for c in cases(importer)] == ["satisfied"]
