"""The body of a call: under another seed, with more room, as a request."""

from dataclasses import replace
from typing import Any

import dspy
from dspy.lm15 import Request, Response, UnsupportedFeatureError, request_from_openai_chat
from dspy.utils.exceptions import LMUnsupportedFeatureError

from redraft.texts.loops import loops

from .route import compat
from .said import words_of
from .settling import used

__all__ = ["APART", "after_cut", "apart", "limit_of", "request_of", "warmer"]

APART = 1_000_003
"""Between the seeds of a call and of its second try."""
_SEEDS = 2**31
_BESIDE = ("grammar", "prompt_cache")  # what an OpenAI body does not have
_WARM = 0.4  # the temperature of a second try, at least


def apart(
    body: dict[str, Any], control: dict[str, Any], by: int
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The call under another rollout id and, where it has a seed, another seed."""
    if not by:
        return body, control
    if "seed" in body:
        body = {**body, "seed": int(body["seed"]) + by}
    return body, {**control, "rollout_id": int(control.get("rollout_id") or 0) + by}


def warmer(body: dict[str, Any]) -> dict[str, Any]:
    """The request again: cold, a model says the same; where nothing is chosen it is not cold."""
    chosen = body.get("temperature")
    return body if chosen is None else {**body, "temperature": max(_WARM, chosen)}


def limit_of(body: dict[str, Any]) -> str:
    """Under which name the reply's limit stands."""
    return "max_completion_tokens" if "max_completion_tokens" in body else "max_tokens"


def after_cut(
    body: dict[str, Any], control: dict[str, Any], cut: Response
) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """The call once more: with twice the room, or warmer under another seed where it loops.

    None where the reply was cut before its own limit: the context is full, for a longer one too.
    """
    if loops(words_of(cut)):
        return apart(warmer(body), control, APART)
    name, (_, new) = limit_of(body), used(cut.usage)
    limit = int(body.get(name) or 0)
    if 0 < new < limit:
        return None
    return {**body, name: 2 * (max(limit, new) or 1024)}, control


def request_of(body: dict[str, Any], lm: dspy.BaseLM) -> Request:
    """The canonical request; a grammar, which only our engine takes, as an extension.

    A prompt cache that DSPy takes at the model is set as DSPy sets it; seeds are of 31 bits,
    as some services want them.

    Raises:
        LMUnsupportedFeatureError: a setting of the model's has no place in a request.
    """
    grammar, cache = body.get("grammar"), body.get("prompt_cache")
    plain = {key: value for key, value in body.items() if key not in _BESIDE}
    if "seed" in plain:
        plain["seed"] = int(plain["seed"]) % _SEEDS
    try:
        request = request_from_openai_chat(plain, compat=compat(lm))
    except UnsupportedFeatureError as error:
        raise LMUnsupportedFeatureError(error.message, model=lm.model) from error
    config = request.config if cache is None else replace(request.config, cache=cache)
    if grammar is not None:
        config = replace(config, extensions={**(config.extensions or {}), "grammar": grammar})
    return replace(request, config=config)
