"""Checks that code answers about a text: a small closed vocabulary beside a checklist box.

    check = parse("words 120..180")
    check(text).passed, check(text).evidence, check(text).missing

`forms()` lists the vocabulary with an example each; a new idea is one more file whose
FORMS are registered here.
"""

from .base import Check, CheckError, MisfitError, Result
from .contains import FORMS as CONTAINS
from .counts import FORMS as COUNTS
from .covers import FORMS as COVERS
from .edges import FORMS as EDGES
from .grade import FORMS as GRADE
from .headings import FORMS as HEADINGS
from .lists import FORMS as LISTS
from .matches import FORMS as MATCHES
from .placeholders import FORMS as PLACEHOLDERS
from .registry import Form, forms, parse, register
from .valid import FORMS as VALID

__all__ = ["Check", "CheckError", "Form", "MisfitError", "Result", "forms", "parse", "register"]

register(*COUNTS, *CONTAINS, *MATCHES, *EDGES, *COVERS)
register(*HEADINGS, *LISTS, *PLACEHOLDERS, *GRADE, *VALID)
