"""Judges against the truth: by hand, and by simulation."""

import numpy as np
import pytest

from redraft.statistics import Share, corrected_rate, diagnostic, rogan_gladen, share

SIMULATIONS = 1000


def whole(yes: float, rows: int) -> Share:
    """A share of independent rows."""
    return Share(yes / rows, rows, rows, rows)


def test_diagnostic_by_hand() -> None:
    truth = [True, True, True, True, False, False, False]
    said = [True, True, True, False, False, False, True]
    found = diagnostic(truth, said)
    assert found.sensitivity
    assert found.specificity
    assert (found.sensitivity.value, found.sensitivity.rows) == (3 / 4, 4)
    assert found.specificity.value == pytest.approx(2 / 3)
    assert found.specificity.rows == 3


def test_what_was_never_so_has_no_sensitivity() -> None:
    assert diagnostic([False], [True]).sensitivity is None
    assert diagnostic([True], [True]).specificity is None
    with pytest.raises(ValueError, match="2 truths, 1 answers"):
        diagnostic([True, False], [True])


def test_rogan_gladen_by_hand() -> None:
    # 0.49 = 0.4 * 0.85 + 0.6 * 0.25 is what a judge of 0.85 and 0.75 sees of 0.4
    assert rogan_gladen(0.49, 0.85, 0.75) == pytest.approx(0.4)
    assert rogan_gladen(0.1, 0.85, 0.75) < 0
    with pytest.raises(ValueError, match="no better than chance"):
        rogan_gladen(0.5, 0.6, 0.4)


def test_corrected_rate_by_hand() -> None:
    # Lang and Reiczigel with 30 of 100 seen, 88 of 98 and 93 of 98 right:
    # primes (30 + 1.92073) / 103.84146 = 0.307398, 89 / 100, 94 / 100;
    # P' (0.307398 + 0.94 - 1) / 0.83 = 0.298070;
    # dP 2 * 3.841459 (0.298070 * 0.89 * 0.11 - 0.701930 * 0.94 * 0.06) / 100 = -0.000800;
    # half 1.959964 sqrt(0.00205028 + 0.00008698 + 0.00027789) / 0.83 = 0.116049
    found = corrected_rate(whole(30, 100), whole(88, 98), whole(93, 98))
    assert found.low == pytest.approx(0.298070 - 0.000800 - 0.116049, abs=2e-5)
    assert found.high == pytest.approx(0.298070 - 0.000800 + 0.116049, abs=2e-5)
    # the estimate itself is 0.248980 / 0.846939
    assert found.estimate == pytest.approx(0.293976, abs=1e-5)
    assert found.n == 100


def test_corrected_rate_stays_within_what_rates_can_be() -> None:
    found = corrected_rate(whole(2, 100), whole(88, 98), whole(83, 98))
    assert (found.estimate, found.low) == (0, 0)
    above = corrected_rate(whole(40, 40), whole(28, 40), whole(36, 40))
    assert (above.estimate, above.low, above.high) == (1, 1, 1)
    hardly = corrected_rate(whole(1, 2), whole(2, 3), whole(1, 2))
    assert (hardly.low, hardly.high) == (0, 1)


def test_sensitivity_and_specificity_are_recovered() -> None:
    """Boxes of 40 examples, each judged with a leniency of its own: held in 95 %."""
    rng, held = np.random.default_rng(0), np.zeros(2)
    names = np.arange(40).repeat(6).tolist()
    for _ in range(SIMULATIONS):
        truth = rng.random(240) < 0.6
        right = np.where(truth, rng.beta(8.5, 1.5, 40).repeat(6), rng.beta(7, 3, 40).repeat(6))
        said = np.where(rng.random(240) < right, truth, ~truth)
        found = diagnostic(truth.tolist(), said.tolist(), groups=names)
        assert found.sensitivity
        assert found.specificity
        held += [found.sensitivity.interval().holds(0.85), found.specificity.interval().holds(0.7)]
    # two standard errors of 95 % in 1,000 are 14
    assert (held >= 936).all(), held
    assert (held <= 980).all(), held


def test_the_corrected_rate_is_unbiased_and_covers() -> None:
    """A true rate of 0.4, seen as 0.49 by a judge known from 200 boxes, is told as 0.4."""
    rng, found, held = np.random.default_rng(1), [], 0
    for _ in range(SIMULATIONS):
        seen = whole(rng.binomial(200, 0.4 * 0.85 + 0.6 * 0.25), 200)
        yes, no = whole(rng.binomial(100, 0.85), 100), whole(rng.binomial(100, 0.75), 100)
        found.append(rogan_gladen(seen.value, yes.value, no.value))
        held += corrected_rate(seen, yes, no).holds(0.4)
    # the mean's standard error is 0.0024
    assert np.mean(found) == pytest.approx(0.4, abs=0.005)
    assert 936 <= held <= 970


def test_repeats_and_boxes_of_one_example_widen_the_corrected_rate() -> None:
    flags = ([True] * 5 + [False] * 5) * 4
    apart = corrected_rate(share(flags), whole(88, 98), whole(93, 98))
    together = corrected_rate(
        share(flags, groups=[n // 5 for n in range(40)]), whole(88, 98), whole(93, 98)
    )
    assert together.high - together.low > 1.5 * (apart.high - apart.low)
