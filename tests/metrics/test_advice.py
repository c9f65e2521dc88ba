"""What the step asked about should have done differently."""

from typing import Any

import pytest

from redraft.metrics import Labels
from redraft.metrics.advice import advise
from redraft.signatures.notes import Gap, Remark
from redraft.signatures.types import Change, Edit, Verdict

from .conftest import DAY, DRAFT, REFERENCE, RING, STRAY


def told(labels: Labels, outputs: dict[str, Any], **inputs: Any) -> list[str]:
    return advise(labels, {"text": DRAFT, **inputs}, outputs)


def test_a_critique(known: Labels) -> None:
    """What does not count, what was missed, and what nobody knows of."""
    praise = RING.model_copy(update={"problem": "This is very clear.", "fix": ""})
    assert told(known, {"weaknesses": [STRAY, praise]}) == [
        'weakness w2 does not count, it praises: "This is very clear."',
        (
            'missed (major, clarity) at "is painted some time soon": '
            "Names no day for the painting of the gate"
        ),
        "missed (minor, completeness) left out: Leaves out whom the crew can ring if it rains",
        "weakness w3 is none that is known: Hats go unmentioned here",
    ]
    assert told(known, {"weaknesses": [DAY, RING]}) == []


def test_a_critique_of_a_later_text_is_judged_by_what_can_be_seen(known: Labels) -> None:
    """The labels are of the draft; a quote that is not in this text is one anywhere."""
    lines = advise(known, {"text": REFERENCE}, {"weaknesses": [DAY.model_dump()]})
    assert len(lines) == 1
    assert "its quote is in the air" in lines[0]


def test_weaknesses_without_an_id_are_counted(known: Labels) -> None:
    """A critique's reply has no ids yet."""
    bare = STRAY.model_copy(update={"id": ""})
    assert "weakness w1 is none that is known: Hats go unmentioned here" in told(
        known, {"weaknesses": [bare]}
    )


def test_a_rewrite(known: Labels) -> None:
    """Edits that are none, planted faults that stand, coded boxes, and what nobody asked for."""
    idle = "Excellence flourishes wherever passionate communities celebrate curiosity."
    note = Change(weakness="w1", note="It names the day")
    lines = told(known, {"revision": f"{DRAFT} {idle}", "changes": [note]}, weaknesses=[DAY, RING])
    assert lines == [
        'weakness w1: said to be fixed, but no edit deals with it: "is painted some time soon"',
        "weakness w2: no change note (Leaves out whom to ring if it rains)",
        (
            'still there (major, clarity) at "is painted some time soon": '
            "Names no day for the painting of the gate"
        ),
        "still there (minor, completeness) left out: Leaves out whom the crew can ring if it rains",
        "box b1 (Names the day): does not contain 'Friday'",
        f'nobody asked for: "{idle}"',
    ]


def test_a_rewrite_that_does_it_all(known: Labels) -> None:
    notes = [Change(weakness=weak.id, note="As told") for weak in (DAY, RING)]
    outputs = {"revision": REFERENCE, "changes": notes}
    assert told(known, outputs, weaknesses=[DAY, RING]) == []


def test_cosmetic_fixes_are_named(known: Labels) -> None:
    text = DRAFT.replace("painted some time soon", "painted soon, some time")
    outputs = {"revision": text, "changes": [Change(weakness="w1", note="Clearer")]}
    assert told(known, outputs, weaknesses=[DAY])[0] == (
        "weakness w1: cosmetic fix only, the fault stands in other words: "
        '"is painted some time soon"'
    )


def test_edits(known: Labels) -> None:
    """Words to replace that are not there, and weaknesses that no edit is for."""
    stray = Edit(weakness="w1", find="painted at noon", replace="painted on Friday")
    assert told(known, {"edits": [stray]}, weaknesses=[DAY, RING]) == [
        'not in the text: "painted at noon"',
        "no edit for w2: Leaves out whom to ring if it rains",
    ]


def test_verdicts(known: Labels) -> None:
    """On the draft the labels speak too."""
    verdicts = [
        Verdict(box="b2", checked=True, evidence="Wear old clothes and gloves"),
        Verdict(box="b3", checked=True, evidence="Ines brings the green paint"),
        Verdict(box="b9", checked=False),
    ]
    assert told(known, {"verdicts": verdicts}) == [
        (
            'box b2 is ticked on "Wear old clothes and gloves": '
            "the evidence has nothing to do with the box"
        ),
        "box b3 is not ticked: whom to ring",
        "there is no box 'b9'",
    ]
    lines = advise(known, {"text": REFERENCE}, {"verdicts": [verdicts[1]]})
    assert lines == [
        (
            'box b3 is ticked on "Ines brings the green paint": '
            "the evidence has nothing to do with the box"
        )
    ]


def test_a_tick_that_was_withheld(known: Labels) -> None:
    """The evidence that was overlooked stands in the line."""
    verdict = Verdict(box="b2", checked=False, missing="a name")
    assert told(known, {"verdicts": [verdict]}) == [
        'box b2 is ticked: "Ines brings the green paint"'
    ]


def test_ids_are_known_however_they_are_written(known: Labels) -> None:
    """As the program reads them: nothing is missing and no box is made up."""
    edits = [
        Edit(weakness="W1", find="some time soon", replace="on Friday"),
        Edit(weakness="[w2]", find="gloves.", replace="Ring Tomas."),
    ]
    assert told(known, {"edits": edits}, weaknesses=[DAY, RING]) == []
    paint = Verdict(box="B2.", checked=True, evidence="Ines brings the green paint")
    assert told(known, {"verdicts": [paint]}) == []


def test_a_reply_that_could_not_be_read(known: Labels) -> None:
    """It has no fields at all."""
    assert told(known, {}) == ["the reply could not be read: keep to the output format"]


@pytest.mark.parametrize(
    "outputs",
    [
        {"answer": "?", "certain": False},
        {"questions": ["Which day is it?"]},
        {"findings": []},
        {"feedback": [Remark(aspect="clarity", problem="Names no day")], "stop": False},
        {"goal": "The crew comes", "outline": ["the day"]},
        {"kinds": ["clarity"], "demands": ["Name the day"], "questions": []},
        {"review": []},
        {"missing": ["the day"], "production_ready": False},
        {"weaknesses": ["Names no day for painting the gate"]},
        {"weaknesses": [Gap(category="clarity", problem="Names no day")]},
    ],
)
def test_a_reply_of_which_the_labels_know_nothing(outputs: dict[str, Any], known: Labels) -> None:
    """It was read, and nothing false is said of it."""
    assert told(known, outputs) == []


@pytest.mark.parametrize(
    "name", ["text", "document", "version", "improved_text", "corrected_text", "rewrite"]
)
def test_a_text_by_any_name(name: str, known: Labels) -> None:
    """The coded boxes that it leaves open, as of a draft."""
    assert told(known, {"changes": ["Named the day"], name: DRAFT}) == [
        "box b1 (Names the day): does not contain 'Friday'"
    ]
    assert told(known, {name: REFERENCE}) == []
