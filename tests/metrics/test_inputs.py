"""What a metric reads of an example and a prediction."""

from types import SimpleNamespace
from typing import Any

import dspy
import pytest

from redraft.metrics import METRICS, Labels, labels, made
from redraft.programs import Item
from redraft.signatures.records import Round
from redraft.signatures.types import Box, Verdict

from .conftest import DRAFT, ROW


def test_mappings_objects_and_examples_are_read_alike(known: Labels) -> None:
    """Whoever made it: a row of a file, a dspy.Example, or an object with attributes."""
    assert labels(SimpleNamespace(**ROW)) == known
    assert labels(dspy.Example(**ROW)) == known
    assert labels(known) == known


def test_a_field_named_like_a_method_of_dspys_is_no_trouble() -> None:
    """`labels` and `inputs` are methods of an Example; ours reads fields only."""
    assert labels(dspy.Example(task="t", draft=None)).draft == ""


def test_strings_are_what_they_say_and_are_counted() -> None:
    """Requirements and boxes may be plain text, as people pass them."""
    read = labels({"task": "t", "requirements": ["short", "warm"], "checklist": ["Is it short?"]})
    assert [(one.id, one.says) for one in read.requirements] == [("r1", "short"), ("r2", "warm")]
    assert read.checklist == (Box(id="b1", question="Is it short?"),)


@pytest.mark.parametrize(
    "given",
    [
        "Short {words <= 80}",
        {"question": "Short {words <= 80}"},
        {"question": "Short {words <= 80}", "check": None, "id": "b1"},
        {"question": "Short", "check": "words <= 80"},
    ],
)
def test_a_box_may_end_in_its_check(given: Any) -> None:
    """As a program reads it: the question goes without the braces, and code answers."""
    box = Box(id="b1", question="Short", check="words <= 80")
    assert labels({"checklist": [given]}).checklist == (box,)


def test_what_a_box_asks_code_answers_without_a_verdict() -> None:
    """A check in braces is no question for a model."""
    asked = {"task": "t", "checklist": ["Short {words <= 2}"]}
    assert METRICS["checklist"].score(labels(asked), made({"text": "Hello Ana."})).value == 1
    assert METRICS["checklist"].score(labels(asked), made({"text": "Hi there, Ana."})).value == 0


def test_a_check_that_cannot_be_read_is_refused() -> None:
    """Nothing is scored by a box that was meant for code."""
    with pytest.raises(ValueError, match="'wrods <= 3' is not a check"):
        labels({"checklist": ["Short {wrods <= 3}"]})


@pytest.mark.parametrize(
    ("boxes", "ids"),
    [
        ([{"id": "tone", "question": "Is the tone warm?"}, "Is a day named?"], ["tone", "b1"]),
        (["Warm?", {"id": "b1", "question": "Is a day named?"}, "Short?"], ["b2", "b1", "b3"]),
        ([{"id": "", "question": "Is it warm?"}, {"id": " ", "question": "Short?"}], ["b1", "b2"]),
        ([Box(id="", question="Is it warm?"), Box(id="b1", question="Short?")], ["b2", "b1"]),
        ([{"id": None, "question": "Is it warm?"}, {"id": 7, "question": "Short?"}], ["b1", "7"]),
    ],
)
def test_what_has_no_id_is_numbered_as_a_program_numbers_it(
    boxes: list[Any], ids: list[str]
) -> None:
    """So that a verdict is on the box that it was given for; an empty id is none."""
    assert [box.id for box in Item.of("Invite the crew.", checklist=boxes).checklist] == ids
    assert [box.id for box in labels({"checklist": boxes}).checklist] == ids


def test_what_a_program_ticks_is_ticked_for_the_metric() -> None:
    """Where one box is named and the other is not."""
    boxes = [{"id": "tone", "question": "Is the tone warm?"}, "Does it name the day?"]
    text = "Dear friends, the warm tone stays: the day is Friday, as you wished."
    ticks = [
        Verdict(box=box.id, checked=True, evidence=said)
        for box, said in zip(
            Item.of("Invite the crew.", checklist=boxes).checklist,
            ("the warm tone stays", "the day is Friday"),
            strict=True,
        )
    ]
    given = labels({"task": "Invite the crew.", "checklist": boxes})
    assert METRICS["checklist"].score(given, made({"text": text, "verdicts": ticks})).value == 1


@pytest.mark.parametrize("given", ["b1", {"id": "b1"}, 7])
def test_what_is_no_list_is_refused(given: Any) -> None:
    """The field is named, with what it was."""
    with pytest.raises(ValueError, match="checklist is no list"):
        labels({"checklist": given})


def test_a_prediction_is_read_from_json_too() -> None:
    """Rounds that a store kept as plain values become Rounds again."""
    round = Round(number=0, text="Hello.", verdicts=[Verdict(box="b1", checked=True)])
    read = made(dspy.Prediction(text="Hello.", rounds=[round.model_dump()]))
    assert (read.text, read.rounds, read.verdicts) == ("Hello.", (round,), ())
    assert made({}).text == ""


def test_the_draft_is_known_by_its_words(known: Labels) -> None:
    """Line breaks, case and quote marks do not make another text of it; a word does."""
    assert known.is_draft(DRAFT.replace("\n\n", "  ").upper())
    assert not known.is_draft(DRAFT + " Bye.")
    assert not labels({}).is_draft("")
