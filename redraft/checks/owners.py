"""Who owns a list item: "@ana", "(owner: Ana)", "Owner: Ana"."""

import regex

__all__ = ["owner"]

_OWNER = regex.compile(
    r"(?<![\w.@/])@(?P<who>\w[\w-]*)"
    r"|\b(?:owner|owned by|assignee|assigned to|responsible)s?\b[*_]*(?:(?<=by|to)\s|\s*:)[\s*_]*"
    r"@?(?P<named>[^\W_][\w.'\u2019-]*)",
    regex.IGNORECASE,
)
_NOBODY = frozenset(
    "tbd tbc todo none nobody unassigned unknown n na pending name to not xxx".split()
)


def owner(item: str) -> str:
    """The first owner that `item` names, or empty; "TBD" and the like name nobody."""
    for match in _OWNER.finditer(item):
        who = match["who"] or match["named"]
        if who.lower().strip(".") not in _NOBODY:
            return str(who)
    return ""
