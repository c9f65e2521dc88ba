"""Quality by round: what each did to the text that it rewrote."""

import pytest

from redraft.evaluation.by_round import by_round
from tests.evaluation.plain import loop

T, F = True, False


@pytest.mark.parametrize(("bases", "better", "worse"), [((None, 0, 0), 0, 1), ((), 1, 0)])
def test_a_round_is_held_to_the_text_that_it_rewrote(
    bases: tuple[int | None, ...], better: float, worse: float
) -> None:
    """The second went back to the draft and broke a box; an older run does not say so."""
    rows = [loop(n, [T, T], [F, F], [T, F], bases=bases) for n in range(4)]
    second = by_round(rows, [row.name for row in rows])[2]
    assert (second.better, second.worse) == (better, worse)
