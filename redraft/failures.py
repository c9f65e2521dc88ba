"""What DSPy and servers raise, told in redraft's terms."""

import re
from collections.abc import Callable
from typing import TypeAlias

from dspy.utils.exceptions import (
    ContextWindowExceededError,
    DSPyError,
    LMAuthError,
    LMBillingError,
    LMConfigurationError,
    LMInvalidRequestError,
    LMNotConfiguredError,
    LMRateLimitError,
    LMServerError,
    LMTimeoutError,
    LMTransportError,
    LMUnexpectedError,
    LMUnsupportedFeatureError,
    LMUnsupportedModelError,
)

from redraft.asked import Asked, asked
from redraft.errors import ConfigurationError, ModelError, RedraftError
from redraft.models.lm import SERVER_KEY
from redraft.settings import Settings
from redraft.terminal import hidden, shorten

__all__ = ["fits_not", "told"]

_ADVICE = re.compile(r"To fix:|credential came from:")
_UNREAD = re.compile(r"read timed out\b.{0,200}?\bno bytes for (\d+(?:\.\d+)?) ?s\b", re.DOTALL)
"""What the engine says of a server that is slow; it goes on in Python, which nobody typed."""
_CONTEXT = re.compile(r"context (?:length|size|window)", re.IGNORECASE)


def told(error: DSPyError, settings: Settings, *, prompt_model: str | None = None) -> RedraftError:
    """The error for a person: what happened, and what to type. It holds no key.

    It is told of the model that failed, which may be the critic's or `prompt_model`.
    """
    said, of = _said(error), asked(error, settings, prompt_model)
    at = of.at
    for kinds, tell in _MENDABLE:
        if isinstance(error, kinds):
            return ConfigurationError(tell(error, of, said))
    for kind, words in _PASSING.items():
        if isinstance(error, kind):
            return ModelError(f"{at} {words}: {said}{_wait(error)}", retryable=True)
    if isinstance(error, LMTransportError):
        return ModelError(_unreachable(of, said), retryable=True)
    if isinstance(error, LMUnexpectedError):
        look = f"; redraft doctor --api-base {at} tries it" if of.api_base else ""
        return ModelError(f"{at} failed: {said}{look}")
    if isinstance(error, LMBillingError):
        return ModelError(f"the account at {at} bears no more calls: {said}")
    if fits_not(error):
        return ConfigurationError(_too_long(error, of, said))
    if getattr(error, "status", None) == 404:
        return ConfigurationError(_no_model(error, of, said))
    return ModelError(f"{at} refused the call: {said}")


def fits_not(error: DSPyError) -> bool:
    """Whether the prompt was too long for the model, so that another one may pass."""
    if isinstance(error, ContextWindowExceededError):
        return True
    refused = isinstance(error, LMInvalidRequestError)
    return refused and bool(_CONTEXT.search(_said(error)))


def _said(error: DSPyError) -> str:
    """What the server said, without the engine's advice to programmers."""
    message = getattr(error, "message", "") or ""
    if advice := _ADVICE.search(message):
        message = message[: advice.start()].rstrip()
    message = message.rstrip(" .")
    status = getattr(error, "status", None)
    return shorten(hidden(message), 300) or (f"status {status}" if status else type(error).__name__)


def _key(error: DSPyError, of: Asked, said: str) -> str:
    names = tuple(getattr(error, "env_keys", ())) or _names(error, of)
    held = " or ".join(names) or "the key's environment variable"
    if isinstance(error, LMAuthError):
        return f"{of.at} does not accept the key: {said}. Set {held} to one that it does"
    return f"{of.at} needs a key: export {held}=..., or use {of.option} local, which needs none"


def _names(error: DSPyError, of: Asked) -> tuple[str, ...]:
    if of.api_base:
        return (SERVER_KEY,)
    from dspy.lm15 import LM15Error

    from redraft.preflight import key_names

    try:
        return key_names(getattr(error, "model", None) or of.model)
    except LM15Error:
        return ()


def _too_long(error: DSPyError, of: Asked, said: str) -> str:
    return (
        f"the text does not fit the model's context: {said}. Shorten the task or the draft, "
        f"or name a model that takes more ({of.option})"
    )


def _unlike(error: DSPyError, of: Asked, said: str) -> str:
    return f"{of.at} cannot be asked so: {said}"


def _no_model(error: DSPyError, of: Asked, said: str) -> str:
    if of.api_base:
        what = f"{of.at} does not know the model {of.model!r} ({said})"
        return f"{what}; redraft doctor --api-base {of.at} lists what it knows"
    return f"{of.option} {of.model!r} is not known there: {said}"


def _unreachable(of: Asked, said: str) -> str:
    at = of.at
    if late := _UNREAD.search(said):
        return _late(at, float(late[1]))
    if of.api_base:
        return f"no server answers at {at} ({said}); is it running? redraft doctor --api-base {at}"
    return f"{at} cannot be reached ({said}); check the network, or use {of.option} local"


def _late(at: str, seconds: float) -> str:
    longer = "--timeout S (of evaluate, sweep and calibrate) waits longer"
    return f"{at} did not answer within {seconds:g} s: {longer}"


def _wait(error: DSPyError) -> str:
    seconds = getattr(error, "retry_after", None)
    return f" (try again in {seconds:.0f} s)" if seconds else ""


_Teller: TypeAlias = Callable[[DSPyError, Asked, str], str]
_MENDABLE: tuple[tuple[tuple[type[DSPyError], ...], _Teller], ...] = (
    ((ContextWindowExceededError,), _too_long),
    ((LMNotConfiguredError, LMAuthError), _key),
    ((LMUnsupportedModelError,), _no_model),
    ((LMConfigurationError, LMUnsupportedFeatureError), _unlike),
)
"""What the person can mend, the special before the general."""
_PASSING = {
    LMRateLimitError: "takes no more calls now",
    LMTimeoutError: "did not answer in time",
    LMServerError: "failed",
}
"""What may have passed at the next try."""
