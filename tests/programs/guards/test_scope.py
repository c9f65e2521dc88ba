"""New sentences that nobody asked for."""

from redraft.programs.guards.scope import MOST, creep
from redraft.signatures.types import Box, Weakness

TASK = "Tell customers about the outage on Monday."
BEFORE = "Hello,\n\nThe site was down. We blame the weather.\n\nRegards"
NEEDS = ["Offer a refund."]
BOXES = [Box(id="b1", question="Does it name a cause?")]
FAULT = {"problem": "No duration is stated.", "fix": "State how long it took."}
WEAK = [Weakness.model_validate(FAULT)]


def found(line: str, old: str = "Regards") -> list[str]:
    """What is reported where `line` stands before `old`."""
    return creep(TASK, NEEDS, BOXES, WEAK, BEFORE, BEFORE.replace(old, f"{line}\n\n{old}"))


def test_material_that_answers_nothing_is_reported() -> None:
    """Neither task, requirement, box, weakness nor an old passage speaks of it."""
    line = "Visit our stand at Berlin's spring fair!"
    assert found(line) == [line]


def test_material_that_was_asked_for_is_not() -> None:
    """A word of the task, a requirement, a box or a weakness is enough."""
    for line in (
        "Monday's failure hit every region badly.",
        "You receive a refund within ten days.",
        "Root cause: a faulty power supply.",
        "Its total duration reached two hours.",
    ):
        assert found(line) == []


def test_a_reworded_passage_is_not() -> None:
    """It speaks of what the passage it replaces spoke of."""
    after = BEFORE.replace("We blame the weather.", "Heavy weather cut two power lines.")
    assert creep(TASK, [], [], [], BEFORE, after) == []


def test_small_talk_and_old_sentences_are_not() -> None:
    """A greeting is too short to be creep; a moved sentence is not new."""
    assert found("Warm wishes!") == []
    assert found("We blame the weather.") == []


def test_at_most_eight_are_reported() -> None:
    """More would drown the report."""
    lines = [f"Penguin{n} eats herring{n} near iceberg{n}." for n in range(MOST + 3)]
    assert found("\n".join(lines)) == lines[:MOST]
