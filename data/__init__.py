"""The labelled examples, their loader and their validator; README.md is the datasheet.

load("dev")             a split as a list of dspy.Example, inputs marked
rows("dev")             the same as validated rows, without DSPy
check([path_of("dev")]) the rows counted, and each fault with file, line and id
"""

from .lines import Fault
from .loading import SPLITS, example, load, path_of, rows
from .schema import FIELDS, INPUTS, Labelled, Row
from .validate import check

__all__ = [
    "FIELDS",
    "INPUTS",
    "SPLITS",
    "Fault",
    "Labelled",
    "Row",
    "check",
    "example",
    "load",
    "path_of",
    "rows",
]
