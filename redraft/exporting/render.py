"""From an exported prompt to the messages that redraft sends, byte for byte.

This file needs nothing but Python: copy it beside an export. The rule it follows:

1. A step's user message begins with a slot for each input, {{name}}, and ends with words
   that never change. Each slot becomes a block, in the order of the slots:

       <name ID> note
       value
       </name ID>

   and a blank line; the block of an input that is missing, empty or an empty list or object is
   left out, with its blank line.
2. A value that is a string stands as it is. A list has one item a line: a string as it
   is; an object with the two keys that the input names under "item" as `first: second`;
   one with more of them as a JSON object of those keys, without empty strings. What a box
   says is `question {check}`, or its question if it has no check. A key that is missing or null
   has its value under "defaults"; where it has none there, all objects of the list are JSON.
   Any other value is JSON. A string that does not stay on one line, or begins with ", is JSON too,
   and so is a first key with : in it. Values stand as they are: redraft itself also trims ids,
   quotes and other short strings and cuts those that are too long.
3. JSON is written as Python's json.dumps(value, ensure_ascii=False) does, with U+0085,
   U+2028 and U+2029 escaped.
4. An input marked "turns" is no block but a list of earlier turns, objects with "says" and
   perhaps "reply": the blocks before its slot and the first "says" are a user message, its "reply"
   the assistant's, and so on; the blocks after it begin the last message. Without a turn
   all blocks do.
5. ID is abcdef. If the values as they stand in the blocks and then each turn's "says" and "reply",
   joined by newlines and in lower case, hold that, it is the first six hex digits of the SHA-256
   of "0", or of "1", "2" and so on: the first that they do not hold either.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from itertools import chain, count
from typing import Any

__all__ = ["render"]

_BREAKS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def render(step: Mapping[str, Any], inputs: Mapping[str, Any]) -> list[dict[str, str]]:
    """The messages of one call of `step`, as an export holds it, on `inputs`.

    Raises:
        ValueError: the step's last message does not begin with the slots of its inputs.
    """
    *before, last = step["messages"]
    slots = "".join(f"{{{{{field['name']}}}}}" for field in step["inputs"])
    if not last["content"].startswith(slots):
        raise ValueError(f"the last message does not begin with {slots}")
    texts = {field["name"]: _text(field, inputs.get(field["name"])) for field in step["inputs"]}
    talks = [field["name"] for field in step["inputs"] if field.get("turns")]
    turns = [
        (one["says"], one.get("reply") or "") for name in talks for one in inputs.get(name) or ()
    ]
    said = [text for text in texts.values() if text is not None]
    ident = _ident("\n".join([*said, *(text for turn in turns for text in turn)]))
    content = ""
    for field in step["inputs"]:
        if not field.get("turns"):
            content += _block(field, texts[field["name"]], ident)
            continue
        for says, reply in turns:
            before.append({"role": "user", "content": content + says})
            before.append({"role": "assistant", "content": reply})
            content = ""
    content += last["content"][len(slots) :]
    return [*before, {"role": last["role"], "content": content}]


def _block(field: Mapping[str, Any], text: str | None, ident: str) -> str:
    if text is None:
        return ""
    name, note = field["name"], field["note"]
    return f"<{name} {ident}>{' ' if note else ''}{note}\n{text}\n</{name} {ident}>\n\n"


def _text(field: Mapping[str, Any], value: Any) -> str | None:
    if field.get("turns") or value is None or value in ("", [], (), {}):
        return None
    if isinstance(value, (list, tuple)):
        return _list(field, value)
    return value if isinstance(value, str) else _json(value)


def _list(field: Mapping[str, Any], items: Sequence[Any]) -> str:
    keys = field.get("item") or []
    filled = [_filled(item, field.get("defaults") or {}) for item in items]
    known = all(set(keys) <= item.keys() for item in filled)
    if not (keys and known):
        filled, keys = list(items), []
    return "\n".join(_item(item, keys) for item in filled)


def _filled(item: Any, defaults: Mapping[str, Any]) -> Mapping[str, Any]:
    if not isinstance(item, Mapping):
        return {}
    given = {key: value for key, value in item.items() if value is not None}
    if "question" in given:
        check = f" {{{given['check']}}}" if given.get("check") else ""
        given["says"] = f"{given['question']}{check}"
    return {**defaults, **given}


def _item(item: Any, keys: Sequence[str]) -> str:
    if isinstance(item, str):
        return _line(item)
    if len(keys) == 2:
        first, second = (str(item[key]) for key in keys)
        return f"{_json(first) if ':' in first else _line(first)}: {_line(second)}"
    return _json({key: item[key] for key in keys if item[key] != ""} if keys else item)


def _line(text: str) -> str:
    one = text.splitlines() in ([], [text])
    return text if one and text[:1] != '"' else _json(text)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).translate(_BREAKS)


def _ident(values: str) -> str:
    held = set(re.findall("(?=([0-9a-f]{6}))", values.lower()))
    row = (hashlib.sha256(b"%d" % number).hexdigest()[:6] for number in count())
    return next(ident for ident in chain(["abcdef"], row) if ident not in held)
