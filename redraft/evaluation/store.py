"""The run store: SQLite, one file, written as results come.

Every change is one transaction, so that a process that is killed leaves nothing half done.
"""

from .rows import Rows
from .runs import Runs

__all__ = ["Store"]


class Store(Runs, Rows):
    """Runs and their rows in one file."""
