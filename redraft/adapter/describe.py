"""A reply's shape in words: the output format that ends every prompt."""

import json

from .shape import Choice, Flag, Listing, Node, Object, Other, Shape

__all__ = ["describe"]


def describe(shape: Shape) -> str:
    """How to reply, with what each field is for in its place."""
    if not shape.head.fields:
        return f"Reply with the {_named(shape.tail or '')} alone{_more(shape)}"
    form = _form(shape.head, "")
    if shape.tail is None:
        return f"Reply with JSON in this form:\n{form}"
    return (
        f"Reply with JSON in this form:\n{form}\n"
        f"then a blank line, then the {_named(shape.tail)} as plain text to the end{_more(shape)}"
    )


def _named(field: str) -> str:
    return field.replace("_", " ")


def _more(shape: Shape) -> str:
    """What the text is for, and the end of the sentence."""
    note = shape.note.strip()
    return f": {note}" if note else "."


def _form(node: Node, note: str) -> str:
    match node:
        case Object():
            inside = ", ".join(f'"{name}": {_form(child, why)}' for name, child, why in node.fields)
            return "{" + inside + "}" + _why(note)
        case Listing(item=Object()):
            return f"[{_form(node.item, '')}, ...]{_why(note)}"
        case Listing():
            return f"[{_form(node.item, note)}, ...]"
        case Flag():
            return "true or false" + _why(note)
        case Choice(values=values) if values:
            return " or ".join(f'"{value}"' for value in values) + _why(note)
        case Other():
            schema = json.dumps(dict(node.schema), ensure_ascii=False)
            return f"<{note}{': ' if note else ''}JSON of the schema {schema}>"
        case _:
            return f'"<{note}>"' if note else '"..."'


def _why(note: str) -> str:
    return f" ({note})" if note else ""
