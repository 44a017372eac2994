"""Pictures as pure functions: (frame, indicator, language) → ``Chart(figure, alt)``. No page, no query, no state.

Figures bring their own fonts and colours, so a page shows them untouched: ``theme=None`` and ``config=PLOTLY_CONFIG``.
"""

from biaochi.charts.bars import category_bars, floor_area_bars
from biaochi.charts.classes import LegendEntry, caption, legend, legend_html
from biaochi.charts.control import control_chart
from biaochi.charts.dots import district_dots
from biaochi.charts.fairness import funnel_plot
from biaochi.charts.flow import case_flow
from biaochi.charts.funding import funding_stack
from biaochi.charts.funnel import stage_funnel, step_funnel
from biaochi.charts.heat import verdict_heat
from biaochi.charts.icons import assurance_icon, icon_html, variation_icon
from biaochi.charts.map import verdict_map
from biaochi.charts.premises import premises_scatter
from biaochi.charts.ranks import bands, rank_ranges
from biaochi.charts.shares import count_bars, share_bullets
from biaochi.charts.spread import spread_spine
from biaochi.charts.theme import MARKS, PLOTLY_CONFIG, Chart, Mark, mark_of, state_word, verdict_word

__all__ = [
    "Chart",
    "LegendEntry",
    "MARKS",
    "Mark",
    "PLOTLY_CONFIG",
    "assurance_icon",
    "bands",
    "caption",
    "case_flow",
    "category_bars",
    "control_chart",
    "count_bars",
    "district_dots",
    "floor_area_bars",
    "funding_stack",
    "funnel_plot",
    "icon_html",
    "legend",
    "legend_html",
    "mark_of",
    "premises_scatter",
    "rank_ranges",
    "share_bullets",
    "spread_spine",
    "stage_funnel",
    "state_word",
    "step_funnel",
    "variation_icon",
    "verdict_heat",
    "verdict_map",
    "verdict_word",
]
