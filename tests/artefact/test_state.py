"""A state that was edited by hand: taken, or refused where words would go to other fields."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from redraft.artefact import load, save
from redraft.errors import ConfigurationError
from redraft.programs import Refine
from tests.artefact.test_folder import CARD, compiled, prompts, saved


def alter(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the state of the first step's signature."""
    path = folder / "program.json"
    state = json.loads(path.read_text())
    change(state["critique"]["signature"])
    path.write_text(json.dumps(state))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda one: one["fields"].pop(), "critique .* fields, and there are"),
        (lambda one: one["fields"].pop(0), "critique .* fields, and there are"),
        (lambda one: one["fields"].append(one["fields"][0]), "critique .* fields, and there are"),
        (lambda one: one["fields"].reverse(), "fields of critique stand in another order"),
        (lambda one: one["fields"][1].update(description=None), "critique has a field whose"),
        (lambda one: one["fields"][1].update(prefix=5), "critique has a field whose"),
        (lambda one: one["fields"][0].pop("description"), "KeyError: 'description'"),
        (lambda one: one["fields"].__setitem__(0, "Task:"), "no state of refine"),
        (lambda one: one.update(fields={}), "fields of critique are no list"),
        (lambda one: one.update(instructions=None), "instructions of critique are no text"),
        (lambda one: one.update(instructions=5), "instructions of critique are no text"),
        (lambda one: one.update(instructions=["Say."]), "instructions of critique are no text"),
    ],
)
def test_a_state_whose_words_would_shift_is_refused(
    tmp_path: Path, change: Callable[[dict[str, Any]], object], said: str
) -> None:
    """Descriptions go to fields by position: one more, one less or none at all tells."""
    folder = saved(tmp_path / "x")
    alter(folder, change)
    with pytest.raises(ConfigurationError, match=said) as raised:
        load(folder)
    assert "program.json is no state of refine" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_words_that_were_changed_by_hand_are_taken(tmp_path: Path) -> None:
    """Whoever edits a state may say it in other words."""
    folder = saved(tmp_path / "x")
    alter(folder, lambda one: one["fields"][0].update(prefix="Order:", description="what to do"))
    critique = dict(load(folder).program.named_predictors())["critique"]
    (first, *_) = critique.signature.fields.values()
    assert first.json_schema_extra["desc"] == "what to do"


def test_a_prefix_that_another_field_has_is_taken(tmp_path: Path) -> None:
    """An optimizer words the last field's as it likes; no field has moved."""
    program = compiled()
    signature = program.revise.signature
    *_, last = signature.fields
    program.revise.signature = signature.with_updated_fields(last, prefix="Text:")
    before = [field.json_schema_extra["prefix"] for field in signature.fields.values()]
    assert "Text:" in before[:-1]
    save(tmp_path / "x", program, CARD, original=Refine())
    assert prompts(load(tmp_path / "x").program) == prompts(program)
