"""数据: what was imported, what waits in quarantine and why, which totals do not add up, how fresh it all is."""

from biaochi.ui import ledgers, sentence, signals, states, table
from biaochi.ui.context import this_view

view = this_view()
accounts, checksums = view.explore("accounts"), view.explore("checksums")
sentence.show(view, sentence.data(view, accounts, checksums), otherwise="Nothing was imported yet")

with states.part(view):
    table.show(view, "How fresh each table is", ledgers.freshness(view), ledgers.FRESHNESS, key="freshness")
with states.part(view):
    table.show(view, "What became of each file", accounts, ledgers.ACCOUNTS, key="accounts")
with states.part(view):
    ledgers.quarantine(view)
with states.part(view):
    if checksums.is_empty():
        states.nothing(view, "No imported file stated a total.")
    else:
        table.show(view, "Stated totals against the rows above them", checksums, ledgers.CHECKSUMS, key="checksums")
with states.part(view):
    signals.show(view, signals.SURVEYS)
