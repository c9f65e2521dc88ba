"""Thoughts whose beginning stands in the prompt, so that a reply has their end alone."""

import json
from typing import Any

import pytest

from redraft.signatures import Draft, Revise
from tests.adapter.test_adapter import call
from tests.scripted import Scripted, prompt_of, revise

TEXT = "Dear all, come at noon."
THOUGHT = "Okay, they want a mail.\n\nShort, then."


@pytest.mark.parametrize("tag", ["</think>", "</thinking>", " </think> "])
def test_a_text_begins_behind_them(tag: str) -> None:
    """Templates of reasoning models put the opening tag into the prompt."""
    found, meter = call(Scripted({"draft": f"{THOUGHT}\n{tag}\n\n{TEXT}"}), Draft)
    assert found.draft == TEXT
    assert meter.calls == 1


def test_an_object_in_them_is_not_the_answer() -> None:
    """Nor the text that they try out."""
    tried = json.dumps({"changes": [{"weakness": "w9", "note": "Maybe so."}]})
    reply = f"Perhaps:\n{tried}\n\nDear you.\n</think>\n{revise(TEXT, w1='Done so.')}"
    found, _ = call(Scripted({"revise": reply}), Revise)
    assert found.revision == TEXT
    assert [change.weakness for change in found.changes] == ["w1"]


def test_nothing_behind_them_is_no_reply() -> None:
    """The model is asked again."""
    engine = Scripted({"draft": [f"{THOUGHT}\n</think>\n", TEXT]})
    found, meter = call(engine, Draft)
    assert (found.draft, meter.retries) == (TEXT, 1)


@pytest.mark.parametrize(
    "text",
    [
        "Ends with </think>, all of it.\nThen the reply begins.",
        "A reply is:\n<think>\nHm.\n</think>\nThe answer.",
        "First.\n<think about it>\n</think>\nThen.",
    ],
)
def test_a_text_that_speaks_of_the_tags_is_whole(text: str) -> None:
    """Within a line, or both of them."""
    found, _ = call(Scripted({"draft": text}), Draft)
    assert found.draft == text


@pytest.mark.parametrize(
    "given", [{"task": "Show the template, with </think> in it."}, {"text": "Hm.\n</think>\nSo."}]
)
def test_a_text_whose_request_speaks_of_the_tag_is_whole(given: dict[str, Any]) -> None:
    """It may be the text's own then."""
    text = "Here it ends:\n</think>\nAnd the text begins."
    signature: Any = Draft if "task" in given else Revise
    step = signature.__name__.lower()
    engine = Scripted({step: revise(text) if signature is Revise else text})
    found, _ = call(engine, signature, **given)
    assert "</think>" in prompt_of(engine.requests[0])
    assert (found.draft if signature is Draft else found.revision) == text
