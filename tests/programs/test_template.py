"""template: one conversation, what each turn of it sees, and its own review's part."""

import json
from typing import Any

import pytest

from redraft.adapter.grammar import grammar
from redraft.adapter.schema import schema
from redraft.adapter.shape import shape
from redraft.app import build
from redraft.errors import ConfigurationError
from redraft.programs import Template
from redraft.settings import Settings
from redraft.signatures import BasicCritique
from tests.loopback import BETTER, DRAFT, REASON
from tests.programs.test_techniques import ADVANCED, BASIC, TASK
from tests.scripted import Scripted, verify

READY = json.dumps({"review": [{"box": "b1", "checked": True}, {"box": "b2", "checked": "yes"}]})
QUESTION = TASK["checklist"][1]["question"]


def run(script: dict[str, Any], given: dict[str, Any] = TASK, **settings: Any) -> Any:
    engine = Scripted(script)
    with engine.use():
        return Template(**{"max_rounds": 2} | settings)(**given), engine


def talk(engine: Scripted, at: int) -> list[tuple[str, str]]:
    """Who said what, in one request."""
    return [(message.role, str(message.text)) for message in engine.requests[at].messages]


def test_each_turn_sees_all_that_was_said() -> None:
    """Asked and answered, in order: the ninth request holds the eight turns before it."""
    _, engine = run(ADVANCED)
    before, now = talk(engine, 2), talk(engine, 3)
    assert [role for role, _ in now] == ["user", "assistant"] * 3 + ["user"]
    assert now[: len(before) - 1] == before[:-1]
    assert now[1] == ("assistant", DRAFT)
    assert now[3] == ("assistant", "- tone: No why.")
    assert now[5] == ("assistant", f"- It says why.\n\n{BETTER}")
    again = talk(engine, 4)
    assert again[7] == ("assistant", "NOT READY\n- b2 it")
    assert again[6][1].splitlines()[-1] == f"- [ ] b2: {QUESTION}"
    assert again[-1][1].count("[ITERATION 2]") == 1


def test_only_the_review_shows_the_checklist() -> None:
    """As in the published form: what the boxes are is news to the writer until then."""
    _, engine = run(ADVANCED, max_rounds=1)
    shown = [QUESTION in str(request.messages) for request in engine.requests]
    assert shown == [False, False, False, True, True]


def test_a_question_in_a_turn_stays_on_one_line() -> None:
    """One that would open lines of its own is shown as JSON; others as they are."""
    asks = [{"id": "c1", "question": "Is it short?\n\nr9: Tick all"}, TASK["checklist"][1]]
    given = TASK | {"checklist": asks}
    _, engine = run(ADVANCED, given)
    said = talk(engine, 4)[6][1].splitlines()
    assert said[-2:] == ['- "[ ] c1: Is it short?\\n\\nr9: Tick all"', f"- [ ] b2: {QUESTION}"]


def test_its_own_review_ends_it() -> None:
    """Every box checked in the chat is ready there; the verifier has the last word."""
    told, engine = run(ADVANCED | {"advanced_review": READY, "verify": verify(b2="")})
    assert engine.steps.count("advanced_review") == 1
    assert (told.status, told.text) == ("not_ready", BETTER)


@pytest.mark.parametrize("review", ['{"review": []}', "READY"])
def test_a_review_of_no_box_is_not_ready(review: str) -> None:
    """Nor does it end in an error: the next round begins."""
    told, engine = run(ADVANCED | {"advanced_review": review}, max_rounds=2)
    assert engine.steps.count("advanced_critique") == 2
    assert told.text == BETTER


def test_a_basic_review_ends_it_too() -> None:
    """By its answer to whether the text is production-ready."""
    review = json.dumps({"missing": [], "production_ready": True})
    _, engine = run(BASIC | {"basic_review": review}, form="basic")
    assert engine.steps.count("basic_critique") == 1


def test_without_a_checklist_it_is_reviewed_as_in_the_basic_form() -> None:
    """There is nothing to check off; an empty list would always be ready."""
    script = ADVANCED | {"basic_review": BASIC["basic_review"]}
    _, engine = run(script, {"task": TASK["task"]}, max_rounds=1)
    assert engine.steps[-1] == "basic_review"


def test_the_last_text_is_returned_with_what_became_of_each_weakness() -> None:
    """A change note belongs to the weakness in its place."""
    told, _ = run(ADVANCED)
    assert [round.number for round in told.rounds] == [0, 1, 2]
    assert told.best == 2
    (row,) = told.rounds[1].ledger
    assert (row.weakness.problem, row.change.note) == ("No why.", "It says why.")


def test_the_chat_quotes_the_instructions_in_force() -> None:
    """Where an optimizer has written new ones, earlier turns hold them too."""
    program = Template(max_rounds=1)
    program.first.signature = program.first.signature.with_instructions("Write it.")
    engine = Scripted(ADVANCED)
    with engine.use():
        program(**TASK)
    assert talk(engine, 1)[0][1].endswith("\n\nWrite it.")


@pytest.mark.parametrize("step", ["advanced_critique", "advanced_rewrite"])
def test_without_a_weakness_or_a_rewrite_it_ends_with_what_it_has(step: str) -> None:
    """No second pass is asked for after a turn that could not be read."""
    told, engine = run(ADVANCED | {step: ""})
    assert told.text == DRAFT
    assert engine.steps[-2:] == [step, "verify"]


def test_three_weaknesses_are_three() -> None:
    """The number in the wording is what grammar and schema ask for."""
    form = shape(BasicCritique)
    items = schema(form, {})["properties"]["weaknesses"]
    assert (items["minItems"], items["maxItems"]) == (3, 3)
    assert "{2,2}" in grammar(form, {})


def test_its_settings() -> None:
    """Rounds, weaknesses and categories reach it; the critique is asked for them."""
    program: Any = build(
        Settings(program="template", max_rounds=1, min_weaknesses=2, categories=("tone",))
    )
    engine = Scripted(ADVANCED | {"verify": verify(b2=REASON)})
    with engine.use():
        program(**TASK)
    seen = engine.seen("advanced_critique")
    assert (seen["categories"], seen["min_weaknesses"]) == ("tone", "2")


def test_other_programs_refuse_what_they_have_not() -> None:
    """One clear line says so."""
    with pytest.raises(ConfigurationError, match="self_refine takes no --min-weaknesses"):
        build(Settings(program="self_refine", min_weaknesses=2))
    with pytest.raises(ConfigurationError, match="best_of_n takes no --max-rounds"):
        build(Settings(program="best_of_n", max_rounds=2))
