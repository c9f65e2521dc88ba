"""The vocabulary: every form of check by name, and the one reader of expressions."""

from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

import regex

from .base import Check, CheckError, MisfitError, clipped

__all__ = ["Form", "forms", "opens", "parse", "register"]

NEAR = 0.6
"""Least likeness of a mistyped name to a form's for the form to be suggested."""


@dataclass(frozen=True)
class Form:
    """One form of check: `name` opens the expression, `read` makes a check of the rest.

    `read` raises MisfitError, saying what the form takes, for a rest that it cannot read.
    """

    name: str
    example: str
    read: Callable[[str], Check]


_FORMS: dict[str, Form] = {}


def register(*forms: Form) -> None:
    """Add forms to the vocabulary; a name that is taken raises ValueError."""
    for form in forms:
        if form.name in _FORMS:
            raise ValueError(f"the check {form.name!r} is registered twice")
        _FORMS[form.name] = form


def forms() -> tuple[Form, ...]:
    """Every form, sorted by name."""
    return tuple(_FORMS[name] for name in sorted(_FORMS))


@lru_cache(maxsize=4096)
def parse(expression: str) -> Check:
    """The check that `expression` writes; CheckError, in one line, if it writes none."""
    given = expression.strip()
    form, end = _opened(given)
    if not form:
        raise CheckError(_unknown(given))
    return _read(form, given, given[end:].strip())


def opens(expression: str) -> bool:
    """Whether `expression` begins with the name of a form."""
    return _opened(expression.strip())[0] is not None


def _opened(given: str) -> tuple[Form | None, int]:
    """The form that `given` names, and where the name ends."""
    for form in sorted(_FORMS.values(), key=lambda form: -len(form.name)):
        opening = regex.match(_opening(form.name), given, regex.IGNORECASE)
        if opening:
            return form, opening.end()
    return None, 0


def _opening(name: str) -> str:
    return r"\s+".join(map(regex.escape, name.split())) + r"(?!\w)"


def _read(form: Form, given: str, rest: str) -> Check:
    try:
        return form.read(rest)
    except MisfitError as misfit:
        why = f"{form.name!r} {misfit}, as in: {form.example}"
        raise CheckError(f"'{clipped(given)}' is not a check: {why}") from None


def _unknown(given: str) -> str:
    near = max(forms(), key=lambda form: _likeness(form.name, given))
    hint = f"accepted are {', '.join(form.name for form in forms())}"
    if _likeness(near.name, given) >= NEAR:
        hint = f"did you mean {near.name!r}, as in: {near.example} ({hint})"
    else:
        hint += f"; as in: {_FORMS['words'].example}"
    return f"'{clipped(given)}' is not a check: {hint}"


def _likeness(name: str, given: str) -> float:
    opening = " ".join(regex.split(r'[\s"/<>=]+', given[:200].lower())[: len(name.split())])
    return SequenceMatcher(None, name, opening).ratio()
