"""What a reply may not hold or begin with, and that the engine keeps to it."""

from typing import Any

import dspy
import pytest
import regex

from redraft.adapter.phrases import avoided, forbidden
from redraft.signatures import Draft
from redraft.signatures.markers import Avoids
from redraft.signatures.types import Box
from tests.adapter.test_grammar import lm, said
from tests.scripted import Scripted

__all__ = ["lm"]  # a fixture

BOXES = [
    Box(
        id="b1", question="No worn words", check='lacks "hope this email", "and/or", "say \\"hi\\""'
    ),
    Box(id="b2", question="Short", check="words <= 9"),
    Box(id="b3", question="Is it kind?"),
]
MARK = Avoids("checklist")


def holds(text: str) -> bool:
    """Whether the text is one that the complement rules out."""
    return regex.fullmatch(avoided({"checklist": BOXES}, MARK), text) is not None


class TestAvoided:
    def test_only_lacks_checks_forbid(self) -> None:
        """Other boxes forbid nothing, and neither does a list that is not there."""
        assert forbidden({"checklist": BOXES}, MARK) == ["hope this email", "and/or", 'say "hi"']
        assert forbidden({"checklist": BOXES[1:]}, MARK) == forbidden({}, MARK) == []
        assert avoided({"checklist": BOXES[1:]}, MARK) == ""

    @pytest.mark.parametrize(
        "text", ["I Hope this\nemail...", "tea and/or", '(say "hi")', "and/ordeal"]
    )
    def test_a_phrase_is_found_where_a_word_begins(self, text: str) -> None:
        """Whatever its case and spacing, at the beginning of longer words too."""
        assert holds(text)

    @pytest.mark.parametrize("text", ["I hope this mail", "band/or", "I hope.this email", ""])
    def test_other_words_pass(self, text: str) -> None:
        """Also those that only end like a phrase."""
        assert not holds(text)


@pytest.mark.model
def test_the_engine_keeps_to_it(lm: Any) -> None:
    """A small model, at a prompt that it likes to repeat, says no forbidden phrase."""
    told = [Box(id="b1", question="Worn", check='lacks "you", "the", "go", "project"')]
    text = said(lm, Draft, 120, checklist=told).message.text
    assert len(text) > 100
    assert not regex.search(r"(?i)\b(you|the|go|project)", text)


@pytest.mark.model
def test_the_engine_takes_phrases_of_signs(lm: Any) -> None:
    """What has another meaning to it with a backslash before it, too."""
    signs = 'lacks "<br>", "->", "(c)", "a*b", "50%", "x|y", "you"'
    text = said(lm, Draft, 60, checklist=[Box(id="b1", question="?", check=signs)]).message.text
    assert len(text) > 40
    assert "you" not in text.lower()


def test_a_draft_holds_neither_the_prompts_notes_nor_what_a_box_forbids() -> None:
    """The notes always; a box's phrases where it has any."""
    engine = Scripted({"draft": "Text."}, grammar=True)
    with engine.use():
        for boxes in (BOXES[1:], BOXES):
            dspy.Predict(Draft)(task="Write.", requirements=[], checklist=boxes)
    free, held = (request.config.extensions or {} for request in engine.requests)
    for options in (free, held):
        assert r"TAIL: /[^<{\s](?s:.)*/ & ~/" in options["grammar"]
        assert r"what\s+the\s+user\s+asked\s+for" in options["grammar"]
    assert r"hope\s+this\s+email" not in free["grammar"]
    assert r"hope\s+this\s+email" in held["grammar"]
