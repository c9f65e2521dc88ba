"""How steps compose: one technique a file, one registry."""

from .program import Item, Program, Result
from .refine import Refine
from .registry import PROGRAMS, find
from .single_pass import SinglePass

__all__ = ["PROGRAMS", "Item", "Program", "Refine", "Result", "SinglePass", "find"]
