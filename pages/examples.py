"""典型经验: places that published how they govern; their systems, their figures, and one's own area beside them."""

from biaochi.ui import examples, identity, sentence, states, strip
from biaochi.ui.context import this_view

view = this_view()
place = examples.chosen()
sentence.show(view, examples.headline(view, place), otherwise="No place is described yet")
if place is None:
    examples.cards(view)
else:
    examples.head(view, place)
    with states.part(view):
        strip.show(view, place)
    examples.pages_of(view, place)
    with states.part(view):
        examples.show_against_rows(view, place)
    with states.part(view):
        if examples.is_imported(view, place):
            identity.findings_of(examples.there_view(view, place))
    with states.part(view):
        examples.show_beside(view, place)
