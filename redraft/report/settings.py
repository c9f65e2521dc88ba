"""What runs were made with, and in what one differs from another."""

from collections.abc import Mapping
from typing import Any

from redraft.evaluation.measured import Side

__all__ = ["differs", "settings_line"]

DEFAULT = "default"
"""What a setting is that was not chosen."""


def settings_line(settings: Mapping[str, Any]) -> str:
    """Settings but the model in a line: max_rounds=1 temperature=0.7."""
    return " ".join(f"{name}={_word(value)}" for name, value in settings.items() if name != "model")


def differs(side: Side, first: Side) -> str:
    """In what `side` was made otherwise than `first`; empty where that is not known."""
    if side.run == first.run:
        return f"run {side.run} is the baseline: a run compared with itself shows nothing"
    if not (side.settings and first.settings):
        return ""
    told = [
        f"{name} {_of(side, name)} ({_of(first, name)})"
        for name in dict.fromkeys((*first.settings, *side.settings))
        if _of(side, name) != _of(first, name)
    ]
    if told:
        return f"differs in {', '.join(told)}"
    if side.prompts != first.prompts:
        return "differs in prompts or defaults of another version, not in settings"
    return f"made with the same settings as run {first.run}"


def _of(side: Side, name: str) -> str:
    return _word(side.settings.get(name, DEFAULT))


def _word(value: Any) -> str:
    return "+".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
