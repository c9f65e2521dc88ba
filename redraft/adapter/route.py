"""Where DSPy's own client sends the calls of a model, and what it makes of the answers."""

from contextlib import suppress
from typing import Any

import dspy
from dspy.clients.backend_selection import select_backend
from dspy.lm15 import LM15Error, OpenAIChatCompat

__all__ = ["compat", "counts_apart"]


def compat(lm: dspy.BaseLM) -> Any:
    """The dialect of OpenAI's chat in which the provider is asked, where it has one of its own."""
    found = getattr(_route(lm), "compat", None)
    return found if isinstance(found, str | OpenAIChatCompat) else None


def counts_apart(lm: dspy.BaseLM) -> bool:
    """Whether the provider counts the cached tokens of a prompt beside its other ones."""
    return "anthropic" in getattr(_route(lm), "provider", "")


def _route(lm: dspy.BaseLM) -> Any:
    """The provider that it finds; None where LiteLLM or an engine of the user's is asked."""
    if isinstance(getattr(lm, "_engine_spec", None), str):
        with suppress(LM15Error):
            found = select_backend(lm)
            return found.resolution if found.native else None
    return None
