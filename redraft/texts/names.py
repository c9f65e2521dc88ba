"""The names, code and addresses that a passage holds."""

import re
from collections.abc import Iterator

__all__ = ["names"]

_NAME = re.compile(r"(?<=[\w,;:)] )\w*[A-Z]\w+|`[^`\n]+`|https?://\S+")
_RUN = re.compile(r"\S+")
_MAIL = re.compile(r"\S[^\s@]*+@\S+\.\w+")


def names(text: str) -> Iterator[str]:
    """Each in order, verbatim; a mail address is all that stands without a space before it."""
    name, at = _NAME.search(text), 0
    for start, last, end in _mails(text):
        while name and name.start() <= max(start, at):
            yield name.group()
            at = name.end()
            name = _NAME.search(text, at)
        if at < last:
            yield text[max(start, at) : end]
            at = end
            name = _NAME.search(text, at) if name and name.start() < at else name
    while name:
        yield name.group()
        name = _NAME.search(text, name.end())


def _mails(text: str) -> Iterator[tuple[int, int, int]]:
    """Where each stretch with an address begins, has its last sign for "at", and ends."""
    for run in _RUN.finditer(text):
        if mail := _MAIL.match(text, *run.span()):
            dot = text.rfind(".", mail.start(), mail.end())
            yield mail.start(), text.rfind("@", mail.start() + 1, dot - 1), mail.end()
