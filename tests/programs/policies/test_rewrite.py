"""How a rewrite is made: each policy asked by itself."""

import json
from typing import Any

import pytest

from redraft.budget import Budget, spending
from redraft.programs import Refine
from redraft.programs.item import Item
from redraft.programs.meter import OverBudget
from redraft.programs.policies.attempt import Attempt
from redraft.programs.policies.rewrite import REWRITES
from redraft.programs.steps import drive
from redraft.signatures.types import Weakness
from tests.scripted import Scripted, edit, revise

ITEM = Item.of("Tell the staff when the kitchen closes.", ["Be kind."], ["Is the day named?"])
TEXT = "The kitchen closes soon. Please plan ahead."
NEW = "The kitchen closes on Friday. Please plan ahead."
WEAK = [
    Weakness(id="w1", quote="closes soon", problem="No day is given.", fix="Name the day."),
    Weakness(id="w2", problem="The reason is left out.", fix="Say why it closes."),
]
CONFIG = {"rollout_id": 40, "seed": 7, "temperature": 0.9}
BAD = "I would rather not say."


def made(policy: str, weak: list[Weakness] = WEAK, **script: Any) -> tuple[list[Attempt], Scripted]:
    """The policy's candidates, and the engine that it asked."""
    engine = Scripted(script)
    with engine.use():
        return drive(Refine(), REWRITES[policy](ITEM, TEXT, weak, CONFIG)), engine


def test_the_policies_by_name() -> None:
    """These are the names that a program takes and a ledger says."""
    assert list(REWRITES) == ["whole", "edits", "restart", "sample"]


def test_whole_writes_the_text_again_with_a_note_for_each_weakness() -> None:
    """One call, with the weaknesses in view, under the settings of this turn."""
    (attempt,), engine = made("whole", revise=revise(NEW, w1="names Friday", w2="left open"))
    assert attempt.text == NEW
    assert [change.weakness for change in attempt.changes] == ["w1", "w2"]
    assert [cost.step for cost in attempt.costs] == ["revise"]
    seen = engine.seen("revise")
    assert seen["text"] == TEXT
    assert [json.loads(line)["id"] for line in seen["weaknesses"].splitlines()] == ["w1", "w2"]
    (request,) = engine.requests
    assert (request.config.seed, request.config.temperature) == (7, 0.9)


@pytest.mark.parametrize("policy", ["whole", "edits", "restart"])
def test_a_reply_that_cannot_be_read_is_an_attempt_without_text(policy: str) -> None:
    """Its error is in the attempt's costs; no exception ends the run."""
    (attempt,), _ = made(policy, revise=BAD, edit=BAD, draft="")
    assert attempt.text is None
    assert attempt.costs[0].error


def test_edits_replaces_the_weak_passages_alone() -> None:
    """One call; a sentence is replaced, an omission put after its passage, the rest stays."""
    (attempt,), engine = made(
        "edits",
        edit=edit(
            ("w1", "The kitchen closes soon.", "The kitchen closes on Friday."),
            ("w2", "Please plan ahead.", "The floor is being replaced."),
        ),
    )
    assert engine.steps == ["edit"]
    assert attempt.text == f"{NEW} The floor is being replaced."
    assert [change.weakness for change in attempt.changes] == ["w1", "w2"]


def test_an_edit_that_was_not_made_has_no_note() -> None:
    """A passage that is not in the text is passed over, and claims nothing."""
    (attempt,), _ = made(
        "edits",
        edit=edit(
            ("w1", "The kitchen closes soon.", "The kitchen closes on Friday."),
            ("w2", "Dinner is at eight.", "The floor is being replaced."),
        ),
    )
    assert attempt.text == NEW
    assert [change.weakness for change in attempt.changes] == ["w1"]


def test_an_edit_does_not_cost_what_the_task_demands() -> None:
    """An edit that would lose a fact which the task names is left out; the others are made."""
    item = Item.of("Tell the staff that the kitchen closes on 5 May.")
    text = "The kitchen closes on 5 May. Please plan ahead."
    weak = [WEAK[0].model_copy(update={"quote": "closes on 5 May"}), WEAK[1]]
    engine = Scripted(
        {
            "edit": edit(
                ("w1", "The kitchen closes on 5 May.", "The kitchen closes."),
                ("w2", "Please plan ahead.", "The floor is being replaced."),
            )
        }
    )
    with engine.use():
        (attempt,) = drive(Refine(), REWRITES["edits"](item, text, weak, CONFIG))
    assert attempt.text == f"{text} The floor is being replaced."


def test_restart_drafts_anew_with_the_critique_as_requirements() -> None:
    """The fixes follow the requirements of the task; the old text is out of view."""
    (attempt,), engine = made("restart", draft=f"Sure! Here is the email:\n\n{NEW}")
    seen = engine.seen("draft")
    said = [json.loads(line) for line in seen["requirements"].splitlines()]
    assert [(one["id"], one["says"]) for one in said] == [
        ("r1", "Be kind."),
        ("r2", "Name the day."),
        ("r3", "Say why it closes."),
    ]
    assert "text" not in seen
    assert (attempt.text, attempt.changes) == (NEW, [])


def test_restart_takes_the_problem_where_no_fix_is_told() -> None:
    """A weakness without a fix still makes a requirement."""
    bare = [WEAK[1].model_copy(update={"fix": ""})]
    _, engine = made("restart", bare, draft=NEW)
    assert "The reason is left out." in engine.seen("draft")["requirements"]


def test_sample_writes_a_few_under_seeds_of_their_own() -> None:
    """Three candidates of one prompt; an unreadable one does not spoil the others."""
    attempts, engine = made("sample", revise=[revise(NEW), BAD, BAD, revise(f"{NEW} Thanks.")])
    assert [attempt.text for attempt in attempts] == [NEW, None, f"{NEW} Thanks."]
    prompts = {str(request.messages) for request in engine.requests}
    seeds = [request.config.seed for request in engine.requests]
    assert len(prompts) == 1
    assert len(set(seeds)) == len(engine.requests) == 4


def test_the_best_sample_is_the_one_that_code_ticks_most() -> None:
    """Of three rewrites worth taking the round takes the one whose boxes code ticks."""
    item = {
        "task": ITEM.task,
        "draft": TEXT,
        "checklist": [
            {"question": "Is the day named?", "check": 'contains "Friday"'},
            {"question": "Is the hour named?", "check": 'contains "noon"'},
        ],
    }
    texts = [NEW, NEW.replace("Friday", "Friday at noon"), NEW.replace("on", "Thursday or")]
    engine = Scripted({"critique": BAD, "revise": [revise(text) for text in texts], "verify": BAD})
    with engine.use():
        done = Refine(max_rounds=1, rewrites=["sample"])(**item)
    assert (done.text, done.status, done.rounds[1].policy) == (texts[1], "ready", "sample")


@pytest.mark.parametrize("policy", list(REWRITES))
def test_a_rewrite_that_the_budget_does_not_bear_ends_the_run(policy: str) -> None:
    """Without a call left every policy raises, so that the loop can return its best."""
    with spending(Budget(calls=0)), pytest.raises(OverBudget):
        made(policy, revise=revise(NEW), edit=edit(), draft=NEW)


def test_samples_that_the_budget_bears_are_used() -> None:
    """With one call left the first candidate counts, and the others are unreadable."""
    with spending(Budget(calls=1)):
        attempts, engine = made("sample", revise=revise(NEW))
    assert len(engine.requests) == 1
    assert [attempt.text for attempt in attempts] == [NEW, None, None]


def test_an_edit_may_take_out_what_a_fix_wants_out() -> None:
    """A fact that the task names stays unless a weakness asks for it to go."""
    item = Item.of("Tell the staff when the kitchen closes. Name Ann Lee.")
    text = "The kitchen closes on Friday. Ask Ann Lee for the key."
    find, new = "Ask Ann Lee for the key.", "Ask at the desk for the key."

    def edited(fix: str) -> str | None:
        weak = [Weakness(id="w1", quote=find, problem="She has left.", fix=fix)]
        with Scripted({"edit": edit(("w1", find, new))}).use():
            return drive(Refine(), REWRITES["edits"](item, text, weak, CONFIG))[0].text

    assert edited("Remove Ann Lee.") == f"The kitchen closes on Friday. {new}"
    assert edited("Say where the key is.") == text
