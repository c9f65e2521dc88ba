"""The steps of one item begin alike, so that a server's prefix cache serves them."""

from itertools import takewhile
from typing import Any

import pytest

from redraft.adapter import PrefixAdapter
from redraft.programs import Refine
from redraft.signatures import Critique, Draft, EditText, Revise, Verify
from redraft.signatures.types import Box, Requirement, Verdict, Weakness
from tests.scripted import Scripted, critique, edit, prompt_of, revise, verify

TEXT = "The kitchen closes soon.\n\nPlease plan ahead."
SHARED: dict[str, Any] = {
    "task": "Write a note.",
    "requirements": [Requirement(id="r1", says="Say who has the list.")],
    "checklist": [Box(id="b1", question="Is the day named?")],
}
OWN: dict[str, Any] = {
    "categories": ["clarity"],
    "unticked": [Verdict(box="b1", missing="the day")],
    "audit": ["w1 was not dealt with."],
    "min_weaknesses": 2,
    "weaknesses": [Weakness(id="w1", problem="UNSEEN", fix="UNSEEN")],
    "open_boxes": SHARED["checklist"],
}


def prompt(signature: Any, **inputs: Any) -> str:
    """System and user turn as one text."""
    given = {k: v for k, v in (SHARED | OWN | inputs).items() if k in signature.input_fields}
    messages = PrefixAdapter().format(signature, [], given)
    return "\0".join(str(message["content"]) for message in messages)


def start(*prompts: str) -> str:
    """What they all begin with."""
    alike = takewhile(lambda column: len(set(column)) == 1, zip(*prompts, strict=False))
    return "".join(column[0] for column in alike)


def test_the_steps_share_all_up_to_the_end_of_the_text() -> None:
    """Byte for byte: system line, task, requirements, checklist, text."""
    prompts = [prompt(one, text=TEXT) for one in (Critique, Revise, EditText, Verify)]
    common = start(*prompts)
    end = prompts[0].index("</text ") + len("</text 123456>")
    assert len(common) >= end
    assert TEXT in common


def test_a_draft_shares_what_comes_before_the_text() -> None:
    """It has none yet."""
    common = start(prompt(Draft), prompt(Verify, text=TEXT))
    assert "</checklist " in common


def test_rounds_share_all_up_to_the_first_change_of_the_text() -> None:
    """What comes later, the boxes that are still open too, has no say in what comes first."""
    one = prompt(Verify, text=TEXT)
    two = prompt(Verify, text=TEXT.replace("ahead", "early"), open_boxes=[])
    assert start(one, two).endswith(TEXT.removesuffix("ahead."))


def test_a_text_that_holds_the_usual_id_is_shared_too() -> None:
    """As one that names a colour: between the steps of a round, and between rounds."""
    text = f"The door is #ABCDEF.\n\n{TEXT}"
    prompts = [prompt(one, text=text) for one in (Critique, Revise, EditText, Verify)]
    assert f"{text}\n</text " in start(*prompts)
    later = prompt(Verify, text=text.replace("ahead", "early"))
    assert start(prompts[-1], later).endswith(text.removesuffix("ahead."))


@pytest.mark.parametrize("name", ["weaknesses", "changes", "audit", "unticked", "revision"])
def test_verify_has_no_field_for_the_critique(name: str) -> None:
    """It judges the words of the text alone."""
    assert name not in Verify.input_fields


def test_verify_sees_neither_critique_nor_notes() -> None:
    """In a whole run, none of their words is in any prompt of it."""
    engine = Scripted(
        {
            "critique": critique(
                {"quote": "The kitchen closes soon", "problem": "HIDDEN it is vague."}
            ),
            "revise": revise("The kitchen closes on Friday.\n\nBring a lunch.", w1="HIDDEN note."),
            "edit": edit(("w1", "closes soon", "closes on Friday")),
            "verify": verify(b1=""),
            "draft": "The kitchen closes on Friday at noon.",
        }
    )
    with engine.use():
        Refine(max_rounds=2, rewrites=("whole",))(**SHARED, draft=TEXT)
    assert engine.of("revise")
    assert "HIDDEN" in prompt_of(engine.of("revise")[0])
    assert len(engine.of("verify")) > 1
    assert not any("HIDDEN" in prompt_of(request) for request in engine.of("verify"))


def test_most_of_a_prompt_is_shared() -> None:
    """On a text of usual length, more than half of all characters of the four steps."""
    text = " ".join(f"Sentence {number} says something of the plan." for number in range(60))
    prompts = [prompt(one, text=text) for one in (Critique, Revise, EditText, Verify)]
    shared = len(start(*prompts))
    assert 4 * shared > 0.5 * sum(map(len, prompts))
