"""A server tried: does it answer, what has it, does it take a schema, does it cache."""

import json
import os
from collections.abc import Callable
from typing import Any

from redraft.doctor import Finding
from redraft.errors import ModelError
from redraft.models.lm import SERVER_KEY
from redraft.preflight import reach
from redraft.terminal import address, hidden, shorten

__all__ = ["probe"]

_MISFIT = (AttributeError, IndexError, TypeError, ValueError)
"""What comes of reading a reply that has not the shape it should have."""
_STRANGE = "answers, but not as an OpenAI-compatible server does; its address often ends in /v1"


def probe(url: str, model: str | None = None) -> list[Finding]:
    """What the server at `url` is and does, as far as two short calls tell.

    They are made of `model`, by default of the first that it lists.

    Raises:
        ConfigurationError: the address is none, or holds a name or key.
    """
    import openai

    try:
        reach(url)
    except ModelError as error:
        return [Finding("server", str(error), False, True)]
    key = os.environ.get(SERVER_KEY) or "none"
    client = openai.OpenAI(base_url=url, api_key=key, timeout=60, max_retries=0)
    names, findings = _listed(client, address(url), model)
    asked = model or (names[0] if names else None)
    if asked is None or not findings[0].good:
        return findings
    if model is not None and names and model not in names:
        findings.append(Finding("model", f"{model} is not among its models", None))
    create = client.chat.completions.create
    return [*findings, *_calls(asked, lambda **body: create(model=asked, **body))]


def _listed(client: Any, at: str, model: str | None) -> tuple[list[str], list[Finding]]:
    """The names that it lists, and what is to be said of it; the first says if it will do."""
    import openai

    try:
        names = [str(served.id) for served in client.models.list().data if served.id]
    except openai.NotFoundError as error:
        if model is not None:
            return [], [Finding("server", f"{at} answers, but lists no models", True)]
        hint = "its address often ends in /v1, or name one of its models: --model NAME"
        return [], [Finding("server", f"{at}: {_told(error)}; {hint}", False, True)]
    except openai.OpenAIError as error:
        hint = f"; set {SERVER_KEY}" if isinstance(error, openai.AuthenticationError) else ""
        return [], [Finding("server", f"{at}: {_told(error)}{hint}", False, True)]
    except _MISFIT:
        return [], [Finding("server", f"{at} {_STRANGE}", False, True)]
    listed = ", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")
    findings = [Finding("server", f"{at} answers", True)]
    findings.append(Finding("its models", listed or "it lists none", bool(names)))
    if not names and model is None:
        findings.append(Finding("model", "name one with --model", False, True))
    return names, findings


def _calls(model: str, create: Callable[..., Any]) -> list[Finding]:
    """Two equal calls with a schema: is it taken, is it kept, is the second one cached."""
    import openai

    schema = {
        "type": "object",
        "properties": {"sum": {"type": "integer"}},
        "required": ["sum"],
        "additionalProperties": False,
    }
    filler = "Numbers are added from left to right. " * 60  # long enough to be worth caching
    body: dict[str, Any] = {
        "messages": [{"role": "user", "content": f"{filler}\nHow much is 2 + 3? Reply in JSON."}],
        "max_tokens": 40,
        "temperature": 0,
    }
    form = {"type": "json_schema", "json_schema": {"name": "answer", "schema": schema}}
    findings = []
    try:
        try:
            findings.append(_kept(create(**body, response_format=form)))
            body["response_format"] = form
        except openai.BadRequestError as error:
            said = f"refused ({_told(error)}); replies are parsed without it"
            findings.append(Finding("JSON schema", said, False))
            create(**body)
        second = _cached(create(**body))
    except openai.OpenAIError as error:
        return [*findings, Finding(f"model {model}", _told(error), False, True)]
    except _MISFIT:
        return [*findings, Finding(f"model {model}", _STRANGE, False, True)]
    return [*findings, second, Finding(f"model {model}", "answers", True, True)]


def _kept(reply: Any) -> Finding:
    content = reply.choices[0].message.content
    try:
        kept = set(json.loads(content or "")) == {"sum"}
    except _MISFIT:
        kept = False
    says = "taken" if kept else "taken, but the reply does not keep to it"
    return Finding("JSON schema", says, kept)


def _cached(reply: Any) -> Finding:
    details = getattr(reply.usage, "prompt_tokens_details", None)
    cached = getattr(details, "cached_tokens", None)
    if cached is None:
        return Finding("prompt cache", "it reports no cached tokens", None)
    return Finding(
        "prompt cache", f"{cached:,} of {reply.usage.prompt_tokens:,} tokens", cached > 0
    )


def _told(error: Exception) -> str:
    """What the server said, or why it could not be asked, without a key."""
    body = getattr(error, "body", None)
    own = body.get("message") or body.get("detail") if isinstance(body, dict) else None
    cause = f" {error.__cause__}" if error.__cause__ else ""
    said = own or f"{getattr(error, 'message', '') or error}{cause}"
    status = getattr(error, "status_code", None)
    return shorten(hidden(f"{said} (status {status})" if status else str(said)), 160)
