"""The forms that a program's prompts leave in, by name."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from redraft.adapter import PrefixAdapter
from redraft.adapter.describe import describe
from redraft.adapter.shape import shape
from redraft.errors import ConfigurationError
from redraft.programs.program import Program
from redraft.signatures.pasted import PASTED, TASK
from redraft.signatures.types import CATEGORIES

from . import render
from .models import Models, served
from .promptfoo import promptfoo
from .steps import steps

__all__ = ["FORMATS", "Form", "unsaid"]

Form = Callable[[Program, Models], dict[str, str]]
"""From a program and its models to files by name; a form that is one text is ""."""

ITERATIONS = ("draft", "critique", "revise", "verify")
CHAT = ("first", "critique", "rewrite", "review")
"""The steps of the program `template`, which are worded as one chat already."""


def text(program: Program, models: Models) -> dict[str, str]:
    """The prompts, to read: each step's system line, its inputs, and what follows them."""
    parts = []
    for name, step in steps(program).items():
        notes = [f"{{{{{field['name']}}}}}  {field['note']}" for field in step["inputs"]]
        system, user = (message["content"] for message in step["messages"])
        slots = sum(len(field["name"]) + 4 for field in step["inputs"])
        parts.append("\n\n".join([f"=== {name}", system, "\n".join(notes), user[slots:]]))
    return {"": "\n\n\n".join(parts) + "\n"}


def chat(program: Program, models: Models) -> dict[str, str]:
    """Messages for any chat model, as JSON, with the rule that fills their slots."""
    return {"": _json(program, steps(program))}


def openai(program: Program, models: Models) -> dict[str, str]:
    """Bodies for an OpenAI-compatible server's chat completions, as JSON, likewise."""
    bodies = {
        name: {
            "inputs": step["inputs"],
            "body": {"model": served(models.of(name)) or "MODEL", "messages": step["messages"]},
        }
        for name, step in steps(program).items()
    }
    return {"": _json(program, bodies)}


def template(program: Program, models: Models) -> dict[str, str]:
    """One text to paste into a chat window: the four iterations in the program's words.

    Raises:
        ConfigurationError: the program has other steps.
    """
    predictors = dict(program.named_predictors())
    if all(name in predictors for name in CHAT):
        return {"": "\n\n".join([TASK.rstrip(), *(_words(predictors[n]) for n in CHAT)]) + "\n"}
    missing = [name for name in ITERATIONS if name not in predictors]
    if missing:
        raise ConfigurationError(
            f"--to template needs the steps {', '.join(ITERATIONS)}; "
            f"{program.name} has no {missing[0]}"
        )
    words = {name: _words(predictors[name]) for name in ITERATIONS}
    settings = {
        "min_weaknesses": getattr(program, "min_weaknesses", 3),
        "max_rounds": getattr(program, "max_rounds", 3),
        "categories": ", ".join(getattr(program, "categories", CATEGORIES)),
    }
    return {"": PASTED.format(**words, **settings)}


def unsaid(program: Program) -> list[str]:
    """The steps with words of their own, optimized or changed, that `template` has no place for."""
    usual = dict(type(program)().named_predictors())
    mine = dict(program.named_predictors())
    told = CHAT if all(name in mine for name in CHAT) else ITERATIONS
    return [
        name
        for name, one in mine.items()
        if name not in told and _words(one) != _words(usual[name])
    ]


def _words(predictor: Any) -> str:
    """Instruction and examples of a step, without the form of a reply that code reads."""
    _, user = PrefixAdapter().format(predictor.signature, predictor.demos, {})
    content: str = user["content"]
    return content.removesuffix(describe(shape(predictor.signature))).rstrip()


def _json(program: Program, made: Mapping[str, Any]) -> str:
    whole = {"program": program.name, "rule": render.__doc__, "steps": made}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


FORMATS: dict[str, Form] = {
    form.__name__: form for form in (text, chat, openai, promptfoo, template)
}
