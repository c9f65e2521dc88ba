"""Whether a text deals with what was planted in the draft."""

from dataclasses import replace

import pytest

from redraft.metrics import Labels
from redraft.metrics.planted import answer, dealt
from redraft.signatures.types import Weakness

from .conftest import DRAFT, REFERENCE


def test_what_the_reference_brings_in_is_the_answer(known: Labels) -> None:
    """In place of the quote Friday and nine; for the omission a sentence of its own."""
    day, ring = known.weaknesses
    assert answer(known, day) == {"friday", "nine"}
    assert {"toma", "5550199"} <= answer(known, ring)


@pytest.mark.parametrize(
    ("old", "new", "value"),
    [
        ("some time soon", "on Friday at nine", 1.0),
        ("some time soon", "this Friday", 0.5),  # 1 of 1 + 3 (a number), by a half
        ("some time soon", "pretty soon, some time", 0.0),
        ("is painted some time soon", "gets its paint soon", 0.0),
        ("the gate is painted some time soon. ", "", 0.0),
        ("Wear", "On Friday at nine, wear", 0.0),  # the quote still stands
    ],
)
def test_a_planted_weakness_with_a_quote(old: str, new: str, value: float, known: Labels) -> None:
    """A share of the answer where the words stood, and nothing for other words or none."""
    assert dealt(known, known.weaknesses[0], DRAFT.replace(old, new)) == value


def test_an_omission_is_mended_anywhere(known: Labels) -> None:
    ring = known.weaknesses[1]
    assert dealt(known, ring, f"If it rains ring Tomas on 5550199.\n{DRAFT}") == 1
    assert dealt(known, ring, f"{DRAFT} Bring a sandwich for the break at noon.") == 0


def test_the_labelled_texts_are_known(known: Labels) -> None:
    """The draft has every weakness, and the reference none."""
    for weak in known.weaknesses:
        assert dealt(known, weak, DRAFT) == 0
        assert dealt(known, weak, REFERENCE) == 1


def test_words_pasted_in_deal_with_nothing(known: Labels) -> None:
    """The answer as a list of words, or as the critique, is padding."""
    ring = known.weaknesses[1]
    assert dealt(known, ring, f"{DRAFT}\n{ring.problem}.") == 0


CUT = Weakness(
    id="w1", quote="and gloves, which everybody knows anyway", problem="Says what is known"
)


@pytest.fixture
def cut(known: Labels) -> Labels:
    """A draft of which the reference only takes words out."""
    draft = REFERENCE.replace("gloves.", "gloves, which everybody knows anyway.")
    reference = REFERENCE.replace(" and gloves.", ".")
    return replace(known, draft=draft, reference=reference, weaknesses=(CUT,))


def test_where_the_reference_only_cuts_the_words_must_go(cut: Labels) -> None:
    """Cut they are dealt with; said in other words, or cut with all the rest, they are not."""
    mended = cut.draft.replace("gloves, which everybody knows anyway.", "a hat.")
    assert dealt(cut, CUT, mended) == 1
    reworded = cut.draft.replace(", which everybody knows anyway", " (everybody knows that anyway)")
    assert dealt(cut, CUT, reworded) == 0
    assert dealt(cut, CUT, "Hello crew,\n\nwear old clothes.") == 0


def test_a_swapped_figure_is_an_answer(known: Labels) -> None:
    """A time of day is one word: 21:30 for 21:00 is not said already by 22:00."""
    draft = "The 22:00 round moves to 21:30 from March. Keys are signed for at 21:00 by both."
    reference = draft.replace("21:30", "21:15")
    weak = Weakness(id="w1", quote="moves to 21:30", problem="The decision was another time")
    labels = replace(known, draft=draft, reference=reference, weaknesses=(weak,))
    assert answer(labels, weak) == {"21:15"}
    assert dealt(labels, weak, draft.replace("21:30", "21:15") + " Thanks to everybody.") == 1
    assert dealt(labels, weak, draft.replace("21:30", "21:45")) == 0


def test_without_a_reference_an_edit_of_substance_deals_with_it(known: Labels) -> None:
    """As the guards see it: a figure is substance, a synonym is not, a deletion costs good."""
    labels = replace(known, reference="")
    day = labels.weaknesses[0]
    assert dealt(labels, day, DRAFT.replace("some time soon", "on 3 May at nine")) == 1
    assert dealt(labels, day, DRAFT.replace("some time soon", "sometime soon")) == 0
    assert dealt(labels, day, DRAFT.replace("the gate is painted some time soon. ", "")) == 0


def test_the_number_of_a_list_item_is_no_answer(known: Labels) -> None:
    """That the steps are numbered anew brings in no figure."""
    draft = "Do this:\n\n1. Open the app and tap the right aid\n2. Close the app again"
    reference = draft.replace("1. Open", "7. Open").replace("right", "left")
    weak = Weakness(id="w1", quote="tap the right aid", problem="The other aid lost its bond")
    assert answer(replace(known, draft=draft, reference=reference), weak) == {"left"}
