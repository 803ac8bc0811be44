"""The server: warm imports, security headers and a calm sentence for whatever goes wrong. The pages start in pages/main.py."""

from __future__ import annotations

import contextlib
import gc
import importlib
import logging
import os
import uuid
from typing import TYPE_CHECKING, Any

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss:; worker-src 'self' blob:; "
        "frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
# Before numpy is loaded: a forecast is small, and threads would only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
WARM = (
    "pages.parts.frame",
    "kpi_core.work",
    "pandas",
    "pyarrow",
    "duckdb",
    "ibis",
    "openpyxl",
    "python_calamine",
    "scipy.special",
)


class SecurityHeaders:
    """Adds the headers to every answer over HTTP."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; the headers are put on as the answer starts."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


@contextlib.asynccontextmanager
async def warm(_app: Any) -> AsyncIterator[dict[str, Any]]:
    """Import once what every page needs and keep it out of the collector's way: the first visitor does not wait for it."""
    for name in WARM:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    yield {}


def explain(error: Exception) -> bool:
    """Show a sentence with a number to look up in the log; the details stay in the log."""
    from pages.parts import frame  # noqa: PLC0415 - the server starts before there is a session to import it for

    number = uuid.uuid4().hex[:8]
    logging.getLogger("kpi_kompas").error("unexpected error %s", number, exc_info=error)
    frame.unexpected(number)
    return True


app = st.App("pages/main.py", lifespan=warm, middleware=[Middleware(SecurityHeaders)], on_script_error=explain)
