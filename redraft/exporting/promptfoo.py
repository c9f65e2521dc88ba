"""A folder that promptfoo runs: the same bytes, made by the same rule."""

import json
import re
from pathlib import Path
from typing import Any

import yaml
from pydantic_core import to_jsonable_python

from redraft.programs.program import Program
from redraft.signatures.types import CATEGORIES, Box

from . import render
from .models import Models, served
from .steps import steps

__all__ = ["promptfoo"]

MODEL = "gpt-4.1-mini"
"""Asked where the program was compiled with no model that a server has."""

_PROMPTS = r'''"""The prompts as promptfoo asks for them: one function a step."""

import json
import pathlib
import re

from render import render

STEPS = json.loads(pathlib.Path(__file__).with_name("prompts.json").read_text("utf-8"))


def quoted(messages):
    """promptfoo fills in what a function returns as a template: what opens a tag is quoted."""
    return [
        {**one, "content": re.sub(r"\{(?=[{%#])", "{{ '{' }}", one["content"])} for one in messages
    ]

'''
_FUNCTION = """def {name}(context):
    return quoted(render(STEPS["{step}"], context["vars"]["inputs"]))"""


def promptfoo(program: Program, models: Models) -> dict[str, str]:
    """promptfooconfig.yaml, a prompt function for each step, and one example to try them on."""
    made = steps(program)
    local = models.main.startswith("local/")
    asked = MODEL if local else served(models.main) or MODEL
    config = {
        "description": f"The steps of {program.name}, exported from redraft",
        "prompts": [
            {"id": f"file://prompts.py:{_identifier(name)}", "label": name} for name in made
        ],
        "providers": [f"openai:chat:{asked}"],
        "tests": [
            {
                "description": "one example",
                "vars": {"inputs": _example(made)},  # a list alone would be many tests
                "assert": [{"type": "javascript", "value": "output.trim().length > 0"}],
            }
        ],
    }
    functions = "\n\n\n".join(_FUNCTION.format(name=_identifier(name), step=name) for name in made)
    return {
        "promptfooconfig.yaml": yaml.safe_dump(config, sort_keys=False, allow_unicode=True),
        "prompts.py": f"{_PROMPTS}\n{functions}\n",
        "prompts.json": json.dumps(made, indent=2, ensure_ascii=False) + "\n",
        "render.py": Path(render.__file__).read_text(encoding="utf-8"),
    }


def _identifier(step: str) -> str:
    return re.sub(r"\W", "_", step)


def _example(made: dict[str, Any]) -> dict[str, Any]:
    """Inputs for every step from the first labelled example that has a weakness."""
    from redraft.data import rows

    row = next(row for row in rows("dev") if row.weaknesses)
    boxes = [Box.model_validate(box.model_dump()) for box in row.checklist]
    known = {
        "task": row.task,
        "requirements": row.requirements,
        "checklist": boxes,
        "text": row.draft,
        "categories": list(CATEGORIES),
        "min_weaknesses": 3,
        "weaknesses": row.weaknesses,
        "open_boxes": [box for box in boxes if not box.check],
    }
    asked = {field["name"] for step in made.values() for field in step["inputs"]}
    return {name: to_jsonable_python(known[name]) for name in known if name in asked}
