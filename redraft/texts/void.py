"""A weakness that asks for the words that stand there already."""

import re

from .faults import Fault
from .text import normalise

__all__ = ["void"]

_PAIR = re.compile(
    r"(?P<a>['\"])(?P<old>[^\n]+?)(?P=a)(?!\w)[^'\"\n]{0,60}?\b(?:to|with|by|be|say|read|as)\s+"
    r"(?P<b>['\"])(?P<new>[^\n]+?)(?P=b)(?!\w)"
)


def void(weakness: Fault) -> bool:
    """Whether its fix, or else its problem, puts words in place of others that are the same.

    "Replace 'the plan' with 'the plan'" is void, and so is "Replace 'I look forward' with
    'I look forward to it'" where the quote has the longer words already.
    """
    for said in (weakness.fix, weakness.problem):
        pairs = _PAIR.finditer(normalise(said))
        if found := [_same(pair["old"], pair["new"], weakness.quote) for pair in pairs]:
            return all(found)
    return False


def _same(old: str, new: str, quote: str) -> bool:
    return old == new or (old in new and new in normalise(quote))
