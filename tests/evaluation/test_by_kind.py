"""Quality by kind of document."""

import pytest

from redraft.evaluation.by_kind import by_kind
from redraft.evaluation.compare import compare
from tests.evaluation.plain import row, side

FOUND = compare([
    side(1, [row(0, 0.2), row(1, 0.4), row(2, 0.9)]),
    side(2, [row(0, 0.4), row(1, 0.8), row(2, 0.5)]),
])  # fmt: skip
KINDS = {"sha-0": "note", "sha-1": "note", "sha-2": "email"}


def test_means_of_each_run_by_kind() -> None:
    """Two notes: .2 and .4 give .3, .4 and .8 give .6; most rows come first."""
    notes, emails = by_kind(FOUND, KINDS)
    assert (notes.kind, notes.rows) == ("note", 2)
    assert [mean.estimate for mean in notes.means] == pytest.approx([0.3, 0.6])
    assert (emails.kind, emails.rows) == ("email", 1)
    assert [mean.estimate for mean in emails.means] == pytest.approx([0.9, 0.5])
    assert all(0 <= mean.low <= mean.high <= 1 for kind in (notes, emails) for mean in kind.means)


def test_one_kind_is_none() -> None:
    assert by_kind(FOUND, dict.fromkeys(KINDS, "note")) == ()
