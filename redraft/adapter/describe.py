"""A reply's shape in words: the output format that ends every prompt."""

import json

from .shape import Choice, Flag, Listing, Node, Object, Other, Shape

__all__ = ["describe"]


def describe(shape: Shape) -> str:
    """How to reply, with what each field is for in its place."""
    if not shape.head.fields:
        return f"Reply with the {(shape.tail or '').replace('_', ' ')} alone."
    form = _form(shape.head, "")
    if shape.tail is None:
        return f"Reply with JSON in this form:\n{form}"
    return (
        f"Reply with JSON in this form:\n{form}\n"
        f"then a blank line, then the {shape.tail.replace('_', ' ')} as plain text to the end."
    )


def _form(node: Node, note: str) -> str:
    match node:
        case Object():
            inside = ", ".join(f'"{name}": {_form(child, why)}' for name, child, why in node.fields)
            return "{" + inside + "}"
        case Listing():
            return f"[{_form(node.item, note)}, ...]"
        case Flag():
            return f"true or false ({note})" if note else "true or false"
        case Choice(values=values) if values:
            return " or ".join(f'"{value}"' for value in values)
        case Other():
            schema = json.dumps(dict(node.schema), ensure_ascii=False)
            return f"<{note}{': ' if note else ''}JSON of the schema {schema}>"
        case _:
            return f'"<{note}>"' if note else '"..."'
