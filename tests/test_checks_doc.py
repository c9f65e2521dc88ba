"""docs/checks.md names every check, every metric and all that a gate takes, and no other."""

import re
from pathlib import Path

import pytest

from redraft.checks import forms, parse
from redraft.errors import ConfigurationError
from redraft.evaluation import gate
from redraft.evaluation.compare import compare
from redraft.metrics import METRICS
from tests.evaluation.plain import row, side

DOC = (Path(__file__).parents[1] / "docs" / "checks.md").read_text(encoding="utf-8")
CODED, SCORES = DOC.split("\n## ")
CHECKS = re.findall(r"^\| `(.+?)` \|", CODED, re.MULTILINE)


def form_of(check: str) -> str:
    """The form that reads it: of those whose name it begins with, the one with the longest."""
    return max((f.name for f in forms() if check.startswith(f.name)), key=len, default="")


def test_every_check_has_its_row() -> None:
    assert sorted(map(form_of, CHECKS)) == [form.name for form in forms()]


@pytest.mark.parametrize("check", [*CHECKS, "lacks /pattern/", "matches /x/i"])
def test_every_check_can_be_read(check: str) -> None:
    """As the page writes it."""
    assert str(parse(check)) == check


def test_every_metric_has_its_row() -> None:
    assert sorted(re.findall(r"^\| `(\w+)` \|", SCORES, re.MULTILINE)) == sorted(METRICS)


def test_a_gate_takes_what_is_named() -> None:
    """And nothing else but the metrics; money where a price is known."""
    named = re.findall(r"`(\w+)`", SCORES.partition("also takes")[2].partition(":")[0])
    compared = compare([side(1, [row(0)]), side(2, [row(0)])])
    with pytest.raises(ConfigurationError, match="no price is known") as refused:
        gate.check(gate.parse("money >= 0"), compared)
    known = str(refused.value).partition("Known are ")[2].split(", ")
    assert {*known} == {*named, "refinement"} - {"money"}
    assert "money" in named
