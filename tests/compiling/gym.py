"""A small world to compile in: rows whose box a plain prompt does not tick.

A rewrite ticks it if the prompt says how, in its instruction or by an example. In the
first row to train the task says it, and sampled at random (SIMBA does) any row may.
"""

import json
from pathlib import Path
from typing import Any

from dspy.lm15 import Request

from redraft.compiling import Knobs, Order, part
from redraft.data import Row
from redraft.data.schema import LabelledBox
from redraft.settings import Settings
from tests.scripted import Scripted, critique, edit, prompt_of

WORD = "Thursday"
"""The box wants it; a rewrite has it if the prompt says MAGIC."""
MAGIC = "Always name the day."
DRAFT = "The kitchen will be closed. Please plan ahead and bring your own lunch."
BETTER = f"The kitchen will be closed on {WORD}. Please plan ahead and bring your own lunch."
OTHER = "The kitchen is not open. Please plan ahead and bring your own lunch."
LUCKY = 1_000_000_000
"""Seeds above are those of a second rollout of a whole program."""
FOUND = critique({"quote": "The kitchen will be closed.", "fix": "name the day", "concerns": "b1"})


def rows(prefix: str, count: int) -> list[Row]:
    """Rows alike but for the task; the first to train names the day."""
    box = LabelledBox(id="b1", question="Is the day named?", check=f'contains "{WORD}"')
    found = [
        Row(id=f"{prefix}{n}", task=f"Write note {prefix}{n}.", checklist=[box], draft=DRAFT)
        for n in range(count)
    ]
    if prefix == "train":
        found[0] = found[0].model_copy(update={"task": f"Write note train0 for {WORD}."})
    return found


def write_data(folder: Path) -> None:
    """A file of two rows for each part."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("train", "dev", "test"):
        lines = [row.model_dump_json(exclude_defaults=True) for row in rows(name, 2)]
        (folder / f"{name}.jsonl").write_text("\n".join(lines) + "\n")


def mend(request: Request) -> str:
    """A rewrite that names the day if the prompt told it to, or by luck."""
    prompt, lucky = prompt_of(request), (request.config.seed or 0) > LUCKY
    named = MAGIC in prompt or f" for {WORD}" in prompt or lucky
    return edit(
        ("w1", DRAFT.partition(" Please")[0], (BETTER if named else OTHER).partition(" Please")[0])
    )


def propose(request: Request) -> str:
    """A proposer that finds the magic words, in whatever form it is asked."""
    prompt = prompt_of(request)
    if '"proposed_instruction"' in prompt:
        return json.dumps({"proposed_instruction": MAGIC, "proposed_prefix_for_output_field": ""})
    if '"module_advice"' in prompt:
        return json.dumps({"discussion": "vague", "module_advice": {"edit": MAGIC}})
    return MAGIC


SCRIPT: dict[str, Any] = {
    "critique": FOUND,
    "edit": mend,
    "revise": "{}",
    "draft": DRAFT,
    "*": propose,
}


class Heard:
    """A display that remembers."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.runs = 0
        self.rows: list[tuple[int, int]] = []

    def note(self, text: str) -> None:
        self.notes.append(text)

    def scored(self, runs: int, score: float, best: float | None) -> None:
        self.runs = runs

    def measured(self, done: int, rows: int) -> None:
        self.rows.append((done, rows))


def order(out: Path, optimizer: str, **chosen: Any) -> Order:
    """Four rows to train, three to validate, three held out."""
    knobs = chosen.pop("knobs", Knobs(trials=3) if optimizer == "gepa" else Knobs())
    settings = Settings(max_rounds=1, seed=0).but(**chosen.pop("settings", {}))
    parts = {
        name: part("gym", name, rows(name, count), None, 0)
        for name, count in (("train", 4), ("val", 3), ("held_out", 3))
    }
    given = {"metric": "checklist", "threads": 1, **parts, **chosen}
    return Order(settings=settings, optimizer=optimizer, knobs=knobs, out=out, **given)


def models(engine: Scripted) -> dict[str, Any]:
    return {"main": engine.lm, "prompt": engine.lm}
