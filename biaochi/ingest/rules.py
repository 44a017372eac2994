"""The rules a row can break, as sentences that say what to do. Ids are stored, sentences are made when they are shown."""

from __future__ import annotations

from biaochi.i18n import t

RULES: dict[str, str] = {
    "not_a_number": "“{column}” holds “{value}”, which is not a number. Write digits only.",
    "not_a_whole_number": "“{column}” holds “{value}”; a count must be a whole number.",
    "vague_number": "“{column}” holds “{value}”, which is only an estimate. Write the exact number.",
    "not_a_date": "“{column}” holds “{value}”, which is not a date. Write it like 2026-09-30 or 2026-09-30 14:05.",
    "not_a_period": "“{column}” holds “{value}”, which is not a date or period. Write it like 2026-09-30, 2026年9月 or 2026年第三季度.",
    "not_a_year": "“{column}” holds “{value}”, which is not a year. Write it like 2026.",
    "not_a_quarter": "“{column}” holds “{value}”, which is not a quarter. Write it like 3, 第三季度 or 2026年第三季度.",
    "not_a_limit": "“{column}” holds “{value}”, which is not a limit. Write it like 5 or 5个工作日.",
    "not_yes_or_no": "“{column}” holds “{value}”. Write 是 or 否.",
    "unknown_word": "“{column}” holds “{value}”, a word that is not known. Correct it, or say what it means in a profile.",
    "code_digits_lost": "“{column}” holds “{value}”: a spreadsheet has cut digits off this code. Export it again as text.",
    "unknown_area": "“{value}” in “{column}” is not a known area. Import the list of areas first, or correct it.",
    "ambiguous_area": "“{column}” fits several areas: {value}. Add the area code, or the district and street.",
    "no_area": "The row does not say which area it belongs to. Add the area code or the name of the community.",
    "unknown_parent": "The area above this one (“{value}”) is not known. Add its row to the list of areas.",
    "circular_parent": "This area stands above itself by way of “{value}”. Correct the codes above it.",
    "conflicting_amounts": "An earlier row gives another amount for the same area, year, kind, source and use. "
    "Add them up, or tell them apart.",
    "conflicting_id": "“{column}” {value} also stands for a case of another place and time. Name the system, so that both are kept.",
    "too_many_cells": "The row has more cells than the header. Check for commas or quotation marks inside the text.",
    "missing": "“{column}” is empty. It must be filled in.",
    "placeholder": "“{column}” holds “{value}”, which only stands for an empty field. Write the real value.",
    "too_small": "“{column}” holds “{value}”, which is smaller than possible.",
    "too_large": "“{column}” holds “{value}”, which is larger than possible. Check the unit.",
    "too_long": "“{column}” is too long.",
    "area_is_not_its_own_parent": "The area is given as its own parent. Correct the code above it.",
    "some_households_or_population": "The row has neither households nor population.",
    "resident_households_within_total": "There are more resident households than households in total.",
    "resident_population_within_total": "There are more residents than people in total.",
    "floor_area_above_zero": "The floor area is zero. Leave the row out, or write the area.",
    "activity_area_within_floor_area": "The activity area is larger than the floor area.",
    "some_amount": "The row has no amount at all.",
    "reported_is_a_real_date": "The time of the report lies before 1990, so it is a placeholder and not a time.",
    "active_within_registered": "There are more active volunteers than registered ones.",
    "parts_within_total": "A part of the staff is larger than the whole.",
}
"""Rule id → English sentence; Chinese in locale/zh/ingest.po."""

STAGES: dict[str, str] = {
    "read": "Reading files",
    "parse": "Reading values",
    "place": "Finding areas",
    "check": "Checking rules",
    "publish": "Publishing",
}
"""Stages of an import, as ``on_progress`` names them → English words; Chinese in locale/zh/ingest.po."""


def reason(rule: str, column: str | None, value: str | None, language: str) -> str:
    """Why a row went to quarantine, as a sentence in ``language``. An unknown rule is shown by its id."""
    sentence = RULES.get(rule)
    return rule if sentence is None else t(sentence, language, column=column or "—", value=value or "—")
