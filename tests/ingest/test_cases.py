"""Cases: clocks, flags, versions, and what of a person is never kept."""

import json
from datetime import date, datetime

HEADER = "工单编号,区划代码,来电时间,办结时间,办理时限,工单状态"


def test_clocks_and_flags(importer):
    importer.of(
        HEADER + ",立案时间,是否解决,是否满意,是否紧急,缓办\n"
        "A1,131102001001,2026-09-01 08:00,2026-09-02,2026年9月3日,已办结,2026-09-01 09:00,是,基本满意,是,否\n"
        "A2,131102001001,20260901080000,,2099-12-31,作废,,,,,\n"
        "A3,131102001001,2026/9/1 8:00,,,挂账,2026-09-01 09:00,否,,否,\n"
    )
    one, two, three = importer.table("case").sort("case_id").rows(named=True)
    assert one["due_at"] == datetime(2026, 9, 3, 23, 59, 59) and one["closed_at"] == datetime(2026, 9, 2)
    assert (one["is_filed"], one["is_void"], one["is_deferred"], one["solved"]) == (True, False, False, True)
    assert (one["satisfaction"], one["urgency"], one["system"]) == ("basically_satisfied", "urgent", "未注明")
    assert (two["is_filed"], two["is_void"], two["due_at"], two["urgency"]) == (False, True, None, None)
    assert (three["is_deferred"], three["urgency"], three["solved"]) == (True, "normal", False)


def test_without_a_filing_column_every_case_is_filed(importer):
    importer.of(HEADER + "\nA1,131102001001,2026-09-01,,,\n")
    assert importer.table("case")["is_filed"].to_list() == [True]


def test_what_a_person_said_and_who_they_are_is_never_kept(importer):
    secrets = ["张三丰", "13912345678", "110101199001011234", "楼道堵了", "和平路1号"]
    account = importer.of(
        HEADER + ",来电人,联系电话,身份证号,主要内容,事件地址,内部编码\n"
        f"A1,131102001001,2026-09-01,,,办理中,{','.join(secrets)},k1\nA2,131102001001,昨天,,,办理中,{','.join(secrets)},k1\n"
    )
    assert account.dropped_columns == "来电人;联系电话;身份证号;主要内容;事件地址"
    assert account.ignored_columns == "内部编码"
    stored = "".join(
        path.read_bytes().decode("latin-1") for path in importer.warehouse.path.rglob("*") if path.is_file()
    )
    text = "".join(str(importer.table(name).rows()) for name in ("case", "quarantine", "account"))
    assert importer.table("case").height == 1
    for secret in [*secrets, "k1"]:
        assert secret not in text
        assert secret == "k1" or secret.encode().decode("latin-1") not in stored
    assert json.loads(importer.table("quarantine")["row_json"][0])["来电时间"] == "昨天"


def test_the_latest_version_in_a_file_is_kept(importer):
    account = importer.of(
        HEADER + "\nA1,131102001001,2026-09-01,2026-09-05,,已办结\nA1,131102001001,2026-09-01,,,办理中\n"
        "A2,131102001001,2026-09-01,,,办理中\nA2,131102001001,2026-09-01,,,派遣\n"
    )
    assert (account.read, account.accepted, account.duplicates) == (4, 2, 2)
    assert importer.table("case").sort("case_id")["status"].to_list() == ["已办结", "派遣"]


def test_a_broken_version_does_not_hide_a_sound_one(importer):
    account = importer.of(
        HEADER + "\nA1,131102001001,2026-09-01,,,办理中\nA1,131102001001,1980-01-01,2026-09-05,,已办结\n"
    )
    assert (account.accepted, account.quarantined, account.duplicates) == (1, 1, 0)
    assert importer.broken() == [(3, "reported_is_a_real_date", None, None)]


def test_exported_again_replaces_the_earlier_version(importer):
    importer.of(HEADER + "\nA1,131102001001,2026-09-01,,,办理中\nA2,131102001001,2026-09-01,,,办理中\n")
    again = importer.of(HEADER + "\nA1,131102001001,2026-09-01,2026-09-05,,已办结\n")
    assert (again.accepted, again.duplicates) == (1, 0)
    assert importer.table("case").sort("case_id")["status"].to_list() == ["已办结", "办理中"]


def test_missing_and_shortened_case_numbers_go_to_quarantine(importer):
    lost = "123456789012345000"
    account = importer.of(
        HEADER
        + f"\n,131102001001,2026-09-01,,,\n{lost},131102001001,2026-09-01,,,\n{lost},131102001001,2026-09-02,,,\n"
        "123456789012346000,131102001001,2026-09-02,,,\n"
    )
    assert account.rules == {"code_digits_lost": 2, "missing": 1} and account.accepted == 1


def test_a_reopened_case_is_open_and_a_later_stamp_of_any_kind_counts(importer):
    importer.of(
        "工单编号,区划代码,来电时间,派单时间,办结时间,工单状态\n"
        "A1,131102001001,2026-09-01,2026-09-08,,重办中\nA1,131102001001,2026-09-01,2026-09-02,2026-09-05,已办结\n"
    )
    case = importer.table("case").row(0, named=True)
    assert (case["status"], case["closed_at"]) == ("重办中", None)


def test_the_first_closing_and_the_reopening_are_read_and_a_mere_number_gives_no_time(importer):
    header = "工单编号,区划代码,来电时间,首次办结时间,{},办结时间,重办次数\n"
    row = "A{0},131102001001,2026-09-01 09:00,2026-09-02 10:00,2026-09-10 11:30,2026-09-12 08:00,1\n"
    for number, name in enumerate(("重办时间", "重开时间", "二次派单时间")):
        importer(importer.text(header.format(name) + row.format(number), f"{number}.csv"))
    importer.of("工单编号,区划代码,来电时间,办结时间,重办次数\nA9,131102001001,2026-09-01,2026-09-12,2\n")
    found = importer.table("case").sort("case_id").select("first_closed_at", "reopened_at", "closed_at", "reopen_count").rows()
    again = (datetime(2026, 9, 2, 10), datetime(2026, 9, 10, 11, 30), datetime(2026, 9, 12, 8), 1)
    assert found == [again] * 3 + [(None, None, datetime(2026, 9, 12), 2)]


def test_one_number_for_two_cases_is_told_within_an_import(importer):
    row = "工单编号,区划代码,来电时间\nA1,131102001001,2026-09-01\n"
    one = importer.text(row + "A1,131103001001,2026-09-03\nA1,131103001001,2026-09-01\n", "1.csv")
    two = importer.text("工单编号,区划代码,来电时间\nA1,131102002001,2026-09-09\nA2,131102002001,2026-09-09\n", "2.csv")
    first, second = importer(one, two)
    assert (first.rules, first.accepted, first.duplicates) == ({"conflicting_id": 1}, 1, 1)
    assert (second.rules, second.accepted) == ({"conflicting_id": 1}, 1)
    assert importer.table("case").sort("case_id")["case_id"].to_list() == ["A1", "A2"]


def test_an_optional_cell_that_cannot_be_read_does_not_cost_the_case(importer):
    account = importer.of(
        "工单编号,区划代码,来电时间,办结时间,办理时限,紧急程度,满意度,经度,纬度\n"
        "A1,131102001001,2026-09-01,待定,尽快,较急,比较满意,512345.6,4180000\n"
        "A2,131102001001,2026-09-01,,3个工作日,一般,满意,115.6,37.7\nA3,131102001001,昨天,,,较急,,,\n"
    )
    assert (account.accepted, account.rules) == (2, {"not_a_date": 1})
    one = importer.table("case").sort("case_id").row(0, named=True)
    assert [one[n] for n in ("closed_at", "due_at", "urgency", "satisfaction", "lon", "lat")] == [None] * 6
    told = dict(part.split(": ") for part in account.warnings.split("; "))
    assert told == {"办结时间": "1", "办理时限": "1", "紧急程度": "1", "满意度": "1", "经度": "1", "纬度": "1"}
    assert importer.table("account")["warnings"].to_list() == [account.warnings]


def test_cases_speak_for_the_month_of_their_newest_event(importer):
    rows = HEADER + "\nA1,131102001001,2016-12-01,2016-12-20,2017-02-01,\nA2,131102001001,2016-12-02,2216-01-01,,\n"
    account = importer.of(rows)
    assert (account.as_of, account.as_of_from) == (date(2016, 12, 31), "inferred")
    account = importer.of(rows, as_of=date(2017, 1, 2))
    assert (account.as_of, account.as_of_from) == (date(2017, 1, 2), "given")
    account = importer.of("统计时间：2016年12月25日,,,,,\n" + rows)
    assert (account.as_of, account.as_of_from) == (date(2016, 12, 25), "stated")
    today = date.today()
    assert importer.of(HEADER + f"\nA1,131102001001,{today},,,\n").as_of == today


def test_a_trial_run_stores_nothing_and_gives_the_same_account(importer):
    text = HEADER + "\nA1,131102001001,2026-09-01,,,\nA2,x,2026-09-01,,,\n"
    trial = importer.of(text, dry_run=True)
    assert not importer.warehouse.path.exists()
    real = importer.of(text)
    assert trial.snapshot is None and real.snapshot
    counted = ("read", "accepted", "quarantined", "duplicates", "checksum_rows", "rules")
    assert [getattr(trial, n) for n in counted] == [getattr(real, n) for n in counted]


def test_progress_moves_forward_through_the_stages(importer):
    heard = []
    importer(importer.text(HEADER + "\nA1,131102001001,2026-09-01,,,\n"), on_progress=lambda *step: heard.append(step))
    stages = list(dict.fromkeys(stage for stage, _, _ in heard))
    assert stages == ["read", "parse", "place", "check", "publish"]
    rows = [done for stage, done, _ in heard if stage in ("parse", "place", "check")]
    assert rows == sorted(rows) and all(done <= total for _, done, total in heard)
