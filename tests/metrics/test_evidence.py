"""Whether quoted words are evidence for a box."""

import pytest

from redraft.metrics import Labels
from redraft.metrics.evidence import unfounded
from redraft.signatures.types import Verdict

from .conftest import DRAFT, REFERENCE


@pytest.mark.parametrize(
    ("evidence", "why"),
    [
        ("Ines brings the green paint", ""),
        ("green paint from the shed", ""),  # shares a stretch with the labelled evidence
        ("", "ticked without evidence"),
        ("Ines", "the evidence is too short to show it"),
        ("Tomas brings the green paint", "the evidence is not in the text"),
        ("Wear old clothes and gloves", "the evidence has nothing to do with the box"),
    ],
)
def test_evidence_of_a_ticked_box(evidence: str, why: str, known: Labels) -> None:
    """b2 asks who brings the paint, and "Ines brings the green paint" is labelled."""
    box = known.checklist[1]
    verdict = Verdict(box="b2", checked=True, evidence=evidence)
    assert unfounded(known, box, verdict, DRAFT) == why


def test_what_the_reference_says_there_is_evidence(known: Labels) -> None:
    """No word of b3's question need be in it: the answer to its weakness is known."""
    verdict = Verdict(box="b3", checked=True, evidence="call Tomas on 5550199")
    text = REFERENCE.replace(
        "Ring Tomas on 5550199 if it rains", "In bad weather call Tomas on 5550199"
    )
    assert unfounded(known, known.checklist[2], verdict, text) == ""


def test_padding_is_no_evidence(known: Labels) -> None:
    """Words that only repeat the checklist are not in the text that counts."""
    text = f"{DRAFT} This text says whom to ring if it rains."
    verdict = Verdict(box="b3", checked=True, evidence="says whom to ring if it rains")
    assert unfounded(known, known.checklist[2], verdict, text) == "the evidence is not in the text"


def test_the_whole_text_is_no_evidence(known: Labels) -> None:
    """Whatever the box asks, a text of 330 characters shares a word with it."""
    text = f"{REFERENCE} " + " ".join(f"Lamp {n} hangs by the door." for n in range(9))
    verdict = Verdict(box="b2", checked=True, evidence=text[:330])
    assert unfounded(known, known.checklist[1], verdict, text).startswith(
        "the evidence is too long"
    )
