"""A server on loopback, which nobody on another machine can reach."""

import socket
from typing import TYPE_CHECKING

from redraft.errors import ConfigurationError

if TYPE_CHECKING:
    from starlette.applications import Starlette

__all__ = ["listening", "serve"]

HOST = "127.0.0.1"


def listening(port: int) -> socket.socket:
    """A socket at that port of loopback; 0 is any free one.

    Raises:
        ConfigurationError: the port is taken, or may not be used.
    """
    try:
        return socket.create_server((HOST, port))
    except OSError as error:
        raise ConfigurationError(
            f"--port {port} cannot be used: {error.strerror or error}; --port 0 takes a free one"
        ) from None


def serve(app: "Starlette", at: socket.socket) -> None:
    """Answer until interrupted; pages under way are finished within a second."""
    import uvicorn

    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=1,
    )
    try:
        uvicorn.Server(config).run(sockets=[at])
    except KeyboardInterrupt:  # raised again by uvicorn, once it has ended
        pass
    finally:
        at.close()
