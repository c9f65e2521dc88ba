"""What a server is asked that refuses a setting or a schema: the same without what it refuses."""

import re
from collections.abc import Iterable
from typing import Any

import dspy
from dspy.utils.exceptions import LMError

from .shape import Shape

__all__ = ["Refusals", "chosen", "looser", "without"]

_BOUNDS = {"minLength", "maxLength", "minItems", "maxItems"}
_SETTINGS = ("temperature", "seed")
"""What programs choose for a step, and some models refuse."""


class Refusals:
    """What servers have refused: settings, bounds in any schema, every schema of one form."""

    def __init__(self) -> None:
        self._settings: dict[str, frozenset[str]] = {}  # by model
        self._bounds: set[str] = set()  # by model
        self._forms: list[tuple[str, Shape]] = []  # few; a marker may hold what has no hash

    def note(self, model: str, form: Shape, taken: dict[str, Any]) -> None:
        """Remember how loose a call had to be."""
        if "response_format" in taken:
            self._bounds.add(model)
        elif (model, form) not in self._forms:
            self._forms.append((model, form))

    def settings(self, model: str, names: Iterable[str]) -> None:
        """Remember settings that a model does not take from a step."""
        self._settings[model] = self._settings.get(model, frozenset()) | frozenset(names)

    def spared(self, lm: dspy.BaseLM, form: Shape, body: dict[str, Any]) -> dict[str, Any]:
        """The call without what would be refused again."""
        model = lm.model
        body = without(body, lm, self._settings.get(model, ()))
        if (model, form) in self._forms:
            return _free(body)
        return _unbounded(body) if model in self._bounds else body


def chosen(body: dict[str, Any], lm: dspy.BaseLM, refused: LMError) -> list[str]:
    """The settings that the refusal names and that were chosen for this step alone.

    A seed may go in any case: it is a wish that the next reply be the same.
    """
    there = [name for name in _SETTINGS if name in body]
    named = [name for name in there if re.search(rf"\b{name}\b", refused.message)]
    return [name for name in named if name == "seed" or body[name] != lm.kwargs.get(name)]


def without(body: dict[str, Any], lm: dspy.BaseLM, names: Iterable[str]) -> dict[str, Any]:
    """The call with a temperature of the model's own, if it has one, and without the others."""
    names = set(names)
    if not names:
        return body
    own = {"temperature": lm.kwargs.get("temperature")} if "temperature" in names else {}
    kept = {key: value for key, value in body.items() if key not in names}
    return kept | {key: value for key, value in own.items() if value is not None}


def looser(body: dict[str, Any]) -> dict[str, Any] | None:
    """The call with the bounds of its schema left out, or else the schema; None without one.

    Some services refuse lengths, some counts, some every schema.
    """
    if body.get("response_format") is None:
        return None
    less = _unbounded(body)
    return _free(body) if less == body else less


def _free(body: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in body.items() if key != "response_format"}


def _unbounded(body: dict[str, Any]) -> dict[str, Any]:
    form = body.get("response_format")
    return body if form is None else {**body, "response_format": _without(form)}


def _without(node: Any) -> Any:
    """The schema without its bounds; a property that is called like one stays."""
    if isinstance(node, dict):
        return {
            key: _without(value)
            for key, value in node.items()
            if key not in _BOUNDS or not isinstance(value, int)
        }
    return [_without(one) for one in node] if isinstance(node, list) else node
