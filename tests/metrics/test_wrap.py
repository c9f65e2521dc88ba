"""A metric as DSPy calls it."""

from typing import Any

import dspy
import pytest

from redraft.metrics import Made, as_dspy, find
from redraft.signatures.types import Change

from .conftest import DAY, DRAFT, REFERENCE, RING, ROW, STRAY, Run

EXAMPLE = dspy.Example(**ROW).with_inputs("task", "requirements", "checklist", "draft")


def prediction(made: Made) -> dspy.Prediction:
    return dspy.Prediction(text=made.text, verdicts=list(made.verdicts), rounds=list(made.rounds))


def call(step: str, outputs: Any, **inputs: Any) -> tuple[Any, dict[str, Any], Any]:
    """One call as DSPy's traces hold it: the predictor, what it was given, what it answered."""
    return step, {"text": DRAFT, **inputs}, outputs


def test_a_number_for_evaluate(run: Run) -> None:
    """The same as the metric's own value, a plain float."""
    made = run(REFERENCE, [DAY, RING])
    value = as_dspy(find("refinement"))(EXAMPLE, prediction(made))
    assert type(value) is float
    assert value == find("refinement")(ROW, made).value


@pytest.mark.parametrize(("threshold", "good"), [(0.6, True), (0.61, False)])
def test_a_bool_for_bootstrapping(threshold: float, good: bool, run: Run) -> None:
    """The reference without critique or verdicts scores .6; an empty trace is a trace."""
    metric = as_dspy(find("refinement"), threshold)
    alone = dspy.Prediction(text=REFERENCE)
    assert metric(EXAMPLE, alone, []) is good
    assert metric(EXAMPLE, alone, trace=[call("draft", {"draft": REFERENCE})]) is good


def test_a_prediction_for_gepa(run: Run) -> None:
    """Score, feedback and the parts as objectives, with or without a trace."""
    metric = as_dspy(find("refinement"))
    made = run(DRAFT, [DAY, STRAY])
    told = metric(EXAMPLE, prediction(made), [], "critique", [])
    assert isinstance(told, dspy.Prediction)
    score = find("refinement")(ROW, made)
    assert told.score == score.value
    assert told.objective_scores == dict(score.parts)
    assert told.feedback.splitlines()[0] == score.why
    assert [line for line in score.feedback if f"- {line}" not in told.feedback.splitlines()] == []
    single = as_dspy(find("critique_recall"))(EXAMPLE, prediction(made), None, "critique", None)
    assert isinstance(single, dspy.Prediction)
    assert single.objective_scores == {"critique_recall": 0.5}


def test_the_feedback_is_of_the_very_call_that_was_asked_about(run: Run) -> None:
    """Two critiques that answered alike are told apart by identity, not by what they say."""
    first, second = {"weaknesses": [STRAY]}, {"weaknesses": [STRAY]}
    assert first == second
    trace = [call("critique", first), call("revise", {"revision": DRAFT}), call("critique", second)]
    metric = as_dspy(find("refinement"))
    made = prediction(run(DRAFT, [STRAY]))
    for at, number in ((0, 1), (2, 2)):
        told = metric(EXAMPLE, made, trace, "critique", [trace[at]])
        assert isinstance(told, dspy.Prediction)
        assert told.feedback.splitlines()[1] == (
            f"critique in round {number} should do differently:"
        )
        assert '- missed (major, clarity) at "is painted some time soon"' in told.feedback


def test_the_draft_comes_before_any_round(run: Run) -> None:
    trace = [call("draft", {"draft": DRAFT}), call("critique", {"weaknesses": []})]
    metric = as_dspy(find("refinement"))
    told = metric(EXAMPLE, prediction(run(DRAFT)), trace, "draft", [trace[0]])
    assert isinstance(told, dspy.Prediction)
    assert told.feedback.splitlines()[1:3] == [
        "draft on the draft should do differently:",
        "- box b1 (Names the day): does not contain 'Friday'",
    ]


def test_a_call_that_did_well_is_told_so(run: Run) -> None:
    trace = [call("critique", {"weaknesses": [DAY, RING]})]
    metric = as_dspy(find("refinement"))
    told = metric(EXAMPLE, prediction(run(DRAFT, [DAY, RING])), trace, "critique", trace)
    assert isinstance(told, dspy.Prediction)
    assert "critique in round 1: nothing to do differently here." in told.feedback


def test_outputs_may_be_a_prediction_or_unreadable(run: Run) -> None:
    """GEPA passes Predictions; a reply that could not be parsed has no fields."""
    metric = as_dspy(find("refinement"))
    made = prediction(run(DRAFT, [DAY]))
    outputs = dspy.Prediction(revision=DRAFT, changes=[Change(weakness="w1", note="x")])
    told = metric(EXAMPLE, made, [], "revise", [call("revise", outputs, weaknesses=[DAY])])
    assert isinstance(told, dspy.Prediction)
    assert "- the text came back unchanged: every weakness asks for an edit" in told.feedback
    told = metric(EXAMPLE, made, [], "revise", [call("revise", object())])
    assert isinstance(told, dspy.Prediction)
    assert "- the reply could not be read: keep to the output format" in told.feedback


def test_it_never_raises_for_one_example(run: Run) -> None:
    """A broken example or prediction scores 0, is no demonstration, and says why."""
    metric = as_dspy(find("refinement"))
    broken = dspy.Prediction(text=DRAFT, rounds="none")
    assert metric(EXAMPLE, broken) == 0
    assert metric(EXAMPLE, broken, []) is False
    told = metric(EXAMPLE, broken, [], "critique", [call("critique", {"weaknesses": [7]})])
    assert isinstance(told, dspy.Prediction)
    assert (told.score, told.objective_scores) == (0, {"refinement": 0})
    assert "cannot be told" in told.feedback


def test_dspy_evaluate_takes_it() -> None:
    """Evaluate averages it: the reference and the draft as texts alone, in percent."""

    class Echo(dspy.Module):
        def forward(self, draft: str, **_: Any) -> dspy.Prediction:
            return dspy.Prediction(text=draft)

    other = EXAMPLE.copy(draft=REFERENCE)
    metric = as_dspy(find("checklist"))
    assert metric.__name__ == "checklist"
    evaluate = dspy.Evaluate(devset=[EXAMPLE, other], metric=metric, num_threads=1)
    assert evaluate(Echo()).score == 75.0  # 2 of 4 boxes, and 4 of 4
