"""The app serves this machine only, until someone has configured sign-in.

Streamlit without an address listens on every interface, so an unset address is refused like any foreign one. The
setting is checked at start (``refuse_foreign_address``) and, because an ASGI server may be started around that check,
the socket of each request as well (``LoopbackOnly``).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from typing import Any

from starlette.responses import PlainTextResponse

from biaochi.errors import BiaochiError

Message = dict[str, Any]


def is_loopback(address: str | None) -> bool:
    """Whether ``address`` (a name or an IP) can be reached from this machine only. Unset means every interface."""
    if not address:
        return False
    if address == "localhost":
        return True
    try:
        return ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False


def sign_in_is_configured() -> bool:
    """Whether readers are asked who they are. Sign-in comes in a later stage; until then this is no."""
    return False


def refuse_foreign_address(address: str | None) -> None:
    """Raise BiaochiError unless the app listens on loopback or sign-in is configured."""
    if not (is_loopback(address) or sign_in_is_configured()):
        raise BiaochiError(
            "Biaochi does not serve {address}: anyone who reaches it could read everything, because sign-in is not "
            "configured. Start it on this machine: streamlit run app.py --server.address 127.0.0.1",
            address=address or "0.0.0.0",
        )


class LoopbackOnly:
    """Middleware that answers only on a loopback socket, however the server was started."""

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self.app = app

    async def __call__(self, scope: Message, receive: Callable, send: Callable) -> None:
        server = scope.get("server")
        if (
            scope["type"] in ("http", "websocket")
            and server
            and not is_loopback(server[0])
            and not sign_in_is_configured()
        ):
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            else:
                await PlainTextResponse("Biaochi serves this machine only.", status_code=403)(scope, receive, send)
            return
        await self.app(scope, receive, send)
