"""Runs as one self-contained HTML page, from the store and the comparison's own figures."""

from .gather import Report, gather
from .render import render

__all__ = ["Report", "gather", "render"]
