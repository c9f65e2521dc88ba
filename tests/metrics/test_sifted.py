"""Which weaknesses count, and of which text they were told."""

import pytest

from redraft.metrics import Labels, Made
from redraft.metrics.sifted import critiques, first, sift
from redraft.signatures.records import Dropped, Round, StepCost
from redraft.signatures.types import Weakness

from .conftest import DAY, DRAFT, REFERENCE, RING, Run


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"problem": " ... "}, "it names no problem"),
        ({"problem": "The day is stated very clearly."}, "it praises"),
        ({"quote": "painted at noon"}, "its quote is in the air, not in the text"),
        ({"quote": "who brings the paint and whom"}, "its quote is in the task, not in the text"),
        ({"problem": "Too vague and unclear", "fix": "Be precise"}, "it could be said of any text"),
        ({"problem": "It says nothing of who brings the paint", "fix": "Say it"}, ""),
        ({"problem": "Lacks: says who brings the paint", "fix": ""}, "it only copies a box or"),
    ],
)
def test_what_does_not_count(changed: dict[str, str], why: str, known: Labels) -> None:
    """Each is dropped with its reason."""
    if not why:
        assert sift(known, [DAY.model_copy(update=changed)], DRAFT)[1] == []
        return
    kept, dropped = sift(known, [DAY.model_copy(update=changed)], DRAFT)
    assert kept == []
    assert dropped[0][1].startswith(why)


def test_the_first_telling_counts(known: Labels) -> None:
    """The same again, in nearly the same words, does not."""
    again = DAY.model_copy(update={"id": "w7", "problem": "Names no day for painting that gate"})
    kept, dropped = sift(known, [DAY, RING, again], DRAFT)
    assert kept == [DAY, RING]
    assert dropped == [(again, "it is told twice")]


def test_what_a_guard_dropped_was_told_too(known: Labels) -> None:
    """A program that hides its idle weaknesses in `dropped` is judged by them as well."""
    idle = Weakness(quote="at noon today", problem="The hour is not the right one")
    drop = Dropped(weakness=idle, reason="ungrounded")
    rounds = (
        Round(number=0, text=DRAFT),
        Round(number=1, text=DRAFT, weaknesses=[DAY], dropped=[drop]),
    )
    (critique,) = critiques(known, Made(text=DRAFT, rounds=rounds))
    assert (critique.told, critique.kept) == (2, (DAY,))


def test_what_code_made_of_a_box_is_nobodys_merit(known: Labels, run: Run) -> None:
    """Only what a model told counts, for or against."""
    coded = RING.model_copy(update={"by": "code"})
    (critique,) = critiques(known, run(REFERENCE, [DAY, coded]))
    assert critique.kept == (DAY,)


def test_the_text_that_a_critique_read_is_found_by_its_quotes(known: Labels, run: Run) -> None:
    """Round 2 went back to round 0's text: its quote stands there alone."""
    rounds = (*run(REFERENCE, [RING]).rounds, Round(number=2, text=DRAFT, weaknesses=[DAY]))
    found = critiques(known, Made(text=DRAFT, rounds=rounds))
    assert [critique.text for critique in found] == [DRAFT, DRAFT]
    later = Round(number=2, text=DRAFT, weaknesses=[DAY.model_copy(update={"quote": "Friday"})])
    found = critiques(known, Made(text=DRAFT, rounds=(*rounds[:2], later)))
    assert found[1].text == REFERENCE


def test_a_round_that_says_what_it_rewrote_is_believed(known: Labels, run: Run) -> None:
    """Whatever its quotes are, and where they stand."""
    astray = DAY.model_copy(update={"quote": "in none of them"})
    rounds = (
        *run(REFERENCE, [RING]).rounds,
        Round(number=2, base=0, text=DRAFT, weaknesses=[astray]),
    )
    found = critiques(known, Made(text=DRAFT, rounds=rounds))
    assert [critique.text for critique in found] == [DRAFT, DRAFT]


def test_a_critique_that_tells_nothing_is_one_if_it_was_asked_for(known: Labels) -> None:
    """The costs of a round say so; a reply that could not be read is none, nor is a note."""

    def of(**step: str) -> Made:
        costs = [StepCost(**step)] if step else []  # type: ignore[arg-type]
        rounds = (Round(number=0, text=DRAFT), Round(number=1, text=DRAFT, steps=costs))
        return Made(text=DRAFT, rounds=rounds)

    assert first(known, of(step="critique")) is not None
    assert first(known, of(step="critique", error="no JSON")) is None
    assert first(known, of(step="revise")) is None
    assert first(known, of()) is None
