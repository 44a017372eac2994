"""What every page is made of: the view a reader has chosen, filters, figures, tables, the map, and drawn states.

Pages compose these; they hold no SQL and no data frames of their own. Nothing here looks at the warehouse except
``context``, which passes the reader's scope with every question.
"""
