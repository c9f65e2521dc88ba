"""What the server answers: GET alone, to its owner, under this machine's own names."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from redraft.errors import ConfigurationError

from . import pages
from .owner import Owned

__all__ = ["application"]

HOSTS = ["127.0.0.1", "localhost"]
"""Names in a request's Host; under any other a foreign site would speak through the browser."""
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
MOST = 12
"""Runs on one page."""


def application(path: Path, token: str) -> Starlette:
    """The application over the store at `path`; it opens the store anew for each request.

    It answers who has the `token`.
    """

    def index(request: Request) -> Response:
        return _html(pages.index(path, _query(request)))

    def report(request: Request) -> Response:
        by = request.query_params.get("by", "text_part")
        return _html(pages.runs_page(path, _runs(request), by))

    def state(request: Request) -> Response:
        if "run" in request.query_params:
            now = pages.standing(path, _runs(request))
        else:
            now = pages.listed(path, _query(request))
        return JSONResponse({"version": now.version, "live": now.live}, headers=HEADERS)

    return Starlette(
        routes=[Route("/", index), Route("/report", report), Route("/state", state)],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS, www_redirect=False),
            Middleware(Owned, token=token, headers=HEADERS),
        ],
        exception_handlers={ConfigurationError: _refused},
    )


def _query(request: Request) -> str:
    query: str = request.query_params.get("q", "")
    return query[:200]


def _runs(request: Request) -> list[int]:
    """The runs asked for by number, the baseline first: the one marked so, or the oldest."""
    given = request.query_params.getlist("run")
    baseline = request.query_params.get("baseline", "")
    marked = {int(baseline)} if _is_number(baseline) else set[int]()
    runs = marked.union(map(int, given)) if given and all(map(_is_number, given)) else ()
    if not 0 < len(runs) <= MOST:
        raise ConfigurationError(f"choose 1 to {MOST} runs by number: /report?run=1&run=2")
    return sorted(runs, key=lambda run: (run not in marked, run))


def _is_number(told: str) -> bool:
    return told.isdecimal() and len(told) <= 15


def _html(page: str) -> Response:
    return HTMLResponse(page.encode("utf-8", "replace"), headers=HEADERS)


def _refused(request: Request, error: Exception) -> Response:
    return PlainTextResponse(f"{error}\n", status_code=404, headers=HEADERS)
