"""chain_of_verification: what each step sees, and when the draft is left alone."""

import json
from typing import Any

import pytest

from redraft.programs import ChainOfVerification
from redraft.signatures.notes import Finding
from tests.scripted import Scripted

DRAFT = "The kitchen closes on Monday. Bring lunch."
RIGHT = "The kitchen closes on Friday. Bring lunch."
TASK = "Tell the staff that the kitchen closes on Friday and that they must bring lunch."
ASKED = ["When does it close?", "What must they bring?", "When does it close?", "Who asks?"]
ANSWERS = [
    json.dumps({"answer": "On Friday.", "certain": True}),
    json.dumps({"answer": "Their lunch.", "certain": True}),
]


def finding(question: str, agreement: str, quote: str = "", fix: str = "") -> dict[str, str]:
    return {"question": question, "quote": quote, "agreement": agreement, "fix": fix}


WRONG_DAY = finding("q1", "inconsistent", "closes on Monday", "Say Friday.")
FINE = finding("q2", "consistent", "Bring lunch.")


def run(*findings: dict[str, str], **script: Any) -> tuple[Any, Scripted]:
    told: dict[str, Any] = {
        "draft": DRAFT,
        "questions": json.dumps({"questions": ASKED}),
        "answer": ANSWERS,
        "cross_check": json.dumps({"findings": list(findings)}),
        "correct": RIGHT,
    }
    engine = Scripted(told | script)
    with engine.use():
        return ChainOfVerification(n=2)(task=TASK), engine


def test_an_answer_sees_neither_the_draft_nor_the_others() -> None:
    """The task, its question, and nothing else; each question once, no more than n."""
    _, engine = run(WRONG_DAY, FINE)
    seen = [engine.seen("answer", turn) for turn in range(engine.steps.count("answer"))]
    assert [fields["question"] for fields in seen] == ASKED[:2]
    assert all(set(fields) == {"task", "question"} for fields in seen)
    assert all("Monday" not in str(request.messages) for request in engine.of("answer"))


def test_what_does_not_agree_is_put_right() -> None:
    """The reviser sees the draft, the answers and the one finding; the ledger has its edit."""
    told, engine = run(WRONG_DAY, FINE)
    assert (told.text, told.best) == (RIGHT, 1)
    assert json.loads(engine.seen("correct")["findings"])["question"] == "q1"
    (row,) = told.rounds[1].ledger
    assert row.weakness.quote == "closes on Monday"
    assert row.weakness.problem == "inconsistent with: When does it close? On Friday."
    assert "Friday" in row.after


def test_a_draft_that_agrees_is_left_alone() -> None:
    """No revision is asked for, and none is made up."""
    told, engine = run(finding("q1", "consistent"), FINE)
    assert "correct" not in engine.steps
    assert (told.text, len(told.rounds)) == (DRAFT, 1)
    assert [cost.step for cost in told.rounds[0].steps] == [
        "draft",
        "questions",
        "answer",
        "answer",
        "cross_check",
    ]


def test_an_answer_that_cannot_be_read_is_left_out() -> None:
    """The others are still checked, under their own numbers."""
    _, engine = run(FINE, answer=["I do not know.", "I do not know.", ANSWERS[1]])
    (line,) = engine.seen("cross_check")["answers"].splitlines()
    assert json.loads(line)["id"] == "q2"


@pytest.mark.parametrize("n", [0, 9])
def test_more_questions_than_are_planned_are_refused(n: int) -> None:
    """Two settings that ask the same would seem to differ."""
    with pytest.raises(ValueError, match="accepted is a whole number from 1 to 8"):
        ChainOfVerification(n=n)


def test_without_questions_nothing_is_checked() -> None:
    """A plan of no questions costs its call, and the draft stands."""
    told, engine = run(questions=json.dumps({"questions": []}))
    assert engine.steps == ["draft", "questions"]
    assert told.text == DRAFT


@pytest.mark.parametrize(
    ("given", "label"),
    [
        ("CONSISTENT", "consistent"),
        ("Partially Consistent.", "partially consistent"),
        ("it is inconsistent", "inconsistent"),
        (None, "inconsistent"),
        ("not consistent", "inconsistent"),
        ("isn't fully consistent", "inconsistent"),
        ("consistent; nothing is not so", "consistent"),
    ],
)
def test_labels_are_lenient(given: Any, label: str) -> None:
    """However it is written; what says nothing is not taken for agreement."""
    assert Finding(agreement=given).agreement == label


@pytest.mark.parametrize("name", ["Q1", "q1.", "q1: When does it close?"])
def test_a_question_is_known_however_it_is_named(name: str) -> None:
    """No grammar holds a server to the id alone."""
    assert (
        run(finding(name, "inconsistent", "closes on Monday", "Say Friday."), FINE)[0].text == RIGHT
    )
