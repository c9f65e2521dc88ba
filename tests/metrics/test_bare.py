"""A text without its padding."""

import pytest

from redraft.metrics import Labels
from redraft.metrics.bare import bare, padding

from .conftest import DRAFT, REFERENCE


@pytest.mark.parametrize(
    "added",
    [
        "Says whom to ring if it rains.",
        "This text says whom to ring if it rains.",
        "Tell the crew when the gate is painted, who brings the paint and whom to ring!",
        "Keywords: gate, paint, crew, rains, ring.",
        "crew gate painted brings paint ring names day rains words",
        "- crew\n- gate\n- paint\n- ring\n- rains",
        "Leaves out whom the crew can ring if it rains.",
        "Wear old gloves and clothes.",
        "Excellence flourishes wherever passionate communities celebrate lifelong curiosity.",
    ],
)
def test_padding_is_taken_out(added: str, known: Labels) -> None:
    """The checklist, the brief, lists of their words, the critique, repeats, idle talk."""
    text = f"{DRAFT}\n\n{added}"
    assert bare(known, text).strip() == DRAFT
    assert " ".join(padding(known, text)) == " ".join(added.split("\n"))


@pytest.mark.parametrize(
    "added",
    [
        "Ring Tomas on 5550199 if it rains.",
        "If rain is forecast we postpone it to the week after.",
        "Bring: brushes, rags, water.",
        "Thanks!",
        "Lamp 1 hangs by the gate. Lamp 2 hangs by the gate.",
        "On Friday at nine the whole crew meets at the gate with Ines.",
    ],
)
def test_what_says_something_stays(added: str, known: Labels) -> None:
    assert padding(known, f"{DRAFT}\n\n{added}") == ()


def test_what_the_labelled_texts_say_stays_once(known: Labels) -> None:
    """Words of the draft and the reference are never padding, the first time."""
    assert padding(known, DRAFT) == padding(known, REFERENCE) == ()
    assert padding(known, f"{DRAFT}\n{DRAFT}") == (
        "the gate is painted some time soon.",
        "Ines brings the green paint from the shed.",
        "Wear old clothes and gloves.",
    )


def test_lines_of_the_critique_do_not_belong_in_the_text(known: Labels) -> None:
    """They are given beside the labels."""
    told = "Hats and sun cream go unmentioned for the crew."
    text = f"{DRAFT} {told}"
    assert padding(known, text, (told,)) == (told,)
