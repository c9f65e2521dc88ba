"""Values from and to JSON, without what DSPy makes anew on every call."""

from functools import lru_cache
from typing import Any

import dspy
from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python

__all__ = ["plain", "reader"]


def plain(value: Any) -> Any:
    """The value as JSON can hold it; what it cannot hold becomes its string form."""
    try:
        return to_jsonable_python(value, fallback=str)
    except ValueError:
        return str(value)


def reader(signature: type[dspy.Signature], name: str) -> TypeAdapter[Any]:
    """What reads the field `name`, input or output, of `signature`; made once."""
    key: Any = signature
    return _reader(key, name)


@lru_cache(maxsize=2048)
def _reader(signature: type[dspy.Signature], name: str) -> TypeAdapter[Any]:
    return TypeAdapter(signature.fields[name].annotation)
