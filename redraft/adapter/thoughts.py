"""A reply without the thoughts that a model has put before it."""

import re
from collections.abc import Iterable

__all__ = ["spoken", "unbegun"]

_TAGS = ("<think>", "<thinking>")
_END = re.compile(r"^[ \t]*</think(?:ing)?>[ \t\r]*$", re.MULTILINE)


def spoken(reply: str, *, goes_on: bool = False) -> str:
    """What follows the thoughts that `reply` begins with: nothing, where they have no end.

    One that `goes_on` says nothing either as long as it may yet turn out to begin with them.
    """
    begun = reply.lstrip()
    for tag in _TAGS:
        if begun.startswith(tag):
            return begun.partition(f"</{tag[1:]}")[2]
        if goes_on and tag.startswith(begun):
            return ""
    return reply


def unbegun(reply: str, asked: Iterable[str]) -> str:
    """What follows thoughts whose beginning a model's template has put into its prompt.

    They end with a tag on a line of its own; where what was `asked` speaks of that tag, it
    may be the text's.
    """
    end = _END.search(reply)
    if end is None or "<think" in reply[: end.start()] or any("</think" in one for one in asked):
        return reply
    return reply[end.end() :]
