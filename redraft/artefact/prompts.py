"""The wording of a program: what its prompts hold beside the inputs of a call."""

import difflib

import dspy

from redraft.adapter import PrefixAdapter

__all__ = ["diff", "wording"]


def wording(program: dspy.Module) -> dict[str, str]:
    """For each step, its inputs with what they are for, then its prompt's end as it is sent."""
    return {name: _wording(predictor) for name, predictor in program.named_predictors()}


def diff(before: dspy.Module, after: dspy.Module) -> dict[str, str]:
    """For each step whose wording differs, a unified diff; "" in a step of only one of them."""
    one, other = wording(before), wording(after)
    found = {
        name: "\n".join(
            difflib.unified_diff(
                one.get(name, "").splitlines(),
                other.get(name, "").splitlines(),
                "before",
                "after",
                lineterm="",
            )
        )
        for name in {**one, **other}
    }
    return {name: lines for name, lines in found.items() if lines}


def _wording(predictor: dspy.Predict) -> str:
    signature = predictor.signature
    notes = [
        f"{name}: {info.json_schema_extra['desc']}" for name, info in signature.input_fields.items()
    ]
    _, user = PrefixAdapter().format(signature, predictor.demos, {})
    return "\n".join([*notes, "", user["content"]])
