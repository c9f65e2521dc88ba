"""What is said of a name that nothing has."""

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = ["accepted"]

LIKE = 0.4
"""Likeness, 0 to 1, from which a name may have been meant."""


def accepted(name: str, names: Iterable[str]) -> str:
    """The name that may have been meant, if one is near, then all that there are."""
    known = list(names)
    near = get_close_matches(name, known, n=1, cutoff=LIKE)
    meant = f"did you mean {near[0]!r}? Accepted" if near else "accepted"
    return f"{meant} are {', '.join(known)}"
