"""The exact prompt of every signature: a change of wording is a visible change.

`make snapshots` writes them anew.
"""

import os
from pathlib import Path
from typing import Any

import pytest

from redraft import signatures
from redraft.adapter import PrefixAdapter
from redraft.adapter.fence import read
from redraft.signatures import (
    AdvancedCritique,
    AdvancedReview,
    AdvancedRewrite,
    AnswerQuestion,
    BasicCritique,
    BasicReview,
    BasicRewrite,
    Compose,
    Correct,
    Critique,
    CrossCheck,
    Demands,
    Draft,
    EditText,
    Feedback,
    FirstVersion,
    Plan,
    Questions,
    Revise,
    Rework,
    Verify,
    Write,
)
from redraft.signatures.notes import Checked, Earlier, Finding, Remark, Turn
from redraft.signatures.types import Box, Change, Requirement, Verdict, Weakness

SNAPSHOTS = Path(__file__).parent / "snapshots"
ANEW = bool(os.environ.get("REDRAFT_SNAPSHOTS"))

BOXES = [
    Box(id="b1", question="Is the day named?"),
    Box(id="b2", question="Is it under 60 words?", check="words < 60"),
]
TEXT = "The kitchen closes soon.\n\nPlease plan ahead, and ask the office for the list."
WEAKNESSES = [
    Weakness(
        id="w1",
        category="actionability",
        quote="The kitchen closes soon",
        problem="Nobody learns when it closes.",
        fix="Name the day and the hour.",
        concerns="b1",
        severity="critical",
    ),
    Weakness(id="w2", category="completeness", problem="No reason is given.", fix="Say why."),
]
EVERYTHING: dict[str, Any] = {
    "task": "Write a note that tells the staff that the kitchen closes.",
    "requirements": [Requirement(id="r1", says="Say who has the list.")],
    "checklist": BOXES,
    "text": TEXT,
    "categories": ["completeness", "actionability"],
    "unticked": [Verdict(box="b1", missing="the day")],
    "audit": ['w1 ("Please plan ahead") was said to be fixed, but nothing was changed.'],
    "min_weaknesses": 2,
    "weaknesses": WEAKNESSES,
    "open_boxes": BOXES[:1],
    "goal": "Everybody brings lunch on Friday.",
    "constraints": ["Under 60 words."],
    "assumptions": ["The staff reads it on Thursday."],
    "aspects": ["completeness", "actionability"],
    "history": [Earlier(text="It closes.", remarks=["completeness: no day"], score="2 of 10")],
    "feedback": [Remark(aspect="completeness", problem="No day.", fix="Name it.", score="2")],
    "conversation": [
        Turn(says="[ITERATION 1]\nCreate a draft of the task.", reply=TEXT),
        Turn(says="[ITERATION 2]\nIdentify 3 weaknesses.", reply="- No day is named."),
    ],
    "how_many": 2,
    "question": "On which day does the kitchen close?",
    "answers": [
        Checked(id="q1", question="On which day does the kitchen close?", answer="On Friday."),
    ],
    "findings": [Finding(question="q1", quote="closes soon", fix="Say Friday.")],
    "outline": ["What closes, and when.", "Who has the list."],
}
DEMO: dict[str, Any] = {
    "task": "Write a line.",
    "text": "Hello.",
    "weaknesses": WEAKNESSES[:1],
    "changes": [Change(weakness="w1", note="It names Friday.")],
    "revision": "Hello, all.\n\nFriday.",
}
CASES: dict[str, tuple[Any, list[dict[str, Any]]]] = {
    "draft": (Draft, []),
    "critique": (Critique, []),
    "revise": (Revise, []),
    "edit": (EditText, []),
    "verify": (Verify, []),
    "write": (Write, []),
    "plan": (Plan, []),
    "compose": (Compose, []),
    "demands": (Demands, []),
    "feedback": (Feedback, []),
    "rework": (Rework, []),
    "questions": (Questions, []),
    "answer": (AnswerQuestion, []),
    "cross_check": (CrossCheck, []),
    "correct": (Correct, []),
    "first": (FirstVersion, []),
    "basic_critique": (BasicCritique, []),
    "basic_rewrite": (BasicRewrite, []),
    "basic_review": (BasicReview, []),
    "advanced_critique": (AdvancedCritique, []),
    "advanced_rewrite": (AdvancedRewrite, []),
    "advanced_review": (AdvancedReview, []),
    "revise_with_example": (Revise, [DEMO]),
}


def prompt(name: str) -> str:
    """Both messages of a case, as they are sent."""
    signature, demos = CASES[name]
    inputs = {key: EVERYTHING[key] for key in signature.input_fields}
    messages = PrefixAdapter().format(signature, demos, inputs)
    return "".join(f"=== {one['role']}\n{one['content']}\n" for one in messages)


@pytest.mark.parametrize("name", CASES)
def test_the_prompt_is_the_one_on_file(name: str) -> None:
    """Byte for byte."""
    path = SNAPSHOTS / f"{name}.txt"
    if ANEW:
        path.parent.mkdir(exist_ok=True)
        path.write_text(prompt(name), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == prompt(name), "meant? then: make snapshots"


def test_every_snapshot_has_its_case_and_every_signature_its_snapshot() -> None:
    """None is left over."""
    assert sorted(path.stem for path in SNAPSHOTS.glob("*.txt")) == sorted(CASES)
    named = {signature.__name__ for signature, _ in CASES.values()}
    assert named == {*signatures.__all__} - {"PREAMBLE"}


@pytest.mark.parametrize("name", CASES)
def test_a_prompt_is_the_fields_then_the_instruction_then_the_format(name: str) -> None:
    """In this order, and nothing before them but the system line."""
    signature, _ = CASES[name]
    turns = prompt(name).split("=== user\n")[1:]
    fields, end = read(turns[-1])
    first = read(turns[0])[0] if len(turns) > 1 else {}
    named = [field for field in signature.input_fields if field != "conversation"]
    assert [*first, *fields] == named
    gap = "\n\n" if fields else ""
    assert turns[-1][end:].startswith(gap + signature.instructions.splitlines()[0])
    assert "Reply with" in turns[-1][end:].split("\n\n")[-1]


def test_a_conversation_is_sent_as_its_turns() -> None:
    """Who said what stands in the messages' roles, and no reply can pass for a request."""
    signature, _ = CASES["advanced_review"]
    inputs = {key: EVERYTHING[key] for key in signature.input_fields}
    messages = PrefixAdapter().format(signature, [], inputs)
    roles = [message["role"] for message in messages]
    assert roles == ["system", "user", "assistant", "user", "assistant", "user"]
    said = EVERYTHING["conversation"]
    assert [message["content"] for message in messages[2::2]] == [turn.reply for turn in said]
    assert messages[3]["content"] == said[1].says
    assert messages[1]["content"].endswith("\n\n" + said[0].says)
    assert "[ITERATION 1]" not in messages[-1]["content"]
    saved = {**inputs, "conversation": [turn.model_dump() for turn in said]}
    assert PrefixAdapter().format(signature, [], saved) == messages
