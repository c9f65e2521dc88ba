"""The weighted whole."""

import pytest

from redraft.metrics import METRICS, Labels, Made
from redraft.metrics.refinement import WEIGHTS, refinement
from redraft.signatures.types import Verdict

from .conftest import DAY, DRAFT, REFERENCE, RING, STRAY, Run

TRUE = [
    Verdict(box="b2", checked=True, evidence="Ines brings the green paint"),
    Verdict(box="b3", checked=False, missing="whom to ring"),
]


def test_the_weights_add_up(known: Labels) -> None:
    assert sum(WEIGHTS.values()) == pytest.approx(1.0)
    assert set(refinement(known, Made(text=DRAFT)).parts) == set(WEIGHTS)


def test_a_run_by_hand(known: Labels, run: Run) -> None:
    """The reference after three weaknesses, one of them stray and not taken up.

    text 1, checklist 1, recall 1, precision 2/3, count 1, verdicts 1, traces 2/3.
    """
    made = run(REFERENCE, [DAY, RING, STRAY], first=TRUE)
    score = refinement(known, made)
    assert score.parts == pytest.approx(
        {
            "text": 1,
            "checklist": 1,
            "critique_recall": 1,
            "critique_precision": 2 / 3,
            "critique_count": 1,
            "verdict_accuracy": 1,
            "traceability": 2 / 3,
        }
    )
    assert score.value == pytest.approx(0.4 + 0.2 + 0.1 + 0.05 * 2 / 3 + 0.05 + 0.1 + 0.1 * 2 / 3)


def test_each_part_is_the_metric_of_that_name(known: Labels, run: Run) -> None:
    made = run(DRAFT.replace("some time soon", "on Friday"), [DAY, STRAY], first=TRUE)
    for name, value in refinement(known, made).parts.items():
        assert METRICS["text_part" if name == "text" else name](known, made).value == value


def test_a_part_does_not_drop_out(known: Labels) -> None:
    """A run without a critique or verdicts earns nothing by them: .4 + .2 for the reference."""
    assert refinement(known, Made(text=REFERENCE)).value == pytest.approx(0.6)


def test_the_feedback_gathers_all_parts(known: Labels, run: Run) -> None:
    """Failed boxes, missed and stray weaknesses, untraced fixes, wrong verdicts: each once."""
    lines = refinement(known, run(DRAFT, [STRAY])).feedback
    for opening in ("box b1", "box b3", "missed", "weakness w3 is none", "weakness w3: said"):
        assert sum(line.startswith(opening) for line in lines) >= 1, opening
    assert len(lines) == len(set(lines))
