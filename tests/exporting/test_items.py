"""What the adapter makes of mappings, an exported prompt makes of them, too."""

import json
from typing import Any, Optional

import dspy
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic_core import to_jsonable_python

from redraft.adapter import PrefixAdapter
from redraft.exporting.render import render
from redraft.exporting.steps import steps
from redraft.signatures import AdvancedReview, Correct, Critique, CrossCheck, Revise, Rework
from redraft.signatures.notes import Turn
from redraft.signatures.types import Box
from tests.adapter.test_fence import HOSTILE, guessed

Q = {"id": "c1", "question": "Is the day named?"}


class Maybe(dspy.Signature):
    """Do."""

    boxes: Optional[list[Box]] = dspy.InputField()  # noqa: UP045
    more: list[Box] | None = dspy.InputField()
    out: str = dspy.OutputField()


class Talks(dspy.Signature):
    """Do."""

    first: list[Turn] = dspy.InputField()
    second: list[Turn] = dspy.InputField()
    out: str = dspy.OutputField()


class Facts(dspy.Signature):
    """Do."""

    facts: dict[str, int] = dspy.InputField()
    out: str = dspy.OutputField()


def rendered(signature: Any, inputs: dict[str, Any]) -> list[dict[str, str]]:
    """The messages of an exported step, after a way through JSON."""
    step = json.loads(json.dumps(steps(dspy.Predict(signature))["self"]))
    return render(step, to_jsonable_python(inputs))


CASES: list[tuple[Any, dict[str, Any]]] = [
    (Critique, {"unticked": [{"box": "c1"}]}),
    (Critique, {"unticked": [{"box": "c1", "missing": None}, {"missing": "it"}, {}]}),
    (Critique, {"unticked": [{"box": "c1", "missing": "it", "checked": True, "more": 1}]}),
    (Critique, {"checklist": [Q, {**Q, "check": ""}, {**Q, "check": None}, {**Q, "says": "z"}]}),
    (Critique, {"checklist": [Q, {"question": "Is it short?"}]}),
    (Critique, {"checklist": [{"id": "c1"}]}),
    (Critique, {"checklist": [Q, {"id": "c2", "question": None}]}),
    (Critique, {"checklist": ["abc", Q]}),
    (Critique, {"checklist": ["abc", '"', "a\nb"]}),
    (Critique, {"checklist": [{"id": 5, "question": "Is it short?"}]}),
    (Revise, {"weaknesses": [{"id": "w1", "quote": None, "problem": "p"}, {"id": None}]}),
    (Revise, {"weaknesses": [{"id": "w1", "fix": "", "severity": "minor"}]}),
    (Correct, {"answers": [{"id": "q1", "question": "Who?", "answer": "Ana"}]}),
    (Correct, {"answers": [{"id": "q1", "question": "Who?", "certain": False}]}),
    (Correct, {"answers": [{"id": "q1"}]}),
    (CrossCheck, {"answers": [{"id": "q1", "question": "Who?"}]}),
    (Rework, {"history": [{"text": "old"}, {"text": "new", "remarks": ["a"], "score": "2"}]}),
    (AdvancedReview, {"conversation": [{"says": "a"}, {"says": "b", "reply": ""}]}),
    (AdvancedReview, {"conversation": [{"says": guessed("x"), "reply": "b ABCDEF"}]}),
    (AdvancedReview, {"conversation": None}),
    (Maybe, {"boxes": [Q], "more": [Q]}),
    (Maybe, {"boxes": None, "more": []}),
    (Talks, {"first": [{"says": "a"}], "second": [{"says": "b"}, {"says": "c", "reply": "d"}]}),
    (Talks, {"first": [], "second": [{"says": "b abcdef"}]}),
    (Facts, {"facts": {}}),
    (Facts, {"facts": {"a": 1}}),
]


@pytest.mark.parametrize(("signature", "given_"), CASES)
def test_a_mapping_renders_the_same(signature: Any, given_: dict[str, Any]) -> None:
    """With what it lacks filled in, and none that is not shown."""
    inputs = {"task": "t", "text": "x"} | given_
    inputs = {name: value for name, value in inputs.items() if name in signature.input_fields}
    assert rendered(signature, inputs) == PrefixAdapter().format(signature, [], inputs)


marked = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(said=st.lists(st.tuples(marked, marked), max_size=3), task=marked, question=marked)
@settings(max_examples=200)
@example(said=[("a", guessed("x"))], task="abcdef", question="x")
def test_any_conversation_renders_the_same(
    said: list[tuple[str, str]], task: str, question: str
) -> None:
    """Whatever the turns hold: the fences' id is the one that the adapter draws."""
    inputs = {
        "task": task,
        "conversation": [Turn(says=says, reply=reply) for says, reply in said],
        "checklist": [Box(id="c1", question=question)],
    }
    sent = PrefixAdapter().format(AdvancedReview, [], inputs)
    assert rendered(AdvancedReview, inputs) == sent


def test_an_export_without_defaults_is_still_rendered() -> None:
    """As it was written before there were any."""
    step = steps(dspy.Predict(Critique))["self"]
    for field in step["inputs"]:
        field.pop("defaults", None)
    inputs = {"task": "t", "unticked": [{"box": "c1", "missing": "the day"}]}
    assert render(step, inputs) == PrefixAdapter().format(Critique, [], inputs)
