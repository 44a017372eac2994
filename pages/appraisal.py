"""考核评价: scores by quarter of grid workers, towns and departments, and how they add up to the year. No ranking."""

from biaochi.ui import appraisal, sentence, states
from biaochi.ui.context import this_view

view = this_view()
scores, summary = view.explore("appraisal"), view.explore("appraisal_summary")
sentence.show(view, appraisal.headline(view, scores, summary), otherwise="No appraisal is recorded for this area and period")
if scores.is_empty():
    states.not_imported(view)
else:
    appraisal.quarters(view, summary)
    appraisal.note(view)
    with states.part(view):
        appraisal.objects(view, scores)
