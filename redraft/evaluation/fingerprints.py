"""What a run was of, told by sha256: data, program, metric and model."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from importlib import resources
from typing import Any

import dspy
from pydantic_core import to_jsonable_python

from redraft.adapter import PrefixAdapter
from redraft.adapter.shape import desc
from redraft.data import Row
from redraft.programs.program import Program

__all__ = ["of_code", "of_data", "of_metric", "of_models", "of_program", "of_step"]

JUDGES = ("redraft.metrics", "redraft.texts", "redraft.checks", "redraft.signatures")
"""The packages whose code decides what a metric says."""
MAKERS = (
    "redraft.programs",
    "redraft.programs.guards",
    "redraft.programs.policies",
    "redraft.adapter",
    "redraft.texts",
    "redraft.checks",
    "redraft.signatures",
)
"""The packages whose code decides what a program makes of a model's replies."""
PLAIN = (str, int, float, bool, type(None))


def of_data(rows: Iterable[Row]) -> str:
    """Of the rows, in their order."""
    return _sha([row.model_dump(mode="json", exclude_defaults=True) for row in rows])


def of_program(program: Program) -> str:
    """Of everything that it asks: its settings, and each step's prompt without an item."""
    state = {name: _prompt(predictor) for name, predictor in program.named_predictors()}
    return _sha([program.name, _chosen(program), state])


def of_step(program: Program, step: str) -> str:
    """Of one step's prompt without an item."""
    predictor = getattr(program, step)
    return _sha(_prompt(getattr(predictor, "predict", predictor)))


def of_metric(name: str) -> str:
    """Of the metric's name, and the code that any metric rests on."""
    return _sha([name, *_code(JUDGES)])


def of_code() -> str:
    """Of the code that any program rests on."""
    return _sha(_code(MAKERS))


def of_models(lms: Mapping[str, Any]) -> str:
    """Of the models that are asked, by step, and how they are."""
    return _sha({step: [lm.model, _kept(lm.kwargs)] for step, lm in lms.items()})


def _code(packages: Iterable[str]) -> list[str]:
    """The modules of the packages, whole."""
    return [
        file.read_text(encoding="utf-8")
        for package in packages
        for file in sorted(resources.files(package).iterdir(), key=lambda file: file.name)
        if file.name.endswith(".py")
    ]


def _prompt(predictor: Any) -> list[Any]:
    signature = predictor.signature
    return [
        PrefixAdapter().format(signature, predictor.demos, {}),
        {field: desc(info) for field, info in signature.input_fields.items()},
    ]


def _chosen(program: Program) -> dict[str, Any]:
    """The settings of the program; a policy by its name."""
    found = {}
    for name in vars(program).keys() - vars(dspy.Module()).keys():
        value = getattr(program, name)
        items = value if isinstance(value, tuple | list) else (value,)
        named = [getattr(item, "__name__", item) for item in items]
        if all(isinstance(item, PLAIN) for item in named):
            found[name] = named
    return found


def _kept(options: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: options[name] for name in ("temperature", "max_tokens", "seed") if name in options
    }


def _sha(value: Any) -> str:
    plain = to_jsonable_python(value)
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
