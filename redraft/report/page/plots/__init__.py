"""The plots of a comparison, as SVG."""

from .forest import forest
from .frontier import frontier
from .steps import steps
from .trend import trend

__all__ = ["forest", "frontier", "steps", "trend"]
