"""structured_thinking and meta_prompting: what leads into the loop, and what is told of it."""

import json
from typing import Any

from redraft.app import build
from redraft.budget import Budget, spending
from redraft.programs import MetaPrompting, StructuredThinking
from redraft.settings import Settings
from tests.loopback import BETTER, DRAFT, REASON
from tests.programs.test_techniques import DEMANDS, LOOP, PLAN, TASK
from tests.scripted import Scripted, verify

SETTINGS: dict[str, Any] = {"max_rounds": 1, "rewrites": ("whole",)}


def run(program: Any, script: dict[str, Any], **given: Any) -> tuple[Any, Scripted]:
    engine = Scripted(script)
    with engine.use():
        return program(**TASK | given), engine


def test_the_draft_is_written_to_the_plan() -> None:
    """It is in the draft's view, less the options, and in nobody else's."""
    script = LOOP | {"plan": PLAN, "compose": DRAFT}
    told, engine = run(StructuredThinking(**SETTINGS), script)
    seen = engine.seen("compose")
    assert seen["goal"] == "Everybody brings lunch."
    assert seen["outline"] == "What closes, and why.\nWhat to bring."
    assert "options" not in seen
    assert "goal" not in engine.seen("critique")
    assert [cost.step for cost in told.rounds[0].steps] == ["plan", "compose", "verify"]


def test_without_a_plan_it_drafts_as_refine_does() -> None:
    """A plan that can't be read costs its call; the draft is written without it."""
    told, engine = run(StructuredThinking(**SETTINGS), LOOP | {"plan": "I would rather not."})
    assert (told.status, told.text) == ("ready", BETTER)
    assert engine.steps[:3] == ["plan", "plan", "draft"]


def test_the_loop_is_held_to_what_the_model_demanded() -> None:
    """Critique and verification see the demands, each once, and look for its kinds."""
    _, engine = run(MetaPrompting(**SETTINGS), LOOP | {"demands": DEMANDS})
    assert "demands" not in engine.seen("draft")
    seen = engine.seen("critique")
    assert seen["categories"] == "tone"
    assert seen["requirements"].count("Say who to ask.") == 1
    assert engine.seen("verify")["open_boxes"].splitlines()[1] == "c1: Does it say what to bring?"


def test_the_users_categories_are_kept() -> None:
    """What was named is looked for, whatever the model would look for; defaults are not."""
    program = MetaPrompting(**SETTINGS, categories=("length",))
    _, engine = run(program, LOOP | {"demands": DEMANDS})
    assert engine.seen("critique")["categories"] == "length"
    assert MetaPrompting().categories == MetaPrompting(max_rounds=1).categories


def test_the_result_is_told_by_the_users_boxes() -> None:
    """A box of the model's that stays open leaves a text ready that ticks all of the user's."""
    script = LOOP | {"demands": DEMANDS, "verify": [verify(b2="", c1=""), verify(b2=REASON, c1="")]}
    told, _ = run(MetaPrompting(**SETTINGS), script)
    assert (told.status, told.text) == ("ready", BETTER)
    assert [verdict.box for verdict in told.verdicts] == ["b1", "b2"]


def test_without_a_checklist_the_models_boxes_decide() -> None:
    """They are then all there is to tell the text by."""
    script = LOOP | {"demands": DEMANDS, "verify": verify(c1="")}
    told, _ = run(MetaPrompting(**SETTINGS), script, checklist=[])
    assert told.status != "ready"
    assert [verdict.box for verdict in told.verdicts] == ["c1"]


def test_ids_are_not_taken_twice() -> None:
    """A box of the user's that is called c1 keeps its name; the model's is c2."""
    boxes = [{"id": "c1", "question": "Does it say why?"}]
    script = LOOP | {"demands": DEMANDS, "verify": verify(c1="", c2="")}
    _, engine = run(MetaPrompting(**SETTINGS), script, checklist=boxes)
    assert [line[:3] for line in engine.seen("verify")["open_boxes"].splitlines()] == ["c1:", "c2:"]


def test_a_text_that_ticks_no_more_is_not_returned() -> None:
    """The earliest of equals, as of refine's."""
    script = LOOP | {"demands": DEMANDS, "verify": verify(b2="", c1="")}
    told, _ = run(MetaPrompting(**SETTINGS), script)
    assert (len(told.rounds), told.best, told.text) == (2, 0, DRAFT)


def test_a_given_draft_is_kept_where_the_budget_bears_nothing() -> None:
    """It is the best so far."""
    with spending(Budget(tokens=1)):
        told, engine = run(MetaPrompting(**SETTINGS), LOOP, draft=DRAFT)
    assert (told.status, told.text, engine.requests) == ("over_budget", DRAFT, [])


def test_a_program_is_not_changed_by_a_run() -> None:
    """The kinds of one item are not looked for in the next."""
    program = MetaPrompting(**SETTINGS)
    before = program.categories
    run(program, LOOP | {"demands": DEMANDS})
    assert program.categories == before


def test_the_demands_are_lenient() -> None:
    """Too long, empty and doubled ones are cut, left out and said once."""
    long = "x" * 400
    told = {"kinds": ["", "tone"], "demands": [long], "questions": ["", "Is it dated?"]}
    _, engine = run(MetaPrompting(**SETTINGS), LOOP | {"demands": json.dumps(told)})
    assert engine.seen("critique")["categories"] == "tone"
    assert len(engine.seen("verify")["open_boxes"].splitlines()) == 2


def test_they_take_the_settings_of_refine() -> None:
    """--max-rounds, --min-weaknesses and --category reach the loop."""
    chosen: dict[str, Any] = {
        "max_rounds": 2,
        "min_weaknesses": 1,
        "categories": ("tone",),
        "seed": 3,
    }
    for name in ("structured_thinking", "meta_prompting", "verify_first"):
        program: Any = build(Settings(program=name, **chosen))
        assert {key: getattr(program, key) for key in chosen} == chosen
