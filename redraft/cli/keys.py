"""The server's key goes where its user says, not where a file from elsewhere does."""

import ipaddress
import os
import shlex
from pathlib import Path
from urllib.parse import urlsplit

from redraft.errors import ConfigurationError
from redraft.models.lm import SERVER_KEY
from redraft.paths import path_of
from redraft.terminal import address

__all__ = ["may_have_the_key"]


def may_have_the_key(api_base: str | None, file: Path, own: Path) -> None:
    """See that no key goes to an address that `file` names and nobody typed.

    Files at or below `own` are redraft's own, and a server on this machine may have the key.
    What is no address gets none.

    Raises:
        ConfigurationError: the environment holds a key, and the file's server would get it.
    """
    shown = address(api_base or "")
    if not api_base or not shown or not os.environ.get(SERVER_KEY) or _here(api_base):
        return
    if not path_of(file).resolve().is_relative_to(own.resolve()):
        raise ConfigurationError(
            f"{file} asks the server at {shown}, which would get the key in {SERVER_KEY}; "
            f"if it may, say so with --api-base {shlex.quote(shown)}"
        )


def _here(api_base: str) -> bool:
    host = urlsplit(api_base).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
