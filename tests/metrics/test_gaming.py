"""No metric can be raised without merit: each attack leaves every one no higher than before."""

import os
from itertools import product
from pathlib import Path

import pytest

from benchmarks.gaming import NAME, Row, attacked, bases, scores, told
from redraft.data import Labelled, rows
from redraft.data.stats import paste
from redraft.metrics import METRICS, Labels, Made, labels

from .attacks import ATTACKS, Attack

README = Path(__file__).parents[2] / "data" / "README.md"
TOLD = 8
"""Each of so many examples of train and dev is in the README's table."""
EVERY = 1 if os.environ.get("REDRAFT_GAMING") == "all" else TOLD
"""Each of so many is attacked; `REDRAFT_GAMING=all` takes them all."""


@pytest.fixture(scope="module")
def examples() -> list[Labelled]:
    return [row for split in ("train", "dev") for row in rows(split)][::EVERY]


@pytest.fixture(scope="module")
def runs(examples: list[Labelled]) -> list[tuple[str, Labels, Made, dict[str, float]]]:
    """An honest run of each base on each example, with its scores."""
    return [
        (f"{row.id}, {name}", known, made, scores(known, made))
        for row, known in ((row, labels(row)) for row in examples)
        for name, made in bases(known)
    ]


@pytest.fixture(scope="module")
def found(examples: list[Labelled]) -> list[Row]:
    """What every attack on those runs came to, by example."""
    return [attacked(row) for row in examples]


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_no_attack_raises_any_metric(attack: Attack, found: list[Row]) -> None:
    """Idle, half and full runs, on flawed and clean drafts of every kind."""
    came = [one[attack.__name__] for one in found]
    assert {runs for runs, _, _ in came} == {3}
    assert [line for _, _, gains in came for line in gains] == []


def test_the_readme_has_what_they_came_to(found: list[Row]) -> None:
    """`make figures` writes it there."""
    text = README.read_text("utf-8")
    assert paste(text, NAME, told(found[:: TOLD // EVERY])) == text


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
