"""What a refusal means, where DSPy's client has gone by a word of its message."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from dspy.utils.exceptions import (
    ContextWindowExceededError,
    LMAuthError,
    LMError,
    LMInvalidRequestError,
    LMRateLimitError,
)

__all__ = ["meaning"]

_KEY = re.compile(r"\bAPI key (?:not valid|expired|not found|is invalid)", re.IGNORECASE)


@contextmanager
def meaning() -> Iterator[None]:
    """Raise what is meant: too many tokens a minute are no text that is too long.

    Anthropic and Gemini name the limit's tokens, and Gemini calls a wrong key a bad request.
    """
    try:
        yield
    except LMError as error:
        kind = _kind(error)
        if kind is None:
            raise
        raise kind(
            error.message,
            model=error.model,
            provider=error.provider,
            provider_code=error.provider_code,
            status=error.status,
            request_id=error.request_id,
            retry_after=error.retry_after,
        ) from error


def _kind(error: LMError) -> type[LMError] | None:
    late = isinstance(error, ContextWindowExceededError) and error.status == 429
    wrong = isinstance(error, LMInvalidRequestError) and _KEY.search(error.message)
    return LMRateLimitError if late else LMAuthError if wrong else None
