"""What is here and what would work: this machine, its models, and a server if one is named."""

import importlib.metadata
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from redraft.errors import ModelError
from redraft.models import catalogue, store
from redraft.models.lm import SERVER_KEY
from redraft.preflight import reach
from redraft.terminal import address, hidden, shorten

__all__ = ["KEYS", "Finding", "examine", "probe", "works"]

KEYS = (
    "OPENAI_API_KEY",
    "ANTHROPIC_API_KEY",
    "GEMINI_API_KEY",
    "GROQ_API_KEY",
    "MISTRAL_API_KEY",
    "OPENROUTER_API_KEY",
    SERVER_KEY,
)
"""The environment variables that are looked for; their values are never shown."""


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `good` is None where it is neither good nor bad.

    `answers` marks what alone would let redraft run: a model here, a key, a server.
    """

    name: str
    says: str
    good: bool | None = None
    answers: bool = False


def works(findings: list[Finding]) -> bool:
    """Whether anything found would let redraft run."""
    return any(finding.good and finding.answers for finding in findings)


def examine() -> list[Finding]:
    """This machine: versions, engine, models against memory, disk, load and keys."""
    findings = [
        Finding("Python", sys.version.split()[0], sys.version_info >= (3, 11)),
        *(Finding(name, version, True) for name, version in _versions("redraft", "dspy")),
        _engine(),
        *_models(),
        _disk(),
        _load(),
    ]
    here = [name for name in KEYS if os.environ.get(name)]
    says = f"set: {', '.join(here)}" if here else f"none set of {', '.join(KEYS)}"
    providers = [name for name in here if name != SERVER_KEY]
    return [*findings, Finding("keys", says, True if here else None, bool(providers))]


def probe(url: str, model: str | None = None) -> list[Finding]:
    """The server at `url`: does it answer, what has it, does it take a schema, does it cache.

    Two short calls are made of `model`, by default of the first that it lists.

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
    try:
        names = [served.id for served in client.models.list().data]
    except openai.OpenAIError as error:
        hint = f"; set {SERVER_KEY}" if isinstance(error, openai.AuthenticationError) else ""
        return [Finding("server", f"{address(url)}: {_told(error)}{hint}", False, True)]
    listed = ", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")
    findings = [Finding("server", f"{address(url)} answers", True)]
    findings.append(Finding("its models", listed or "it lists none", bool(names)))
    asked = model or (names[0] if names else None)
    if asked is None:
        return [*findings, Finding("model", "name one with --model", False, True)]
    if model is not None and names and model not in names:
        findings.append(Finding("model", f"{model} is not among its models", None))
    findings += _calls(asked, lambda **body: client.chat.completions.create(model=asked, **body))
    return findings


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
            first = create(**body, response_format=form)
            body["response_format"] = form
            findings.append(_kept(first))
        except openai.BadRequestError as error:
            said = f"refused ({_told(error)}); replies are parsed without it"
            findings.append(Finding("JSON schema", said, False))
            create(**body)
        second = create(**body)
    except openai.OpenAIError as error:
        return [*findings, Finding(f"model {model}", _told(error), False, True)]
    return [*findings, _cached(second), Finding(f"model {model}", "answers", True, True)]


def _kept(reply: Any) -> Finding:
    import json

    try:
        kept = set(json.loads(reply.choices[0].message.content or "")) == {"sum"}
    except ValueError:
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


def _versions(*names: str) -> list[tuple[str, str]]:
    return [(name, importlib.metadata.version(name)) for name in names]


def _engine() -> Finding:
    try:
        ((_, version),) = _versions("xllamacpp")
    except importlib.metadata.PackageNotFoundError:
        return Finding("engine", "none for embedded models: pip install 'redraft[local]'", False)
    return Finding("engine", f"xllamacpp {version}", True)


def _models() -> list[Finding]:
    """Every embedded model: here or not, and whether this machine's memory holds it."""
    memory = catalogue.memory()
    engine = bool(_engine().good)
    findings = []
    for entry in catalogue.entries():
        here = store.present(entry)
        fits = memory is None or (entry.ram + 0.5) * 10**9 <= memory
        room = f"needs {entry.ram:.1f} GB of {memory / 1e9:.1f} GB memory" if memory else ""
        get = "here" if here else f"not here: redraft model pull {entry.name}"
        says = f"{get}; {room}" + ("" if fits else ", too much")
        findings.append(
            Finding(f"local/{entry.name}", says, (here and fits) or None, here and fits and engine)
        )
    return findings


def _disk() -> Finding:
    folder = store.folder()
    at = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(at).free
    return Finding("disk", f"{store.human(free)} free at {folder}", free > 3 * 10**9)


def _load() -> Finding:
    cores = os.cpu_count() or 1
    if not hasattr(os, "getloadavg"):
        return Finding("cores", str(cores))
    busy = os.getloadavg()[0]
    return Finding("cores", f"{cores}, load {busy:.1f}", busy < cores or None)


def _told(error: Exception) -> str:
    return shorten(hidden(str(getattr(error, "message", "") or error)), 160)
