"""A question with its check: `Under 170 words {words <= 170}`."""

import re

from .base import CheckError
from .registry import opens, parse

__all__ = ["coded", "parted"]

MOST = 64
"""Most opening braces, from the last one back, that are tried as the one before the check."""

_OPENS = {")": "(", "`": "`", "*": "*", "_": "_"}
"""Marks that set a check off, each by the mark that closes it."""
_STOPS = ".,;:!?"
_SIGNS = re.compile(r"[\s<>=≤≥]")
_NAME = re.compile(r"[\w-]+")
"""What may as well be the name of a field: `words`, `word_count`, `first-name`."""


def coded(question: str) -> tuple[str, str | None]:
    """The question, and the canonical text of its check: in braces at its end, or all of it.

    None for a question that a model must answer; CheckError for braces that hold a bad check.
    """
    question = question.strip()
    asked, written = parted(question)
    if written:
        check = parse(written).expression
        return (asked if any(map(str.isalnum, asked)) else check), check
    if not question.endswith("}") or "{" not in question:
        return question, _whole(question)
    _refused(question)
    return question, None


def parted(question: str) -> tuple[str, str]:
    """The question and, as it was written, the check in braces at its end; empty without one.

    Braces that open with the name of a check, its words joined by hyphens or not, hold one,
    bad or good; a name alone is a field's, unless it is a whole check. A full stop, or marks
    such as backticks, may stand after them.
    """
    body = question.rstrip("".join([*_OPENS, _STOPS, " \t\n"]))
    if not body.endswith("}"):
        return question, ""
    starts = [match.start() for match in re.finditer(r"\{", body)][-MOST:]
    for start in starts:
        if _whole(body[start + 1 : -1]):
            return _closed(body[:start], question[len(body) :]), body[start + 1 : -1]
    last = body[starts[-1] + 1 : -1] if starts else ""
    if _meant(last):
        return _closed(body[: starts[-1]], question[len(body) :]), last
    return question, ""


def _meant(text: str) -> bool:
    """Whether what stands in braces is a check, bad or good, and not the name of a field."""
    spaced = re.sub("[-_]", " ", text)
    return bool(_whole(spaced)) if _NAME.fullmatch(text) else opens(spaced)


def _closed(asked: str, tail: str) -> str:
    """What stood round the check, without the marks that only set it off."""
    asked, left = asked.strip(), "".join(tail.split())
    while left and asked.endswith(_OPENS.get(left[0], "\n")):
        asked, left = asked[:-1].rstrip(), left[1:]
    return asked + (left.lstrip(_STOPS) if asked.endswith(tuple(_STOPS)) else left)


def _refused(question: str) -> None:
    """Raise CheckError if the braces at the end look like a check and not like {{name}}."""
    opened = re.match(r"(?:.*\s|^)\{([^{].*)\}$", question, re.DOTALL)
    if opened and _SIGNS.search(opened[1]):
        parse(opened[1])


def _whole(text: str) -> str | None:
    if not opens(text):
        return None
    try:
        return parse(text).expression
    except CheckError:
        return None
