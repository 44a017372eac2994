"""Parts in a row and targets: what nobody stated is a word, never a bar of nothing."""

from __future__ import annotations

import pytest

from biaochi.charts.columns import Goal, Part, stacked_rows, target_rows

PARTS = [Part("finished", "done", "#1F4E79"), Part("planned", "planned", "#E4E9EE")]
LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])


def notes(chart, name):
    return [note.text for note in chart.figure.layout.annotations if note.name == name]


@LANGUAGES
def test_the_sum_stands_at_the_end(language):
    chart = stacked_rows([("甲", {"finished": 12, "planned": 153}), ("乙", {"finished": 5, "planned": None})], PARTS, language, axis="x")
    assert notes(chart, "sum") == ["<b>165</b>", "<b>5</b>"]
    by_part = {trace.name: list(trace.x) for trace in chart.figure.data}
    assert by_part == {"finished": [12, 5], "planned": [153, None]}
    assert "165" in chart.alt


@LANGUAGES
def test_a_row_that_states_nothing_keeps_its_name_and_a_word(language):
    chart = stacked_rows([("甲", {"finished": 1}), ("乙", {})], PARTS, language, axis="x")
    assert notes(chart, "missing") == [{"zh": "缺报", "en": "missing"}[language]]
    assert list(chart.figure.layout.yaxis.ticktext) == ["甲", "乙"]


@LANGUAGES
def test_targets_are_marked_and_judged(language):
    chart = target_rows([Goal("桃城区", 5, 5), Goal("冀州区", 3, 1), Goal("景县", 3, None)], language, axis="x")
    lines = [shape.x0 for shape in chart.figure.layout.shapes if shape.name == "standard"]
    assert lines == [5, 3, 3]
    judged = notes(chart, "value")
    assert "●" in judged[0] and "▲" in judged[1] and len(judged) == 2
    assert len(notes(chart, "missing")) == 1
    (reached,) = [trace for trace in chart.figure.data if trace.name == "reached"]
    assert list(reached.x) == [5, 1, None]


@LANGUAGES
def test_nothing_to_draw_is_a_sentence(language):
    for chart in (stacked_rows([], PARTS, language, axis="x"), target_rows([], language, axis="x")):
        assert not chart.figure.data and chart.alt
