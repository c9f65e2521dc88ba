"""Whether servers that hold a reply strictly to its schema take that schema."""

from typing import Any

__all__ = ["strict"]

_KNOWN = frozenset(
    "$defs $ref additionalProperties anyOf const description enum exclusiveMaximum "
    "exclusiveMinimum format items maxItems maxLength maximum minItems minLength minimum "
    "multipleOf pattern properties required title type".split()
)


def strict(schema: dict[str, Any]) -> bool:
    """Whether every object names all its fields, and demands them, in words such servers know."""
    named = schema.get("properties", {})
    if schema.get("type") == "object":
        closed = schema.get("additionalProperties") is False
        if not closed or set(schema.get("required", ())) != set(named):
            return False
    if not schema.keys() <= _KNOWN or not schema.keys() & {"type", "anyOf", "$ref"}:
        return False
    inside = [*named.values(), *schema.get("$defs", {}).values(), *schema.get("anyOf", ())]
    if schema.get("type") == "array":
        inside.append(schema.get("items", {}))
    return all(map(strict, inside))
