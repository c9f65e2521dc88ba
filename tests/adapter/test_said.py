"""The words of a reply, however a server tells it."""

import asyncio
import json
from pathlib import Path
from typing import Any, Literal

import dspy
import pytest
from dspy.lm15 import (
    DataPart,
    Message,
    RefusalPart,
    Request,
    Response,
    TextPart,
    ThinkingPart,
    Usage,
)
from dspy.utils.exceptions import AdapterParseError

from redraft.adapter import PrefixAdapter
from redraft.adapter.said import words_of
from redraft.compiling.calls import Calls
from redraft.models.lm import resolve
from redraft.signatures import AnswerQuestion, Draft, Feedback
from tests.loopback import Server, completion


class Sure(dspy.Signature):
    """Say whether the text is good, and how it sounds."""

    text: str = dspy.InputField()
    good: bool = dspy.OutputField()
    tone: Literal["warm", "cold"] = dspy.OutputField()


NOTE = {"task": "Say when we close.", "requirements": [], "checklist": []}
ANSWERS: list[tuple[Any, dict[str, Any], str, dict[str, Any]]] = [
    (Sure, {"text": "Hi."}, '{"good": true, "tone": "warm"}', {"good": True, "tone": "warm"}),
    (
        AnswerQuestion,
        {"task": "Say when.", "requirements": [], "question": "When?"},
        '{"answer": "At noon.", "certain": true}',
        {"answer": "At noon.", "certain": True},
    ),
    (Feedback, NOTE | {"text": "Soon."}, '{"feedback": [], "stop": false}', {"stop": False}),
]


def asked(server: Server, signature: Any, inputs: dict[str, Any], *, later: bool) -> Any:
    """The prediction of a model on that server."""
    predict = dspy.Predict(signature)
    with dspy.context(lm=resolve("m", api_base=server.url), adapter=PrefixAdapter()):
        return asyncio.run(predict.acall(**inputs)) if later else predict(**inputs)


@pytest.mark.parametrize("later", [False, True])
@pytest.mark.parametrize(("signature", "inputs", "reply", "wanted"), ANSWERS)
def test_a_flag_or_choice_of_a_server_is_read(
    server: Server,
    signature: Any,
    inputs: dict[str, Any],
    reply: str,
    wanted: dict[str, Any],
    later: bool,
) -> None:
    """DSPy's client reads such JSON itself; it costs no second call."""
    server.before = lambda number, body: (200, completion(reply, body["model"]))
    found = asked(server, signature, inputs, later=later)
    assert {name: found[name] for name in wanted} == wanted
    assert len(server.bodies) == 1


@pytest.mark.parametrize("later", [False, True])
def test_thoughts_that_a_server_tells_apart_are_no_part_of_the_text(
    server: Server, later: bool
) -> None:
    """As reasoning models on a server have them."""

    def thought(number: int, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        reply = completion("Dear all.", body["model"])
        reply["choices"][0]["message"]["reasoning_content"] = "Hm."
        return 200, reply

    server.before = thought
    assert asked(server, Draft, NOTE, later=later).draft == "Dear all."
    assert len(server.bodies) == 1


def test_a_refusal_is_told_in_its_words(server: Server) -> None:
    """Whoever reads the error learns why there is no reply."""

    def refused(number: int, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        reply = completion("", body["model"])
        reply["choices"][0]["message"] |= {"content": None, "refusal": "I can't help with that."}
        return 200, reply

    server.before = refused
    with pytest.raises(AdapterParseError, match="I can't help with that"):
        asked(server, Sure, {"text": "Hi."}, later=False)


def told(*parts: Any) -> Response:
    """A response of these parts."""
    usage = Usage(input_tokens=1, output_tokens=1)
    message = Message.assistant(list(parts))
    return Response(id=None, model="m", message=message, finish_reason="stop", usage=usage)


def test_the_parts_of_a_response_are_put_together() -> None:
    """Texts as they are, data as JSON, thoughts not at all."""
    assert words_of(told(ThinkingPart("Hm."), TextPart("One "), TextPart("two."))) == "One two."
    assert json.loads(words_of(told(DataPart({"tone": "wärm"})))) == {"tone": "wärm"}
    assert "wärm" in words_of(told(DataPart({"tone": "wärm"})))
    assert words_of(told(RefusalPart("No."))) == "No."


def test_a_compile_keeps_what_was_said(tmp_path: Path) -> None:
    """A second start reads the answer that the first one got."""
    request = Request(model="m", messages=[Message.user("Hi?")])
    data = told(ThinkingPart("Hm."), DataPart({"good": True}))
    Calls(tmp_path / "calls.jsonl").answer(request, lambda _: data)
    again = Calls(tmp_path / "calls.jsonl").answer(request, lambda _: told(TextPart("")))
    assert json.loads(words_of(again)) == {"good": True}
