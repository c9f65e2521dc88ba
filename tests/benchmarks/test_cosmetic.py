"""The detector of cosmetic fixes against the count of changed tokens."""

import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.cosmetic import Edits, auc, changed_tokens, gain, interval, read
from redraft.metrics import planted, traceability
from redraft.programs.guards import edits
from redraft.texts import cosmetic, deeds

COPY = Path(__file__).parents[2].parent / "shared" / "data" / "argrewrite_revisions.jsonl"


def test_changed_tokens_by_hand() -> None:
    """fast -> slow (1), "here" dropped (1), "at all" added (2)."""
    assert changed_tokens("It is fast here today.", "It is slow today.") == 2
    assert changed_tokens("It is fast.", "It is fast. At all.") == 2
    assert changed_tokens("It is fast.", "It is fast.") == 0


def test_auc_by_hand() -> None:
    """Positives 3 and 1, negatives 1 and 0: 3 wins twice, 1 ties and wins: 3.5 of 4."""
    scores, content = np.array([3, 1, 1, 0]), np.array([True, True, False, False])
    assert auc(scores, content) == 3.5 / 4


def test_the_interval_draws_whole_essays() -> None:
    """Where the weight is right and the tokens are wrong in every essay, it is 1 throughout."""
    content = np.array([True, False] * 6)
    edits = Edits(content * 1.0, 1.0 - content, content, content, np.repeat(np.arange(6), 2))
    assert gain(edits) == 1
    assert interval(edits, 50, 0) == (1, 1)


def test_only_modified_sentences_are_read(tmp_path: Path) -> None:
    row = {"essay": "e1", "old": "It is fast.", "new": "It is fast!", "label": "surface"}
    rows = [{**row, "op": "Modify"}, {**row, "op": "Add"}]
    path = tmp_path / "edits.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    edits, took = read(path)
    assert (len(edits.content), edits.substance[0], edits.content[0]) == (1, False, False)
    assert set(took) == {"weight", "changed_tokens", "cosmetic"}


def test_it_beats_the_count_of_changed_tokens() -> None:
    """On ArgRewrite's modified sentences, with a 95 % interval above nought."""
    if not COPY.exists():
        pytest.skip(f"no copy of ArgRewrite's revisions at {COPY}")
    edits, _ = read(COPY)
    assert auc(edits.tokens, edits.content) == pytest.approx(0.81, abs=0.01)
    assert auc(edits.weight, edits.content) > 0.84
    assert interval(edits, 500, 0)[0] > 0


def test_guards_and_metrics_ask_the_same_detector() -> None:
    """A rewrite is accepted, audited and scored by one judgement of what is cosmetic."""
    assert vars(deeds)["cosmetic"] is cosmetic.cosmetic
    for judge in (edits, planted, traceability):
        assert vars(judge)["deed"] is deeds.deed
