"""What a text still has of the draft's good."""

from dataclasses import replace

import pytest

from redraft.metrics import Labels
from redraft.metrics.kept import gone, kept, lost, restored

from .conftest import DRAFT, REFERENCE

PAINT = "Ines brings the green paint from the shed."


def test_the_sentences_that_the_reference_keeps_are_the_good_ones(known: Labels) -> None:
    """Two of the draft's: of the paint, and of the clothes.

    Of the first's five words (ines, bring, green, paint, shed) paint stands elsewhere: 1/5 of
    the half that is enough is .4, and with the other (.4 + 1) / 2 = .7.
    """
    assert lost(known, DRAFT) == ()
    without = DRAFT.replace(f"{PAINT} ", "")
    assert lost(known, without) == (PAINT,)
    assert (kept(known, DRAFT), kept(known, REFERENCE)) == (1.0, 1.0)
    assert kept(known, without) == pytest.approx(0.7)


def test_other_words_keep_a_sentence_half_its_words_do(known: Labels) -> None:
    """Of ine, bring, green, paint, shed three stand: 3/5 is half at least."""
    assert lost(known, DRAFT.replace(PAINT, "The green paint comes with Ines.")) == ()


def test_what_was_lost_is_put_back_where_it_stood(known: Labels) -> None:
    """Where nothing of the draft is left, it goes before the last sentence."""
    text = DRAFT.replace(f"{PAINT} ", "")
    assert restored(known, text) == DRAFT
    assert restored(known, DRAFT) == DRAFT
    assert restored(known, f"Bye.\n\n{text}") == f"Bye.\n\n{DRAFT}"
    alone = "It is Friday, folks. See you there."
    assert restored(known, alone).splitlines()[-1] == "See you there."
    assert PAINT in restored(known, alone)


def test_what_was_dropped_instead_of_mended_is_put_back(known: Labels) -> None:
    """The sentence without a day is no good one, but taking it out names no day either."""
    weak = "the gate is painted some time soon."
    dropped = DRAFT.replace(f"{weak} ", "")
    assert lost(known, dropped) == ()
    assert weak in restored(known, dropped)
    said = DRAFT.replace(weak, "On Friday the gate is painted.")
    assert restored(known, said) == said


def test_without_a_reference_every_sentence_is_to_be_kept(known: Labels) -> None:
    labels = replace(known, reference="")
    assert "the gate is painted some time soon." in lost(labels, "Hello crew,\n\nbye.")


def test_without_a_draft_nothing_can_be_lost(known: Labels) -> None:
    assert kept(replace(known, draft=""), "Anything.") == 1


def test_how_much_is_gone_by_hand(known: Labels) -> None:
    """Of the draft's 22 words the 8 of the paint were lost, the 7 of the gate dropped unmended."""
    without = DRAFT.replace(f"{PAINT} ", "")
    assert gone(known, without) == pytest.approx(8 / 22)
    both = without.replace("the gate is painted some time soon. ", "")
    assert gone(known, both) == pytest.approx(15 / 22)
    assert gone(known, REFERENCE) == gone(known, DRAFT) == 0
