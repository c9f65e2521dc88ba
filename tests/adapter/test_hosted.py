"""Hosted models through DSPy's own client, each service as it answers on the wire."""

import asyncio
from typing import Any

import dspy
import pytest
from dspy.lm15 import (
    AccessPolicy,
    AnthropicCompat,
    CacheConfig,
    ProviderDefinition,
    Request,
    register_provider,
)
from dspy.utils.exceptions import (
    AdapterParseError,
    LMAuthError,
    LMError,
    LMInvalidRequestError,
    LMRateLimitError,
    LMTransportError,
    LMUnsupportedFeatureError,
)

from redraft.adapter import PrefixAdapter
from redraft.adapter.bodies import request_of
from redraft.adapter.looser import chosen
from redraft.adapter.settling import _unknown
from redraft.budget import Budget, spending
from redraft.models.lm import resolve
from redraft.pace import TRIES
from redraft.programs.meter import metering
from redraft.signatures import Draft, Verify
from tests.adapter.test_adapter import ASKED, GOOD, VERIFY
from tests.loopback import Server, completion
from tests.scripted import Scripted

NOTE = {"task": "Say when we close.", "requirements": [], "checklist": []}
MINUTE = "This request would exceed your organization's limit of 30,000 input tokens per minute."
CLAUDE = {
    "id": "msg_1",
    "type": "message",
    "role": "assistant",
    "model": "claude-x",
    "content": [{"type": "text", "text": "Dear all."}],
    "stop_reason": "end_turn",
    "usage": {
        "input_tokens": 10,
        "cache_creation_input_tokens": 1500,
        "cache_read_input_tokens": 500,
        "output_tokens": 50,
    },
}


def claude(server: Server, **given: Any) -> dspy.LM:
    """A model that answers as Anthropic's do."""
    return dspy.LM("anthropic/claude-x", api_key="x", api_base=server.url, cache=False, **given)


def gemini(server: Server, **given: Any) -> dspy.LM:
    """A model that answers as Google's do."""
    return dspy.LM("gemini/gemini-x", api_key="x", api_base=server.url, cache=False, **given)


def asked(lm: dspy.LM, signature: Any, inputs: dict[str, Any], *, later: bool = False) -> Any:
    """The prediction, in one way to call or in the other."""
    predict = dspy.Predict(signature)
    with dspy.context(lm=lm, adapter=PrefixAdapter()):
        return asyncio.run(predict.acall(**inputs)) if later else predict(**inputs)


@pytest.mark.parametrize("later", [False, True])
def test_too_many_tokens_a_minute_are_no_text_that_is_too_long(server: Server, later: bool) -> None:
    """The call is tried again, as after any limit of that kind."""
    refusal = {"type": "error", "error": {"type": "rate_limit_error", "message": MINUTE}}
    server.before = lambda number, body: (429, refusal) if number == 1 else (200, CLAUDE)
    assert asked(claude(server), Draft, NOTE, later=later).draft == "Dear all."
    assert len(server.bodies) == 2


def test_a_limit_that_stays_is_told_as_one(server: Server) -> None:
    """After as many tries as any."""
    quota = "Quota exceeded for metric input_token_count, limit: 250000"
    error = {"code": 429, "message": quota, "status": "RESOURCE_EXHAUSTED"}
    server.before = lambda number, body: (429, {"error": error})
    with pytest.raises(LMRateLimitError):
        asked(gemini(server), Draft, NOTE)
    assert len(server.bodies) == TRIES


def test_a_wrong_key_is_one_whatever_it_is_called(server: Server) -> None:
    """And it is not asked again."""
    said = "API key not valid. Please pass a valid API key."
    error = {"code": 400, "message": said, "status": "INVALID_ARGUMENT"}
    server.before = lambda number, body: (400, {"error": error})
    with pytest.raises(LMAuthError, match="API key not valid"):
        asked(gemini(server), Verify, VERIFY)
    assert len(server.bodies) == 1


def test_tokens_that_a_provider_counts_apart_are_counted(server: Server) -> None:
    """Written to its cache or read from it, they are tokens of the prompt."""
    server.before = lambda number, body: (200, CLAUDE)
    lm = claude(server, prompt_cache=CacheConfig())
    with spending(budget := Budget(tokens=100_000)), metering() as meter:
        asked(lm, Draft, NOTE)
    assert budget.spent_tokens == 2060
    assert (meter.prompt_tokens, meter.cached_tokens, meter.new_tokens) == (2010, 500, 50)


def test_a_reply_that_is_blocked_is_paid(server: Server) -> None:
    """It came as an answer, so it is counted, and no other form is tried."""
    blocked = {
        "candidates": [{"finishReason": "RECITATION", "index": 0}],
        "usageMetadata": {"promptTokenCount": 3000, "totalTokenCount": 3000},
        "modelVersion": "gemini-x",
    }
    server.before = lambda number, body: (200, blocked)
    with spending(budget := Budget(tokens=100_000)), pytest.raises(LMError):
        asked(gemini(server, max_tokens=500), Verify, VERIFY)
    assert len(server.bodies) == 1
    assert budget.spent_tokens > 500


def test_a_text_that_a_filter_stopped_is_none(server: Server) -> None:
    """It ends in the midst of a sentence."""

    def torn(number: int, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        reply = completion("Dear all, on Friday the", body["model"])
        reply["choices"][0]["finish_reason"] = "content_filter"
        return 200, reply

    server.before = torn
    with pytest.raises(AdapterParseError, match="content filter"):
        asked(resolve("m", api_base=server.url), Draft, NOTE)
    assert len(server.bodies) == 2


class TestSettings:
    """What a model does not take is left out where nobody chose it for the model."""

    def test_a_temperature_of_a_step_is_left_out(self, server: Server) -> None:
        """The refusal is met once; the schema stays."""
        said = "Unsupported value: 'temperature' does not support 0.0 with this model."

        def picky(number: int, body: dict[str, Any]) -> tuple[int, dict[str, Any]] | None:
            if body.get("temperature") not in (None, 1):
                return 400, {"error": {"message": said, "param": "temperature"}}
            return 200, completion(GOOD, body["model"])

        server.before = picky
        predict, adapter = dspy.Predict(Verify), PrefixAdapter()
        with dspy.context(lm=resolve("m", api_base=server.url), adapter=adapter):
            for _ in range(2):
                predict(**VERIFY, config={"temperature": 0.0})
        assert [body.get("temperature") for body in server.bodies] == [0.0, None, None]
        assert all(body["response_format"] for body in server.bodies)

    def test_the_models_own_takes_its_place(self, server: Server) -> None:
        """Where one was chosen for it; that one is refused in the server's words."""
        said = "temperature must be 1"
        server.before = lambda number, body: (
            (400, {"error": {"message": said}})
            if body["temperature"] != 1
            else (200, completion(GOOD, "m"))
        )
        for own, tries in ((1, 2), (0.5, 5)):
            server.bodies.clear()
            lm = resolve("m", api_base=server.url, temperature=own)
            with dspy.context(lm=lm, adapter=PrefixAdapter()):
                if own == 1:
                    dspy.Predict(Verify)(**VERIFY, config={"temperature": 0.0})
                else:
                    with pytest.raises(LMInvalidRequestError, match=said):
                        dspy.Predict(Verify)(**VERIFY, config={"temperature": 0.0})
            assert len(server.bodies) <= tries
            assert server.bodies[1]["temperature"] == own

    def test_a_seed_that_is_not_taken_is_left_out(self) -> None:
        """As of services that only LiteLLM reaches; it is asked for once."""

        def answer(request: Request) -> Any:
            if request.config.seed is not None:
                return dspy.lm15.UnsupportedFeatureError("does not support parameters: ['seed']")
            return "One."

        engine = Scripted({"draft": answer})
        with engine.use():
            found = [dspy.Predict(Draft)(**ASKED, config={"seed": 3}).draft for _ in range(2)]
        assert found == ["One.", "One."]
        assert [request.config.seed for request in engine.requests] == [3, None, None]

    def test_other_refusals_are_told(self) -> None:
        """What no program chose is the person's to change."""
        engine = Scripted({"draft": dspy.lm15.UnsupportedFeatureError("no tools here")})
        with engine.use(), pytest.raises(LMUnsupportedFeatureError, match="no tools here"):
            dspy.Predict(Draft)(**ASKED, config={"seed": 3})
        assert len(engine.requests) == 1

    def test_a_reasoning_model_is_asked_at_its_own_temperature(self) -> None:
        """DSPy knows them by their names."""
        engine = Scripted({"verify": GOOD})
        lm = dspy.LM("scripted/gpt-5-mini", engine=engine, cache=False, num_retries=0)
        with engine.use(lm=lm):
            dspy.Predict(Verify)(**VERIFY, config={"temperature": 0.0})
        assert [request.config.temperature for request in engine.requests] == [None]

    def test_seeds_are_of_31_bits(self) -> None:
        """Some services take no longer ones; different ones stay different."""
        body = {"model": "m", "messages": [{"role": "user", "content": "x"}]}
        lm = Scripted({}).lm
        seeds = [request_of({**body, "seed": n * 1_000_000_007}, lm).config.seed for n in range(6)]
        assert all(0 <= (seed or 0) < 2**31 for seed in seeds)
        assert len(set(seeds)) == 6

    def test_a_setting_is_sent_in_the_dialect_of_its_service(self, server: Server) -> None:
        """OpenRouter's name for thinking is not OpenAI's."""
        server.before = lambda number, body: (200, completion("Dear all.", body["model"]))
        given = {"api_key": "k", "api_base": server.url, "cache": False}
        lm = dspy.LM("openrouter/x/y", **given, reasoning={"effort": "high"})
        assert asked(lm, Draft, NOTE).draft == "Dear all."
        assert server.bodies[0]["reasoning"] == {"effort": "high"}

    def test_one_that_has_no_place_is_told(self, server: Server) -> None:
        """As an error of DSPy's, which every caller knows."""
        lm = claude(server, extra_body={"x": 1})
        with pytest.raises(LMUnsupportedFeatureError, match="extra_body"):
            asked(lm, Draft, NOTE)
        assert server.bodies == []


def test_a_connection_that_breaks_off_may_have_been_billed() -> None:
    """One that never came about was not."""
    broken, refused = LMTransportError("read failed"), LMTransportError("no connection")
    broken.__cause__ = ConnectionResetError(104, "reset")
    refused.__cause__ = ConnectionRefusedError(111, "refused")
    assert _unknown(broken)
    assert not _unknown(refused)


def test_a_limit_of_ones_own_makes_no_reasoning_model() -> None:
    """The temperature that a step chose is sent."""
    engine = Scripted({"verify": GOOD})
    given: dict[str, Any] = {"engine": engine, "cache": False, "num_retries": 0}
    lm = dspy.LM("scripted/x", max_completion_tokens=2000, **given)
    with engine.use(lm=lm):
        dspy.Predict(Verify)(**VERIFY, config={"temperature": 0.0})
    assert [request.config.temperature for request in engine.requests] == [0.0]


def test_a_models_name_names_no_setting() -> None:
    """A refusal tells the model before it says what is wrong."""
    lm = Scripted({}).lm
    refused = LMInvalidRequestError("bad schema", model="openrouter/bytedance-seed/seed-1.6")
    assert chosen({"seed": 1, "temperature": 0.0}, lm, refused) == []


def test_a_provider_of_another_wire_is_asked(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own dialect is not that of the body that is read here."""
    monkeypatch.setenv("OURS_API_KEY", "x")
    access = AccessPolicy(provider="ours-claude", base_url=server.url, env_keys=("OURS_API_KEY",))
    compat = AnthropicCompat.preset("anthropic")
    register_provider(ProviderDefinition.anthropic(access, compat=compat), replace=True)
    server.before = lambda number, body: (200, CLAUDE)
    assert asked(dspy.LM("ours-claude/claude-x", cache=False), Draft, NOTE).draft == "Dear all."
