"""New material that is what was asked for."""

import pytest

from redraft.signatures.types import Change, Weakness
from redraft.texts.cues import supplies

TEXT = "Please send the report. It covers the launch."


def asks(problem: str, fix: str = "Put that right there.") -> Weakness:
    """A weakness of these words."""
    return Weakness.model_validate({"problem": problem, "fix": fix})


@pytest.mark.parametrize(
    ("problem", "new"),
    [
        ("No deadline is given.", "It has to be here on Friday."),
        ("No figures back the claim.", "It grew by 12 %."),
        ("There is no example.", "Run `redraft --help`."),
        ("Nobody is responsible.", "Carla runs it."),
        ("No way to reach anyone.", "Write to ops@x.org."),
        ("It does not apologise.", "We are sorry."),
        ("Nothing links to the docs.", "See https://x.org."),
    ],
)
def test_the_kind_of_thing_asked_for(problem: str, new: str) -> None:
    """A day answers a deadline, a figure a lack of figures, and so on."""
    assert supplies(asks(problem), None, "", new, TEXT)


def test_words_of_the_weakness() -> None:
    """A word of the problem that the text never had, or two that this passage had not."""
    problem = asks("Rollback goes unmentioned for the launch report.")
    assert supplies(problem, None, "", "A rollback takes minutes.", TEXT)
    assert supplies(problem, None, "", "Our launch report helps.", TEXT)
    assert not supplies(problem, None, "", "The launch excites everybody.", TEXT)


def test_the_change_note_has_to_be_true() -> None:
    """What the note says is counted only where the new text holds it."""
    change = Change(weakness="w1", note="Now warns of data loss.")
    problem = asks("Risks go unmentioned.")
    assert supplies(problem, change, "", "You may suffer data loss.", TEXT)
    assert not supplies(problem, change, "", "Everything will be lovely.", TEXT)


def test_what_already_stood_there_is_no_answer() -> None:
    """An old date in a reworded sentence supplies no date."""
    old, new = "Meet on Friday at noon.", "Do meet on Friday at noon."
    assert not supplies(asks("No deadline is given."), None, old, new, TEXT)
    old, new = "On March 3 from noon, it failed.", "On March 3, from noon it failed."
    assert not supplies(asks("The number of orders is left out."), None, old, new, TEXT)
