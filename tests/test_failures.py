"""What servers and DSPy raise, told to a person: each met for real on loopback."""

from time import process_time
from typing import Any

import pytest
from dspy.utils.exceptions import (
    ContextWindowExceededError,
    DSPyError,
    LMAuthError,
    LMInvalidRequestError,
    LMNotConfiguredError,
    LMServerError,
    LMTimeoutError,
    LMTransportError,
    LMUnsupportedFeatureError,
)

from redraft.app import refine_text
from redraft.errors import ConfigurationError, ModelError, RedraftError
from redraft.failures import told
from redraft.models.lm import resolve
from redraft.programs.item import Item
from redraft.settings import Settings
from tests.evaluation.fake import Fake
from tests.loopback import Server
from tests.scripted import Scripted

URL = "http://127.0.0.1:9/v1"
TOO_LONG = "maximum context length is 8192 tokens. However, you requested 10000 tokens"

CASES: list[tuple[int, dict[str, Any], type[RedraftError], list[str]]] = [
    (
        401,
        {"message": "Incorrect API key provided: sk-abcdef1234567890", "code": "invalid_api_key"},
        ConfigurationError,
        ["does not accept the key", "***", "Set REDRAFT_API_KEY"],
    ),
    (
        404,
        {"message": "The model does not exist", "code": "model_not_found"},
        ConfigurationError,
        ["does not know the model 'small'", "redraft doctor --api-base http://127.0.0.1"],
    ),
    (
        429,
        {"message": "You exceeded your current quota", "code": "insufficient_quota"},
        ModelError,
        ["bears no more calls", "quota"],
    ),
    (
        400,
        {"message": f"This model's {TOO_LONG}.", "code": "context_length_exceeded"},
        ConfigurationError,
        ["does not fit the model's context", "8192 tokens", "10000 tokens", "Shorten"],
    ),
    (
        400,
        {"message": "request (9000 tokens) exceeds the available context size (8192 tokens)"},
        ConfigurationError,
        ["does not fit the model's context", "9000", "8192"],
    ),
    (400, {"message": "unknown field user"}, ModelError, ["refused the call: unknown field user"]),
]


@pytest.mark.parametrize(("status", "error", "kind", "says"), CASES)
def test_a_server_that_refuses(
    server: Server, status: int, error: dict[str, Any], kind: type[RedraftError], says: list[str]
) -> None:
    """A refusal becomes one line that says what is wrong and what to type, at the first call."""
    server.before = lambda number, body: (status, {"error": error})
    with pytest.raises(kind) as raised:
        refine_text(Item("Write."), Settings(model="small", api_base=server.url))
    message = str(raised.value)
    assert all(part in message for part in says), message
    assert "\n" not in message
    assert len(server.bodies) == 1


@pytest.mark.parametrize(
    ("status", "says"), [(429, "takes no more calls now"), (500, "failed"), (503, "failed")]
)
def test_a_server_that_fails(
    server: Server, monkeypatch: pytest.MonkeyPatch, status: int, says: str
) -> None:
    """What may pass is tried again, then told as a model error that is worth a retry."""
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    server.before = lambda number, body: (status, {"error": {"message": "boom"}})
    with pytest.raises(ModelError) as raised:
        refine_text(Item("Write."), Settings(model="small", api_base=server.url))
    assert f"{says}: boom" in str(raised.value)
    assert raised.value.retryable
    assert len(server.bodies) == 4


@pytest.mark.parametrize(
    ("error", "kind", "says"),
    [
        (LMTimeoutError("read timed out"), ModelError, "did not answer in time: read timed out"),
        (LMTransportError("no route"), ModelError, "cannot be reached (no route); check the net"),
        (LMUnsupportedFeatureError("no seed"), ConfigurationError, "cannot be asked so: no seed"),
        (LMNotConfiguredError("no key"), ConfigurationError, "export OPENAI_API_KEY=..."),
        (ContextWindowExceededError(), ConfigurationError, "does not fit the model's context"),
    ],
)
def test_an_error_of_dspy(error: DSPyError, kind: type[RedraftError], says: str) -> None:
    """Each kind of error is told as what a person can do about it."""
    message = told(error, Settings(model="openai/gpt-4.1-mini"))
    assert type(message) is kind
    assert says in str(message)


WHOSE = [
    ("openai/gpt-9", None, "openai/gpt-9", "--critic-model 'openai/gpt-9' is not known there"),
    ("gpt-9", None, "openai/gpt-9", "--critic-model 'openai/gpt-9' is not known there"),
    ("local/qwen2.5-coder-1.5b", None, "openai/gpt-9", "--model 'local' is not known there"),
    (None, None, "openai/gpt-9", "--model 'local' is not known there"),
    ("local/qwen2.5-coder-1.5b", None, "local", "--model 'local' is not known there"),
    ("local/smollm2-135m", None, "local/smollm2-135m", "--critic-model 'local/smollm2-135m' is"),
    ("server-1a2b/large", URL, "large", f"{URL} does not know the model 'large'"),
    ("server-1a2b/small", URL, "large", f"{URL} does not know the model 'small'"),
    ("local/qwen2.5-coder-1.5b", URL, "local", "--critic-model 'local' is not known there"),
]


@pytest.mark.parametrize(("model", "api_base", "critic", "says"), WHOSE)
def test_it_is_told_of_the_model_that_failed(
    model: str | None, api_base: str | None, critic: str, says: str
) -> None:
    """By the option that names it; of the main one where nobody can tell."""
    main = "small" if api_base else "local"
    settings = Settings(model=main, critic_model=critic, api_base=api_base)
    error = LMInvalidRequestError("nothing of that name", model=model, status=404)
    assert str(told(error, settings)).startswith(says)


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (
            LMAuthError("bad key", model="anthropic/opus", status=401),
            "anthropic/opus does not accept the key: bad key. Set ANTHROPIC_API_KEY to one that",
        ),
        (
            LMNotConfiguredError("no key", model="anthropic/opus"),
            "anthropic/opus needs a key: export ANTHROPIC_API_KEY=..., or use --critic-model local",
        ),
        (
            LMTransportError("no route", model="anthropic/opus"),
            "anthropic/opus cannot be reached (no route); check the network, or use --critic-model",
        ),
        (LMServerError("boom", model="anthropic/opus"), "anthropic/opus failed: boom"),
        (
            ContextWindowExceededError(model="anthropic/opus"),
            "or name a model that takes more (--critic-model)",
        ),
    ],
)
@pytest.mark.parametrize("main", ["local", "openai/gpt-4.1-mini"])
def test_a_critic_that_fails(error: DSPyError, says: str, main: str) -> None:
    """Its name, its key and its option, whatever the main model is."""
    assert says in str(told(error, Settings(model=main, critic_model="anthropic/opus")))


def test_a_prompt_model_that_fails() -> None:
    """A compile has one more, which is named as the critic is."""
    error = LMInvalidRequestError("nothing of that name", model="openai/gpt-9", status=404)
    message = str(told(error, Settings(model="local"), prompt_model="openai/gpt-9"))
    assert message.startswith("--prompt-model 'openai/gpt-9' is not known there")


def test_a_critic_that_the_server_does_not_know(server: Server) -> None:
    """As a run meets it: the main model drafts, the critic's name is wrong."""

    def unknown(number: int, body: dict[str, Any]) -> tuple[int, dict[str, Any]] | None:
        error = {"error": {"message": "no such model", "code": "model_not_found"}}
        return (404, error) if body["model"] == "wrong" else None

    server.before = unknown
    settings = Settings(model="small", critic_model="wrong", api_base=server.url)
    with pytest.raises(ConfigurationError, match="does not know the model 'wrong'"):
        refine_text(Item.of("Write.", ["Be kind."], ["Is it kind?"]), settings)


UNREAD = (
    "read timed out waiting for headers: no bytes for 2.0s; this is lm15's read timeout, not a "
    "server failure — raise it with Timeouts(read=...) if the model needs longer"
)


@pytest.mark.parametrize("api_base", [None, "http://127.0.0.1:9/v1"])
def test_a_reply_that_took_too_long_names_the_option(api_base: str | None) -> None:
    """Nothing of the engine's Python, and no doubt that the server is running."""
    error = told(LMTransportError(UNREAD), Settings(model="openai/x", api_base=api_base))
    assert isinstance(error, ModelError)
    assert error.retryable
    assert "did not answer within 2 s: --timeout S" in str(error)
    assert not any(word in str(error) for word in ("Timeouts(", "is it running", "network"))


def test_that_is_what_the_engine_says_of_a_slow_server() -> None:
    """As `redraft evaluate --timeout` asks it."""
    fake = Fake()
    fake.open.clear()
    lm = resolve("small", api_base=fake.url, timeout=0.2)
    with pytest.raises(LMTransportError) as raised:
        lm("hello")
    fake.open.set()
    fake.close()
    message = str(told(raised.value, Settings(model="small", api_base=fake.url)))
    assert f"{fake.url} did not answer within 0.2 s: --timeout S" in message


def test_an_engine_that_breaks_is_a_model_error() -> None:
    """An engine's own exception is no traceback but a model error."""
    engine = Scripted(
        {"*": RuntimeError("tensor on fire"), "draft": RuntimeError("tensor on fire")}
    )
    with pytest.raises(ModelError, match="failed: tensor on fire"):
        refine_text(Item("Write."), Settings(), lms={"main": engine.lm})


def test_no_key_in_a_message(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that repeats the key it got does not get it printed."""
    monkeypatch.setenv("REDRAFT_API_KEY", "plain-secret-value")
    refusal = {"error": {"message": "bad key plain-secret-value"}}
    server.before = lambda number, body: (401, refusal)
    with pytest.raises(ConfigurationError) as raised:
        refine_text(Item("Write."), Settings(model="small", api_base=server.url))
    assert server.keys == ["Bearer plain-secret-value"]
    assert "plain-secret-value" not in str(raised.value)


def test_a_long_message_is_told_in_time() -> None:
    """Blanks by the thousand in what a server says cost no more than their length warrants."""
    start = process_time()
    error = DSPyError("a" + " " * 30_000 + "b. \n\n To fix: write other code")
    assert str(told(error, Settings(model="small"))).endswith("refused the call: a b")
    assert process_time() - start < 2
