"""Takes a chat's frame off a text, and nothing else."""

import re

from redraft.texts.leak import about_changes

__all__ = ["strip_preamble"]

TAIL = 4000
"""Characters at the end of a text that are searched for change notes."""

_DOCUMENT = (
    r"(?:text|version|draft|e-?mail|letter|message|document|readme|report|essay|article|post"
    r"|paragraph|summary|answer|response|reply|copy|story|memo|plan|rewrite|spec(?:ification)?"
    r"|proposal|description|review|note|section|page|poem|speech|guide|announcement)"
)
_NEW = r"(?:revised|rewritten|improved|refined|edited|corrected|polished|updated|final|new)"
_EDGE = r"[^\S\n]*\r?\n"
_PREAMBLE = re.compile(
    r"\A\s*(?:"
    rf"(?:sure|certainly|of course|absolutely|okay|ok|great)\b[^\n]{{0,60}}"
    rf"\b(?:here|below|i(?:['\u2019]ve| have))\b[^\n]{{0,60}}\b{_DOCUMENT}\b[^\n]{{0,80}}:"
    r"|(?:sure|certainly|absolutely)(?: thing)?[!.]"
    r"(?: (?:here you go|here it is)[!.:]?)?"
    rf"|(?:here(?:['\u2019]s| is)|below is|this is) (?:the|your|a|my) (?:\w+,? ){{0,2}}{_NEW}"
    rf" (?:\w+ ){{0,2}}{_DOCUMENT}\b[^\n]{{0,80}}:"
    rf"|\**{_NEW} {_DOCUMENT}\**:\**"
    rf"){_EDGE}\s*(?=\S)",
    re.IGNORECASE,
)
_FENCE = re.compile(
    rf"\A\s*(`{{3,}}|~{{3,}})(?:markdown|md|text|txt|plaintext|email)?{_EDGE}(.*?)\r?\n\1\Z",
    re.DOTALL | re.IGNORECASE,
)
_INNER = re.compile(r"^[^\S\n]*(?:`{3,}|~{3,})(\S*)[^\S\n]*\r?$", re.MULTILINE)
_LABEL = (
    r"[*_#> ]{0,8}(?:(?:summary|list|explanation) of (?:the )?changes|(?:key |main )?changes made"
    r"|what (?:i )?changed|change notes?|revision notes?)\b[^\n]{0,40}"
)
_RULE = rf"\r?\n[^\S\n]*(?:-{{3,}}|\*{{3,}}|_{{3,}}){_EDGE}"
_ITEM = r"[^\S\n]*(?:(?:[-*+\u2022]|\d+[.)])\s[^\n]*)?(?:\n|\Z)"
_NOTES = re.compile(
    rf"{_RULE}\s*(?:{_LABEL}|\**(?:changes|notes on changes):)\**{_EDGE}"
    r"(?:(?![^\S\n]*#)[^\n]*(?:\n|\Z))+?\Z"
    rf"|\n[^\S\n]*\r?\n{_LABEL}:\**{_EDGE}(?:{_ITEM})+?\Z",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\n[^\S\n]*\n(?:-{3,}[^\S\n]*\n(?:[^\S\n]*\n)?)?"
    r"(?:i hope )?(?:this revision|(?:this|the) (?:rewrite"
    r"|revised \w+|updated version)) (?:now )?(?:address|incorporat|resolv|meet)[^\n]*\Z",
    re.IGNORECASE,
)
_VERSION = re.compile(r"^\W*\[?v?\d+\.\d+|\d{4}-\d\d-\d\d", re.MULTILINE)


def strip_preamble(text: str, task: str = "", before: str | None = None) -> str:
    """The text without "Here is the revised email:", a fence round it all, or notes at its end.

    Takes only what is unmistakably frame; a text that would be left empty comes back whole.
    Notes on changes are a frame where a text `before` was rewritten, unless that had them too
    or the task speaks of changes.
    """
    bare = _unfenced(text.strip() if _framed(before) else _PREAMBLE.sub("", text.strip(), count=1))
    if before is not None and not about_changes(task):
        bare = bare if _CLOSING.search(before.rstrip()) else _CLOSING.sub("", bare).rstrip()
        bare = _unfenced(bare if _notes(before) else _without_notes(bare))
    return bare.strip() or text.strip()


def _framed(before: str | None) -> bool:
    return before is not None and bool(_PREAMBLE.match(before))


def _without_notes(text: str) -> str:
    """Change notes at the end go; what lists versions or dates is a changelog, and stays."""
    found = _notes(text)
    if not found or _VERSION.search(found.group()):
        return text
    return text[: found.start()]


def _notes(text: str) -> re.Match[str] | None:
    return _NOTES.search(text, max(0, len(text) - TAIL))


def _unfenced(text: str) -> str:
    found = _FENCE.match(text)
    return found.group(2) if found and _closed(found.group(2)) else text


def _closed(inner: str) -> bool:
    """Whether the fences inside pair up, so that the outer ones belong together."""
    depth = 0
    for fence in _INNER.finditer(inner):
        depth += 1 if fence.group(1) else -1
        if depth < 0:
            return False
    return depth == 0
