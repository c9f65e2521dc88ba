"""`valid json`: text that a program must be able to read."""

import json
from dataclasses import dataclass

from .base import Check, MisfitError, Result
from .registry import Form

__all__ = ["FORMS", "ValidJson"]


@dataclass(frozen=True)
class ValidJson(Check):
    """Whether the whole text is one JSON value (RFC 8259: no NaN, no code fence around it)."""

    def _written(self) -> str:
        return "valid json"

    def _answer(self, text: str) -> Result:
        try:
            value = json.loads(text, parse_constant=_refused, parse_int=str, parse_float=str)
        except RecursionError:
            return Result(False, "", "not JSON: nested too deep")
        except ValueError as error:
            fenced = ": a code fence surrounds it" if text.lstrip().startswith("```") else ""
            return Result(False, "", f"not JSON{fenced or f': {error}'}")
        return Result(True, f"JSON: {_kind(value)}")


def _refused(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON value")


def _kind(value: object) -> str:
    if isinstance(value, dict | list):
        name = "an object" if isinstance(value, dict) else "an array"
        return f"{name} of {len(value)}"
    return "a single value"


def _read(rest: str) -> ValidJson:
    if rest:
        raise MisfitError("takes nothing after it")
    return ValidJson()


FORMS = (Form("valid json", "valid json", _read),)
