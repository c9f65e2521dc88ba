"""The forms that people read."""

from pathlib import Path

import dspy
import pytest

from redraft.errors import ConfigurationError
from redraft.exporting import FORMATS
from redraft.exporting.models import Models
from redraft.programs import PROGRAMS, Refine
from redraft.signatures.pasted import PASTED, TASK
from tests.adapter.test_prompts import ANEW, DEMO, SNAPSHOTS


def test_text_holds_every_prompts_fixed_part() -> None:
    """What the pinned prompts end with, word for word, and each input's note."""
    said = FORMATS["text"](Refine(), Models())[""]
    for step in ("draft", "critique", "revise", "edit", "verify"):
        pinned = (SNAPSHOTS / f"{step}.txt").read_text(encoding="utf-8")
        end = pinned.rpartition("\n</")[2].partition(">\n\n")[2].rstrip("\n")
        assert end in said
        assert f"=== {step}\n" in said
    assert "{{unticked}}  boxes the text does not tick yet" in said


def test_template_is_the_four_iterations() -> None:
    """In order, with the program's own words and examples, and no form of a reply."""
    program = Refine(max_rounds=2, min_weaknesses=4, categories=("tone", "rhythm"))
    program.draft.signature = program.draft.signature.with_instructions("Write {it} well.")
    program.revise.demos = [dspy.Example(augmented=True, **DEMO)]
    said = FORMATS["template"](program, Models())[""]
    headings = [line for line in said.splitlines() if line.startswith("[ITERATION ")]
    assert headings == [
        "[ITERATION 1] Draft",
        "[ITERATION 2] Critique",
        "[ITERATION 3] Rewrite",
        "[ITERATION 4] Final check",
    ]
    assert "\n[ITERATION 1] Draft\n\nWrite {it} well.\n\n[ITERATION 2]" in said
    assert "Find at least 4 weaknesses in these categories: tone, rhythm." in said
    assert "at most 2 times" in said
    assert "Hello, all." in said
    assert "JSON" not in said


def test_the_frame_is_the_one_on_file() -> None:
    """Its words are prompt text: a change of them is a visible change."""
    path = Path(__file__).with_name("pasted.txt")
    if ANEW:
        path.write_text(PASTED, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == PASTED


def test_template_of_the_chat_program_is_its_own_words() -> None:
    """Which have the four headings already."""
    said = FORMATS["template"](PROGRAMS["template"](), Models())[""]
    headings = [line for line in said.splitlines() if line.startswith("[ITERATION ")]
    assert [heading[:13] for heading in headings] == [f"[ITERATION {n}]" for n in (1, 2, 3, 4)]
    assert said.startswith(TASK)
    assert "Reply with" not in said


def test_template_of_a_program_with_other_steps_is_refused() -> None:
    """With the steps that it needs."""
    with pytest.raises(ConfigurationError, match=r"needs the steps draft, .* has no draft"):
        FORMATS["template"](PROGRAMS["single_pass"](), Models())
