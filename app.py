"""The entry: ``streamlit run app.py``.

``st.App`` around the shell, not a plain script: beside a plain script Streamlit would serve ``pages/`` by themselves, and
the first request after a start could reach a page without passing the shell.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from biaochi.config import settings
from biaochi.errors import BiaochiError
from biaochi.i18n import say
from biaochi.ui import context
from biaochi.ui.fault import script_failed
from biaochi.ui.guard import LoopbackOnly, refuse_foreign_address

try:
    refuse_foreign_address(st.get_option("server.address"))
except BiaochiError as error:
    sys.exit(say(error, settings().language))

SHELL = Path(__file__).resolve().parent / "biaochi" / "shell.py"
if str(SHELL.parent) not in sys.path:
    # Streamlit puts the folder of the shell first on the path unless it is there; last, it cannot hide Python's own modules.
    sys.path.append(str(SHELL.parent))


@asynccontextmanager
async def warmed_up(_app: st.App) -> AsyncIterator[None]:
    """Load libraries and the snapshot while the server starts, so that the first visitor does not wait for them."""
    threading.Thread(target=context.warm_up, daemon=True).start()
    yield


app = st.App("biaochi/shell.py", lifespan=warmed_up, middleware=[Middleware(LoopbackOnly)], on_script_error=script_failed)
