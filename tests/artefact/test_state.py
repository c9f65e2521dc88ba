"""A state that was edited by hand: taken, or refused where words would go to other fields."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from redraft.artefact import load
from redraft.errors import ConfigurationError
from tests.artefact.test_folder import saved


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
