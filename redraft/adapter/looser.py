"""What a server is asked that refuses a schema: the same with fewer bounds, then without one."""

from typing import Any

__all__ = ["looser"]

_BOUNDS = {"minLength", "maxLength", "minItems", "maxItems"}


def looser(body: dict[str, Any]) -> dict[str, Any] | None:
    """The call with the bounds of its schema left out, or else the schema; None without one.

    Some services refuse lengths, some counts, some every schema.
    """
    form = body.get("response_format")
    if form is None:
        return None
    free = _unbounded(form)
    if free == form:
        return {key: value for key, value in body.items() if key != "response_format"}
    return {**body, "response_format": free}


def _unbounded(node: Any) -> Any:
    """The schema without its bounds; a property that is called like one stays."""
    if isinstance(node, dict):
        return {
            key: _unbounded(value)
            for key, value in node.items()
            if key not in _BOUNDS or not isinstance(value, int)
        }
    return [_unbounded(one) for one in node] if isinstance(node, list) else node
