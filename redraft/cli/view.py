"""`redraft view`: the store's runs in a browser, on this machine alone."""

import click

from redraft.paths import path_of

from .options import Number
from .stored import opened, store_option
from .streams import say, tell

__all__ = ["view"]


@click.command()
@click.option(
    "--port", metavar="N", type=Number(0, 65535), default=8421, help="Where; 0 is a free one."
)
@store_option
def view(port: int, store: str | None) -> None:
    """Show the store's runs in a browser: a list with a search, and the pages of report, which
    follow while a run is under way.

    It listens on loopback only, answers GET alone, and changes nothing. The address that it
    prints has a token, without which no other user of this machine sees anything. Ctrl-C ends it.
    """
    from secrets import token_urlsafe

    from redraft.evaluation.schema import default_path
    from redraft.view import application, listening, serve

    with opened(store):  # so that what is wrong with it is told now
        path = path_of(store) if store else default_path()
    with listening(port) as at:
        token = token_urlsafe(16)
        say(f"http://127.0.0.1:{at.getsockname()[1]}/?token={token}")
        tell("redraft: Ctrl-C ends it")
        serve(application(path, token), at)
    tell("redraft: ended")
