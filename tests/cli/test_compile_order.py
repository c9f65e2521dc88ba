"""What is typed after `redraft compile` is what is compiled, option by option."""

from operator import attrgetter
from pathlib import Path

import pytest

from redraft.cli.compile import compile_
from redraft.compiling import Knobs, Order
from redraft.errors import ConfigurationError
from redraft.prices import PER_DOLLAR, Price
from tests.cli.conftest import Call
from tests.compiling.gym import write_data

DATA = "--data notes --map task=prompt"
"""Without the column's name there are no tasks, and nothing would be compiled."""
TYPED: dict[str, tuple[str, object]] = {
    "--optimizer gepa": ("optimizer", "gepa"),
    "--out there/x": ("out", Path("there/x")),
    "--log there/calls": ("log", Path("there/calls")),
    "--train test": ("train.used.split", "test"),
    "--val train": ("val.used.split", "train"),
    "--holdout dev": ("held_out.used.split", "dev"),
    "--limit 1": ("val.used.rows", 1),
    "--holdout-limit 2": ("held_out.used.rows", 2),
    "--fresh": ("train.used.fresh", True),
    "--metric checklist": ("metric", "checklist"),
    "--threshold 0.5": ("threshold", 0.5),
    "--trials 11": ("knobs.trials", 11),
    "--candidates 5": ("knobs.candidates", 5),
    "--demos 3": ("knobs.demos", 3),
    "--minibatch 6": ("knobs.minibatch", 6),
    "--model small": ("settings.model", "small"),
    "--api-base http://127.0.0.1:9/v1": ("settings.api_base", "http://127.0.0.1:9/v1"),
    "--critic-model large": ("settings.critic_model", "large"),
    "--prompt-model wise": ("prompt_model", "wise"),
    "--max-rounds 2": ("settings.max_rounds", 2),
    "--min-weaknesses 4": ("settings.min_weaknesses", 4),
    "--temperature 0.4": ("settings.temperature", 0.4),
    "--seed 7": ("settings.seed", 7),
    "--max-tokens 500k": ("settings.max_tokens", 500_000),
    "--max-calls 1k": ("max_calls", 1_000),
    "--max-cost 0.25": ("max_cost", PER_DOLLAR // 4),
    "--price 1,2": ("price", Price(10**6, 2 * 10**6)),
    "--threads 9": ("threads", 9),
    "--accept-if better": ("accept_better", True),
}
"""What is typed, where the order has it, and what it says there."""


def ordered(call: Call, monkeypatch: pytest.MonkeyPatch, typed: str) -> Order:
    """The order that `redraft compile` makes of it."""
    kept: list[Order] = []

    def keep(order: Order, **_: object) -> None:
        kept.append(order)
        raise ConfigurationError("kept")

    monkeypatch.setattr("redraft.compiling.compile_program", keep)
    write_data(Path("notes"))
    for path in Path("notes").iterdir():
        path.write_text(path.read_text().replace('"task":', '"prompt":'))
    done = call("compile", "verify_first", *typed.split())
    assert done.err.endswith("redraft: kept\n"), done.err
    return kept[0]


def test_each_option_is_in_the_order(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Caps and models too: one that is dropped on the way would be passed in silence."""
    order = ordered(call, monkeypatch, f"{DATA} {' '.join(TYPED)}")
    assert order.settings.program == "verify_first"
    found = {typed: attrgetter(where)(order) for typed, (where, _) in TYPED.items()}
    assert found == {typed: says for typed, (_, says) in TYPED.items()}


def test_no_option_is_left_out_above() -> None:
    """But for those that say how it is told."""
    has = {name for option in compile_.params for name in option.opts if name.startswith("--")}
    above = {name for name in f"{DATA} {' '.join(TYPED)}".split() if name.startswith("--")}
    assert has == above | {"--json", "--quiet"}


def test_what_is_not_typed_is_in_no_order(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """No cap, no other model, no knob; the compiled program is always taken."""
    order = ordered(call, monkeypatch, f"{DATA} --optimizer gepa --out x")
    assert (order.settings.max_tokens, order.max_calls, order.max_cost) == (None, None, None)
    assert (order.settings.critic_model, order.prompt_model, order.price) == (None, None, None)
    assert (order.knobs, order.accept_better) == (Knobs(), False)
