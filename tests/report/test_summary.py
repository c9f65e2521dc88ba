"""How a run ended, and what it cost, in words; and the same as data."""

import json
from typing import Any

import click
import pytest

from redraft import __version__
from redraft.app import Outcome
from redraft.programs.item import Item
from redraft.report.result import as_json
from redraft.report.summary import cost_line, status_words, summary_lines, totals
from redraft.settings import Settings
from redraft.signatures.records import Round, Status, StepCost
from redraft.signatures.types import Verdict

COSTS = (
    StepCost(step="draft", calls=1, prompt_tokens=1000, new_tokens=200, seconds=1.4),
    StepCost(
        step="verify", calls=2, prompt_tokens=500, cached_tokens=400, new_tokens=30, seconds=0.3
    ),
)
UNREADABLE = StepCost(step="draft", error="The reply lacks draft. Adapter PrefixAdapter failed")


def outcome(status: Status = "ready", ticks: str = "x|xx", **given: Any) -> Outcome:
    """A run with a round for each word of `ticks`, x for a ticked box; the last is the best."""
    rounds = tuple(
        Round(
            number=number,
            text=f"text {number}",
            verdicts=[Verdict(box=f"b{n}", checked=tick == "x") for n, tick in enumerate(word)],
        )
        for number, word in enumerate(ticks.split("|") if ticks else [])
    )
    known: dict[str, Any] = {
        "item": Item.of("Write.", (), ["One?", "Two?"]),
        "settings": Settings(model="m"),
        "model": "provider/m",
        "status": status,
        "rounds": rounds,
        "best": max(0, len(rounds) - 1),
        "seconds": 1.5,
        "costs": COSTS,
    }
    return Outcome(**known | given)


@pytest.mark.parametrize(
    ("ended", "says"),
    [
        (outcome("ready"), "ready: every box is ticked"),
        (outcome("ready", "|", item=Item.of("Write.")), "ready: there was no box to tick"),
        (outcome("not_ready", "oo|xo"), "not ready: 1 of 2 boxes is still open"),
        (outcome("not_ready", "oo|oo"), "not ready: 2 of 2 boxes are still open"),
        (
            outcome("unchanged", "xo|xo"),
            "not ready: no rewrite was worth taking; 1 of 2 boxes is still open",
        ),
        (
            outcome("stalled", "xo|xo"),
            "not ready: two rounds brought no gain; 1 of 2 boxes is still open",
        ),
        (outcome("over_budget", ""), "over budget; there was no room for a draft"),
        (
            outcome("over_budget", rounds=(Round(number=0, text=""),), best=0),
            "over budget; there was no room for a draft",
        ),
        (outcome("not_ready"), "not ready: the text refuses to be one"),
        (
            outcome("failed", "", costs=(UNREADABLE,)),
            "failed: no draft came about: The reply lacks draft.",
        ),
    ],
)
def test_each_status_has_its_words(ended: Outcome, says: str) -> None:
    """What happened, and how many boxes are open."""
    assert status_words(ended) == says


def test_over_budget_says_what_was_lacking() -> None:
    """The budget's own words, then how far the text came."""
    cut = StepCost(step="verify", error="90 of 100 tokens are used")
    ended = outcome("over_budget", "xo", costs=(*COSTS, cut))
    assert status_words(ended) == (
        "over budget: 90 of 100 tokens are used; 1 of 2 boxes is still open"
    )


def test_the_cost_is_the_sum_of_all_steps() -> None:
    """1 + 2 calls, 1000 + 500 prompt tokens, 200 + 30 new, 1.4 + 0.3 s; recalled ones said."""
    line = "3 calls, 1,500 prompt tokens (400 cached), 230 new, 2 s"
    assert cost_line(outcome()) == line
    assert cost_line(outcome(recalled=1)) == f"{line}, 1 step from the saved run"
    assert totals(COSTS).tokens == 1730
    assert totals(()).calls == 0


def test_the_rounds_show_the_way_and_the_best() -> None:
    """Shares of ticked boxes a round, and whose text it is."""
    lines = [click.unstyle(line) for line in summary_lines(outcome("ready", "oo|xo|xx"))]
    assert lines[:3] == [
        "",
        "ready: every box is ticked",
        "2 rounds; boxes ticked: 0 % > 50 % > 100 %; the text is that of round 2",
    ]
    first = outcome("stalled", "xo|oo", best=0)
    assert "the text is that of the draft" in " ".join(summary_lines(first))


@pytest.mark.parametrize(
    ("by", "model", "says"),
    [
        (
            "model",
            "local/qwen2.5-coder-1.5b",
            "boxes are ticked on a model's word; on labelled texts",
        ),
        ("model", "openai/x", "2 boxes are ticked on a model's word; redraft calibrate measures"),
        ("code", "openai/x", ""),
    ],
)
def test_a_models_word_is_told_from_codes(by: str, model: str, says: str) -> None:
    """How many ticks are only that, and what is known of that model's."""
    verdicts = [Verdict.model_validate({"box": n, "checked": True, "by": by}) for n in ("b0", "b1")]
    ended = outcome(model=model, rounds=(Round(number=0, text="Text.", verdicts=verdicts),), best=0)
    told = " ".join(summary_lines(ended))
    assert says in told if says else "word" not in told


def test_without_boxes_it_says_not_to_trust_the_rounds() -> None:
    """And what to do instead; with a box it does not."""
    told = " ".join(summary_lines(outcome("ready", "|", item=Item.of("Write."))))
    assert "nothing shows that a rewrite is better" in told
    assert "--max-rounds 0" in told
    assert "nothing shows" not in " ".join(summary_lines(outcome("ready")))


def test_without_a_text_no_round_is_told() -> None:
    """Only the status and the cost."""
    assert len(summary_lines(outcome("over_budget", ""))) == 3


def test_the_result_as_data() -> None:
    """JSON of one format, every part of the run in it; a run without a text too."""
    told = json.loads(json.dumps(as_json(outcome("ready", "oo|xx"))))
    assert (told["format"], told["redraft"]) == (1, __version__)
    assert (told["status"], told["status_words"]) == ("ready", "ready: every box is ticked")
    assert (told["text"], told["best"], told["shares"]) == ("text 1", 1, [0.0, 1.0])
    assert (told["task"], told["model"]) == ("Write.", "provider/m")
    assert [box["question"] for box in told["checklist"]] == ["One?", "Two?"]
    assert [verdict["checked"] for verdict in told["verdicts"]] == [True, True]
    assert [round["number"] for round in told["rounds"]] == [0, 1]
    assert (
        told["cost"].items()
        >= {
            "calls": 3,
            "prompt_tokens": 1500,
            "cached_tokens": 400,
            "new_tokens": 230,
        }.items()
    )
    assert told["cost"]["seconds"] == pytest.approx(1.7)
    assert (told["wall_seconds"], told["recalled"], told["saved"]) == (1.5, 0, None)
    none = as_json(outcome("over_budget", ""))
    assert (none["text"], none["verdicts"], none["rounds"]) == ("", [], [])
