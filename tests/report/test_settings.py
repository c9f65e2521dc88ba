"""What runs were made with is told in each shape, and how to read a page of Markdown."""

import csv
import json
from dataclasses import replace

from redraft.evaluation.compare import compare
from redraft.report.comparison import comparison_lines
from redraft.report.comparison_data import as_csv, as_json, as_markdown
from tests.evaluation.plain import row, side

BASE = side(1, [row(n, 0.5) for n in range(40)])
"""Forty rows at 0.5."""


def test_each_shape_says_what_the_runs_were_made_with() -> None:
    """Two of one name: model and settings that differ, those of the program by default too."""
    one = side(1, BASE.rows, name="refine", model="a", settings={"model": "a", "seed": 1})
    other = side(
        2,
        BASE.rows,
        name="refine",
        model="b|c",
        settings={"model": "b|c", "seed": 1, "temperature": 0.7},
    )
    found = compare([one, other, replace(one, run=3)])
    text = " ".join("\n".join(comparison_lines(found, "refinement")).split())
    assert "differs in model b|c (a), temperature 0.7 (default)" in text
    assert "made with the same settings as run 1" in text
    page = as_markdown(found)
    assert "differs in model b\\|c (a), temperature 0.7 (default)" in page
    told = json.loads(as_json(found, "refinement"))["runs"]
    assert [run["model"] for run in told] == ["a", "b|c", "a"]
    assert told[1]["settings"] == dict(other.settings)
    head, *lines = csv.DictReader(as_csv(found).splitlines())
    assert head["model"] == "a"
    assert {line["settings"] for line in lines if line["run"] == "2"} == {"seed=1 temperature=0.7"}


def test_equal_settings_of_other_prompts_are_no_equal_runs() -> None:
    one, other = (
        side(n, BASE.rows, settings={"model": "a"}, prompts=prompts)
        for n, prompts in enumerate(("x", "y"), 1)
    )
    text = " ".join("\n".join(comparison_lines(compare([one, other]), "refinement")).split())
    assert "differs in prompts or defaults of another version" in text


def test_markdown_says_how_to_read_it() -> None:
    """That p is Holm's, and what stands in brackets, as on a terminal."""
    found = compare([BASE, side(2, BASE.rows)])
    page = as_markdown(found)
    assert "p is Holm's over 2 comparisons" in page
    assert "[...]" in page.replace("\\", "")
    assert "95% intervals" in page
