"""Whether a text that was cut off had begun to say the same over and over."""

__all__ = ["loops"]

STRETCH = 8
"""Words at the end of the text that are looked for in all of it."""
TIMES = 3
"""How often they stand there in a text that loops."""


def loops(text: str) -> bool:
    """Whether the last words of the text stand in it at least three times."""
    words = text.split()[:-1]  # the last one may have been cut
    end = words[-STRETCH:]
    if len(end) < STRETCH:
        return False
    starts = range(len(words) - STRETCH + 1)
    return sum(words[at : at + STRETCH] == end for at in starts) >= TIMES
