"""A reply without the thoughts that a model has put before it."""

__all__ = ["spoken"]

_TAGS = ("<think>", "<thinking>")


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
