"""What a reply may not hold or begin with, and that the engine keeps to it."""

from typing import Any

import dspy
import pytest
import regex

from redraft.adapter.grammar import grammar
from redraft.adapter.phrases import avoided, forbidden
from redraft.adapter.shape import shape
from redraft.checks import parse
from redraft.signatures import Draft
from redraft.signatures.markers import Avoids
from redraft.signatures.types import Box, Requirement
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


def ruled_out(check: str, text: str, **inputs: Any) -> bool:
    """Whether a box with this check alone rules the text out."""
    boxes = [Box(id="b1", question="Is it well put?", check=check)]
    held = avoided({"checklist": boxes, **inputs}, MARK)
    return bool(held) and regex.fullmatch(held, text) is not None


class TestAsTheCheckReads:
    """The grammar rules out nothing that the box's own check has nothing against."""

    @pytest.mark.parametrize(
        ("check", "text"),
        [
            ('lacks "I"', "Send it in."),
            ('lacks "we", "us"', "On Wednesday the website opens, for your use."),
            ('lacks "$5"', "It costs $50."),
        ],
    )
    def test_a_short_phrase_forbids_no_longer_word(self, check: str, text: str) -> None:
        """Many words begin with so few letters."""
        assert parse(check)(text).passed
        assert not ruled_out(check, text)

    @pytest.mark.parametrize(
        ("check", "text"),
        [
            ('lacks "!"', "Great!"),
            ('lacks "—"', "So—they said."),
            ('lacks "…"', "Well…"),
            ('lacks "%"', "It is 50% off."),
            ('lacks "I", "—"', "So—they said."),
            ('lacks "日本"', "a日本"),
            ('lacks "very"', "It is _very_ late."),
            ('lacks "very"', "Very late."),
        ],
    )
    def test_a_phrase_is_held_wherever_the_check_finds_it(self, check: str, text: str) -> None:
        """Signs, and what has no spaces, also where they follow a letter."""
        assert not parse(check)(text).passed
        assert ruled_out(check, text)

    @pytest.mark.parametrize(
        "given",
        [
            {"task": "Report on the justice system."},
            {"requirements": [Requirement(id="r1", says="Name the Justices.")]},
            {"checklist": [Box(id="b1", question="Is justice told of?", check='lacks "just"')]},
        ],
    )
    def test_a_phrase_that_begins_a_word_of_the_brief_is_left_to_the_check(
        self, given: dict[str, Any]
    ) -> None:
        """The text may need that word."""
        assert ruled_out('lacks "just"', "Justice is slow.")
        assert not ruled_out('lacks "just"', "Justice is slow.", **given)

    def test_longer_words_that_are_forbidden_themselves_need_no_room(self) -> None:
        """A list of all the forms of a word holds the shortest too."""
        assert ruled_out('lacks "leverage", "leverages"', "We leverage it.")


@pytest.mark.parametrize(
    "task",
    [
        "Write our start page in HTML5.",
        "Write it as XHTML.",
        "Give me three rows of JSONL.",
        "Write two templates.",
        "Write a web page on bees.",
        "Write three webpages.",
        "Write an RSS feed.",
        "Write the config as JSON.",
        "Wrap it in <article>.",
    ],
)
def test_what_is_marked_up_may_begin_with_a_mark(task: str) -> None:
    """Whatever its kind, in the singular or in the plural."""
    assert r"TAIL: /\S(?s:.)*/" in grammar(shape(Draft), {"task": task})


@pytest.mark.parametrize("task", ["Write a mail.", "Thank those who fed the crossing guards."])
def test_what_is_plain_may_not(task: str) -> None:
    """A model would repeat the prompt's own marks."""
    assert r"TAIL: /[^<{\s](?s:.)*/" in grammar(shape(Draft), {"task": task})


@pytest.mark.model
def test_the_engine_keeps_to_it(lm: Any) -> None:
    """A small model, at a prompt that it likes to repeat, says no forbidden phrase."""
    told = [Box(id="b1", question="Worn", check='lacks "your", "this", "that", "project"')]
    text = said(lm, Draft, 120, checklist=told).message.text
    assert len(text) > 100
    assert not regex.search(r"(?i)\b(your|this|that|project)", text)


@pytest.mark.model
def test_the_engine_takes_phrases_of_signs(lm: Any) -> None:
    """What has another meaning to it with a backslash before it, too."""
    signs = 'lacks "<br>", "->", "(c)", "a*b", "50%", "x|y", "!", "your"'
    text = said(lm, Draft, 60, checklist=[Box(id="b1", question="?", check=signs)]).message.text
    assert len(text) > 40
    assert not regex.search(r"!|\byour", text.lower())


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
