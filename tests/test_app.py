"""The application around a program."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import dspy
import pytest
from dspy.lm15 import Request

from redraft.app import Outcome, build, load_models, refine_text
from redraft.checklist import parse_markdown
from redraft.errors import ConfigurationError, ModelError
from redraft.journal import Journal, load
from redraft.programs import Refine
from redraft.programs.item import Item
from redraft.report.summary import totals
from redraft.settings import Settings
from tests.loopback import DRAFT, REASON, ROUND, TASK, Server
from tests.scripted import Scripted


def item() -> Item:
    words, boxes = parse_markdown(TASK)
    return Item.of(words.strip(), [], boxes)


def run(
    engine: Scripted, *, path: Path | None = None, earlier: Any = None, **chosen: Any
) -> Outcome:
    settings = Settings(**chosen)
    journal = Journal(item(), settings, path=path, earlier=earlier)
    return refine_text(item(), settings, journal=journal, lms={"main": engine.lm})


def test_a_round_ends_ready() -> None:
    """The outcome has the better text, two rounds, and the cost of every call."""
    engine = Scripted(ROUND)
    outcome = run(engine)
    assert (outcome.status, outcome.best) == ("ready", 1)
    assert [round.text for round in outcome.rounds] == [DRAFT, outcome.text]
    assert REASON in outcome.text
    assert sum(cost.calls for cost in outcome.costs) == len(engine.steps)
    assert [cost.step for cost in outcome.costs] == engine.steps
    assert outcome.model == "scripted/model"


def test_continuing_asks_nothing_that_is_recorded(tmp_path: Path) -> None:
    """A run that failed at its fourth call goes on there, and ends as if it had not."""
    path = tmp_path / "run.json"
    whole = Scripted(ROUND)
    unbroken = run(whole)
    fourth = whole.steps[3]
    with pytest.raises(ModelError):
        run(Scripted(ROUND | {fourth: RuntimeError("gone")}), path=path)
    engine = Scripted(ROUND | {"verify": ROUND["verify"][1]})
    outcome = run(engine, path=path, earlier=load(path))
    assert engine.steps == whole.steps[3:]
    assert (outcome.status, outcome.text, outcome.recalled) == ("ready", unbroken.text, 3)
    assert sum(cost.calls for cost in outcome.costs) == len(unbroken.costs)
    assert load(path).status == "ready"


def test_a_finished_run_is_told_again_for_nothing(tmp_path: Path) -> None:
    """Continuing a run that ended gives the same text without a call."""
    path = tmp_path / "run.json"
    first = run(Scripted(ROUND), path=path)
    engine = Scripted(ROUND)
    again = run(engine, path=path, earlier=load(path))
    assert engine.steps == []
    assert again.rounds == first.rounds


def test_more_rounds_go_on_from_a_finished_run(tmp_path: Path) -> None:
    """A run that used up its rounds goes on with more of them, from where it was."""
    path = tmp_path / "run.json"
    first = run(Scripted(ROUND), path=path, max_rounds=0)
    assert first.status == "not_ready"
    engine = Scripted(ROUND | {"verify": ROUND["verify"][1]})
    again = run(engine, path=path, earlier=load(path), max_rounds=1)
    assert engine.steps[0] == "critique"
    assert "draft" not in engine.steps
    assert again.status == "ready"


def test_the_cap_counts_what_earlier_runs_spent(tmp_path: Path) -> None:
    """A continued run may use only what is left of its tokens."""
    path = tmp_path / "run.json"
    first = run(Scripted(ROUND), path=path, max_rounds=0)
    spent = sum(cost.tokens for cost in first.costs)
    engine = Scripted(ROUND)
    again = run(engine, earlier=load(path), max_rounds=1, max_tokens=spent + 100)
    assert again.status == "over_budget"
    assert again.text == DRAFT
    assert engine.steps == []


def test_the_cap_counts_what_a_failed_step_spent(tmp_path: Path) -> None:
    """A reply that could not be read, and then an engine that broke, were paid for too."""
    path = tmp_path / "run.json"
    engine = Scripted(ROUND | {"critique": ["no list", RuntimeError("gone")]})
    with pytest.raises(ModelError):
        run(engine, path=path)
    assert engine.steps.count("critique") == 2
    assert Journal(item(), Settings(), earlier=load(path)).spent == engine.tokens


def test_the_cap_counts_tries_that_nobody_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A late server may bill each of them: after a restart nothing more is asked than before."""
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    path = tmp_path / "run.json"
    late = Scripted(ROUND | {"draft": dspy.lm15.TimeoutError("late")})
    assert run(late, path=path, max_tokens=12_000).status == "over_budget"
    second = Scripted(ROUND)
    again = run(second, path=path, earlier=load(path), max_tokens=12_000)
    assert (again.status, second.steps) == ("over_budget", [])


def test_a_call_under_way_at_a_kill_counts_at_its_most(tmp_path: Path) -> None:
    """It is in the file before it is made, though nobody has its answer."""
    path, taken = tmp_path / "run.json", bytearray()

    def killed(request: Request) -> str:
        taken.extend(path.read_bytes())
        return DRAFT

    first = Scripted(ROUND | {"draft": killed})
    spent = sum(cost.tokens for cost in run(first, path=path, max_rounds=0).costs)
    assert Journal(item(), Settings(), earlier=load(path)).spent == spent
    path.write_bytes(taken)
    engine = Scripted(ROUND)
    again = run(engine, path=path, earlier=load(path), max_rounds=0, max_tokens=9_000)
    assert (again.status, engine.steps) == ("over_budget", [])
    more = run(Scripted(ROUND), path=path, earlier=load(path), max_rounds=0)
    assert more.text == DRAFT


def test_what_was_paid_before_is_told(tmp_path: Path) -> None:
    """A step that failed, and one that the cap cut, count in the whole run; their errors do not."""
    path = tmp_path / "run.json"
    failing = Scripted(ROUND | {"critique": ["no list", RuntimeError("gone")]})
    with pytest.raises(ModelError):
        run(failing, path=path)
    short = Scripted(ROUND | {"critique": "no list"})
    cut = run(short, path=path, earlier=load(path), max_tokens=failing.tokens + 2000)
    assert (cut.status, short.steps) == ("over_budget", ["critique"])
    engine = Scripted(ROUND | {"verify": ROUND["verify"][1]})
    outcome = run(engine, path=path, earlier=load(path))
    assert outcome.status == "ready"
    assert totals(outcome.costs).tokens == failing.tokens + short.tokens + engine.tokens
    assert not [cost.error for cost in outcome.costs if cost.error]


def test_the_critic_is_asked_of_its_own_model() -> None:
    """Critique and verify go to the critic's model, the rest to the main one."""
    main, critic = Scripted(ROUND), Scripted(ROUND)
    lms = {"main": main.lm, "critique": critic.lm, "verify": critic.lm}
    refine_text(item(), Settings(critic_model="x"), lms=lms)
    assert main.steps[0] == "draft"
    assert set(main.steps) & {"critique", "verify"} == set()
    assert critic.steps == ["verify", "critique", "verify"]


def test_settings_reach_the_program() -> None:
    """Rounds, weaknesses, categories and seed are those that were chosen."""
    chosen = Settings(max_rounds=1, min_weaknesses=2, categories=("tone",), seed=7)
    program = build(chosen)
    assert isinstance(program, Refine)
    assert (program.max_rounds, program.min_weaknesses) == (1, 2)
    assert (program.categories, program.seed) == (("tone",), 7)
    assert build(Settings()).max_rounds == Refine().max_rounds


def test_an_unknown_program_is_told_the_nearest() -> None:
    """A name that is nearly right is suggested."""
    with pytest.raises(ConfigurationError, match="did you mean 'refine'"):
        build(Settings(program="refin"))


def test_a_setting_the_program_has_not_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program without rounds refuses --max-rounds, and needs no seed to take one."""

    class Plain(Refine):
        def __init__(self) -> None:
            super().__init__()

    monkeypatch.setattr("redraft.app.find", lambda name: Plain)
    with pytest.raises(ConfigurationError, match="takes no --max-rounds"):
        build(Settings(max_rounds=1))
    with pytest.raises(ConfigurationError, match="takes no --category"):
        build(Settings(categories=("tone",)))
    assert isinstance(build(Settings(seed=1)), Plain)


def test_the_critics_key_is_missed_before_any_call(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A critic without a key stops the run before the first call is paid."""
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    settings = Settings(model="openai/gpt-4.1-mini", critic_model="openai/gpt-4.1")
    with pytest.raises(ConfigurationError, match="export OPENAI_API_KEY="):
        load_models(settings, Refine())
    assert server.bodies == []


CACHING = """
from tests.loopback import ROUND
from tests.scripted import Scripted
from tests.test_app import run
assert run(Scripted(ROUND, cache=True)).status == "ready"
"""


def test_nothing_is_cached_on_disk(environment: dict[str, str]) -> None:
    """A run makes no DSPy cache in the home folder, though its model would keep replies there."""
    kept = {name: value for name, value in environment.items() if not name.startswith("DSPY_")}
    home = Path(environment["HOME"])
    subprocess.run(
        [sys.executable, "-c", CACHING],
        env=kept | {"PYTHONPATH": str(Path(__file__).parent.parent)},
        cwd=home,
        timeout=120,
        check=True,
    )
    assert [str(path) for path in home.rglob("*")] == []
