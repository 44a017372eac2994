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


def test_as_of_is_the_newest_date_that_has_been(importer):
    assert importer.of(
        HEADER + "\nA1,131102001001,2016-12-01,2016-12-30,,\nA2,131102001001,2016-12-02,2216-01-01,,\n"
    ).as_of == date(2016, 12, 30)
    assert importer.of(HEADER + "\nA1,131102001001,2016-12-01,,,\n", as_of=date(2016, 12, 31)).as_of == date(
        2016, 12, 31
    )


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
