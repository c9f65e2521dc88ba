"""Examples as DSPy reads them."""

import os
import subprocess
import sys
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from redraft.data import INPUTS, SPLITS, example, load, rows
from redraft.data.loading import features
from redraft.signatures.types import Box, Requirement, Verdict, Weakness


@pytest.fixture(scope="module")
def examples() -> list[Any]:
    return load("dev")


def test_inputs_are_marked(examples: list[Any]) -> None:
    """A program is handed task, requirements, checklist and draft; all else is a label."""
    for one in examples:
        assert set(one.inputs().keys()) == set(INPUTS)
        labels = {"id", "kind", "clean", "weaknesses", "verdicts", "reference", "cosmetic"}
        assert set(one.labels().keys()) == labels


def test_records_come_as_the_types_that_programs_use(examples: list[Any]) -> None:
    """Boxes, requirements, weaknesses and verdicts are the types of signatures."""
    for one in examples:
        assert all(type(item) is Requirement for item in one.requirements)
        assert all(type(item) is Box for item in one.checklist)
        assert all(type(item) is Weakness for item in one.weaknesses)
        assert all(type(item) is Verdict for item in one.verdicts)


@pytest.mark.parametrize("split", SPLITS)
def test_nothing_is_lost_or_clamped_on_the_way(split: str) -> None:
    """What the file says is what the example holds, word for word."""
    for row, one in zip(rows(split), load(split), strict=True):
        assert (one.id, one.task, one.draft) == (row.id, row.task, row.draft)
        assert (one.reference, one.cosmetic, one.clean) == (row.reference, row.cosmetic, row.clean)
        for field in ("requirements", "checklist", "weaknesses", "verdicts"):
            for stored, typed in zip(getattr(row, field), one[field], strict=True):
                assert stored.model_dump() == typed.model_dump(include=set(stored.model_dump()))


def test_an_optional_field_may_be_absent() -> None:
    """A box without a check and a verdict without evidence come with the types' defaults."""
    one = example(
        {
            "task": "t",
            "draft": None,
            "requirements": [],
            "checklist": [{"id": "b1", "question": "q", "check": None}],
            "weaknesses": [],
            "verdicts": [{"box": "b1", "checked": True, "evidence": None, "missing": None}],
        }
    )
    assert one.checklist[0].check is None
    assert (one.verdicts[0].evidence, one.verdicts[0].missing) == ("", "")
    assert one.draft is None


def test_features_name_every_field() -> None:
    """The columns are explicit: none is guessed from the first rows."""
    assert list(features()) == list(rows("dev")[0].model_dump())
    assert features()["clean"].dtype == "bool"


def test_an_unknown_split_is_refused() -> None:
    """The message lists the splits."""
    with pytest.raises(ValueError, match="no split 'validation': accepted are train, dev, test"):
        load("validation")


def test_loading_is_quick() -> None:
    """A split takes less than two seconds of the processor once the libraries are imported."""
    load("dev")
    start = process_time()
    load("train")
    assert process_time() - start < 2


LOADS = """
import socket
def refuse(*args, **kwargs):
    raise SystemExit("the network was used")
socket.socket.connect = socket.getaddrinfo = refuse
from redraft.data import load
assert len(load("dev")) > 20
"""


def test_nothing_is_written_and_nothing_fetched(tmp_path: Path) -> None:
    """A fresh process loads a split without network, and leaves its home and folder empty."""
    home = tmp_path / "home"
    home.mkdir()
    drop = ("HF_", "XDG_", "DSPY_")
    env = {key: value for key, value in os.environ.items() if not key.startswith(drop)}
    env |= {"HOME": str(home)}
    command = [sys.executable, "-c", LOADS]
    done = subprocess.run(command, cwd=home, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert [str(path) for path in home.rglob("*")] == []
