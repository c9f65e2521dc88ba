"""The labelled examples as DSPy reads them."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redraft.signatures.types import Box, Requirement, Verdict, Weakness

from .schema import INPUTS, Labelled, Row

if TYPE_CHECKING:
    import datasets
    import dspy

__all__ = ["SPLITS", "example", "features", "load", "path_of", "rows"]

SPLITS = ("train", "dev", "test")
"""`test` is for final figures only: nothing is tuned, chosen or read on it."""


def path_of(split: str) -> Path:
    """The file of a split; ValueError names the splits there are."""
    if split not in SPLITS:
        raise ValueError(f"no split {split!r}: accepted are {', '.join(SPLITS)}")
    return Path(__file__).with_name(f"{split}.jsonl")


def rows(split: str) -> list[Labelled]:
    """A split's rows as they are stored, validated for shape, without DSPy."""
    text = path_of(split).read_text(encoding="utf-8")
    return [Labelled.model_validate_json(line) for line in text.split("\n") if line]


def load(split: str) -> "list[dspy.Example]":
    """A split's examples: task, requirements, checklist and draft are inputs, the rest labels.

    Boxes, requirements, weaknesses and verdicts come as `redraft.signatures.types`. Read
    into memory: no network, and nothing is written.
    """
    import datasets

    with path_of(split).open(encoding="utf-8") as file:
        table = datasets.Dataset.from_list([json.loads(line) for line in file], features())
    return [example(row) for row in table]


def features() -> "datasets.Features":
    """The columns of the data, for `datasets`."""
    from datasets import Features, List, Value

    def records(*names: str, **others: str) -> Any:
        return List({name: Value(others.get(name, "string")) for name in (*names, *others)})

    text = Value("string")
    weakness = ("id", "category", "quote", "concerns", "problem", "fix", "severity")
    columns = dict.fromkeys(Row.model_fields, text) | {
        "clean": Value("bool"),
        "requirements": records("id", "says"),
        "checklist": records("id", "question", "check"),
        "weaknesses": records(*weakness),
        "verdicts": records("box", "evidence", "missing", checked="bool"),
    }
    return Features(columns)


def example(row: dict[str, Any]) -> "dspy.Example":
    """One row of plain values as an example, its inputs marked."""
    import dspy

    types = {
        "requirements": Requirement,
        "checklist": Box,
        "weaknesses": Weakness,
        "verdicts": Verdict,
    }
    typed = {field: [kind(**item) for item in row[field]] for field, kind in types.items()}
    return dspy.Example({**row, **typed}).with_inputs(*INPUTS)
