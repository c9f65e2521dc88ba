"""Packages that only an extra brings: whether one is here, and what to type where it is not."""

import sys
from importlib.util import find_spec

__all__ = ["here", "install"]


def here(package: str) -> bool:
    """Whether it can be imported; without importing it."""
    if package in sys.modules:
        return sys.modules[package] is not None
    return find_spec(package) is not None


def install(extra: str) -> str:
    """What to type; redraft is on no package index, so it is said where."""
    return f"pip install '.[{extra}]' in redraft's folder"
