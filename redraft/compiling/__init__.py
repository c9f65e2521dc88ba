"""Optimizers over a program: by name, resumable, capped, and compared on held-out rows."""

from .compile import Compiled, compile_program
from .knobs import Knobs
from .optimizers import OPTIMIZERS
from .order import Order, Part, part
from .session import Display

__all__ = ["OPTIMIZERS", "Compiled", "Display", "Knobs", "Order", "Part", "compile_program", "part"]
