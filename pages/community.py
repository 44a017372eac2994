"""社区画像: one community on one page, every indicator against standard, street and city, with its trend."""

from biaochi.ui import identity, profile, sentence, spinetable, states
from biaochi.ui.context import this_view

view = this_view()
if not profile.is_community(view):
    sentence.show(view, [profile.how_many(view)], otherwise="There is no community in this area")
    profile.choose(view)
else:
    identity.show(view)
    shown = profile.lines(view)
    sentence.show(view, profile.headline(view, shown), otherwise="Nothing is recorded of this community in this period")
    if not shown:
        states.nothing(view, "Nothing is recorded of this community in this period.", "Choose another period.")
    else:
        with states.part(view):
            spinetable.show(view, shown)
            profile.offer(view, shown)
    with states.part(view):
        identity.findings_of(view)
