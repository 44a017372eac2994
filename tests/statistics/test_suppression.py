"""What is kept back of a table cannot be found from the rest: asked of a solver of linear programs that nobody here wrote."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from biaochi.statistics.suppression import protect
from biaochi.statistics.suppression.masks import NOWHERE, Mask, Table

BELOW = 5


def calendar(months: int) -> np.ndarray:
    """Months, quarters of three, halves of six and all of them, as spans of months."""
    longer = [[month // size == part for month in range(months)] for size in (3, 6) for part in range(-(-months // size))]
    return np.array([*np.eye(months, dtype=bool).tolist(), *longer, [True] * months])


def table_of(parents: list[int], own: np.ndarray, late: np.ndarray | None = None) -> Table:
    """Counts of every area (itself and all below) and span; ``late`` of them are not yet counted when their month ends."""

    def summed(counts: np.ndarray) -> np.ndarray:
        within = counts.astype(float).copy()
        for area in range(len(parents) - 1, 0, -1):
            within[parents[area]] += within[area]
        return np.einsum("amg,sm->asg", within, calendar(own.shape[1]).astype(float))

    counts = (summed(own),) if late is None else (summed(own), summed(own - np.minimum(late, own)))
    return Table(np.array(parents), calendar(own.shape[1]), counts, BELOW)


def all_spans(months: int) -> list[np.ndarray]:
    """Every span of months that can be asked for."""
    return [
        (np.arange(months) >= first) & (np.arange(months) <= last) for first in range(months) for last in range(first, months)
    ]


class Reader:
    """Somebody who asks for everything that can be asked for, and knows that persons are never fewer than none."""

    def __init__(self, table: Table, totals: Mask, parts: Mask | None) -> None:
        self.table = table
        self.size = table.own.shape
        self.shown: list[tuple[np.ndarray, float]] = []
        self.hidden: list[tuple[np.ndarray, float]] = []
        members = [None, *range(self.size[2])] if parts else [None]
        for span in all_spans(self.size[1]):
            of_totals = totals.hides(span)[:, 0]
            of_parts = parts.hides(span) if parts else None
            for area in range(self.size[0]):
                for member in members:
                    is_hidden = of_totals[area] if member is None else of_parts[area, member]
                    (self.hidden if is_hidden else self.shown).append(self.cell(area, span, member))

    def cell(self, area: int, span: np.ndarray, member: int | None) -> tuple[np.ndarray, float]:
        """Which of the smallest counts a cell adds up, and what it holds."""
        row = np.zeros(self.size)
        row[area : self.table.ends[area], span, slice(None) if member is None else member] = 1
        return row.ravel(), float((row * self.table.own).sum())

    def found(self) -> list[float]:
        """The hidden counts that have but one value under all that is shown."""
        sums = {"A_eq": [row for row, _ in self.shown], "b_eq": [count for _, count in self.shown]} if self.shown else {}
        found = []
        for row, count in self.hidden:
            edges = [linprog(sign * row, **sums, bounds=(0, None), method="highs") for sign in (1, -1)]
            assert all(edge.status in (0, 3) for edge in edges)
            lowest, highest = (sign * edge.fun if edge.status == 0 else np.inf for sign, edge in zip((1, -1), edges, strict=True))
            if highest - lowest < 1e-6:
                found.append(count)
        return found


@st.composite
def tables(draw: st.DrawFn, members: int, most_months: int) -> tuple[list[int], np.ndarray]:
    """A tree of three levels with own counts: mostly leaves, now and then an office with rows of its own."""
    parents = [NOWHERE]
    for _ in range(draw(st.integers(1, 3))):
        parents.append(0)
        parents += [len(parents) - 1] * draw(st.integers(0, 3))
    months = draw(st.integers(1, most_months))
    sizes = draw(st.lists(st.sampled_from([0, 1, 2, 3, 6, 14]), min_size=len(parents), max_size=len(parents)))
    random = np.random.default_rng(draw(st.integers(0, 10_000)))
    shape = (len(parents), months, members)
    own = random.poisson(np.array(sizes)[:, None, None] * random.choice([0.2, 1, 2], size=(1, months, members)), shape)
    inner = sorted(set(parents) - {NOWHERE})
    own[inner] *= draw(st.booleans())
    return parents, own


SLOW = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(tables(members=1, most_months=7))
def test_no_hidden_total_has_but_one_value(drawn):
    table = table_of(*drawn)
    reader = Reader(table, protect(table), None)
    assert not [count for _, count in reader.shown if 0 < count < BELOW], "a small count is shown"
    assert reader.found() == []


@SLOW
@given(tables(members=2, most_months=4))
def test_no_hidden_part_has_but_one_value(drawn):
    parents, own = drawn
    totals = protect(table_of(parents, own.sum(axis=2, keepdims=True)))
    parts = table_of(parents, own)
    reader = Reader(parts, totals, protect(parts, totals.trades))
    assert not [count for _, count in reader.shown if 0 < count < BELOW], "a small count is shown"
    assert [count for count in reader.found() if count > 0] == []


@SLOW
@given(tables(members=1, most_months=7), st.integers(0, 10_000))
def test_what_is_small_at_another_cut_off_is_hidden_too(drawn, seed):
    parents, own = drawn
    table = table_of(parents, own, late=np.random.default_rng(seed).poisson(1.0, own.shape))
    mask = protect(table)
    for span, months in enumerate(table.spans):
        assert not (table.is_small[:, span] & ~mask.hides(months)).any()
    assert Reader(table, mask, None).found() == []


@SLOW
@given(tables(members=1, most_months=7))
def test_hidden_parts_of_a_shown_total_do_not_add_up_to_a_small_count(drawn):
    table = table_of(*drawn)
    mask = protect(table)
    for span, months in enumerate(table.spans):
        hidden = mask.hides(months)[:, 0]
        for area in range(len(table.parents)):
            children = table.children(area)
            if not hidden[area] and hidden[children].any():
                unseen = table.counts[0][children[hidden[children]], span, 0].sum() + table.own_counts[0][area, span, 0]
                assert unseen == 0 or unseen >= BELOW


def test_nothing_is_hidden_where_nothing_is_small():
    own = np.full((4, 6, 2), 7)
    own[0] = 0
    mask = protect(table_of([NOWHERE, 0, 0, 0], own))
    assert not any(mask.hides(span).any() for span in all_spans(6))


def test_the_smallest_sibling_hides_the_small_one():
    own = np.array([0, 3, 40, 12, 30]).reshape(5, 1, 1)
    hidden = protect(table_of([NOWHERE, 0, 0, 0, 0], own)).hides(np.array([True]))[:, 0]
    assert hidden.tolist() == [False, True, False, True, False]


def test_two_small_ones_need_a_third_if_they_are_few_together():
    own = np.array([0, 1, 2, 12, 30]).reshape(5, 1, 1)
    hidden = protect(table_of([NOWHERE, 0, 0, 0, 0], own)).hides(np.array([True]))[:, 0]
    assert hidden.tolist() == [False, True, True, True, False], "1 and 2 would be told to be 3 together"


def test_an_office_with_rows_of_its_own_needs_no_sibling_hidden():
    own = np.array([20, 3, 40, 12]).reshape(4, 1, 1)
    hidden = protect(table_of([NOWHERE, 0, 0, 0], own)).hides(np.array([True]))[:, 0]
    assert hidden.tolist() == [False, True, False, False], "what the office counts itself is nowhere shown"


def test_a_quarter_is_shown_whose_months_are_not():
    own = np.array([[0, 0, 0], [3, 9, 9], [20, 20, 20], [30, 30, 30]]).reshape(4, 3, 1)
    mask = protect(table_of([NOWHERE, 0, 0, 0], own))
    assert not mask.hides(np.array([True, True, True])).any()
    for month in np.eye(3, dtype=bool):
        assert mask.hides(month)[:, 0].tolist() == [False, True, True, False]
    assert mask.hides(np.array([True, True, False]))[1, 0], "a span of two of the three months gives the third away"


def test_one_small_month_hides_a_small_area_alone_for_that_quarter():
    own = np.full((4, 6, 1), 20)
    own[0], own[1, 0] = 0, 2
    mask = protect(table_of([NOWHERE, 0, 0, 0], own))
    later = np.arange(6) == 4
    assert mask.hides(np.arange(6) == 0)[1, 0] and not mask.hides(later).any()


@pytest.mark.parametrize("members", [1, 3])
def test_the_same_table_gives_the_same_mask(members):
    own = np.random.default_rng(8).poisson(4, (9, 5, members))
    own[[0, 1, 5]] = 0
    table = [NOWHERE, 0, 1, 1, 1, 0, 5, 5, 5]
    first, second = (protect(table_of(table, own)) for _ in range(2))
    assert (first.bound == second.bound).all() and (first.veiled == second.veiled).all()


def test_a_hidden_total_is_hidden_in_its_breakdown():
    """Its members, shown one by one, would add up to it."""
    own = np.array([[[0, 0]], [[2, 1]], [[20, 9]], [[8, 8]], [[30, 9]]])
    parents = [NOWHERE, 0, 0, 0, 0]
    totals = protect(table_of(parents, own.sum(axis=2, keepdims=True)))
    parts = protect(table_of(parents, own), totals.trades)
    for area in np.flatnonzero(totals.hides(np.array([True]))[:, 0]):
        assert parts.hides(np.array([True]))[area].any()
