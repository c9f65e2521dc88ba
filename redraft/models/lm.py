"""From `--model` to a DSPy language model."""

import hashlib
import os
import re
from typing import Any

from redraft.errors import ConfigurationError
from redraft.extras import here
from redraft.silence import silence

from . import store

__all__ = ["SERVER_KEY", "resolve"]

SERVER_KEY = "REDRAFT_API_KEY"
"""The environment variable that holds the key of the server at `--api-base`, if it wants one."""


def resolve(
    model: str,
    *,
    api_base: str | None = None,
    temperature: float | None = None,
    seed: int | None = None,
    max_tokens: int | None = None,
    cache: bool = False,
    timeout: float | None = None,
    num_retries: int = 0,
) -> Any:
    """The `dspy.LM` that `model` names.

    `local` is the strongest embedded model present, `local/NAME` a certain one; with
    `api_base` the model is asked of that OpenAI-compatible server; any other name goes
    to DSPy as it is (`openai/gpt-4.1-mini`, `anthropic/claude-...`). `timeout` is in seconds
    and for servers only; `num_retries` are DSPy's own new tries of one call, none by default:
    the adapter tries again, and counts each try.

    Raises:
        ConfigurationError: no such embedded model, none present, a malformed address, or
            the key that the provider needs is not in the environment.
    """
    silence()
    settings = {"temperature": temperature, "seed": seed, "max_tokens": max_tokens, "cache": cache}
    if not (model == "local" or model.startswith("local/")) or api_base is not None:
        settings |= {"timeout": timeout, "num_retries": num_retries}
    if api_base is not None:
        return _served(model, api_base, settings)
    if model == "local" or model.startswith("local/"):
        return _local(model.partition("/")[2], settings)
    return _named(model, settings)


def _local(name: str, settings: dict[str, Any]) -> Any:
    import dspy

    from .engine import AsyncLocalEngine, LocalEngine
    from .server import no_engine

    entry = store.find(name) if name else store.strongest()
    if not here("xllamacpp"):  # before its model, which is large
        raise no_engine()
    if entry is None:
        raise ConfigurationError(
            "no embedded model is here yet: redraft model pull (1.1 GB), or name another "
            "model, such as --model openai/gpt-4.1-mini"
        )
    if not store.present(entry):
        raise ConfigurationError(f"{entry.name} is not here yet: redraft model pull {entry.name}")
    engine = LocalEngine(entry.name)
    settings["max_tokens"] = settings["max_tokens"] or 2048
    return dspy.LM(
        f"local/{entry.name}",
        engine=engine,
        async_engine=AsyncLocalEngine(engine),
        num_retries=0,
        **_given(settings),
    )


def _served(model: str, api_base: str, settings: dict[str, Any]) -> Any:
    """An OpenAI-compatible server, registered so that DSPy knows it takes schemas."""
    from dspy.lm15 import (
        AccessPolicy,
        ModelSupport,
        OpenAIChatCompat,
        ProviderDefinition,
        register_provider,
    )

    if not re.fullmatch(r"https?://\S+", api_base):
        raise ConfigurationError(
            f"--api-base {api_base!r} is not an address; it looks like http://localhost:8000/v1"
        )
    # named by its address: two servers with one model name share no cache entry
    provider = f"server-{hashlib.sha256(api_base.encode()).hexdigest()[:8]}"
    keyed = bool(os.environ.get(SERVER_KEY))
    access = AccessPolicy(
        provider=provider,
        base_url=api_base.rstrip("/"),
        env_keys=(SERVER_KEY,) if keyed else (),
    )
    register_provider(
        ProviderDefinition.chat(
            access,
            compat=OpenAIChatCompat.preset("vllm"),
            placeholder_key=None if keyed else "none",
        ),
        supports=ModelSupport(response_schema=True, function_calling=True),
        replace=True,  # the key may have come or gone since the last call to this address
    )
    return _named(model, settings, f"{provider}/{model}")


def _named(model: str, settings: dict[str, Any], name: str = "") -> Any:
    """The model as DSPy finds it, by this `name` where that is not how it was given."""
    import dspy
    from dspy.utils.exceptions import LMConfigurationError

    try:
        return dspy.LM(name or model, **_given(settings))
    except ValueError as error:
        raise ConfigurationError(f"--model {model!r}: {error}") from None
    except LMConfigurationError as error:  # as a temperature that a reasoning model refuses
        raise ConfigurationError(f"--model {model!r}: {error.message}") from None


def _given(settings: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in settings.items() if value is not None}
