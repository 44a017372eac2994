"""Pictures as pure functions: (frame, indicator, language) → ``Chart(figure, alt)``. No page, no query, no state.

Figures bring their own fonts and colours, so a page shows them untouched: ``theme=None`` and ``config=PLOTLY_CONFIG``.
"""

from biaochi.charts.bars import category_bars, floor_area_bars
from biaochi.charts.classes import LegendEntry, caption, legend, legend_html
from biaochi.charts.dots import district_dots
from biaochi.charts.flow import case_flow
from biaochi.charts.funding import funding_stack
from biaochi.charts.funnel import stage_funnel, step_funnel
from biaochi.charts.heat import verdict_heat
from biaochi.charts.map import verdict_map
from biaochi.charts.premises import premises_scatter
from biaochi.charts.shares import count_bars, share_bullets
from biaochi.charts.theme import MARKS, PLOTLY_CONFIG, Chart, Mark, mark_of, state_word, verdict_word
from biaochi.charts.trend import trend_line

__all__ = [
    "Chart",
    "LegendEntry",
    "MARKS",
    "Mark",
    "PLOTLY_CONFIG",
    "caption",
    "case_flow",
    "category_bars",
    "count_bars",
    "district_dots",
    "floor_area_bars",
    "funding_stack",
    "legend",
    "legend_html",
    "mark_of",
    "premises_scatter",
    "share_bullets",
    "stage_funnel",
    "state_word",
    "step_funnel",
    "trend_line",
    "verdict_heat",
    "verdict_map",
    "verdict_word",
]
