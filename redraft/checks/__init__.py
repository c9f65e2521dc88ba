"""Checks that code answers about a text: a small closed vocabulary beside a checklist box.

    check = parse("words 120..180")
    check(text).passed, check(text).evidence, check(text).missing

Importing this package registers every form; `forms()` lists them with an example each.
"""

from . import (
    contains,
    counts,
    covers,
    edges,
    grade,
    headings,
    lists,
    matches,
    placeholders,
    valid,
)
from .base import Check, CheckError, Misfit, Result
from .registry import Form, forms, parse, register

__all__ = ["Check", "CheckError", "Form", "Misfit", "Result", "forms", "parse", "register"]
