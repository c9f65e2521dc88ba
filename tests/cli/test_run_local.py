"""`redraft run` and the library on real weights: the smallest model, whose texts are noise.

What code promises holds whatever a model says; only that is asserted.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from redraft.models import store
from redraft.programs import Refine
from redraft.texts.text import contains
from tests.cli.conftest import Call
from tests.scripted import embedded

DRAFT = "The kitchen will be closed on Friday. Please plan ahead and bring your own lunch."
TASK = """Tell the staff that the kitchen closes on Friday.

- [ ] Is it at most 90 words? {words <= 90}
- [ ] Does it say why the kitchen closes?
"""

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def weights() -> Path:
    """The folder of models of whoever tests; a skip where the smallest is not in it."""
    pytest.importorskip("xllamacpp", reason="the engine comes with the 'local' extra")
    if not store.present(store.find("smollm2-135m")):
        pytest.skip("smollm2-135m is not here: redraft model pull smollm2-135m")
    return store.folder()


@pytest.fixture
def local(weights: Path, call: Call, environment: dict[str, str]) -> Any:
    """`redraft run` on those weights, everything else in a home of its own."""
    home = Path(environment["REDRAFT_HOME"])
    home.mkdir()
    (home / "models").symlink_to(weights)

    def run(*arguments: str) -> Any:
        return call("run", *arguments, "--model", "local/smollm2-135m")

    return run


def test_a_round_keeps_its_promises(local: Any) -> None:
    """Within its tokens, with a text, one verdict a box, and every claim found in the text."""
    Path("draft.txt").write_text(DRAFT)
    limits = ["--max-rounds", "1", "--min-weaknesses", "1", "--max-tokens", "2500", "--seed", "1"]
    done = local(TASK, "--draft", "draft.txt", "--json", *limits)
    told = json.loads(done.out)
    assert done.code == {"ready": 0, "over_budget": 4}.get(told["status"], 1)
    assert told["rounds"][0]["text"] == DRAFT
    assert told["model"] == "local/smollm2-135m"
    cost = told["cost"]
    assert cost["calls"] >= 1
    assert cost["prompt_tokens"] + cost["new_tokens"] <= 2500
    for round in told["rounds"]:
        coded, judged = round["verdicts"]
        assert (coded["box"], coded["by"], coded["checked"]) == ("b1", "code", True)
        assert judged["box"] == "b2"
        assert not judged["checked"] or contains(round["text"], judged["evidence"])
        for weakness in round["weaknesses"]:
            assert contains(DRAFT, weakness["quote"]) or not weakness["quote"]
    assert told["text"] == told["rounds"][told["best"]]["text"]


def test_a_draft_is_written_and_told(local: Any) -> None:
    """From the task alone: what the tokens bear is on stdout, and the code that counted it."""
    done = local(TASK, "--max-rounds", "0", "--max-tokens", "1000", "--seed", "1")
    assert done.code in (0, 1, 4)
    assert done.out.strip()
    assert "(code)" in done.err
    assert "saved: " in done.err


def test_a_task_longer_than_the_context_is_told_with_both_counts(local: Any) -> None:
    """Before anything is drafted: the prompt's tokens, the context's, and what to do."""
    done = local("Tell the staff about Friday. " * 3000)
    assert (done.code, done.out) == (2, "")
    last = done.err.splitlines()[-1]
    assert last.startswith("redraft: the text does not fit the model's context: the prompt is ")
    assert " tokens, the context 8,192. Shorten the task or the draft, or name a model" in last


def test_the_library_judges_a_draft() -> None:
    """`Refine` called as any DSPy module: the text, a verdict a box, and what it cost."""
    with embedded(seed=1):
        done = Refine(max_rounds=0)(
            task="Tell the staff that the kitchen closes on Friday.",
            checklist=[{"question": "Is it short?", "check": "words <= 90"}, "Is it kind?"],
            draft=DRAFT,
        )
    assert (done.text, done.status in ("ready", "not_ready")) == (DRAFT, True)
    coded, judged = done.verdicts
    assert (coded.checked, coded.evidence) == (True, "15 words")
    assert not judged.checked or contains(DRAFT, judged.evidence)
    (cost,) = done.rounds[0].steps
    assert (cost.step, cost.calls >= 1, cost.prompt_tokens > 0) == ("verify", True, True)
