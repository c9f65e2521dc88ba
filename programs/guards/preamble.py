"""Takes a chat's frame off a text, and nothing else."""

import re

__all__ = ["strip_preamble"]

_DOCUMENT = (
    r"(?:text|version|draft|e-?mail|letter|message|document|readme|report|essay|article|post|paragraph"
    r"|summary|answer|response|reply|copy|story|memo|plan|rewrite|spec(?:ification)?|proposal"
    r"|description|review|note|section|page|poem|speech|guide|announcement)"
)
_NEW = r"(?:revised|rewritten|improved|refined|edited|corrected|polished|updated|final|new)"
_PREAMBLE = re.compile(
    r"\A\s*(?:"
    rf"(?:sure|certainly|of course|absolutely|okay|ok|great)\b[^\n]{{0,120}}\b{_DOCUMENT}\b[^\n]{{0,80}}:"
    r"|(?:sure|certainly|of course|absolutely)(?: thing)?[!.](?: (?:here you go|here it is)[!.:]?)?"
    rf"|(?:here(?:['’]s| is)|below is|this is) (?:the|your|a|my) (?:\w+,? ){{0,2}}{_NEW} (?:\w+ ){{0,2}}"
    rf"{_DOCUMENT}\b[^\n]{{0,80}}:"
    rf"|\**{_NEW} {_DOCUMENT}\**:\**"
    r")[^\S\n]*\r?\n\s*(?=\S)",
    re.IGNORECASE,
)
_FENCE = re.compile(
    r"\A\s*(`{3,}|~{3,})(?:markdown|md|text|txt|plaintext|email)?[^\S\n]*\r?\n(.*?)\r?\n\1\s*\Z",
    re.DOTALL | re.IGNORECASE,
)
_INNER = re.compile(r"^[^\S\n]*(?:`{3,}|~{3,})(\S*)[^\S\n]*\r?$", re.MULTILINE)
_LABEL = r"\W*(?:(?:summary|list|explanation) of (?:the )?changes|(?:key |main )?changes made|what (?:i )?changed|change notes?|revision notes?)\b[^\n]{0,40}"
_NOTES = re.compile(
    rf"\r?\n[^\S\n]*(?:-{{3,}}|\*{{3,}}|_{{3,}})[^\S\n]*\r?\n\s*(?:{_LABEL}|\**(?:changes|notes on changes):)\**[^\S\n]*\r?\n"
    r"(?:(?!\s*#)[^\n]*(?:\n|\Z))*\Z"
    rf"|\n\s*\n{_LABEL}:\**[^\S\n]*\r?\n(?:[^\S\n]*(?:(?:[-*+•]|\d+[.)])\s[^\n]*)?(?:\n|\Z))+\Z",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\n\s*\n(?:-{3,}\s*\n\s*)?[^\S\n]*(?:i hope )?(?:this|the) (?:revision|rewrite|revised \w+|updated version)"
    r" (?:now )?(?:address|incorporat|include|resolv|clarif|meet)[^\n]*\s*\Z",
    re.IGNORECASE,
)
_VERSION = re.compile(r"^\W*\[?v?\d+\.\d+|\d{4}-\d\d-\d\d", re.MULTILINE)


def strip_preamble(text: str) -> str:
    """The text without "Here is the revised email:", a fence round it all, or notes at its end.

    Takes only what is unmistakably frame; a text that would be left empty comes back whole.
    """
    bare = _unfenced(_PREAMBLE.sub("", text, count=1))
    bare = _unfenced(_without_notes(_CLOSING.sub("", bare)))
    return bare.strip() or text.strip()


def _without_notes(text: str) -> str:
    found = _NOTES.search(text)
    if not found or _VERSION.search(found.group()):
        return text
    return text[: found.start()]


def _unfenced(text: str) -> str:
    found = _FENCE.match(text)
    return found.group(2) if found and _closed(found.group(2)) else text


def _closed(inner: str) -> bool:
    """Whether the fences inside pair up, so that the outer ones belong together."""
    depth = 0
    for fence in _INNER.finditer(inner):
        if fence.group(1):
            depth += 1
        elif depth:
            depth -= 1
        else:
            return False
    return depth == 0
