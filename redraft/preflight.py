"""What can be told of a model's name and key before anything is asked of it."""

import difflib
import os
import socket
import urllib.request
from urllib.parse import urlsplit

from redraft.errors import ConfigurationError, ModelError
from redraft.models.lm import SERVER_KEY
from redraft.silence import silence

__all__ = ["PROVIDERS", "check", "key_names", "reach"]

PROVIDERS = ("openai", "anthropic", "gemini", "groq", "mistral", "openrouter", "ollama_chat")
"""Providers that are suggested for one that is not known; DSPy knows many more."""


def key_names(model: str) -> tuple[str, ...]:
    """The environment variables, any of which may hold the key for `model`; empty if none.

    Raises:
        dspy.lm15.UnknownModelError: DSPy's own engine does not know the provider.
    """
    from dspy.lm15 import LMRouter, MissingCredentialError, RouterConfig

    router = LMRouter(RouterConfig(env={}))
    found = router.resolve_openai_chat(model)
    if found.credential_policy != "key":
        return ()  # a cloud's chain, or a login: what it lacks, DSPy tells
    try:
        router.lm(f"{found.provider}:{found.model}")
    except MissingCredentialError as error:
        return tuple(error.env_keys)
    return ()


def check(model: str, option: str = "--model") -> None:
    """Hold a model that is neither embedded nor at an address to what DSPy can reach.

    `option` is what named it, for the message.

    Raises:
        ConfigurationError: nobody knows the provider, or its key is not in the environment.
    """
    from dspy.lm15 import LM15Error, UnknownModelError

    try:
        names = key_names(model)
    except UnknownModelError:
        names = _litellm_keys(model, option)
    except LM15Error as error:
        raise ConfigurationError(f"{option} {model!r}: {error.message}") from None
    if names and not any(os.environ.get(name) for name in names):
        raise ConfigurationError(
            f"{option} {model!r} needs a key: export {' or '.join(names)}=..., "
            f"or use {option} local, which needs none"
        )


def reach(url: str) -> None:
    """Knock at a server's door, so that one that is not there is told at once.

    Raises:
        ConfigurationError: the address is none, or holds a name, key or query.
        ModelError: nobody answers.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise _no_address(url) from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise _no_address(url)
    if parts.username or parts.password:
        raise ConfigurationError(
            f"--api-base holds a name or key; put the key into {SERVER_KEY} instead"
        )
    if parts.query or parts.fragment:
        raise ConfigurationError(
            "--api-base holds a query; leave out all from its ? or # on, "
            f"and put a key into {SERVER_KEY}"
        )
    proxied = urllib.request.getproxies().keys() & {parts.scheme, "all"}
    if proxied and not urllib.request.proxy_bypass(parts.hostname):
        return
    try:
        socket.create_connection((parts.hostname, port), timeout=10).close()
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise ModelError(
            f"no server answers at {url} ({why}); start it, or name another --api-base",
            retryable=True,
        ) from None


def _no_address(url: str) -> ConfigurationError:
    shown = "" if any(sign in url for sign in "@?#") else f" {url!r}"  # else it may hold a key
    return ConfigurationError(
        f"--api-base{shown} is not an address; it looks like http://localhost:8000/v1"
    )


def _litellm_keys(model: str, option: str) -> tuple[str, ...]:
    """The same of a provider that only LiteLLM knows. Importing it takes seconds."""
    silence()  # else the import fetches a table of all models
    import litellm
    from litellm.exceptions import BadRequestError

    litellm.suppress_debug_info = True  # else it prints to stdout
    try:
        litellm.get_llm_provider(model)
    except BadRequestError:
        raise ConfigurationError(_unknown(model, option)) from None
    missing: list[str] = litellm.validate_environment(model)["missing_keys"]
    keyed = missing and all(name.endswith("_API_KEY") for name in missing)
    return tuple(missing) if keyed else ()


def _unknown(model: str, option: str) -> str:
    known = ("local", *PROVIDERS)
    given, _, rest = model.partition("/")
    near = difflib.get_close_matches(given, known, n=1, cutoff=0.5)
    names = [f"{name}/{rest}" if rest and name != "local" else name for name in near]
    hint = f"; did you mean {names[0]}?" if names else ";"
    return (
        f"{option} {model!r}: no provider is known for it{hint} accepted are local, "
        "PROVIDER/MODEL such as openai/gpt-4.1-mini, or any name together with --api-base URL"
    )
