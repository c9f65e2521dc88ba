"""No metric can be raised without merit: each attack leaves every one no higher than before."""

import os
from itertools import product

import pytest

from redraft.data import rows
from redraft.metrics import METRICS, Labels, Made, labels

from .attacks import ATTACKS, BASES, Attack

EVERY = 1 if os.environ.get("REDRAFT_GAMING") == "all" else 8
"""Each of so many examples of train and dev is attacked; `REDRAFT_GAMING=all` takes them all."""


@pytest.fixture(scope="module")
def runs() -> list[tuple[str, Labels, Made, dict[str, float]]]:
    """An honest run of each base on each example, with its scores."""
    found = []
    for row in [row for split in ("train", "dev") for row in rows(split)][::EVERY]:
        known = labels(row)
        for name, base in BASES.items():
            made = base(known)
            found.append((f"{row.id}, {name}", known, made, scores(known, made)))
    return found


def scores(known: Labels, made: Made) -> dict[str, float]:
    return {name: metric.score(known, made).value for name, metric in METRICS.items()}


def raised(known: Labels, attacked: Made, before: dict[str, float]) -> list[str]:
    """The metrics that score higher than before, with both values."""
    after = scores(known, attacked)
    return [
        f"{name} {before[name]:.3f} -> {after[name]:.3f}"
        for name in METRICS
        if after[name] > before[name] + 1e-9
    ]


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_no_attack_raises_any_metric(
    attack: Attack, runs: list[tuple[str, Labels, Made, dict[str, float]]]
) -> None:
    """Idle, half and full runs, on flawed and clean drafts of every kind."""
    gains = [
        f"{where}: {line}"
        for where, known, made, before in runs
        for line in raised(known, attack(known, made), before)
    ]
    assert gains == []


def test_there_is_something_to_gain(runs: list[tuple[str, Labels, Made, dict[str, float]]]) -> None:
    """The runs are honest ones: doing more scores more."""
    by = {where: before["refinement"] for where, _, _, before in runs}
    flawed = {where.split(",")[0] for where, known, _, _ in runs if not known.clean}
    for one in flawed:
        assert by[f"{one}, lazy"] < by[f"{one}, half"] < by[f"{one}, whole"]
        assert by[f"{one}, whole"] > 0.85


def test_the_attacks_change_something(
    runs: list[tuple[str, Labels, Made, dict[str, float]]],
) -> None:
    """Each changes some run, and most of those that write into the text cost something."""
    for attack in ATTACKS:
        assert any(attack(known, made) != made for _, known, made, _ in runs), attack.__name__
    writing = ATTACKS[:12]
    cost = [
        before["text_part"] - METRICS["text_part"].score(known, attack(known, made)).value
        for attack, (_, known, made, before) in product(writing, runs[::9])
    ]
    assert sum(drop > 0 for drop in cost) > len(cost) / 2
