"""A store's runs in a browser on this machine: `redraft view`."""

from .app import application
from .serve import listening, serve

__all__ = ["application", "listening", "serve"]
