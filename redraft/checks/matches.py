"""`matches /regex/` and `lacks /regex/`: patterns, searched for a second at most."""

from dataclasses import dataclass

import regex

from .base import Check, MisfitError, Result, clipped
from .registry import Form

__all__ = ["FORMS", "TIMEOUT", "Lacking", "Matches", "pattern"]

TIMEOUT = 1.0
"""Seconds that one search may take; a pattern that needs longer has not passed."""

_WRITTEN = regex.compile(r"/(.+)/(i?)", regex.DOTALL)


@dataclass(frozen=True)
class Matches(Check):
    """Whether `source` matches somewhere in the text; ^ and $ match at every line."""

    source: str
    flags: str = ""

    def _written(self) -> str:
        return f"matches /{self.source}/{self.flags}"

    def _answer(self, text: str) -> Result:
        try:
            match = _search(self.source, self.flags, text)
        except TimeoutError:
            return _late(self.source)
        if match is None:
            return Result(False, "", f"nothing matches /{self.source}/{self.flags}")
        return Result(True, f'"{clipped(match[0])}"')


@dataclass(frozen=True)
class Lacking(Check):
    """Whether `source` matches nowhere in the text; ^ and $ match at every line."""

    source: str
    flags: str = ""

    def _written(self) -> str:
        return f"lacks /{self.source}/{self.flags}"

    def _answer(self, text: str) -> Result:
        try:
            match = _search(self.source, self.flags, text)
        except TimeoutError:
            return _late(self.source)
        if match is None:
            return Result(True, f"nothing matches /{self.source}/{self.flags}")
        quote = f'"{clipped(match[0])}"'
        return Result(False, quote, f"{quote} matches /{self.source}/{self.flags}")


def pattern(rest: str) -> tuple[str, str]:
    """The source and the flags of /regex/ or /regex/i; MisfitError if it is no pattern."""
    written = _WRITTEN.fullmatch(rest)
    if not written:
        raise MisfitError("takes a pattern between slashes, with an i after it to ignore case")
    try:
        _compiled(written[1], written[2])
    except (regex.error, ValueError, OverflowError, RecursionError) as error:
        raise MisfitError(f"takes a regular expression, and this is none ({error})") from None
    return written[1], written[2]


def _compiled(source: str, flags: str) -> regex.Pattern[str]:
    return regex.compile(source, regex.MULTILINE | (regex.IGNORECASE if flags else 0))


def _search(source: str, flags: str, text: str) -> regex.Match[str] | None:
    return _compiled(source, flags).search(text, timeout=TIMEOUT)


def _late(source: str) -> Result:
    return Result(False, "", f"/{source}/ timed out after {TIMEOUT:g} s: simplify the pattern")


FORMS = (Form("matches", r"matches /\$\d+/", lambda rest: Matches(*pattern(rest))),)
