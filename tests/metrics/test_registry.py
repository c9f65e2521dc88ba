"""Metrics by name, and what they promise."""

from typing import Any

import pytest

from redraft.metrics import METRICS, Made, find, labels

from .conftest import DAY, DRAFT, REFERENCE, ROW, Run


def test_a_metric_is_found_by_name() -> None:
    """A wrong name is repeated with the nearest and all."""
    assert find("scope") is METRICS["scope"]
    with pytest.raises(
        ValueError, match="no metric 'refinment': did you mean 'refinement'\\?"
    ) as e:
        find("refinment")
    assert str(e.value).endswith(f"Accepted are {', '.join(METRICS)}")


def test_the_metrics_of_the_design_are_there() -> None:
    named = "critique_count checklist critique_recall critique_precision verdict_accuracy"
    named += " traceability scope cost refinement"
    assert set(named.split()) <= set(METRICS)
    assert all(metric.says for metric in METRICS.values())


BROKEN: list[tuple[Any, Any]] = [
    ({"checklist": "b1"}, {}),
    (
        {"task": "t", "checklist": [{"id": "b1", "question": "?", "check": "wrods <= 3"}]},
        {"text": "x"},
    ),
    (ROW, {"text": DRAFT, "rounds": "none"}),
    (ROW, {"text": DRAFT, "rounds": [{"text": DRAFT}]}),
    (ROW, {"text": DRAFT, "rounds": [None]}),
    (ROW | {"weaknesses": [7]}, {"text": REFERENCE}),
    (None, None),
    (7, object()),
]


@pytest.mark.parametrize(("example", "prediction"), BROKEN)
@pytest.mark.parametrize("name", METRICS)
def test_no_metric_raises_for_one_example(name: str, example: Any, prediction: Any) -> None:
    """What cannot be read scores 0 to 1 all the same, and `why` says something."""
    score = METRICS[name](example, prediction)
    assert 0 <= score.value <= 1
    assert score.why


@pytest.mark.parametrize(("example", "prediction"), BROKEN[:5])
def test_what_cannot_be_scored_scores_0_and_says_why(example: Any, prediction: Any) -> None:
    score = find("refinement")(example, prediction)
    assert score.value == 0
    assert score.why.startswith("refinement cannot be told: ")
    assert score.feedback == (score.why,)


def test_a_mistake_of_ours_is_not_a_score(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what data can cause is caught: an interrupt or a broken import gets through."""
    from redraft.metrics.registry import Metric

    def stop(*_: object) -> Any:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Metric("stop", stop)(ROW, {})


@pytest.mark.parametrize("name", METRICS)
def test_odd_texts_are_scored(name: str, run: Run) -> None:
    """Empty, huge, binary-like, right-to-left, and without a letter."""
    known = labels(ROW)
    for text in ("", "\n\n", "word " * 3000, "\x00\x1b[2J\ufffd", "שלום " * 9, "!?" * 50, "😀" * 9):
        assert 0 <= METRICS[name](known, run(text, [DAY])).value <= 1
    assert METRICS[name](known, Made()).why
