"""What a terminal may be shown: text with nothing in it that commands the terminal."""

import os
import re
from collections.abc import Iterable
from urllib.parse import urlsplit, urlunsplit

__all__ = ["address", "bare", "clean", "hidden", "one_line", "secrets", "shorten", "without"]

_ESCAPE = re.compile(  # a string that nothing ends takes its line, so that each is read once
    r"\x1b\](?:[^\x07\x1b\x9c\n]|\x1b(?!\\))*+(?:\x07|\x1b\\|\x9c)?"  # OSC: titles, links
    r"|\x1b[PX^_](?:[^\x1b\x9c\n]|\x1b(?!\\))*+(?:\x1b\\|\x9c)?"  # DCS, SOS
    r"|\x1b\[[0-?]*[ -/]*[@-~]?"  # CSI: colours, the cursor
    r"|\x1b[ -/]*[0-~]?",  # any other
)
_SEQUENCE = re.compile(  # those of one character are also what a wrong encoding makes of letters
    rf"{_ESCAPE.pattern}"
    r"|\x9d[0-9]+;[^\x07\x1b\x9c\x9d\n]*+(?:\x07|\x1b\\|\x9c)"  # OSC, whole: else it is no more
    r"|\x9b[0-?]*[ -/]*[@-~]?"  # CSI
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# between underscores, so that neither a keyboard nor a number of tokens is one
_SECRET = re.compile(
    r"(?:^|_)[A-Z0-9]*(?:KEY|API_?KEYS|TOKEN|SECRET|PASSWORD|CREDENTIALS?)\d*(?:_|$)", re.IGNORECASE
)
_KEYLIKE = re.compile(
    r"\b(?:(?:sk|pk|gsk|xai|hf)[-_][A-Za-z0-9_*-]{8,}"
    r"|AIza[A-Za-z0-9_-]{30,}"  # Google
    r"|A[KS]IA[A-Z0-9]{16}"  # Amazon
    r"|(?:gh[pousr]|github_pat)_[A-Za-z0-9_]{20,}"
    # a JWT, from where its first part begins: else a long text would be read again and again
    r"|(?<![\w-])eyJ[\w-]{8,}+\.eyJ[\w-]{8,}+\.[\w-]*)",
    re.ASCII,
)


def clean(text: str) -> str:
    """The text without control sequences or bidirectional overrides; lines and tabs stay."""
    return _CONTROL.sub("", _SEQUENCE.sub("", text.replace("\r\n", "\n")))


def bare(text: str) -> str:
    """The same for what is no terminal: only ESC begins a sequence, others go alone."""
    return _CONTROL.sub("", _ESCAPE.sub("", text.replace("\r\n", "\n")))


def one_line(text: str) -> str:
    """The text, clean, on one line."""
    return " ".join(clean(text).split())


def shorten(text: str, most: int) -> str:
    """The text, clean, on one line of at most `most` characters, its middle left out."""
    line = one_line(text)
    if len(line) <= most:
        return line
    head = (most - 5) * 2 // 3
    return f"{line[:head].rstrip()} ... {line[len(line) - (most - 5 - head) :].lstrip()}"


def hidden(text: str) -> str:
    """The text with every secret of the environment, and what looks like a key, left out."""
    return without(text, secrets())


def secrets() -> tuple[str, ...]:
    """The secrets of the environment as it is now."""
    return tuple(
        value for name, value in os.environ.items() if _SECRET.search(name) and len(value) >= 6
    )


def without(text: str, secrets: Iterable[str]) -> str:
    """The text without these, and without what looks like a key."""
    for secret in secrets:
        text = text.replace(secret, "***")
    return _KEYLIKE.sub("***", text)


def address(url: str) -> str:
    """The address without the name, password and query that it may hold; empty if it is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, "", ""))
