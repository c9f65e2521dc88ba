"""What a server is asked that refuses a schema: the same with fewer bounds, then without one."""

from typing import Any

from .shape import Shape

__all__ = ["Refusals", "looser"]

_BOUNDS = {"minLength", "maxLength", "minItems", "maxItems"}


class Refusals:
    """What servers have refused: bounds in any schema, or every schema of one form."""

    def __init__(self) -> None:
        self._bounds: set[str] = set()  # by model
        self._forms: list[tuple[str, Shape]] = []  # few; a marker may hold what has no hash

    def note(self, model: str, form: Shape, taken: dict[str, Any]) -> None:
        """Remember how loose a call had to be."""
        if "response_format" in taken:
            self._bounds.add(model)
        elif (model, form) not in self._forms:
            self._forms.append((model, form))

    def spared(self, model: str, form: Shape, body: dict[str, Any]) -> dict[str, Any]:
        """The call without what would be refused again."""
        if (model, form) in self._forms:
            return _free(body)
        return _unbounded(body) if model in self._bounds else body


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
