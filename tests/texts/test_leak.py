"""Rewrites that hold the critique, the notes or the chat."""

import pytest

from redraft.signatures.types import Change, Weakness
from redraft.texts.leak import leak

TASK = "Write a short email to the team about the report."
BEFORE = "Hi team,\n\nPlease send the report soon.\n\nAna"
AFTER = "Hi team,\n\nPlease send the Q3 report by Friday 5 May.\n\nAna"
WEAK = Weakness(
    id="w1",
    category="clarity",
    concerns="",
    quote="Please send the report soon",
    problem="The deadline 'soon' is vague and cannot be planned for.",
    fix="Provide a specific date for the report.",
)
CHANGE = Change(weakness="w1", note="Added the date of Friday 5 May.")


def said(after: str, task: str = TASK, before: str = BEFORE) -> str:
    """The reason for this rewrite."""
    return leak(task, [WEAK], [CHANGE], before, after)


def test_a_clean_rewrite_passes() -> None:
    """Only the text: no reason."""
    assert said(AFTER) == ""


@pytest.mark.parametrize(
    ("extra", "reason"),
    [
        ("The deadline “soon” is vague and cannot be planned for.", "holds the critique"),
        ("The deadline soon is vague, and cannot be planned for", "holds the critique"),
        ("Provide a specific date for the report.", "holds what the critique told the writer"),
        ("- Added the date of Friday 5 May.", "holds its change notes"),
        ("**Weakness 1:** vague", "numbers weaknesses"),
        ("w1: vague", "numbers weaknesses"),
        ("Changes made:\n- one", "lists its changes"),
        ('{"changes": [{"weakness": "w1"}]}', "holds the fields of the reply"),
        ("Revised version:", "names its own version"),
        ("As an AI language model, I did my best.", "speaks as a model"),
        ("I fixed all the identified weaknesses.", "speaks of the weaknesses"),
        ("The weaknesses are gone, and no soft words are used.", "speaks of the weaknesses"),
        ("Now every box is ticked.", "speaks of the weaknesses"),
        ("I hope this revision addresses your concerns.", "speaks of the revision"),
        ("The revised text is free of soft words and names all facts.", "speaks of the revision"),
        ("The updated email includes all missing names.", "speaks of the revision"),
    ],
)
def test_each_kind_of_leak_has_its_reason(extra: str, reason: str) -> None:
    """Critique, orders, notes, template and chat are told apart."""
    assert said(f"{AFTER}\n\n{extra}") == reason


def test_a_chat_opening_that_was_not_stripped() -> None:
    """It opens like a chat even where the text goes on in the same line."""
    assert said(f"Sure! Here is the revised email. {AFTER}") == "opens like a chat"


def test_a_fix_that_gives_the_words_may_be_used() -> None:
    """The very words to write, taken up, are no leak."""
    words = "Please send the Q3 report by Friday 5 May."
    assert leak(TASK, [WEAK.model_copy(update={"fix": words})], [], BEFORE, AFTER) == ""


def test_the_words_that_an_order_gives_may_be_used() -> None:
    """However long they are; the order itself may not, nor one that gives none."""
    words = (
        "each group of visitors is met at the gate by one of our guides, who counts them, shows "
        "the nearest exits and keeps the list of their names until they leave"
    )
    weak = WEAK.model_copy(update={"fix": f"State that {words}."})
    note = Change(weakness="w1", note=f"Added that {words}.")
    told = f"{AFTER}\n\n{words.capitalize()}."
    assert leak(TASK, [weak], [note], BEFORE, told) == ""
    pasted = f"{AFTER}\n\nState that {words}."
    assert leak(TASK, [weak], [], BEFORE, pasted) == "holds what the critique told the writer"


def test_what_stood_before_or_in_the_task_is_no_leak() -> None:
    """A text about critiques may speak of them."""
    line = "Weakness 1: the deadline"
    assert said(f"{AFTER}\n{line}", before=f"{BEFORE}\n{line}") == ""
    assert said(f"{AFTER}\n{line}", task="Write a SWOT analysis.") == ""
    assert said("# Tool\n\n## Changes made\n\n- Faster", task="Write release notes.") == ""


@pytest.mark.parametrize(
    "line",
    [
        "Here is the agenda: budget, hiring.",
        "The rewrite is scheduled for Q3.",
        "The deadline is planned for.",
        "W2 forms are due in April.",
        "As an AI startup we ship weekly.",
        "Our weaknesses are few.",
        "The revised document is attached.",
        "The updated report includes your figures.",
    ],
)
def test_ordinary_lines_pass(line: str) -> None:
    """What only sounds alike is content."""
    assert said(f"{AFTER}\n\n{line}") == ""
