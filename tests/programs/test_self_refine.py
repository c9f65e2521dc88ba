"""self_refine: its stop, its history, and which text it returns."""

import json
from typing import Any

import pytest

from redraft.programs import SelfRefine
from redraft.signatures.notes import Remark
from tests.scripted import Scripted, verify

BOXES = [{"id": "b1", "question": "Is it at most 9 words?", "check": "words <= 9"}, "Says why?"]
Y = ["The kitchen closes.", "The kitchen closes on Friday.", "The kitchen will close, sadly."]


def feedback(*scores: Any, stop: bool = False) -> str:
    """A remark on each aspect, with these scores."""
    remarks = [
        {"aspect": aspect, "problem": f"{aspect} is poor", "fix": "Mend it.", "score": score}
        for aspect, score in zip(("tone", "facts"), scores, strict=False)
    ]
    return json.dumps({"feedback": remarks, "stop": stop})


def run(told: list[str]) -> tuple[Any, Scripted]:
    script = {"draft": Y[0], "feedback": told, "rework": Y[1:], "verify": verify(b2="")}
    engine = Scripted(script)
    with engine.use():
        program = SelfRefine(max_rounds=2, categories=("tone", "facts"))
        return program(task="Write.", checklist=BOXES), engine


def test_the_best_scoring_text_is_returned() -> None:
    """4, 9, 6 of 10: the second of three, and it alone is judged."""
    told, engine = run([feedback(2, 2), feedback(4, 5), feedback(3, 3)])
    assert [round.text for round in told.rounds] == Y
    assert (told.best, told.text, told.status) == (1, Y[1], "not_ready")
    assert engine.steps.count("verify") == 1
    assert engine.seen("verify")["text"] == Y[1]
    assert [len(round.verdicts) for round in told.rounds] == [1, 2, 1]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (feedback(3, 3), feedback(5)),  # an aspect that is passed over
        (feedback(2, 2), '{"feedback": [], "stop": true}'),
    ],
)
def test_fewer_remarks_are_no_worse_score(first: str, second: str) -> None:
    """y1 is scored better in what was scored, or accepted without a remark."""
    told, _ = run([first, second, feedback(1, 1)])
    assert told.text == Y[1]


def test_its_own_stop_ends_it() -> None:
    """A draft whose feedback says stop is not touched."""
    told, engine = run([feedback(1, 1, stop=True)])
    assert engine.steps == ["draft", "feedback", "verify"]
    assert told.text == Y[0]


def test_what_was_said_before_is_in_the_refiners_view_alone() -> None:
    """Earlier texts, their remarks and scores; the feedback sees the text as if it were new."""
    _, engine = run([feedback(2, 2), feedback(4, 5), feedback(3, 3)])
    assert "history" not in engine.seen("rework", 0)
    earlier = json.loads(engine.seen("rework", 1)["history"])
    assert (earlier["text"], earlier["score"]) == (Y[0], "4 of 10")
    assert earlier["remarks"] == ["tone: tone is poor Mend it.", "facts: facts is poor Mend it."]
    assert set(engine.seen("feedback", 2)) == {"task", "checklist", "text", "aspects"}


def test_remarks_become_weaknesses_with_their_edits() -> None:
    """The ledger of a round says what became of each remark that asked for something."""
    told, _ = run([feedback(2, 2, stop=False), feedback(5, 5, stop=True)])
    assert [row.weakness.id for row in told.rounds[1].ledger] == ["w1", "w2"]
    assert told.rounds[1].weaknesses[0].category == "tone"


@pytest.mark.parametrize("reply", ["I like it.", '{"feedback": [], "stop": true}'])
def test_without_feedback_there_is_nothing_to_refine(reply: str) -> None:
    """Feedback that can't be read, or is none, ends the loop."""
    told, engine = run([reply])
    assert "rework" not in engine.steps
    assert told.text == Y[0]


def test_a_later_text_without_a_score_is_not_the_best() -> None:
    """The feedback on y1 can't be read: y0, which has a score, is returned."""
    told, _ = run([feedback(1, 1), "nonsense"])
    assert told.text == Y[0]


@pytest.mark.parametrize(
    ("given", "score"), [(4, "4"), ("5/5", "5"), ("3.6", "4"), (11, "5"), (0, "1"), ("good", "1")]
)
def test_scores_are_lenient(given: Any, score: str) -> None:
    """A number near enough is taken; of what is none, the lowest."""
    assert Remark(score=given).score == score
