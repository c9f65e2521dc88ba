"""A question with its check: `Under 170 words {words <= 170}`."""

import re

from .base import CheckError
from .registry import opens, parse

__all__ = ["coded"]

MOST = 64
"""Most opening braces, from the last one back, that are tried as the one before the check."""


def coded(question: str) -> tuple[str, str | None]:
    """The question, and the canonical text of its check: in braces at its end, or all of it.

    None for a question that a model must answer; CheckError for braces that hold a bad check.
    """
    question = question.strip()
    if not question.endswith("}") or "{" not in question:
        return question, _whole(question)
    starts = [match.start() for match in re.finditer(r"\{", question)]
    for start in starts[-MOST:]:
        check = _whole(question[start + 1 : -1])
        if check:
            return question[:start].strip() or check, check
    _refused(question)
    return question, None


def _refused(question: str) -> None:
    """Raise CheckError if the braces at the end look like a check and not like {{name}}."""
    opened = re.match(r"(?:.*\s|^)\{([^{].*)\}$", question, re.DOTALL)
    if opened and re.search(r"[\s<>=]", opened[1]):
        parse(opened[1])


def _whole(text: str) -> str | None:
    if not opens(text):
        return None
    try:
        return parse(text).expression
    except CheckError:
        return None
