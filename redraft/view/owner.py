"""Pages for whoever started the server, and for no other user of the machine."""

from hmac import compare_digest

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["Owned"]


class Owned:
    """Lets in who has the `token`: at first from the address, from then on from a cookie.

    That comes along with a link on another site's page, and with nothing else from there.
    """

    def __init__(self, app: ASGIApp, token: str, headers: dict[str, str]) -> None:
        self.app = app
        self.token = token
        self.headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        request = Request(scope)
        name = f"redraft-{scope['server'][1]}"  # cookies do not tell ports apart
        if self._is(request.cookies.get(name, "")):
            await self.app(scope, receive, send)
            return
        answer: Response = PlainTextResponse(
            "open the address that redraft view printed, its token included\n",
            status_code=403,
            headers=self.headers,
        )
        if request.method == "GET" and self._is(request.query_params.get("token", "")):
            bare = request.url.remove_query_params("token")
            place = bare.path + (f"?{bare.query}" if bare.query else "")
            answer = RedirectResponse(place, status_code=303, headers=self.headers)
            answer.set_cookie(name, self.token, httponly=True, samesite="lax")
        await answer(scope, receive, send)

    def _is(self, given: str) -> bool:
        return compare_digest(given.encode(), self.token.encode())
