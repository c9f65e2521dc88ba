"""Whether what was added answers something."""

from dataclasses import replace

import pytest

from redraft.metrics import Labels, Made
from redraft.metrics.scope import creep, scope

from .conftest import DRAFT, REFERENCE, Run

IDLE = "Excellence flourishes wherever passionate communities celebrate lifelong curiosity."


def test_what_was_asked_for_is_in_scope(known: Labels) -> None:
    """The draft adds nothing, and what the reference adds is wanted."""
    assert scope(known, Made(text=DRAFT)).value == 1
    assert scope(known, Made(text=REFERENCE)).value == 1


def test_idle_words_count_against_the_length_that_was_wanted(known: Labels) -> None:
    """8 idle words to a reference of 30: 1 - 8/30; the sentence is named."""
    score = scope(known, Made(text=f"{REFERENCE} {IDLE}"))
    assert score.value == pytest.approx(1 - 8 / 30)
    assert score.why == "2 of 3 added sentences answer something"
    assert score.feedback == (f'nobody asked for: "{IDLE}"',)


def test_more_of_it_hides_nothing(known: Labels) -> None:
    """Sentences in scope beside it do not make it less."""
    one = scope(known, Made(text=f"{DRAFT} {IDLE}")).value
    more = scope(known, Made(text=f"{REFERENCE} Ines rings the crew. {IDLE}")).value
    assert more == pytest.approx(one)
    assert scope(known, Made(text=" ".join([DRAFT, *[IDLE] * 9]))).value == 0


def test_a_new_matter_is_idle_even_with_figures(known: Labels) -> None:
    """Nothing that anybody spoke of stands in it."""
    said = "Elephants sleep 2 hours a night in Botswana."
    assert creep(known, f"{DRAFT} {said}") == (1, [said])


def test_what_the_critique_asked_for_is_in_scope(known: Labels, run: Run) -> None:
    """Nobody but the critic spoke of hats; its own words pasted in stay out."""
    from .conftest import STRAY

    hat = "Bring sunhats, everybody without exception."
    told = STRAY.model_copy(update={"fix": "Ask for sunhats without exception for everybody"})
    assert scope(known, run(f"{DRAFT} {hat}", [told])).value == 1
    assert scope(known, run(f"{DRAFT} {told.fix}.", [told])).value < 1


def test_without_a_reference_the_draft_is_the_measure(known: Labels) -> None:
    """8 idle words to a draft of 22: 1 - 8/22."""
    labels = replace(known, reference="")
    assert scope(labels, Made(text=f"{DRAFT} {IDLE}")).value == pytest.approx(1 - 8 / 22)
