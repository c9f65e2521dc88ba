"""A reply back into fields."""

import json
from typing import Any

import dspy
import json_repair
from dspy.adapters.utils import apply_output_field_defaults, parse_value
from dspy.utils.exceptions import AdapterParseError

from .shape import Shape, shape

__all__ = ["Parsed", "parse"]


class Parsed(dict[str, Any]):
    """The output fields of a reply; `repaired` if its JSON had to be mended first."""

    repaired = False


def parse(signature: type[dspy.Signature], reply: str) -> Parsed:
    """The fields of `reply`.

    Raises:
        AdapterParseError: no JSON object was found, a field is missing, or its value
            cannot be read as the field's type.
    """
    form = shape(signature)
    fields = Parsed()
    if not form.head.fields:
        fields[str(form.tail)] = reply.strip()
        return fields
    found, rest, fields.repaired = _object(reply)
    if found is None:
        raise _error(signature, reply, "no JSON object was found")
    if form.tail is not None:
        found.setdefault(form.tail, rest.strip())
    for name, info in signature.output_fields.items():
        if name in found:
            try:
                fields[name] = parse_value(found[name], info.annotation)
            except ValueError as error:
                raise _error(signature, reply, f"{name}: {error}") from error
    fields.update(apply_output_field_defaults(signature, fields))
    missing = [name for name in signature.output_fields if name not in fields]
    if missing:
        raise _error(signature, reply, f"{', '.join(missing)} missing")
    return fields


def dump(form: Shape, outputs: dict[str, Any]) -> str:
    """What a reply with these outputs looks like: the other way round, for examples."""
    from dspy.adapters.utils import serialize_for_json

    head = {name: outputs[name] for name, _, _ in form.head.fields if name in outputs}
    parts = [json.dumps(serialize_for_json(head), ensure_ascii=False)] if head else []
    if form.tail is not None and outputs.get(form.tail) is not None:
        parts.append(str(outputs[form.tail]))
    return "\n\n".join(parts)


def _object(reply: str) -> tuple[dict[str, Any] | None, str, bool]:
    """The first JSON object, what follows it, and whether it had to be mended."""
    start = reply.find("{")
    if start < 0:
        return None, "", False
    try:
        found, end = json.JSONDecoder(strict=False).raw_decode(reply, start)
        return found, reply[end:].removeprefix("```"), False
    except json.JSONDecodeError:
        mended = json_repair.loads(reply[start:])
        return (mended, "", True) if isinstance(mended, dict) and mended else (None, "", False)


def _error(signature: type[dspy.Signature], reply: str, why: str) -> AdapterParseError:
    return AdapterParseError(
        adapter_name="Prefix",
        signature=signature,
        lm_response=reply,
        message=f"The reply has {why}.",
    )
