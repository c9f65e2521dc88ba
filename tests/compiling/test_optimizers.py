"""Each optimizer finds what there is to find, and says so."""

import json
from pathlib import Path

import pytest
from dspy.lm15 import Request

from redraft.artefact import load
from redraft.compiling import OPTIMIZERS, Knobs, compile_program
from redraft.compiling.optimizers import find
from redraft.errors import ConfigurationError
from tests.compiling.gym import MAGIC, SCRIPT, WORD, Heard, mend, models, order
from tests.scripted import Scripted, prompt_of


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_it_finds_the_better_program(tmp_path: Path, name: str) -> None:
    """From no box ticked on held-out rows to every one, within the runs that it announced."""
    heard, engine = Heard(), Scripted(SCRIPT)
    done = compile_program(order(tmp_path / "x", name), display=heard, lms=models(engine))
    card = load(tmp_path / "x").card
    assert card == done.card
    assert card.held_out is not None
    assert (card.held_out.before.mean, card.held_out.after.mean) == (0.0, 1.0)
    assert (done.exit_code, card.kept, card.stopped) == (0, "compiled", "")
    assert (card.optimizer, card.model, card.metric) == (name, "scripted/model", "checklist")
    assert (
        card.options.keys() - {"threshold"}
        == OPTIMIZERS[name].knobs.model_dump(exclude_none=True).keys()
    )
    assert {part: used.rows for part, used in card.data.items()} == {
        "train": 4,
        "val": 3,
        "held_out": 3,
    }
    most = int(heard.notes[1].partition("at most ")[2].split()[0])
    assert 0 < heard.runs <= most
    assert card.spent.calls == len(engine.requests)
    said = (tmp_path / "x" / "prompts.md").read_text()
    assert f"+{MAGIC}" in said or WORD in said


def test_a_chosen_temperature_is_on_the_card(tmp_path: Path) -> None:
    """Every figure of it was measured so."""
    asked = order(tmp_path / "x", "bootstrap", settings={"temperature": 1.3})
    compile_program(asked, display=Heard(), lms=models(Scripted(SCRIPT)))
    assert load(tmp_path / "x").card.options["temperature"] == 1.3


@pytest.mark.parametrize("name", ["mipro", "simba", "gepa"])
def test_the_same_seed_finds_the_same(tmp_path: Path, name: str) -> None:
    """Byte for byte, and with the same calls in the same order."""
    engines = [Scripted(SCRIPT), Scripted(SCRIPT)]
    for turn, engine in enumerate(engines):
        compile_program(order(tmp_path / str(turn), name), display=Heard(), lms=models(engine))
    first, second = (
        json.loads((tmp_path / str(turn) / "program.json").read_text()) for turn in (0, 1)
    )
    assert first == second
    assert [prompt_of(one) for one in engines[0].requests] == [
        prompt_of(one) for one in engines[1].requests
    ]


@pytest.mark.parametrize("name", ["bootstrap", "random_search", "mipro"])
def test_the_prompt_model_makes_the_demonstrations(tmp_path: Path, name: str) -> None:
    """The program's own model names the day only where a demonstration did."""

    def weak(request: Request) -> str:
        shown = f"closed on {WORD}" in prompt_of(request)
        return mend(request) if shown else "{}"

    own, strong = Scripted(SCRIPT | {"edit": weak}), Scripted(SCRIPT)
    lms = models(own) | {"prompt": strong.lm}
    done = compile_program(order(tmp_path / "x", name), display=Heard(), lms=lms)
    assert done.card.held_out is not None
    assert (done.exit_code, done.card.held_out.after.mean) == (0, 1.0)
    demos = [demo for step in load(tmp_path / "x").program.predictors() for demo in step.demos]
    assert any(f"closed on {WORD}" in str(demo) for demo in demos)
    assert any("train0" in prompt_of(one) for one in strong.requests)


def test_nothing_found_is_told(tmp_path: Path) -> None:
    """Where no run is worth a demonstration the original stays, and the exit code is 1."""
    engine = Scripted(SCRIPT | {"edit": "{}"})
    done = compile_program(order(tmp_path / "x", "bootstrap"), display=Heard(), lms=models(engine))
    assert (done.exit_code, done.changed, done.card.kept) == (1, False, "original")
    assert "Nothing" in (tmp_path / "x" / "prompts.md").read_text()


@pytest.mark.parametrize(("better", "kept"), [(True, "original"), (False, "compiled")])
def test_what_is_not_better_is_kept_only_if_asked_for(
    tmp_path: Path, better: bool, kept: str
) -> None:
    """A demonstration that helps no held-out row: exit code 1, and the card says who is kept."""

    def lucky(request: Request) -> str:
        return mend(request) if "train0" in prompt_of(request)[:200] else "{}"

    asked = order(tmp_path / "x", "bootstrap", accept_better=better)
    engine = Scripted(SCRIPT | {"edit": lucky})
    done = compile_program(asked, display=Heard(), lms=models(engine))
    assert (done.exit_code, done.changed, done.card.kept) == (1, True, kept)
    assert done.card.held_out is not None
    assert done.card.held_out.gain.mean == 0
    demos = sum(len(step.demos) for step in load(tmp_path / "x").program.predictors())
    assert demos == (0 if better else 2)


def test_knobs_are_the_optimizers_own() -> None:
    """One that it has not is refused with those that it has."""
    assert Knobs(demos=1).over("mipro", OPTIMIZERS["mipro"].knobs).demos == 1
    with pytest.raises(ConfigurationError, match="takes no --demos; it has --trials, --minibatch"):
        Knobs(demos=1).over("gepa", OPTIMIZERS["gepa"].knobs)


def test_an_unknown_optimizer_is_told_the_nearest() -> None:
    """And all that there are."""
    with pytest.raises(ConfigurationError, match=r"did you mean 'gepa'.*copro"):
        find("gpea")
